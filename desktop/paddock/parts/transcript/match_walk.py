"""Goes from match to match through what messages show, reading no more of them than it must."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from paddock.parts.segments.segment import Match
from paddock.parts.transcript.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from paddock.parts.transcript.finding import Finder
    from paddock.parts.transcript.page import Page
    from paddock.parts.transcript.rows import Row


@dataclass(frozen=True, slots=True)
class Found:
    """One place: message, segment, and where in its text."""

    row: int
    segment: int
    start: int
    end: int


class Walk:
    """Goes through what messages show. Its generators yield after each small step of the work.

    Messages are read no further than the match that is looked for. One that holds the words only
    where its text does not show them is passed over, and not kept.
    """

    def __init__(self, page: Page, finder: Finder) -> None:
        self._page = page
        self._finder = finder

    def matches(self, start: Spot, *, forward: bool) -> Iterator[Found | None]:
        """None for each step, until there is a match: the next one from a place on, and around."""
        finder = self._finder
        if finder.count(start.row):
            yield from self._ahead(start) if forward else self._back(start.row, start)
        rows = finder.others(start.row, forward=forward)
        around = (start.row,) if finder.count(start.row) else ()
        for index in chain(rows, around):
            is_new = self._page.column.known(index) is None
            yield from self._ahead(Spot(index, 0, 0)) if forward else self._back(index)
            finder.settle(index, 0)
            if is_new:
                self._let_go(index)
            yield None

    def place_of(self, found: Found) -> Generator[None, None, int]:
        """Returns which match of its message one is, from 1."""
        number, index = 1, 0
        while index < found.segment:
            row = self._page.column.row(found.row)
            if index < _reach(row):
                number += self._finder.count_segment(row.segments[index])
                index += 1
            elif row.is_read:
                return number  # it has become another one
            else:
                self._read_on(found.row, row)
            yield
        segments = self._page.column.row(found.row).segments[index : index + 1]
        ranges = (place for segment in segments for place in self._finder.ranges(segment))
        return number + sum(start < found.start for start, _ in ranges)

    def settle(self, rows: Iterable[int]) -> Iterator[None]:
        """Counts what messages show that were read to their ends."""
        for index in rows:
            row = self._page.column.known(index)
            if row is None or not row.is_read or self._finder.is_settled(index):
                continue
            count = 0
            for segment in tuple(row.segments):
                count += self._finder.count_segment(segment)
                yield
            self._finder.settle(index, count)

    def _ahead(self, start: Spot) -> Iterator[Found | None]:
        """From a place to the end of its message."""
        index, at, position = start.row, start.segment, start.position
        while True:
            row = self._page.column.row(index)  # each time, as it may be another one by now
            if at < _reach(row):
                for first, last in self._finder.ranges(row.segments[at]):
                    if first >= position:
                        yield Found(index, at, first, last)
                at, position = at + 1, 0
            elif row.is_read:
                return
            else:
                self._read_on(index, row)
            yield None

    def _back(self, index: int, start: Spot | None = None) -> Iterator[Found | None]:
        """From a place, or the end of a message, to its start."""
        row = self._page.column.row(index)
        while not row.is_read and (start is None or start.segment >= _reach(row)):
            self._read_on(index, row)
            yield None
            row = self._page.column.row(index)
        at = len(row.segments) - 1 if start is None else start.segment
        position = sys.maxsize if start is None else start.position
        while at >= 0:
            segments = self._page.column.row(index).segments
            if at < len(segments):
                for first, last in reversed(self._finder.ranges(segments[at])):
                    if first < position:
                        yield Found(index, at, first, last)
            at, position = at - 1, sys.maxsize
            yield None

    def _let_go(self, index: int) -> None:
        """Of a message that was read for nothing; its height is known better now."""
        column = self._page.column
        if all(placed.row != index for placed in self._page.placed):
            column.replace(index, column.heights[index])

    def _read_on(self, index: int, row: Row) -> None:
        """One more step; the view itself notices when one in view has been read to its end."""
        row.read_on()
        self._page.column.heights[index] = row.extents.total


def _reach(row: Row) -> int:
    """How many segments stay as they are while the rest is read: the last one may still grow."""
    return row.reach if row.is_read else row.reach - 1


def as_matches(ranges: list[tuple[int, int]], current: tuple[int, int] | None) -> list[Match]:
    """Ranges as a segment marks them."""
    return [Match(*place, current=place == current) for place in ranges]
