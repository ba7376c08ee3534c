"""What the user wrote, in a raised block on the right, no wider than it needs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from paddock.base.compat import override
from paddock.parts.prose.prose import plain_pieces
from paddock.parts.segments.segment import Frame, Group
from paddock.parts.transcript.attached import Attached
from paddock.parts.transcript.pictures import Pictures
from paddock.parts.transcript.question_footer import QuestionFooter
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


def is_shown(turn: Turn) -> bool:
    """Whether there is a question at all: some answers came unasked."""
    return bool(turn.question or turn.attachments)


class QuestionRow(Row):
    """A message of the user: images, files, the text as it was typed, and its actions."""

    gap = 28

    def __init__(self, materials: Materials, turn: Turn, author: str, *, is_last: bool) -> None:
        super().__init__(materials, author)
        self._turn = turn
        self._footer = QuestionFooter(materials, turn, is_last=is_last)
        style = materials.look.markdown
        # A line height leaves its extra room above each line, the first one included.
        spare = round(QFontMetricsF(style.body).height() * (style.line_height / 100 - 1))
        above = max(2, _ABOVE - spare) if not turn.attachments else _ABOVE
        self._group = Group(Frame.QUESTION, side=_SIDE, above=above, below=_BELOW)
        self._ideal = max(24, _widest_line(materials, turn.question))
        self._add_files(turn)
        if turn.question:
            self.segments += plain_pieces(materials.look, author, turn.question, muted=False)
        for segment in self.segments:
            segment.group = self._group
        if is_shown(turn):
            self.segments.append(self._footer)

    def show(self, turn: Turn, *, is_last: bool) -> bool:
        """The same question in another state; False where `turn` has another one."""
        now, before = turn, self._turn
        if (now.id, now.question, now.attachments) != (
            before.id,
            before.question,
            before.attachments,
        ):
            return False
        self._footer.show(turn, is_last=is_last)
        return True

    @override
    def set_width(self, width: int) -> None:
        room = max(40, width - _INDENT - 2 * _SIDE)
        self._group.width = min(self._ideal, room)
        self._group.left = width - self._group.width - 2 * _SIDE
        super().set_width(width)

    def _add_files(self, turn: Turn) -> None:
        if turn.images:
            pictures = Pictures(self.materials, turn.id, turn.images)
            self._ideal = max(self._ideal, pictures.ideal_width)
            self.segments.append(pictures)
        texts = [(i, file) for i, file in enumerate(turn.attachments) if file.kind == "text"]
        if texts:
            attached = Attached(self.materials, turn.id, texts)
            self._ideal = max(self._ideal, attached.ideal_width)
            self.segments.append(attached)


def _widest_line(materials: Materials, text: str) -> int:
    """How wide the text would be without wrapping; more than there ever is for a long one."""
    metrics = QFontMetricsF(materials.look.markdown.body)
    lines = text.split("\n", _LINES)
    return ceil(
        max(metrics.horizontalAdvance(line[:400].replace("\t", "    ")) for line in lines) + 2
    )
