"""The part of a message that is in view: holds its widgets, and paints what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QWidget

from paddock.base.compat import override
from paddock.kit.siblings import put_in_order
from paddock.parts.segments.segment import Frame
from paddock.parts.transcript.actions import ActionsWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QPaintEvent

    from paddock.kit.theme import Tokens

SIDE = 16
"""Pixels that a box reaches beyond the measure on both sides: room for the mark of the focus."""
_RADIUS = 10.0
_BAR = 3


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A frame behind neighbouring segments. An end that lies outside of the view is not rounded."""

    frame: Frame
    left: int
    top: int
    width: int
    height: int


class RowBox(QWidget):
    """Named after the author, so that a screen reader says whose words it reads."""

    menu_requested = Signal(QPoint)  # global position

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._backdrops: tuple[Backdrop, ...] = ()
        self._tokens: Tokens | None = None
        self._marked = False
        self._hovered = False
        self._flashed = False
        self.shown: list[QWidget] = []
        """The widgets of the segments from top to bottom."""

    def dress(self, author: str, tokens: Tokens) -> None:
        self._tokens = tokens
        if author != self.accessibleName():
            self.setAccessibleName(author)

    def set_backdrops(self, backdrops: tuple[Backdrop, ...]) -> None:
        if backdrops != self._backdrops:
            self._backdrops = backdrops
            self.update()

    def set_shown(self, widgets: list[QWidget]) -> None:
        """Takes over the widgets in their order, which is the order for screen readers too."""
        before, self.shown = self.shown, widgets
        if before == widgets:
            return
        put_in_order(self, widgets)
        self.refresh_actions()

    def set_marked(self, marked: bool) -> None:
        """Whether the keyboard is in this message."""
        if marked != self._marked:
            self._marked = marked
            self.update()
            self.refresh_actions()

    def set_flashed(self, flashed: bool) -> None:
        """Whether it is the message that somebody was just brought to."""
        if flashed != self._flashed:
            self._flashed = flashed
            self.update()

    def refresh_actions(self) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        for widget in self.shown:
            if isinstance(widget, ActionsWidget):
                widget.set_active(self._hovered or self._marked or inside)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.refresh_actions()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.refresh_actions()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What a text, a button or a picture in it has no menu of its own for."""
        self.menu_requested.emit(event.globalPos())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        if tokens is None or not (self._backdrops or self._marked or self._flashed):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._flashed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        for backdrop in self._backdrops:
            if backdrop.frame is Frame.THOUGHT:
                line = QRectF(backdrop.left + 4, backdrop.top, 2, backdrop.height)
                painter.fillRect(line, QColor(tokens.line))
                continue
            fill = tokens.code if backdrop.frame is Frame.CODE else tokens.question
            path = QPainterPath()
            box = QRectF(backdrop.left, backdrop.top, backdrop.width, backdrop.height)
            path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
            painter.fillPath(path, QColor(fill))
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawPath(path)
        if self._marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            bar = QRectF(0, 0, _BAR, self.height())
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.end()
