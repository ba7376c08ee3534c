"""A dot that says that something is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from paddock.base.compat import override

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from paddock.kit.theme import Theme

_BEAT = 500
"""Milliseconds between two shades: a slow beat costs nothing and does not distract."""


class BusyDot(QWidget):
    """Breathes while it is visible; stays still where the system asks for no animation."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._faint = False
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT)
        self._beat.timeout.connect(self._on_beat)
        theme.changed.connect(self.update)

    def is_moving(self) -> bool:
        return self._beat.isActive()

    def _on_beat(self) -> None:
        self._faint = not self._faint
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(10, 10)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt's platform themes turn the system's wish for less motion into a duration of 0.
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if self.style().styleHint(hint, None, self) > 0:
            self._beat.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.45 if self._faint else 1.0)
        painter.setPen(self._theme.tokens.color("accent"))
        painter.setBrush(self._theme.tokens.color("accent"))
        painter.drawEllipse(self.rect().adjusted(1, 1, -2, -2))
        painter.end()
