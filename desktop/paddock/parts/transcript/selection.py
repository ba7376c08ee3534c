"""What is selected in a conversation: from one place to another, over any number of messages."""

from __future__ import annotations

from dataclasses import dataclass

LAST = 2**31 - 1
"""As a segment and a position: the end of a message, however much of it was read."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place between two characters: message, segment in it, and position in UTF-16 units."""

    row: int
    segment: int
    position: int


@dataclass(frozen=True, slots=True)
class Selection:
    """`anchor` is where it was begun, `head` the end that moves."""

    anchor: Spot
    head: Spot

    @property
    def start(self) -> Spot:
        return min(self.anchor, self.head)

    @property
    def end(self) -> Spot:
        return max(self.anchor, self.head)

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.head

    def within(self, row: int, segment: int, length: int) -> tuple[int, int]:
        """The part of a segment of that length that is selected; (0, 0) where nothing is."""
        start, end = self.start, self.end
        here = (row, segment)
        if here < (start.row, start.segment) or here > (end.row, end.segment):
            return 0, 0
        first = start.position if here == (start.row, start.segment) else 0
        last = end.position if here == (end.row, end.segment) else length
        return min(first, length), min(last, length)
