"""Finds words in a conversation: over the messages as they were written, not over widgets.

Counting goes over the sources, since reading 10,000 messages takes seconds. A message that is
looked at is counted anew in the text that it shows.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from itertools import accumulate, chain
from time import perf_counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from paddock.parts.segments.segment import utf16_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.messages import Messages

_MARKUP = b"*`"
_BLANKS = bytes.maketrans(b"\n", b" ")
_BETWEEN = "\0"
_BATCH = 100_000
"""Characters that are folded or counted at once. What stays in the processor's cache is folded fastest."""


# ---------------------------------------------------------------------------------- of a text


def fold(text: str) -> str:
    """A text in which upper and lower case are the same, and a line break is a blank."""
    return text.replace("\n", " ").casefold()


def haystack(text: str, *, keeps_marks: bool = False) -> str:
    """A source as it is searched: folded, and without the most common marks."""
    units = text.encode("utf-8", "surrogatepass")
    units = units.translate(_BLANKS, b"" if keeps_marks else _MARKUP)
    return units.decode("utf-8", "surrogatepass").casefold()


def has_marks(needle: str) -> bool:
    """Whether the words are looked for in sources with all their marks."""
    return any(chr(mark) in needle for mark in _MARKUP)


def ranges_of(needle: str, shown: str) -> list[tuple[int, int]]:
    """Where `needle` stands in a shown text, as positions in UTF-16 units, without overlaps.

    A letter may be folded to several (ß, ﬁ): it is found as a whole where the words touch it.
    """
    folded = fold(shown)
    ends: list[int] = []  # of each letter, in the folded text
    if len(folded) != len(shown):
        ends = list(accumulate(len(letter.casefold()) for letter in shown))
    is_plain = utf16_length(shown) == len(shown)
    found = []
    letters = units = 0  # how far positions have been counted
    start = folded.find(needle)
    while start >= 0:
        first, last = start, start + len(needle)
        if ends:
            first, last = bisect_right(ends, first), bisect_right(ends, last - 1) + 1
        if is_plain:
            found.append((first, last))
        else:
            begin = units + utf16_length(shown[letters:first])
            letters, units = last, begin + utf16_length(shown[first:last])
            found.append((begin, units))
        start = folded.find(needle, ends[last - 1] if ends else last)
    return found


def count_in(needle: str, shown: str) -> int:
    """How many ranges there are."""
    folded = fold(shown)
    return folded.count(needle) if len(folded) == len(shown) else len(ranges_of(needle, shown))


# ------------------------------------------------------------------------- of all the sources


class Haystacks:
    """The sources of all messages as they are searched, made once for many searches."""

    def __init__(self, messages: Messages, *, keeps_marks: bool = False) -> None:
        self._messages = messages
        self.keeps_marks = keeps_marks
        self._sources: list[str] = []
        self._folded: list[str] = []
        self._ends = [0]  # how many characters there are up to each message
        self._long = ""
        self._parts: list[str] = []

    def __len__(self) -> int:
        return len(self._folded)

    @property
    def is_complete(self) -> bool:
        return len(self._folded) >= self._messages.count

    def batch(self, start: int) -> list[str]:
        """Those from `start` on that are counted at once; at least one, however long."""
        stop = bisect_right(self._ends, self._ends[start] + _BATCH) - 1
        return self._folded[start : max(start + 1, stop)]

    def fold_more(self) -> None:
        """Takes the next messages, or the next part of a long one; many short ones at once are fastest."""
        batch = self._messages.texts(len(self._folded), _BATCH)
        if not batch:
            return
        if len(batch[0]) > _BATCH:
            self._fold_part(batch[0])
            return
        batch = batch[: bisect_right(list(accumulate(map(len, batch))), _BATCH)]
        folded = self._fold(_BETWEEN.join(batch)).split(_BETWEEN)
        if len(folded) != len(batch):
            folded = [self._fold(text) for text in batch]
        self._add(batch, folded)

    def forget_changed(self) -> int:
        """Lets go of all from the first message on that has another text. Returns its index."""
        texts = self._messages.texts(0, sys.maxsize)
        pairs = enumerate(zip(self._sources, texts, strict=False))
        known = min(len(self._sources), len(texts))
        first = next((i for i, (old, new) in pairs if old is not new and old != new), known)
        del self._sources[first:], self._folded[first:], self._ends[first + 1 :]
        return first

    def _fold_part(self, text: str) -> None:
        if text != self._long:
            self._long, self._parts = text, []
        at = len(self._parts) * _BATCH
        self._parts.append(self._fold(text[at : at + _BATCH]))
        if at + _BATCH >= len(text):
            self._add([text], ["".join(self._parts)])
            self._long, self._parts = "", []

    def _fold(self, text: str) -> str:
        return haystack(text, keeps_marks=self.keeps_marks)

    def _add(self, sources: Iterable[str], folded: list[str]) -> None:
        self._sources += sources
        self._folded += folded
        self._ends += list(accumulate(map(len, folded), initial=self._ends[-1]))[1:]


