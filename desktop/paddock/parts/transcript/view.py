"""The conversation on screen, and what a person wants of it."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from paddock.base.compat import override
from paddock.parts.segments.text_view import TextView
from paddock.parts.transcript.area import Area
from paddock.parts.transcript.bookmark import anchor_of, bookmark
from paddock.parts.transcript.column import Anchor
from paddock.parts.transcript.finding import fold, ranges_of
from paddock.parts.transcript.materials import Materials
from paddock.parts.transcript.row_box import RowBox
from paddock.parts.transcript.text_menu import add_text_actions

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QMenu

    from paddock.domain.chat import Chat, Turn
    from paddock.parts.look import Look
    from paddock.parts.transcript.bookmark import Bookmark
    from paddock.parts.transcript.thinking import FoldKey

_PATIENCE = 0.08
"""Seconds that a long message may be read for a word in it."""


@dataclass(frozen=True, slots=True)
class _Hold:
    """An end of a message and where it is in view: what takes the message's place stands there too."""

    at_end: bool
    top: int


class Transcript(Area):
    """Shows a Chat. Its signals are explained in materials.Wishes."""

    retry_requested = Signal(int)
    continue_requested = Signal(int)
    switch_requested = Signal(int, int)
    branch_requested = Signal(int, int)
    edit_requested = Signal(int)
    delete_requested = Signal(int, int)
    metrics_requested = Signal(int, int)
    link_requested = Signal(str)
    details_requested = Signal(object)
    picture_requested = Signal(int, int)
    attachment_requested = Signal(int, int)
    menu_requested = Signal(int, int, object, bool)
    question_menu_requested = Signal(int, object, bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look, QCoreApplication.translate("Transcript", "You"))
        self._places: dict[int, Bookmark | None] = {}
        self._zoomed: tuple[Anchor, Bookmark] | None = None
        """Where the last look was made, and what was read there: one zoom after the other would
        each go up to the start of a line.
        """
        self._is_walking = False
        self.setAccessibleName(self.tr("Transcript"))
        self._join()

    def _join(self) -> None:
        wishes = self._wishes
        wishes.retry_requested.connect(self.retry_requested)
        wishes.continue_requested.connect(self.continue_requested)
        wishes.switch_requested.connect(self.switch_requested)
        wishes.branch_requested.connect(self.branch_requested)
        wishes.edit_requested.connect(self.edit_requested)
        wishes.delete_requested.connect(self.delete_requested)
        wishes.metrics_requested.connect(self.metrics_requested)
        wishes.link_requested.connect(self.link_requested)
        wishes.details_requested.connect(self.details_requested)
        wishes.picture_requested.connect(self.picture_requested)
        wishes.attachment_requested.connect(self.attachment_requested)
        wishes.menu_requested.connect(self.menu_requested)
        wishes.question_menu_requested.connect(self.question_menu_requested)
        wishes.fold_requested.connect(self._on_fold)
        self._reading.selecting.message_menu_requested.connect(self._ask_menu)
        # The application outlives the transcript: a bound method of a QObject is disconnected with it.
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    # ---- what is shown

    def show_chat(self, chat: Chat) -> None:
        """Shows another conversation, where it was left, or from its end."""
        before = self.messages.chat
        if len(self.column.heights):
            self._places[before.id] = self.place
        self._reading.leave()
        self._flash.clear()
        self._stage.clear()
        self._zoomed = None
        self._contents.show(chat, self._width())
        place = self._places.get(chat.id)
        self._follows = place is None
        self._anchor = Anchor(0, 0, 0) if place is None else anchor_of(self.column, place)
        self.arrange()

    def show_turn(self, chat: Chat, turn: Turn) -> None:
        """Shows a new turn, or the present state of one that is there; not one that others follow
        with another answer than before: see `show_branch`.

        A transcript that is not on the screen lays out nothing: it catches up when it is shown.
        """
        if not self.isVisible():
            self._contents.expect(chat, turn)
            return
        held = self._reading.walking.held()
        is_new, is_replaced = self._take(chat, turn)
        if is_new:
            self._follows = True
        place = 2 * chat.place_of(turn.id)
        if self._follows or any(p.row in (place, place + 1) for p in self._placed):
            self.arrange()
        else:
            self._sync_bar()
        if is_replaced:
            self._resume(held)
        if not self._follows:
            self._jump.announce()

    def show_branch(self, chat: Chat, turn_id: int) -> None:
        """From the turn `turn_id` on, the conversation is another one: a question was edited, another
        version or answer was chosen, something was deleted.

        The turn may be new in the chat, or gone from it. What stands above stays as it is, and what
        takes the place of the message that changed stands where that was seen, or comes into view.
        """
        held = self._reading.walking.held()
        holds = {item.row: self._hold(item.row) for item in self._placed}
        first = self._contents.branch(chat, turn_id, self._width())
        self._placed, self._zoomed = [], None
        self._reading.clear()
        self._flash.clear()
        count, followed = len(self.column.heights), self._follows
        if first >= count:
            self._follows = self._follows or self._anchor.row >= count
        elif (hold := holds.get(first)) is not None:
            self._follows = False
            last = len(self.column.row(first).segments) - 1
            self._anchor = Anchor(first, max(0, last) if hold.at_end else 0, -hold.top)
        else:
            self._follows = False
            self._anchor = Anchor(first, 0, 0)
        if not self.isVisible():
            self._follows = followed
            return
        self.arrange()
        self._follow_if_at_end()
        self._resume(held)

    def set_look(self, look: Look) -> None:
        """Makes everything again in another theme or zoom; what is read stays where it is."""
        self._look = look
        zoomed = self._zoomed
        if zoomed is not None and zoomed[0] == self._anchor:
            place = zoomed[1]
        else:
            place = bookmark(self.column, self._anchor)
        self._reading.clear()
        self._stage.restart()
        self._materials = Materials(look, self._formulas, self._wishes, self._relayout_soon)
        self._jump.set_look(look)
        self._fade.set_color(look.tokens.surface)
        self._contents.set_materials(self._materials, self._width())
        if not self._follows:
            self._anchor = anchor_of(self.column, place)
        self.arrange()
        self._zoomed = (self._anchor, place)

    # ---- what a reader does

    def go_by(self, step: int) -> None:
        """The keyboard goes to the message before (-1) or after (1) the one it is in."""
        self._is_walking = True
        self._reading.walking.step(step)
        self._is_walking = False

    def go_to_message(self, turn_id: int, *, answer: bool, word: str = "") -> None:
        """Brings a message into view and marks it for a moment; where `word` stands in it, if it is
        soon found there. Raises KeyError for a turn that is not shown.
        """
        row = 2 * self.messages.chat.place_of(turn_id) + answer
        segment, distance = self._place_of(row, word) if word else (0, 0)
        self.go_to(row, segment, distance)
        self._flash.show(row)

    def copy(self) -> None:
        self._reading.selecting.copy()

    def selectAll(self) -> None:  # noqa: N802 - Qt's name for what the menu asks of the focus
        self._reading.selecting.select_all()

    def add_text_actions(self, menu: QMenu, point: QPoint) -> None:
        """Adds to a menu what can be done with the text at a point of the screen: copy what is
        selected, the table or code there, select all.
        """
        add_text_actions(menu, self, self._reading.selecting, point)

    # ---- parts of that

    def _take(self, chat: Chat, turn: Turn) -> tuple[bool, bool]:
        """Brings the messages up to date. Returns whether the turn is a new one, and whether it shows
        another answer.
        """
        is_new, is_replaced = self._contents.take(chat, turn, self._width())
        if is_replaced:
            self._reading.clear()
        return is_new, is_replaced

    def _hold(self, row: int) -> _Hold | None:
        """The end of a message, where its actions are, if that is in view, or else its start."""
        last = len(self.column.row(row).segments) - 1
        tops = {item.segment: item.top for item in self._placed if item.row == row}
        if last in tops:
            return _Hold(at_end=True, top=tops[last])
        return _Hold(at_end=False, top=tops[0]) if 0 in tops else None

    def _resume(self, held: tuple[int, str] | None) -> None:
        """The keyboard stays at what it was at, though that is another widget now."""
        self._is_walking = True
        self._reading.walking.hold(held)
        self._is_walking = False

    def _place_of(self, row: int, word: str) -> tuple[int, int]:
        """The segment of a message that shows a word, and how far below its top that stands."""
        made, needle, index = self.column.row(row), fold(word), 0
        until = perf_counter() + _PATIENCE
        while index < len(made.segments):
            # The last segment that was read may yet grow.
            if index >= made.reach - 1 and not made.is_read and perf_counter() < until:
                made.read_on()
                self.column.changed(row)
                continue
            segment = made.segments[index]
            if segment.has_text and (ranges := ranges_of(needle, segment.shown())):
                segment.measure(made.span(index)[1])
                return index, made.room_above(index) + segment.y_of(ranges[0][0])
            index += 1
        return 0, 0

    def _ask_menu(self, row: int, point: QPoint) -> None:
        turn = self.messages.chat.turns[row // 2]
        has_selection = not self._reading.selecting.is_empty
        if row % 2:
            self.menu_requested.emit(turn.id, turn.shown, point, has_selection)
        else:
            self.question_menu_requested.emit(turn.id, point, has_selection)

    def _on_box_menu(self, box: RowBox, point: QPoint) -> None:
        row = self._stage.row_of(box)
        if row is not None:
            self._ask_menu(row, point)

    def _on_fold(self, key: FoldKey) -> None:
        for index in sorted({item.row for item in self._placed}):
            row = self.column.row(index)
            if self.messages.fold(row, key):
                self._reading.clear()
                self._follows = self._follows and index < len(self.column.heights) - 1
                self.column.changed(index)
                self.arrange()
                return

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Shows which message the keyboard is in; Tab enters at what is seen first, or last."""
        inside = now is not None and self.isAncestorOf(now)
        by_keys = old is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton
        came = inside and old is not None and old is not self and not self.isAncestorOf(old)
        if came and by_keys and not self._is_walking:
            self._is_walking = True
            back = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._reading.walking.enter(forward=not back)
            self._is_walking = False
            return
        for box in self._stage.boxes.values():
            holds = inside and now is not None and (now is box or box.isAncestorOf(now))
            box.set_marked(holds and by_keys)
            box.refresh_actions()

    @override
    def _adopt(self, widget: QWidget) -> None:
        super()._adopt(widget)
        if isinstance(widget, TextView):
            widget.link_requested.connect(self.link_requested)
        elif isinstance(widget, RowBox):
            widget.menu_requested.connect(lambda point: self._on_box_menu(widget, point))

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes by what is seen from top to bottom; widgets of the pool stand in no order."""
        walking = self._reading.walking
        if walking.tab(forward=forward) or walking.leave(self, forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for turn in self._contents.expected():
            if self._take(self.messages.chat, turn)[0]:
                self._follows = True
        self.arrange()
