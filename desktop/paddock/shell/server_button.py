"""The server in use: a dot for its state, its name, its version, and a menu to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QMenu, QPushButton

from paddock.base.compat import override
from paddock.state.server_state import Reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QAction, QEnterEvent, QPaintEvent

    from paddock.kit.theme import Theme
    from paddock.state.server_state import ServerState


class ServerButton(QPushButton):
    """Opens its menu on a click or with the space bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = ""
        self._version = ""
        self._reach = Reach.CONNECTING
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setMinimumHeight(32)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        self._menu.clear()
        self._menu.addActions(list(actions))

    def show_server(self, state: ServerState) -> None:
        self._reach = state.reach
        self._version = state.version
        self._name = self._words(state)
        reach = {
            Reach.CONNECTING: self.tr("connecting"),
            Reach.ONLINE: self.tr("connected"),
            Reach.OFFLINE: self.tr("not reachable"),
        }[state.reach]
        self.setAccessibleName(self.tr("Server: {0}, {1}").format(self._name, reach))
        self.setToolTip(f"{state.address}\n{reach}")
        self.update()

    def _words(self, state: ServerState) -> str:
        if state.is_demo:
            return self.tr("Built-in demo")
        if state.is_this_computer:
            return self.tr("This computer")
        return state.address.host

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, max(32, self.fontMetrics().height() + 14))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        color = {
            Reach.ONLINE: tokens.accent,
            Reach.CONNECTING: tokens.faint,
            Reach.OFFLINE: tokens.error,
        }[self._reach]
        dot = QRectF(13, middle - 4, 8, 8)
        if self._reach is Reach.ONLINE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
        else:
            # A ring, not a disc: the state must not be told by colour alone.
            painter.setPen(QPen(QColor(color), 2))
        painter.drawEllipse(dot)
        version = self._version if self._reach is Reach.ONLINE else ""
        caption = self._theme.caption_font()
        painter.setFont(caption)
        painter.setPen(QColor(tokens.muted))
        right = self.rect().adjusted(0, 0, -12, 0)
        painter.drawText(
            right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, version
        )
        taken = painter.fontMetrics().horizontalAdvance(version)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.text))
        left = self.rect().adjusted(30, 0, -taken - 20, 0)
        name = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.end()
