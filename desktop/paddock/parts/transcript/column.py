"""All messages one below the other: which of their segments are in view, and where.

What is in view is laid out exactly, from an anchor that stays in its place; all else is guessed.
So nothing jumps when a guess is corrected, however long the conversation is.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from paddock.parts.transcript.heights import Heights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paddock.parts.transcript.rows import Row

END = 24
"""Pixels below the last message."""
_MOST_ROWS = 200
"""Messages whose segments are kept although they are out of view."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stands at the top of the view: it cuts a segment `offset` pixels below its extent's top."""

    row: int
    segment: int
    offset: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment that is in view. `top` is where its extent begins, in pixels from the view's top."""

    row: int
    segment: int
    top: int
    extent: int


class Column:
    """`make_row` gives the message at an index; `estimates` are guesses of all their heights."""

    def __init__(self, make_row: Callable[[int], Row], estimates: Iterable[int]) -> None:
        self._make_row = make_row
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._width = 1
        self.heights = Heights(estimates)
        self.unread: set[int] = set()
        """Messages in view whose text has not become segments yet."""

    @property
    def total(self) -> int:
        return self.heights.total + END

    def set_width(self, width: int) -> None:
        if width != self._width:
            self._width = width
            for index, row in self._rows.items():
                row.set_width(width)
                self.heights[index] = row.extents.total

    def extend(self, estimates: Iterable[int]) -> None:
        self.heights.extend(estimates)

    def truncate(self, length: int) -> None:
        """Other messages stand from index `length` on, or none."""
        for index in [index for index in self._rows if index >= length]:
            del self._rows[index]
        self.unread = {index for index in self.unread if index < length}
        self.heights.truncate(length)

    def known(self, index: int) -> Row | None:
        """The message if it was made already."""
        return self._rows.get(index)

    def replace(self, index: int, estimate: int) -> None:
        """Another message stands here from now on."""
        self._rows.pop(index, None)
        self.unread.discard(index)
        self.heights[index] = estimate

    def row(self, index: int) -> Row:
        """The message, made now if it was not, and with the first step of its text read."""
        row = self._rows.get(index)
        if row is None:
            row = self._rows[index] = self._make_row(index)
            row.set_width(self._width)
        else:
            self._rows.move_to_end(index)
        if row.is_read:
            self.unread.discard(index)
        elif index not in self.unread:
            row.read_on()
            if not row.is_read:
                self.unread.add(index)
        self.heights[index] = row.extents.total
        return row

    def changed(self, index: int) -> None:
        """The message has other segments: its next steps are read when it comes into view."""
        self.unread.discard(index)
        self.heights[index] = self._rows[index].extents.total

    def read_on(self, index: int, until: float) -> None:
        """Reads on in a message until it is read, or perf_counter() reaches `until`."""
        row = self._rows.get(index)
        if row is not None:
            while not row.is_read and perf_counter() < until:
                row.read_on()
            self.heights[index] = row.extents.total
        if row is None or row.is_read:
            self.unread.discard(index)

    def forget(self, in_view: set[int]) -> None:
        """Lets go of the messages that were not in view for longest."""
        spare = len(self._rows) - _MOST_ROWS
        if spare > 0:
            for index in [index for index in self._rows if index not in in_view][:spare]:
                del self._rows[index]
                self.unread.discard(index)

    def place(self, anchor: Anchor, height: int) -> list[Placed]:
        """What fills a view of this height from an anchor on, without leaving room at either end."""
        if not len(self.heights):
            return []
        index = min(anchor.row, len(self.heights) - 1)
        clamped = self._clamped(index, anchor.segment)
        if clamped is None:
            return []
        place = clamped
        top = -anchor.offset
        while top > 0 and (before := self._before(*place)) is not None:
            place = before
            top -= self._extent(*place)
        top = min(top, 0)
        placed: list[Placed] = []
        here: tuple[int, int] | None = place
        while here is not None and top < height:
            extent = self._extent(*here)
            if top + extent > 0:
                placed.append(Placed(*here, top, extent))
            top += extent
            here = self._after(*here)
        if here is None and top + END < height:
            return self.place_end(height)
        return self._settled(placed)

    def place_end(self, height: int) -> list[Placed]:
        """What fills a view of this height at the end; from its top where all of it fits."""
        if not len(self.heights):
            return []
        bottom = height - END
        here = self._last()
        placed: list[Placed] = []
        while here is not None and bottom > 0:
            extent = self._extent(*here)
            bottom -= extent
            placed.append(Placed(*here, bottom, extent))
            here = self._before(*here)
        placed.reverse()
        if here is None and bottom > 0:
            placed = [Placed(p.row, p.segment, p.top - bottom, p.extent) for p in placed]
            placed = [p for p in placed if p.top < height]
        return self._settled(placed)

    def anchor_at(self, distance: int) -> Anchor:
        """What stands so far from the start; there must be a message."""
        index, inside = self.heights.find(distance)
        guess = self.heights[index]
        row = self.row(index)
        if not row.segments:
            return Anchor(index, 0, 0)
        if guess and self.heights[index] != guess:
            inside = inside * self.heights[index] // guess
        return Anchor(index, *row.extents.find(inside))

    def distance_of(self, anchor: Anchor) -> int:
        """How far an anchor is from the start, as far as heights are known."""
        row = self._rows.get(anchor.row)
        inside = row.extents.before(anchor.segment) if row is not None else 0
        return self.heights.before(anchor.row) + inside + anchor.offset

    def prepare(self, first: Placed, last: Placed, height: int, until: float) -> bool:
        """Lays out what lies within a view's height around; returns whether that is all done."""
        for start, step, room in ((first, self._before, first.top), (last, self._after, 0)):
            here = step(start.row, start.segment)
            reach = room
            while here is not None and abs(reach) < height:
                if perf_counter() >= until:
                    return False
                extent = self._extent(*here)
                reach -= extent
                self.heights[here[0]] = self._rows[here[0]].extents.total
                here = step(*here)
        return True

    # ---- steps

    def _extent(self, row: int, segment: int) -> int:
        return self._rows[row].extent(segment)

    def _clamped(self, index: int, segment: int) -> tuple[int, int] | None:
        row = self.row(index)
        if not row.segments:
            return self._after(index, 0) or self._before(index, 0)
        return index, min(segment, len(row.segments) - 1)

    def _after(self, index: int, segment: int) -> tuple[int, int] | None:
        if segment + 1 < len(self.row(index).segments):
            return index, segment + 1
        for following in range(index + 1, len(self.heights)):
            if self.row(following).segments:
                return following, 0
        return None

    def _before(self, index: int, segment: int) -> tuple[int, int] | None:
        if segment > 0:
            return index, segment - 1
        return self._last_of(index)

    def _last(self) -> tuple[int, int] | None:
        return self._last_of(len(self.heights))

    def _last_of(self, end: int) -> tuple[int, int] | None:
        for index in range(end - 1, -1, -1):
            count = len(self.row(index).segments)
            if count:
                return index, count - 1
        return None

    def _settled(self, placed: list[Placed]) -> list[Placed]:
        for index in {p.row for p in placed}:
            self.heights[index] = self._rows[index].extents.total
        return placed
