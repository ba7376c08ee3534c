"""A line of small muted letters: who answered, or what stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.segments.segment import Segment

if TYPE_CHECKING:
    from paddock.parts.transcript.materials import Materials


def caption_height(materials: Materials) -> int:
    """Pixels of a line of small text."""
    return QFontMetrics(materials.look.caption).height()


class Caption(Segment[QLabel]):
    """Shows a name as it is."""

    def __init__(self, materials: Materials, text: str) -> None:
        self._text = text
        self._font = materials.look.caption
        self._height = caption_height(materials) + 2

    @classmethod
    @override
    def make_widget(cls) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, "note")
        return label

    @override
    def estimate(self, width: int) -> int:
        return self._height

    @override
    def fill(self, widget: QLabel) -> None:
        widget.setFont(self._font)
        widget.setText(self._text)
