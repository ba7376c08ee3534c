"""Selecting with the mouse across segments and messages, and copying what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from paddock.parts.segments.segment import utf16_length
from paddock.parts.segments.text_view import TextSegment, TextView
from paddock.parts.transcript.copying import copied
from paddock.parts.transcript.selection import LAST, Selection, Spot
from paddock.parts.transcript.text_menu import add_text_actions

if TYPE_CHECKING:
    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.column import Placed
    from paddock.parts.transcript.page import Page

_EDGE_EVERY = 40  # milliseconds between two steps while the pointer is beyond the edge
_MOST_STEP = 60


class Selecting(QObject):
    """One selection for the whole conversation; Qt's own inside of one widget joins it."""

    message_menu_requested = Signal(int, QPoint)  # index of the message, global position

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._selection: Selection | None = None
        self._unit: tuple[Spot, Spot] | None = None  # the word or line that was pressed on
        self._pointer = QPoint()
        self._marked: set[Segment[Any]] = set()
        self._edge = QTimer(self, interval=_EDGE_EVERY)
        self._edge.timeout.connect(self._beyond_edge)

    @property
    def selection(self) -> Selection | None:
        return self._selection

    def adopt(self, view: TextView) -> None:
        view.pressed.connect(lambda point, clicks, shift: self._press(point, clicks, extend=shift))
        view.dragged.connect(self._drag)
        view.released.connect(self._release)
        view.menu_requested.connect(lambda point: self._on_menu(view, point))
        view.copy_requested.connect(self.copy)
        view.select_all_requested.connect(self.select_all)
        view.selected_by_keys.connect(lambda: self._on_own(view))

    def clear(self) -> None:
        self._edge.stop()
        self._selection = None
        self.mark()

    def select_all(self) -> None:
        """From the first character to the last one."""
        count = len(self._page.column.heights)
        if count:
            self._selection = Selection(Spot(0, 0, 0), Spot(count - 1, LAST, LAST))
            self.mark()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self._selection is None or self._selection.is_empty

    def is_selected(self, point: QPoint) -> bool:
        """Whether a point of the screen is in the selected text."""
        selection, spot = self._selection, self._spot_at(point)
        if selection is None or spot is None:
            return False
        return selection.start <= spot < selection.end

    def text(self, *, markdown: bool = False) -> str:
        """What is selected; empty where nothing is."""
        if self._selection is None or self._selection.is_empty:
            return ""
        page = self._page
        return copied(page.column, page.messages, self._selection, markdown=markdown)

    def copy(self) -> None:
        text = self.text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def copy_markdown(self) -> None:
        text = self.text(markdown=True)
        if text:
            QGuiApplication.clipboard().setText(text)

    def mark(self) -> None:
        """Shows the selection in what is in view."""
        selection = self._selection
        marked: set[Segment[Any]] = set()
        for row, index, segment, widget in self._page.stage.shown():
            if not segment.has_text or (selection is None and segment not in self._marked):
                continue
            start, end = 0, 0
            if selection is not None:
                start, end = selection.within(row, index, utf16_length(segment.shown()))
            if start != end or segment in self._marked:
                segment.show_selection(widget, start, end)
            if start != end:
                marked.add(segment)
        self._marked = marked

    # ---- the mouse

    def _press(self, point: QPoint, clicks: int, *, extend: bool) -> None:
        spot = self._spot_at(point)
        if spot is None:
            return
        self._pointer = point
        self._unit = None
        if extend and self._selection is not None:
            self._selection = Selection(self._selection.anchor, spot)
        elif clicks > 1:
            segment = self._page.column.row(spot.row).segments[spot.segment]
            start, end = spot, spot
            if isinstance(segment, TextSegment):
                around = segment.unit_at(spot.position, is_line=clicks > 2)
                start = Spot(spot.row, spot.segment, around[0])
                end = Spot(spot.row, spot.segment, around[1])
            self._unit = (start, end)
            self._selection = Selection(start, end)
        else:
            self._selection = Selection(spot, spot)
        self.mark()

    def _drag(self, point: QPoint) -> None:
        self._pointer = point
        spot = self._spot_at(point)
        if spot is None or self._selection is None:
            return
        self._page.stay()
        anchor = self._selection.anchor
        if self._unit is not None:
            anchor = self._unit[1] if spot < self._unit[0] else self._unit[0]
            if self._unit[0] <= spot <= self._unit[1]:
                spot = self._unit[1]
        self._selection = Selection(anchor, spot)
        self.mark()
        if self._overshoot():
            self._edge.start()
        else:
            self._edge.stop()

    def _release(self) -> None:
        self._edge.stop()
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self._selection and not self._selection.is_empty:
            clipboard.setText(self.text(), clipboard.Mode.Selection)

    def _overshoot(self) -> int:
        """By how many pixels the pointer is above (negative) or below the view."""
        y = self._page.viewport().mapFromGlobal(self._pointer).y()
        return min(0, y) + max(0, y - self._page.viewport().height())

    def _beyond_edge(self) -> None:
        over = self._overshoot()
        if not over:
            self._edge.stop()
            return
        bar = self._page.verticalScrollBar()
        bar.setValue(bar.value() + max(-_MOST_STEP, min(_MOST_STEP, over)))
        self._drag(self._pointer)

    def _spot_at(self, point: QPoint) -> Spot | None:
        """The place of the text nearest to a point of the screen."""
        page = self._page
        y = page.viewport().mapFromGlobal(point).y()
        nearest: tuple[int, Placed] | None = None
        for placed in page.placed:
            if page.column.row(placed.row).segments[placed.segment].has_text:
                away = max(placed.top - y, y - placed.top - placed.extent, 0)
                if nearest is None or away < nearest[0]:
                    nearest = (away, placed)
        if nearest is None:
            return None
        placed = nearest[1]
        segment = page.column.row(placed.row).segments[placed.segment]
        widget = page.stage.widget_of(segment)
        if widget is None:
            return None
        inside = widget.mapFromGlobal(point)
        if inside.y() < 0:
            position = 0
        elif inside.y() > widget.height():
            position = utf16_length(segment.shown())
        else:
            position = segment.position_at(widget, inside)
        return Spot(placed.row, placed.segment, position)

    # ---- the keyboard and the menu

    def _on_own(self, view: TextView) -> None:
        """Qt selected inside of one widget, as with Shift and an arrow: that is the selection now."""
        cursor = view.textCursor()
        for row, index, _segment, widget in self._page.stage.shown():
            if widget is view:
                self._selection = Selection(
                    Spot(row, index, cursor.anchor()), Spot(row, index, cursor.position())
                )
                self.mark()
                return

    def _on_menu(self, view: TextView, point: QPoint) -> None:
        """What was pointed at is a piece of text or a link, or else the whole message."""
        if view.anchorAt(view.viewport().mapFromGlobal(point)) or self.is_selected(point):
            menu = QMenu(view)
            add_text_actions(menu, self._page, self, point)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(point)
            return
        row = next((r for r, _, _, w in self._page.stage.shown() if w is view), None)
        if row is not None:
            self.message_menu_requested.emit(row, point)
