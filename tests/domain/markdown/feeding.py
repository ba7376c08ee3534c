"""Feeding a text piece by piece, and keeping what it says as a view would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.markdown.growing import Growing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paddock.domain.markdown.leaves import Leaf


class Reader:
    """The leaves as they are after each feed."""

    def __init__(self, **limits: int) -> None:
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


def in_chunks(text: str, ends: Iterable[int], *, slices: bool = False, **limits: int) -> Reader:
    """Feeds `text` up to each of `ends` in turn, with a longer text or with a later `end`."""
    reader = Reader(**limits)
    for end in ends:
        if slices:
            reader.feed(text, end=end)
        else:
            reader.feed(text[:end])
    reader.feed(text, final=True)
    return reader


def at_once(text: str, **limits: int) -> tuple[Leaf, ...]:
    return Growing(**limits).feed(text, final=True).closed
