"""How the columns of a table share the width there is, judged by how long the lines of cells are."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDE = 12
"""Between the border of a column and its text."""
CLOSE = 8
"""The same where the width is short."""
_SPARE = 2  # pixels, so that no line breaks by rounding
_KEPT = (1.0, 0.85, 0.65, 0.4)
"""Parts of the cells of each column that would stay in one line."""


class Shares(NamedTuple):
    """Whole pixels: the room at both sides of each column, and the widths of their texts."""

    side: int
    widths: list[int]


def share(
    lines: Sequence[Sequence[float]], leasts: Sequence[float], width: int, comfortable: float
) -> Shares:
    """Widths for columns of which `lines` has, row by row, how long each cell is in one line.

    A table is as wide as its cells need. Where the room is short, first the room between columns
    goes, then cells break into lines, so that few rows get higher; no column is below its least.
    Where even those do not fit, columns get what is comfortable: the table scrolls.
    """
    if not leasts:
        return Shares(SIDE, [])
    count = len(leasts)
    needed = [int(max(column)) + _SPARE for column in zip(*lines, strict=True)]
    total = sum(needed)
    if total + 2 * CLOSE * count <= width:
        return Shares(min(SIDE, (width - total) // (2 * count)), needed)
    room = width - 2 * CLOSE * count
    floors = [min(need, ceil(least) + _SPARE) for need, least in zip(needed, leasts, strict=True)]
    if sum(floors) >= room:
        return Shares(
            CLOSE,
            [
                max(floor, min(need, int(comfortable)))
                for need, floor in zip(needed, floors, strict=True)
            ],
        )
    tries = [_divided(lines, needed, floors, room, kept) for kept in _KEPT]
    return Shares(CLOSE, min(tries, key=lambda widths: _height(lines, widths)))


def _divided(
    lines: Sequence[Sequence[float]],
    needed: Sequence[int],
    floors: Sequence[int],
    room: int,
    kept: float,
) -> list[int]:
    """Gives each column what the shorter ones of its cells need, then the rest of the room."""
    at = ceil(kept * len(lines)) - 1
    wanted = [
        max(floor, int(sorted(column)[at]) + _SPARE)
        for floor, column in zip(floors, zip(*lines, strict=True), strict=True)
    ]
    rest = room - sum(wanted)
    if rest < 0:
        return _shrunk(wanted, floors, room)
    for short, index in sorted(
        (n - w, i) for i, (n, w) in enumerate(zip(needed, wanted, strict=True))
    ):
        given = min(short, rest)
        wanted[index] += given
        rest -= given
    return wanted


def _height(lines: Sequence[Sequence[float]], widths: Sequence[int]) -> int:
    """About how many lines all rows have together."""
    return sum(
        max(
            [
                1 if cell <= width else ceil(cell / width)
                for cell, width in zip(row, widths, strict=True)
            ]
        )
        for row in lines
    )


def _shrunk(needed: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """Columns that need no more than their share keep it; the others divide the rest."""
    widths = list(needed)
    wide = set(range(len(widths)))
    rest = room
    while True:
        part = rest / len(wide)
        narrow = {i for i in wide if needed[i] <= part}
        if not narrow or narrow == wide:
            break
        wide -= narrow
        rest -= sum(needed[i] for i in narrow)
    if sum(floors[i] for i in wide) > rest:
        wide, rest = set(range(len(widths))), room
    # A column that would fall below its least gets just that, and the others share again.
    while wide:
        total = sum(needed[i] for i in wide)
        low = {i for i in wide if needed[i] * rest // total < floors[i]}
        if not low:
            break
        for i in low:
            widths[i] = floors[i]
            rest -= floors[i]
        wide -= low
    total = sum(needed[i] for i in wide)
    for i in wide:
        widths[i] = needed[i] * rest // total
    widths[max(wide, default=-1)] += room - sum(widths)
    return widths
