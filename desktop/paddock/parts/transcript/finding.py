"""Finds words in a conversation: over the messages as they were written, not over widgets.

Counting goes over the sources, since reading 10,000 messages takes seconds. A message that is
looked at is counted anew in the text that it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paddock.parts.transcript.segment import Match, utf16_length

if TYPE_CHECKING:
    from paddock.parts.transcript.messages import Messages
    from paddock.parts.transcript.rows import Row

_MARKUP = ("**", "`", "__")


def haystack(text: str) -> str:
    """A source as it is searched: without the most common marks, all letters small."""
    for mark in _MARKUP:
        if mark in text:
            text = text.replace(mark, "")
    return text.casefold()


def ranges_of(needle: str, shown: str) -> list[tuple[int, int]]:
    """Where `needle` stands in a shown text, as positions in UTF-16 units, without overlaps."""
    folded = shown.casefold()
    if len(folded) != len(shown):
        # A few letters are longer when they are small (İ): those alone are left as they are.
        folded = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in shown)
    found = []
    start = folded.find(needle)
    is_plain = shown.isascii()
    while start >= 0:
        end = start + len(needle)
        if is_plain:
            found.append((start, end))
        else:
            first = utf16_length(shown[:start])
            found.append((first, first + utf16_length(shown[start:end])))
        start = folded.find(needle, end)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """One place: message, segment, and where in its text."""

    row: int
    segment: int
    start: int
    end: int


class Finder:
    """The matches of one search. `current` is which of all of them was jumped to, or -1."""

    def __init__(self, messages: Messages, words: str) -> None:
        self._messages = messages
        self.needle = words.casefold()
        self._counts: list[int] = []
        self._shown: dict[int, list[Found]] = {}
        self.count_new()

    @property
    def total(self) -> int:
        return sum(self._counts)

    def count_new(self) -> None:
        """Counts in the messages that were not counted yet, and in the last one, which may grow."""
        needle = self.needle
        if not needle:
            return
        if self._counts:
            self._counts.pop()
            self._shown.pop(len(self._counts), None)
        is_markup = any(mark in needle for mark in _MARKUP)
        for index in range(len(self._counts), self._messages.count):
            text = self._messages.text(index)
            self._counts.append((text.casefold() if is_markup else haystack(text)).count(needle))

    def rows(self) -> list[int]:
        """The messages that hold the words."""
        return [index for index, count in enumerate(self._counts) if count]

    def in_row(self, index: int, row: Row) -> list[Found]:
        """All places in a message; from now on they are what counts there."""
        if index >= len(self._counts):
            return []
        found = [
            Found(index, place, start, end)
            for place, segment in enumerate(row.segments)
            if segment.has_text
            for start, end in ranges_of(self.needle, segment.shown())
        ]
        if row.is_read:
            self._counts[index] = len(found)
        return found

    def before(self, index: int) -> int:
        """How many there are in the messages before one."""
        return sum(self._counts[:index])


def matches(found: list[Found], segment: int, current: Found | None) -> list[Match]:
    """Those of one segment, as it marks them."""
    return [
        Match(place.start, place.end, current=place == current)
        for place in found
        if place.segment == segment
    ]
