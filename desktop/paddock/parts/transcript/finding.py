"""Finds words in a conversation: over the messages as they were written, not over widgets.

Counting goes over the sources, since reading 10,000 messages takes seconds. A message that is
looked at is counted anew in the text that it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from paddock.parts.transcript.segment import Match, utf16_length

if TYPE_CHECKING:
    from paddock.parts.transcript.messages import Messages
    from paddock.parts.transcript.rows import Row

_MARKUP = "*`"
_BETWEEN = "\0"
_BATCH = 1_000_000
"""Characters that are folded at once, some milliseconds' worth."""


def haystack(text: str) -> str:
    """A source as it is searched: without the most common marks, all letters small."""
    units = text.encode("utf-8", "surrogatepass").translate(None, _MARKUP.encode())
    return units.decode("utf-8", "surrogatepass").casefold()


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


class Haystacks:
    """The sources of all messages as they are searched, made once for many searches."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._folded: list[str] = []

    def __len__(self) -> int:
        return len(self._folded)

    def since(self, start: int) -> list[str]:
        return self._folded[start:]

    @property
    def is_complete(self) -> bool:
        return len(self._folded) >= self._messages.count

    def fold_more(self) -> None:
        """Takes the next messages, up to a batch of them. Long strings are folded fastest."""
        batch = self._messages.texts(len(self._folded), _BATCH)
        folded = haystack(_BETWEEN.join(batch)).split(_BETWEEN)
        if len(folded) != len(batch):
            folded = [haystack(text) for text in batch]
        self._folded += folded

    def forget_last(self) -> None:
        """The last answer may have grown."""
        del self._folded[-1:]


class Finder:
    """The matches of one search, counted message by message."""

    def __init__(self, messages: Messages, haystacks: Haystacks, words: str) -> None:
        self._messages = messages
        self._haystacks = haystacks
        self.needle = words.casefold()
        self._is_markup = any(mark in self.needle for mark in _MARKUP)
        self._counts: list[int] = []

    @property
    def total(self) -> int:
        return sum(self._counts)

    @property
    def is_complete(self) -> bool:
        """Whether every message has been counted."""
        return len(self._counts) >= self._messages.count

    def count_on(self, until: float) -> None:
        """Counts in the next messages, until all are or perf_counter() reaches `until`."""
        needle = self.needle
        while not self.is_complete and perf_counter() < until:
            if len(self._haystacks) <= len(self._counts):
                self._haystacks.fold_more()
            start, stop = len(self._counts), len(self._haystacks)
            if self._is_markup:
                texts = (self._messages.text(index).casefold() for index in range(start, stop))
                self._counts += [text.count(needle) for text in texts]
            else:
                self._counts += [hay.count(needle) for hay in self._haystacks.since(start)]

    def text_grew(self) -> None:
        """The last message is to be counted anew."""
        del self._counts[-1:]
        self._haystacks.forget_last()

    def rows(self) -> list[int]:
        """The messages that hold the words."""
        return [index for index, count in enumerate(self._counts) if count]

    def in_row(self, index: int, row: Row) -> list[Found]:
        """All places in a message; from now on they are what counts there."""
        found = [
            Found(index, place, start, end)
            for place, segment in enumerate(row.segments)
            if segment.has_text
            for start, end in ranges_of(self.needle, segment.shown())
        ]
        if row.is_read and index < len(self._counts):
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
