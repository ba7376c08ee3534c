"""Who answered: the line above an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.transcript.segment import Segment

if TYPE_CHECKING:
    from paddock.parts.transcript.materials import Materials


def caption_height(materials: Materials) -> int:
    """Pixels of a line of small text."""
    font = QFont(materials.look.markdown.body)
    font.setPointSizeF(max(1.0, font.pointSizeF() - 2))
    return QFontMetrics(font).height()


class Author(Segment[QLabel]):
    """The name of the model, in small muted letters."""

    def __init__(self, materials: Materials, name: str) -> None:
        self._name = name
        self._height = caption_height(materials) + 2

    @classmethod
    @override
    def make_widget(cls) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, "caption")
        return label

    @override
    def estimate(self, width: int) -> int:
        return self._height

    @override
    def measure(self, width: int) -> int:
        return self._height

    @override
    def fill(self, widget: QLabel) -> None:
        widget.setText(self._name)
