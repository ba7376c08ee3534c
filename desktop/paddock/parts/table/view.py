"""The widget of a piece of a table: its text for screen readers, painted as cells."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QLinearGradient, QPainter, QPalette
from PySide6.QtWidgets import QScrollBar

from paddock.base.compat import override
from paddock.parts.segments.text_view import TextView
from paddock.parts.table.copy_button import CopyTable
from paddock.parts.table.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Callable
    from weakref import ReferenceType

    from PySide6.QtGui import (
        QEnterEvent,
        QFocusEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from paddock.domain.markdown.leaves import Table
    from paddock.kit.icons import Icons
    from paddock.parts.segments.sideways import Sideways

BAR = 10
"""The height of the scroll bar under a wide table."""
FADE = 24
"""Pixels in which a table fades that goes on beyond the edge."""
_BUTTON_MARGIN = 4


class TableView(TextView):
    """Cells, the caret in them, and what stands over them: a button to copy, a scroll bar."""

    def __init__(self) -> None:
        super().__init__()
        self._sideways: Sideways | None = None
        self._piece: ReferenceType[object] | None = None
        self.copy_button = CopyTable(self)
        self.bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.bar.setAccessibleName(self.tr("Scroll the table sideways"))
        self.bar.hide()
        self.copy_button.left.connect(self._settle_button)
        self.bar.valueChanged.connect(self._on_bar)
        self.selectionChanged.connect(self.viewport().update)
        self.cursorPositionChanged.connect(self._on_caret)

    def show_sideways(self, sideways: Sideways | None, piece: object = None) -> None:
        """Follows a position that all pieces of a table share, or none any more."""
        # A strong one would close a circle that no collector sees through.
        self._piece = None if piece is None else ref(piece)
        if sideways is not self._sideways:
            if self._sideways is not None:
                self._sideways.moved.disconnect(self._on_moved)
                self._sideways.bar_changed.disconnect(self._set_bar)
            self._sideways = sideways
            if sideways is not None:
                sideways.moved.connect(self._on_moved)
                sideways.bar_changed.connect(self._set_bar)
        self._set_bar()

    def offer_copy(self, table: Callable[[], Table] | None, icons: Icons | None = None) -> None:
        """The piece with the head offers to copy the table."""
        if table is None or icons is None:
            self.copy_button.withdraw()
        else:
            self.copy_button.offer(table, icons)
            self._settle_button()

    def _set_bar(self) -> None:
        sideways = self._sideways
        self.bar.setVisible(
            sideways is not None and sideways.has_bar(self._piece and self._piece())
        )
        if sideways is not None:
            self.bar.setRange(0, sideways.hidden)
            self.bar.setPageStep(sideways.page)
            self.bar.setSingleStep(40)
            self.bar.setValue(sideways.offset)

    def _on_bar(self, value: int) -> None:
        if self._sideways is not None:
            self._sideways.move_to(value)

    def _on_moved(self, offset: int) -> None:
        self.bar.setValue(offset)
        self.viewport().update()

    def _on_caret(self) -> None:
        """The keyboard moved the caret: it stays in view."""
        self.viewport().update()
        grid = self.document().documentLayout()
        if self.hasFocus() and self._sideways is not None and isinstance(grid, Grid):
            caret = grid.rect_of(self.textCursor().position())
            self._sideways.reveal(caret.left(), caret.right())

    def _settle_button(self) -> None:
        button = self.copy_button
        wanted = self.underMouse() or self.hasFocus() or button.in_use
        button.setVisible(button.is_offered and wanted)
        grid = self.document().documentLayout()
        if isinstance(grid, Grid):
            # Beside the table where there is room, else over its right end.
            right = min(self.width(), grid.seen + _BUTTON_MARGIN + button.width())
            button.move(right - button.width() - _BUTTON_MARGIN, _BUTTON_MARGIN)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._settle_button()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._settle_button()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._settle_button()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Tab must find the button, so it goes after it was passed by.
        if not self.copy_button.in_use:
            self._settle_button()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Sideways, also with Shift, where the table is wider than its place."""
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not delta.x():
            delta = QPoint(delta.y(), 0)
        sideways = self._sideways
        if sideways is None or not sideways.hidden or abs(delta.x()) <= abs(delta.y()):
            event.ignore()
            return
        pixels = event.pixelDelta().x() or delta.x() // 2
        sideways.move_to(sideways.offset - pixels)
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_button()
        self.bar.setGeometry(0, self.height() - BAR, self.width(), BAR)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        grid = self.document().documentLayout()
        with QPainter(self.viewport()) as painter:
            if self._sideways is not None and self._sideways.hidden:
                self._draw_fades(painter, self._sideways)
            if self.hasFocus() and isinstance(grid, Grid):
                grid.draw_caret(painter, self.textCursor().position())

    def _draw_fades(self, painter: QPainter, sideways: Sideways) -> None:
        """Where the table goes on beyond the edge."""
        ground = QGuiApplication.palette().color(QPalette.ColorRole.Base)
        clear = QColor(ground)
        clear.setAlpha(0)
        width = self.viewport().width()
        left, right = sideways.offset, sideways.hidden - sideways.offset
        for inner, edge in ((min(FADE, left), 0), (width - min(FADE, right), width)):
            if inner != edge:
                shade = QLinearGradient(QPointF(inner, 0), QPointF(edge, 0))
                shade.setColorAt(0, clear)
                shade.setColorAt(1, ground)
                height = self._height_of_rows()
                painter.fillRect(QRect(min(inner, edge), 0, abs(edge - inner), height), shade)

    def _height_of_rows(self) -> int:
        return self.height() - (BAR if self.bar.isVisible() else 0)