class Finder:
    """The matches of one search, counted message by message.

    A count is that of the source until the message is read: then it is `settle`d in what it shows.
    """

    def __init__(self, messages: Messages, haystacks: Haystacks, needle: str) -> None:
        self._messages = messages
        self._haystacks = haystacks
        self.needle = needle
        self._counts: list[int] = []
        self._settled: set[int] = set()
        self._part = (0, 0)  # how far a long message was counted, and how many were found
        self._known: WeakKeyDictionary[Segment[Any], tuple[str, int]] = WeakKeyDictionary()

    @property
    def total(self) -> int:
        return sum(self._counts)

    @property
    def is_complete(self) -> bool:
        """Whether every message has been counted."""
        return len(self._counts) >= self._messages.count

    def count_on(self, until: float) -> None:
        """Counts in the next messages, until all are or perf_counter() reaches `until`."""
        while not self.is_complete and perf_counter() < until:
            start = len(self._counts)
            if len(self._haystacks) <= start:
                self._haystacks.fold_more()
                continue
            batch = self._haystacks.batch(start)
            if len(batch[0]) > _BATCH:
                self._count_part(batch[0])
            else:
                self._counts += [hay.count(self.needle) for hay in batch]

    def _count_part(self, hay: str) -> None:
        at, count = self._part
        stop = at + _BATCH
        count += hay.count(self.needle, at, stop + len(self.needle) - 1)
        self._part = (stop, count)
        if stop >= len(hay):
            self._counts.append(count)
            self._part = (0, 0)

    def forget(self, first: int) -> None:
        """Messages from `first` on are to be counted anew."""
        del self._counts[first:]
        self._settled = {index for index in self._settled if index < first}
        self._part = (0, 0)

    def settle(self, index: int, count: int) -> None:
        """So many are shown in a message."""
        if index < len(self._counts):
            self._counts[index] = count
            self._settled.add(index)

    def is_settled(self, index: int) -> bool:
        return index in self._settled

    def count(self, index: int) -> int:
        return self._counts[index] if index < len(self._counts) else 0

    def before(self, index: int) -> int:
        """How many there are in the messages before one."""
        return sum(self._counts[:index])

    def others(self, index: int, *, forward: bool) -> Iterator[int]:
        """The other messages that hold the words, from one on and around."""
        last = len(self._counts) - 1
        if forward:
            order = chain(range(index + 1, last + 1), range(index))
        else:
            order = chain(range(index - 1, -1, -1), range(last, index, -1))
        return (place for place in order if self.count(place))

    def count_segment(self, segment: Segment[Any]) -> int:
        """How many a segment shows; kept while it shows the same text."""
        if not segment.has_text:
            return 0
        text = segment.shown()
        known = self._known.get(segment)
        if known is None or known[0] != text:
            known = self._known[segment] = (text, count_in(self.needle, text))
        return known[1]

    def ranges(self, segment: Segment[Any]) -> list[tuple[int, int]]:
        """Where they stand in a segment."""
        return ranges_of(self.needle, segment.shown()) if self.count_segment(segment) else []


# ---------------------------------------------------------------------- from match to match
