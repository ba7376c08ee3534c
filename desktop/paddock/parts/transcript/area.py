"""A scroll area that lays out and shows only what is in view of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.measure import MEASURE
from paddock.parts.segments.text_view import TextView
from paddock.parts.tex.formulas import Formulas
from paddock.parts.transcript.ahead import Ahead
from paddock.parts.transcript.bookmark import anchor_of, bookmark
from paddock.parts.transcript.column import Anchor
from paddock.parts.transcript.contents import Contents
from paddock.parts.transcript.fade import FADE, Fade
from paddock.parts.transcript.flash import Flash
from paddock.parts.transcript.jump import JumpButton
from paddock.parts.transcript.materials import Materials, Wishes
from paddock.parts.transcript.reading import Reading
from paddock.parts.transcript.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from paddock.parts.look import Look
    from paddock.parts.transcript.bookmark import Bookmark
    from paddock.parts.transcript.column import Column, Placed
    from paddock.parts.transcript.messages import Messages

_MARGIN = 24
_NEAR_END = 40
_LINE = 24
_BELOW_TOP = 60
"""Pixels from the top of the view to a place that was gone to inside of a message."""


class Area(QAbstractScrollArea):
    """Follows its end while the reader is there, and keeps the place otherwise. `you` names the
    author of the questions.
    """

    def __init__(self, look: Look, you: str) -> None:
        super().__init__()
        self._look = look
        self._follows = True
        self._placed: list[Placed] = []
        self._anchor = Anchor(0, 0, 0)
        self._value = 0
        self._is_syncing = False
        self._wishes = Wishes(self)
        self._formulas = Formulas(self)
        self._materials = Materials(look, self._formulas, self._wishes, self._relayout_soon)
        self._contents = Contents(self._materials, you)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "centre")
        self.viewport().setAutoFillBackground(False)
        self._stage = Stage(self.viewport(), self._adopt)
        self._fade = Fade(self, look.tokens.surface)
        self._jump = JumpButton(self, look)
        self._reading = Reading(self, self)
        self._flash = Flash(self._stage, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._ahead = Ahead(self, self)
        self._jump.clicked.connect(self.go_to_end)
        self._soon.timeout.connect(self.arrange)
        self._ahead.text_read.connect(self.arrange)
        self._ahead.guesses_corrected.connect(self._sync_bar)
        bar = self.verticalScrollBar()
        bar.setSingleStep(_LINE)
        bar.valueChanged.connect(self._on_value)
        bar.sliderReleased.connect(self._sync_bar)

    # ---- what is shown

    @property
    def messages(self) -> Messages:
        return self._contents.messages

    @property
    def column(self) -> Column:
        return self._contents.column

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def reading(self) -> Reading:
        """Selecting, copying, finding, going from message to message."""
        return self._reading

    @property
    def placed(self) -> list[Placed]:
        """What is in view, from top to bottom."""
        return self._placed

    @property
    def follows(self) -> bool:
        """Whether new text keeps the end in view."""
        return self._follows

    @property
    def place(self) -> Bookmark | None:
        """Where the conversation is being read; None at its end, which is followed."""
        return None if self._follows else bookmark(self.column, self._anchor)

    def go_to_place(self, place: Bookmark | None) -> None:
        """Back to where another window of the same conversation was."""
        self._follows = place is None
        if place is not None:
            self._anchor = anchor_of(self.column, place)
        self.arrange()

    def stay(self) -> None:
        """The end is no longer followed: somebody is at work with what is in view."""
        if self._follows and self._placed:
            self._follows = False
            self._sync_bar()

    def go_to_end(self) -> None:
        self._follows = True
        self.arrange()

    def go_to(self, row: int, segment: int = 0, distance: int = 0) -> None:
        """Brings a place into view, near the top, if it is not there already."""
        for item in self._placed:
            y = item.top + distance
            if (item.row, item.segment) == (row, segment) and 0 <= y < self._view_height() - 60:
                self._follows = False  # it is not to move away with the end
                self._sync_bar()
                return
        self._follows = False
        made = self.column.row(row)
        while segment >= len(made.segments) and not made.is_read:
            made.read_on()
        above = 0 if segment == 0 and not distance else _BELOW_TOP
        self._anchor = Anchor(row, segment, distance - above)
        self.arrange()

    # ---- laying out

    def arrange(self) -> None:
        """Lays out what is in view and puts it on the screen."""
        self._soon.stop()
        self._formulas.ratio = self.devicePixelRatioF()
        if not len(self.column.heights):
            self._placed = []
            self._stage.clear()
            self._sync_bar()
            return
        height = self._view_height()
        if self._follows:
            self._placed = self.column.place_end(height)
        else:
            self._placed = self.column.place(self._anchor, height)
        if self._placed:
            first = self._placed[0]
            self._anchor = Anchor(first.row, first.segment, -first.top)
        self._stage.show(self.column, self._placed, self._left(), self._width(), self._look)
        self._reading.refresh()
        self._flash.refresh()
        self._sync_bar()
        self.column.forget({placed.row for placed in self._placed})
        self._ahead.view_changed()

    def _relayout_soon(self) -> None:
        self._soon.start()

    # ---- the scroll bar

    def _sync_bar(self) -> None:
        """Lets the bar say where the view is; not while it is dragged, which would move it away."""
        bar = self.verticalScrollBar()
        height = self._view_height()
        most = max(0, self.column.total - height) if len(self.column.heights) else 0
        value = most if self._follows else self.column.distance_of(self._anchor) if most else 0
        if bar.isSliderDown():
            return  # what the pointer holds does not move away from under it
        self._value = min(value, most)
        self._fade.setVisible(most - self._value > 0)
        self._jump.set_shown(not self._follows and most - self._value > _NEAR_END)
        self._is_syncing = True
        bar.setPageStep(height)
        bar.setRange(0, most)
        bar.setValue(self._value)
        self._is_syncing = False

    def _on_value(self, value: int) -> None:
        if self._is_syncing or not len(self.column.heights):
            return
        bar = self.verticalScrollBar()
        away = value - self._value
        if value >= bar.maximum():
            self._follows = True
        elif abs(away) <= 2 * self._view_height():
            self._follows = False
            self._anchor = Anchor(
                self._anchor.row, self._anchor.segment, self._anchor.offset + away
            )
        else:
            self._follows = False
            self._anchor = self.column.anchor_at(value)
        if value <= 0:
            self._anchor = Anchor(0, 0, 0)
        self._value = value
        self.arrange()
        if away > 0:
            self._follow_if_at_end()

    def _follow_if_at_end(self) -> None:
        if not self._follows and self._is_at_end():
            self._follows = True
            self._sync_bar()

    def _is_at_end(self) -> bool:
        if not self._placed:
            return True
        last = self._placed[-1]
        row = self.column.row(last.row)
        is_last = last.row >= len(self.column.heights) - 1 and last.segment == len(row.segments) - 1
        return is_last and last.top + last.extent <= self._view_height() + _NEAR_END - _MARGIN

    # ---- geometry

    def _width(self) -> int:
        return max(120, min(MEASURE, self.width() - 2 * _MARGIN))

    def _left(self) -> int:
        """The scroll bar stands inside of the margin, so that the composer below is as wide."""
        return max(0, (self.width() - self._width()) // 2)

    def _view_height(self) -> int:
        return self.viewport().height()

    # ---- widgets

    def _adopt(self, widget: QWidget) -> None:
        if isinstance(widget, TextView):
            widget.caret_moved.connect(lambda y: self._show_caret(widget, y))
            self._reading.adopt(widget)

    def _show_caret(self, widget: QWidget, y: int) -> None:
        """Scrolls as far as the caret went out of view."""
        here = widget.mapTo(self.viewport(), QPoint(0, y)).y()
        over = min(0, here - _LINE) + max(0, here + _LINE - self._view_height())
        if over:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + over)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = bookmark(self.column, self._anchor)
        self.column.set_width(self._width())
        if not self._follows:
            self._anchor = anchor_of(self.column, place)
        height = self._view_height()
        self._jump.move_to(QRect(self._left(), 0, self._width(), height))
        self._fade.setGeometry(0, height - self._fade.height(), self.viewport().width(), FADE)
        self.arrange()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
            self._on_value(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to_end()
        elif event.key() == Qt.Key.Key_Space:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if shift else 1) * (bar.pageStep() - 2 * _LINE))
        else:
            super().keyPressEvent(event)
