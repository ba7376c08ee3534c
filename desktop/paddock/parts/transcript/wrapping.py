"""Puts small things side by side, and goes on in the next line where there is no more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSize


def wrapped(sizes: Sequence[QSize], width: int, space: int) -> tuple[list[QPoint], int]:
    """The upper left corner of each, and the height of them all. A line is as high as its highest."""
    places = []
    x = y = high = 0
    for size in sizes:
        if x and x + size.width() > width:
            x, y, high = 0, y + high + space, 0
        places.append(QPoint(x, y))
        x += size.width() + space
        high = max(high, size.height())
    return places, y + high


def width_of(sizes: Sequence[QSize], space: int) -> int:
    """What they take in one line."""
    return sum(size.width() for size in sizes) + space * max(0, len(sizes) - 1)
