"""The button over the end of a transcript that leads there: an arrow, and `New text` when some came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from paddock.kit.roles import set_kind, set_state

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from paddock.parts.look import Look

_ABOVE_END = 12


class JumpButton(QToolButton):
    """Shown while the end is out of view."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        set_kind(self, "floating")
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._area: QRect | None = None
        self._has_news = False
        self.set_look(look)
        self._say()
        self.hide()

    def set_look(self, look: Look) -> None:
        self.setIcon(look.icons.icon("arrow-down"))

    def set_shown(self, shown: bool) -> None:
        if not shown:
            self._has_news = False
        if shown == self.isHidden():
            self._say()
            self.setVisible(shown)
            self.raise_()

    def announce(self) -> None:
        """Text has come that is out of view."""
        if not self._has_news:
            self._has_news = True
            self._say()

    def move_to(self, area: QRect) -> None:
        """Stands at the lower right corner of `area`, where it covers the least."""
        self._area = area
        self.adjustSize()
        x = area.right() - self.width()
        self.move(x, area.bottom() - self.height() - _ABOVE_END)

    def _say(self) -> None:
        words = self.tr("New text") if self._has_news else self.tr("To the end")
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if self._has_news else style.ToolButtonIconOnly
        )
        set_state(self, "news", self._has_news)
        self.setText(words)
        self.setToolTip(self.tr("Goes to the end of the conversation"))
        self.setAccessibleName(words)
        if self._area is not None:
            self.move_to(self._area)
