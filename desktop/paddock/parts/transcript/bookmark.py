"""Where somebody is reading, in words rather than in pixels: it holds in any width, theme and zoom."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from paddock.parts.transcript.column import Anchor

if TYPE_CHECKING:
    from paddock.parts.transcript.column import Column

_PATIENCE = 0.08
"""Seconds that reading a long message up to the place may take; then it is what is near it."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The first line in view: a message, a segment of it, and which character begins the line.

    `rest` is how many pixels of the line, or of a segment without text, are above the view.
    """

    row: int
    segment: int
    position: int | None
    rest: int


def bookmark(column: Column, anchor: Anchor) -> Bookmark:
    """The place that an anchor is at."""
    row = column.known(anchor.row)
    if row is None or anchor.segment >= len(row.segments):
        return Bookmark(anchor.row, anchor.segment, None, anchor.offset)
    inside = anchor.offset - row.room_above(anchor.segment)
    line = row.segments[anchor.segment].line_at(inside) if inside > 0 else None
    if line is None:
        return Bookmark(anchor.row, anchor.segment, None, anchor.offset)
    return Bookmark(anchor.row, anchor.segment, *line)


def anchor_of(column: Column, place: Bookmark) -> Anchor:
    """The same place in a column that may be laid out in another way."""
    if place.row >= len(column.heights):
        return Anchor(place.row, 0, 0)
    row = column.row(place.row)
    until = perf_counter() + _PATIENCE
    # The last segment that was read may yet grow, and be cut there.
    while not row.is_read and place.segment >= row.reach - 1 and perf_counter() < until:
        row.read_on()
    column.changed(place.row)
    if place.segment >= len(row.segments):
        return Anchor(place.row, max(0, len(row.segments) - 1), 0)
    extent = row.extent(place.segment)
    offset = place.rest
    if place.position is not None:
        offset += row.room_above(place.segment) + row.segments[place.segment].y_of(place.position)
    return Anchor(place.row, place.segment, min(offset, extent))
