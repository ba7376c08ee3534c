"""The end of the view, where text goes on below: it fades instead of being cut in the middle of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from paddock.base.compat import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

FADE = 20
"""Pixels."""


class Fade(QWidget):
    """Lies over the lower edge and lets the pointer through."""

    def __init__(self, parent: QWidget, color: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(FADE)
        self._color = QColor(color)
        self.hide()

    def set_color(self, color: str) -> None:
        self._color = QColor(color)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        gradient = QLinearGradient(0, 0, 0, self.height())
        clear = QColor(self._color)
        clear.setAlpha(0)
        gradient.setColorAt(0, clear)
        gradient.setColorAt(1, self._color)
        painter = QPainter(self)
        painter.fillRect(self.rect(), gradient)
        painter.end()
