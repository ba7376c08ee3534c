"""The main window: menu bar, side bar, the page in the centre, the parameters, the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMargins, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QVBoxLayout, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.shell.sidebar import Sidebar
from paddock.shell.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent

    from paddock.features.chat.page import ChatPage
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme
    from paddock.parts.parameter_panel import ParameterPanel
    from paddock.state.server_state import ServerState

_SIDEBAR = 260
_PANEL = 320
_SIZE = (1280, 800)
_FRAME = QMargins(8, 32, 8, 8)
"""About what a desktop draws around a window; its own is known only after the window is shown."""


class MainWindow(QMainWindow):
    """Puts its parts in place and remembers where they were. It decides nothing."""

    closed = Signal()
    painted = Signal()  # once: the window is on the screen
    watched_changed = Signal(bool)  # whether a person can see the window

    def __init__(
        self,
        icons: Icons,
        theme: Theme,
        page: ChatPage,
        geometry: QSettings,
    ) -> None:
        super().__init__()
        self._icons = icons
        self._was_painted = False
        self.setWindowTitle("Paddock")
        self._geometry = geometry
        self.chat_page = page
        self.guard: Callable[[], bool] = _always
        """Asked before the window closes; where it says no, somebody calls `close_anyway` later."""
        self._closes_anyway = False
        self._panel_place = QFrame()
        set_role(self._panel_place, "panel")
        self.sidebar = Sidebar(icons, theme)
        self.status = Status()
        # The titles belong to the first frame; what is in the menus does not.
        self._menus = [self.menuBar().addMenu(title) for title in self._titles()]
        self._splitter = self._columns(self._centre(page))
        self._body = _around(self._splitter)
        self.setCentralWidget(self._body)
        self.setStatusBar(self.status)
        self._counts_down = False
        self._ticker = QTimer(self)
        self._ticker.setInterval(1000)
        self._ticker.timeout.connect(self._on_tick)
        self._restore()

    def complete(self, panel: ParameterPanel) -> None:
        """Makes what the first frame does without: commands, notices, lists, the parameters."""
        from paddock.kit.banner import Banner
        from paddock.shell.actions import Actions
        from paddock.shell.notices import Notices

        self.actions_ = Actions(self._icons, self)
        self.actions_.fill(self._menus)
        self.sidebar.complete()
        widths = self._geometry.value("window/sidebar")
        if isinstance(widths, QByteArray):
            self.sidebar.restore_splitter(widths)
        banner = Banner(self._icons)
        self._banner_place.addWidget(banner)
        self.notices = Notices(banner, self._label_of)
        self.panel = panel
        inside = QVBoxLayout(self._panel_place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(panel)

    @property
    def body(self) -> QWidget:
        """All between the menu bar and the status bar."""
        return self._body

    def show_server(self, state: ServerState) -> None:
        self.sidebar.show_server(state)
        self.status.show_server(state)
        self._counts_down = bool(state.loaded)
        self._tick_if_needed()

    def set_document_title(self, title: str) -> None:
        self.setWindowTitle(f"{title} — Paddock")

    def set_sidebar_visible(self, visible: bool) -> None:
        self.sidebar.setVisible(visible)

    def set_panel_visible(self, visible: bool) -> None:
        self._panel_place.setVisible(visible)

    def _centre(self, page: QWidget) -> QWidget:
        centre = QWidget()
        set_role(centre, "centre")
        self._banner_place = QVBoxLayout()
        self._banner_place.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._banner_place)
        column.addWidget(page, 1)
        centre.setMinimumWidth(360)
        return centre

    def _columns(self, centre: QWidget) -> QSplitter:
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(1)
        for part in (self.sidebar, centre, self._panel_place):
            columns.addWidget(part)
        # Each lands below the one before; readers go from the lowest up, so from right to left.
        for part in (self._panel_place, centre, self.sidebar):
            part.lower()
        columns.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(180)
        self._panel_place.setMinimumWidth(_PANEL)
        return columns

    def _titles(self) -> list[str]:
        return [
            self.tr("&File"),
            self.tr("&Edit"),
            self.tr("&View"),
            self.tr("&Chat"),
            self.tr("&Model"),
            self.tr("&Server"),
            self.tr("&Help"),
        ]

    def _label_of(self, key: str) -> str:
        return self.actions_[key].text()

    def _tick_if_needed(self) -> None:
        """Every second, but only while a countdown is on the screen."""
        if self._counts_down and self.isVisible():
            self._ticker.start()
        else:
            self._ticker.stop()

    def _on_tick(self) -> None:
        self.sidebar.tick()
        self.status.tick()

    def _restore(self) -> None:
        room = self.screen().availableGeometry().marginsRemoved(_FRAME)
        self.resize(QSize(*_SIZE).boundedTo(room.size()))
        stored = self._geometry.value("window/geometry")
        if isinstance(stored, QByteArray):
            self.restoreGeometry(stored)
        state = self._geometry.value("window/splitter")
        if not (isinstance(state, QByteArray) and self._splitter.restoreState(state)):
            self._splitter.setSizes([_SIDEBAR, self.width() - _SIDEBAR - _PANEL, _PANEL])

    def remember(self) -> None:
        """Keeps size, place and the widths of the columns for the next start."""
        self._geometry.setValue("window/geometry", self.saveGeometry())
        self._geometry.setValue("window/splitter", self._splitter.saveState())
        self._geometry.setValue("window/sidebar", self.sidebar.splitter_state())

    def close_anyway(self) -> None:
        """Closes without asking again."""
        self._closes_anyway = True
        self.close()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick_if_needed()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange):
            self.watched_changed.emit(not self.isMinimized())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closes_anyway and not self.guard():
            event.ignore()
            return
        self.remember()
        super().closeEvent(event)
        self.closed.emit()


def _around(columns: QSplitter) -> QWidget:
    """A place for what lies over all columns: a splitter would make a column of it."""
    body = QWidget()
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(columns)
    return body


def _always() -> bool:
    return True
