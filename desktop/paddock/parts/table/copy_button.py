"""The button that copies a whole table, as Markdown or as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from paddock.base.compat import override
from paddock.domain.markdown.words import table_csv, table_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from paddock.domain.markdown.leaves import Table
    from paddock.kit.icons import Icons

_SIDE = 24
_RADIUS = 6


class CopyTable(QToolButton):
    """Stands over the head of a table while the mouse or the keyboard is there."""

    left = Signal()
    """It may be taken away: the keyboard is elsewhere, or its menu was closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._table: Callable[[], Table] | None = None
        self._icons: Icons | None = None
        self.setAccessibleName(self.tr("Copy table"))
        self.setToolTip(self.tr("Copy table"))
        self.setFixedSize(_SIDE, _SIDE)
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        as_markdown = menu.addAction(self.tr("Copy as Markdown"))
        as_csv = menu.addAction(self.tr("Copy as CSV"))
        self.setMenu(menu)
        self.hide()
        menu.aboutToHide.connect(self.left)
        as_markdown.triggered.connect(lambda: self._copy(table_markdown))
        as_csv.triggered.connect(lambda: self._copy(table_csv))

    @property
    def in_use(self) -> bool:
        """Whether it must not be taken away."""
        return self.hasFocus() or self.menu().isVisible()

    def offer(self, table: Callable[[], Table], icons: Icons) -> None:
        """`table` gives the table as it is when it is copied."""
        self._table = table
        self._icons = icons
        self.setIcon(icons.icon("copy"))

    def withdraw(self) -> None:
        self._table = None
        self.menu().close()
        self.hide()

    @property
    def is_offered(self) -> bool:
        return self._table is not None

    def _copy(self, write: Callable[[Table], str]) -> None:
        if self._table is not None and self._icons is not None:
            QGuiApplication.clipboard().setText(write(self._table()))
            self.setIcon(self._icons.icon("check", "accent"))
            self.setToolTip(self.tr("Copied"))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self._icons is not None:
            self.setIcon(self._icons.icon("copy"))
            self.setToolTip(self.tr("Copy table"))
        super().leaveEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """On a ground of its own: it may stand over letters."""
        # Not its own palette: that has what the style sheet says of buttons.
        palette = QGuiApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
        painter.end()
        super().paintEvent(event)
