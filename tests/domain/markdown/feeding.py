"""Feeding a text piece by piece, and keeping what it says as a view would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.markdown.growing import Growing
from paddock.domain.markdown.leaves import Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paddock.domain.markdown.leaves import Leaf

USUAL: dict[str, int] = {}
"""The limits of Growing as they are."""


class Reader:
    """The leaves as they are after each feed."""

    def __init__(self, limits: Mapping[str, int] = USUAL) -> None:
        self.growing = Growing(**limits)
        self.closed: list[Leaf] = []
        self.open: tuple[Leaf, ...] = ()

    def feed(self, text: str, *, end: int | None = None, final: bool = False) -> None:
        before = len(self.closed)
        change = self.growing.feed(text, end=end, final=final)
        assert all(index < before for index in change.revised)
        for index, leaf in change.revised.items():
            old = self.closed[index]
            assert (type(old), old.inside, old.markers) == (type(leaf), leaf.inside, leaf.markers)
            assert old.tight == leaf.tight
            self.closed[index] = leaf
        self.closed += change.closed
        self.open = change.open

    @property
    def shown(self) -> tuple[Leaf, ...]:
        return (*self.closed, *self.open)


def in_chunks(
    text: str, ends: Iterable[int], limits: Mapping[str, int] = USUAL, *, slices: bool = False
) -> Reader:
    """Feeds `text` up to each of `ends` in turn, with a longer text or with a later `end`."""
    reader = Reader(limits)
    for end in ends:
        if slices:
            reader.feed(text, end=end)
        else:
            reader.feed(text[:end])
    reader.feed(text, final=True)
    return reader


def at_once(text: str, limits: Mapping[str, int] = USUAL) -> tuple[Leaf, ...]:
    return Growing(**limits).feed(text, final=True).closed


def words_of(leaves: Iterable[Leaf]) -> str:
    """What prose says, without what belongs between its parts."""
    prose = (leaf for leaf in leaves if isinstance(leaf, Paragraph | Heading))
    return "".join(span.text for leaf in prose for span in leaf.spans)
