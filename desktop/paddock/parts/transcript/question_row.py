"""What the user wrote, in a raised block on the right, no wider than it needs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from paddock.base.compat import override
from paddock.parts.prose.prose import plain_pieces
from paddock.parts.segments.segment import Frame, Group
from paddock.parts.transcript.pictures import Pictures
from paddock.parts.transcript.rows import Row

if TYPE_CHECKING:
    from paddock.domain.chat import Turn
    from paddock.parts.transcript.materials import Materials

_INDENT = 64
"""Pixels that a question leaves free on its left."""
_SIDE = 14
_ABOVE = 10
_BELOW = 10
_LINES = 200


class QuestionRow(Row):
    """A message of the user: images, and the text as it was typed."""

    gap = 28

    def __init__(self, materials: Materials, turn: Turn, author: str) -> None:
        super().__init__(materials, author)
        self._turn = turn
        style = materials.look.markdown
        # A line height leaves its extra room above each line, the first one included.
        spare = round(QFontMetricsF(style.body).height() * (style.line_height / 100 - 1))
        above = max(2, _ABOVE - spare)
        self._group = Group(Frame.QUESTION, side=_SIDE, above=above, below=_BELOW)
        if turn.images:
            self.segments.append(Pictures(materials, turn.id, turn.images))
        if turn.question:
            self.segments += plain_pieces(materials.look, author, turn.question, muted=False)
        for segment in self.segments:
            segment.group = self._group
        self._ideal = _ideal_width(materials, turn)

    @override
    def set_width(self, width: int) -> None:
        room = max(40, width - _INDENT - 2 * _SIDE)
        self._group.width = min(self._ideal, room)
        self._group.left = width - self._group.width - 2 * _SIDE
        super().set_width(width)


def _ideal_width(materials: Materials, turn: Turn) -> int:
    """How wide the text would be without wrapping; more than there ever is for a long one."""
    metrics = QFontMetricsF(materials.look.markdown.body)
    lines = turn.question.split("\n", _LINES)
    widest = max(
        (metrics.horizontalAdvance(line[:400].replace("\t", "    ")) for line in lines), default=0
    )
    pictures = Pictures.width_of(len(turn.images)) if turn.images else 0
    return max(24, ceil(widest) + 2, pictures)
