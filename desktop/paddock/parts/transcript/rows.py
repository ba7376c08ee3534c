"""A message of the transcript: the segments it is made of, where they stand, and how high they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddock.parts.transcript.heights import Heights

if TYPE_CHECKING:
    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.materials import Materials

_MANY = 400
"""Segments beyond which a change of the width only scales what is known of their heights."""


class Row:
    """What all messages have. `extents` holds of each segment its height with the room around it."""

    gap = 24
    """Room above the message."""

    def __init__(self, materials: Materials, author: str) -> None:
        self.materials = materials
        self.author = author
        self.segments: list[Segment[Any]] = []
        self.extents = Heights()
        self.width = 0

    @property
    def is_read(self) -> bool:
        """Whether all of the text has become segments."""
        return True

    def read_on(self) -> None:
        """Reads one more step of a long text."""

    @property
    def reach(self) -> int:
        """How many of the segments are there to stay: what follows them has not been read."""
        return len(self.segments)

    def set_width(self, width: int) -> None:
        """Where the segments are to fit; their heights are guesses until they are laid out."""
        if width == self.width:
            return
        before, self.width = self.width, width
        if len(self.segments) > _MANY and before:
            scaled = [self.extents[i] * before // width for i in range(len(self.segments))]
            self.extents = Heights(scaled)
        else:
            self._arranged(0)

    def extent(self, index: int) -> int:
        """The exact height of a segment with the room around it; lays it out if it was not."""
        extent = self.room_above(index) + self.segments[index].measure(self.span(index)[1])
        extent += self._room_below(index)
        self.extents[index] = extent
        return extent

    def span(self, index: int) -> tuple[int, int]:
        """Left edge and width of a segment inside of the message."""
        segment = self.segments[index]
        group = segment.group
        if group is None:
            return segment.left, max(1, self.width - segment.left)
        left = max(segment.left, group.left) + group.side
        width = self.width - left - group.side if group.width is None else group.width
        return left, max(1, width)

    def room_above(self, index: int) -> int:
        segment = self.segments[index]
        group = segment.group
        if not self.starts_group(index):
            return 0
        inside = group.above if group is not None else 0
        return (segment.gap if index else self.gap) + inside

    def starts_group(self, index: int) -> bool:
        """Whether a segment is the first in its frame, or has none."""
        group = self.segments[index].group
        return group is None or not index or group is not self.segments[index - 1].group

    def ends_group(self, index: int) -> bool:
        """Whether a segment is the last in its frame, or has none."""
        group = self.segments[index].group
        is_last = index + 1 == len(self.segments)
        return group is None or is_last or group is not self.segments[index + 1].group

    def _room_below(self, index: int) -> int:
        group = self.segments[index].group
        return group.below if group is not None and self.ends_group(index) else 0

    def _arranged(self, first: int) -> None:
        """The segments from `first` on are new or may have other heights."""
        first = max(0, first - 1)  # whether a group ends there may have changed
        self.extents.truncate(first)
        self.extents.extend(
            self.room_above(index)
            + self.segments[index].height(self.span(index)[1])
            + self._room_below(index)
            for index in range(first, len(self.segments))
        )
