"""Conversations for tests of the transcript, and what a person sees and does in one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import Ending, Phase, Reply
from paddock.parts.segments.text_view import TextView
from paddock.parts.transcript.row_box import RowBox
from paddock.parts.transcript.view import Transcript

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MODEL = "m:1b"
PARAGRAPH = "The quick brown fox jumps over the lazy dog, again and again. " * 4


def reply(text: str, *, is_open: bool = False, started: float = 0.0, **more: Any) -> Reply:
    made = Reply(MODEL, started, text=text, phase=Phase.ANSWERING, first_token=0.1, **more)
    if is_open:
        return made
    return replace(made, phase=Phase.ENDED, ending=Ending.DONE, ended=1.0)


def chat(*pairs: tuple[str, str], id: int = 1) -> Chat:
    """Finished turns: questions with their answers."""
    turns = tuple(
        Turn(number, question, (reply(answer),))
        for number, (question, answer) in enumerate(pairs, 1)
    )
    return Chat(id=id, turns=turns)


def long_chat(count: int, id: int = 1) -> Chat:
    """`count` turns whose answers have one to five paragraphs."""
    return chat(
        *(
            (f"Question {n}?", f"Answer {n}.\n\n" + f"{PARAGRAPH}\n\n" * (n % 5 + 1))
            for n in range(count)
        ),
        id=id,
    )


class Reader:
    """Eyes and hands on a transcript."""

    def __init__(self, transcript: Transcript, qtbot: QtBot) -> None:
        self.view = transcript
        self._qtbot = qtbot

    @property
    def bar(self) -> Any:
        return self.view.verticalScrollBar()

    def texts(self) -> list[TextView]:
        """The text widgets in view, from top to bottom."""
        found = [w for w in self.view.findChildren(TextView) if w.isVisible()]
        return sorted(found, key=self.top)

    def words(self) -> str:
        return "\n".join(widget.toPlainText() for widget in self.texts())

    def top(self, widget: QWidget) -> int:
        return widget.mapTo(self.view.viewport(), QPoint(0, 0)).y()

    def with_text(self, words: str) -> TextView:
        return next(widget for widget in self.texts() if words in widget.toPlainText())

    def settle(self) -> None:
        """Until nothing is left to be read, laid out or prepared."""
        column = self.view.column
        self._qtbot.waitUntil(lambda: not column.unread & {p.row for p in self.view.placed})

    def grow(self, chat: Chat, text: str, *, is_open: bool = True) -> Chat:
        """The last answer has become `text`."""
        turn = chat.turns[-1]
        assert turn.reply is not None
        grown = replace(turn.reply, text=text)
        if not is_open:
            grown = replace(grown, phase=Phase.ENDED, ending=Ending.DONE, ended=2.0)
        turn = turn.with_reply(turn.shown, grown)
        chat = chat.with_turn(turn)
        self.view.show_turn(chat, turn)
        return chat

    def ask(self, chat: Chat, question: str, text: str = "") -> Chat:
        """A new turn whose answer is still growing."""
        number = len(chat.turns) + 1
        turn = Turn(number, question, (reply(text, is_open=True, started=float(number)),))
        chat = replace(chat, turns=(*chat.turns, turn))
        self.view.show_turn(chat, turn)
        return chat

    def buttons(self, name: str) -> list[QAbstractButton]:
        """Those of that name that are to be seen, from top to bottom."""
        found = self.view.findChildren(QAbstractButton)
        named = [b for b in found if name in (b.accessibleName(), b.text()) and b.isVisible()]
        return sorted(named, key=self.top)

    def box_of(self, widget: QWidget) -> RowBox:
        """The message that a widget stands in."""
        while not isinstance(widget, RowBox):
            above = widget.parentWidget()
            assert above is not None
            widget = above
        return widget

    def point_at(self, words: str) -> None:
        """Moves the pointer from where it was to a message."""
        for box in self.view.stage.boxes.values():
            QApplication.sendEvent(box, QEvent(QEvent.Type.Leave))
        entered = QEnterEvent(QPointF(), QPointF(), QPointF())
        QApplication.sendEvent(self.box_of(self.with_text(words)), entered)

    def right_click(self, widget: QWidget, point: QPoint) -> None:
        """Asks for the menu at a point of a widget."""
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, point, widget.mapToGlobal(point))
        QApplication.sendEvent(widget, event)

    def point_of(self, widget: TextView, position: int) -> QPoint:
        """Where a position of a text is, in its viewport."""
        cursor = widget.textCursor()
        cursor.setPosition(position)
        return widget.cursorRect(cursor).center()

    def drag(self, start: TextView, at: int, end: TextView, to: int) -> None:
        """Selects with the mouse from one place to another."""
        button = Qt.MouseButton.LeftButton
        nothing = Qt.KeyboardModifier.NoModifier
        place = self.point_of(start, at)
        QTest.mousePress(start.viewport(), button, nothing, place)
        target = end.viewport().mapToGlobal(self.point_of(end, to))
        # The pointer is grabbed: moves go to where it was pressed.
        inside = start.viewport().mapFromGlobal(target)
        _move(start.viewport(), inside)
        QTest.mouseRelease(start.viewport(), button, nothing, inside)


def _move(widget: QWidget, point: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(widget.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
