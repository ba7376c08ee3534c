"""The conversation on screen: questions on the right, answers over the full measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.answer import Answer
from paddock.parts.measure import MEASURE
from paddock.parts.prose import PlainText

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from paddock.domain.chat import Chat, Turn
    from paddock.domain.reply import Reply
    from paddock.parts.look import Look

_NEAR_END = 40
_INDENT = 64
_INSIDE = 14


class Transcript(QScrollArea):
    """A widget for each message; only the answer that grows is written to while text streams in."""

    retry_requested = Signal(int)
    switch_requested = Signal(int, int)
    link_requested = Signal(str)
    details_requested = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chat: Chat | None = None
        self._rows: dict[int, _TurnRow] = {}
        self._follows = True
        self.setAccessibleName(self.tr("Transcript"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "centre")
        canvas = QWidget()
        set_role(canvas, "centre")
        self._around = QHBoxLayout(canvas)
        self._around.setContentsMargins(24, 20, 24, 20)
        self._page = QWidget()
        self._page.setMaximumWidth(MEASURE)
        self._page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(24)
        self._column.addStretch(1)
        self._around.addStretch(1)
        self._around.addWidget(self._page, 1000)
        self._around.addStretch(1)
        self.setWidget(canvas)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(self._on_scrolled)

    def show_chat(self, chat: Chat) -> None:
        """Shows another conversation, from its end."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        self._follows = True
        self._chat = chat
        for turn in chat.turns:
            self._add(turn)
        self._refresh_last()

    def show_turn(self, chat: Chat, turn: Turn) -> None:
        """Shows a new turn, or the present state of one that is there."""
        self._chat = chat
        row = self._rows.get(turn.id)
        if row is None:
            self._follows = True
            self._add(turn)
            self._refresh_last()
        else:
            row.show_turn(turn, is_last=self._is_last(turn))
            self._settle()

    def set_look(self, look: Look) -> None:
        """Makes everything again in another theme; what is read stays where it is."""
        self._look = look
        if self._chat is not None:
            position = self.verticalScrollBar().value()
            follows = self._follows
            self.show_chat(self._chat)
            self._follows = follows
            if not follows:
                QTimer.singleShot(0, lambda: self.verticalScrollBar().setValue(position))

    def _add(self, turn: Turn) -> None:
        row = _TurnRow(self._look, turn)
        self._rows[turn.id] = row
        self._column.insertWidget(self._column.count() - 1, row)
        row.retry_requested.connect(lambda: self.retry_requested.emit(turn.id))
        row.switch_requested.connect(lambda index: self.switch_requested.emit(turn.id, index))
        row.link_requested.connect(self.link_requested)
        row.details_requested.connect(self.details_requested)
        row.show_turn(turn, is_last=self._is_last(turn))

    def _refresh_last(self) -> None:
        if self._chat is None:
            return
        for turn in self._chat.turns[-2:]:
            self._rows[turn.id].show_turn(turn, is_last=self._is_last(turn))

    def _settle(self) -> None:
        """Lets the scroll bar know now how much there is.

        Left to themselves, layouts hand a new height up by one level in each turn of the event loop,
        and what was painted in the meantime is painted again, further up.
        """
        self._column.activate()
        self._around.activate()
        QCoreApplication.sendPostedEvents(self.viewport(), QEvent.Type.LayoutRequest.value)

    def _is_last(self, turn: Turn) -> bool:
        return self._chat is not None and self._chat.turns[-1].id == turn.id

    def _on_range(self, _minimum: int, maximum: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(maximum)

    def _on_scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - _NEAR_END

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())


class _TurnRow(QWidget):
    """A question and the answer that is shown for it."""

    retry_requested = Signal()
    switch_requested = Signal(int)
    link_requested = Signal(str)
    details_requested = Signal(object)

    def __init__(self, look: Look, turn: Turn) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[int, float] | None = None
        self._answer: Answer | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(20)
        self._column.addWidget(_Question(look, turn.question))

    def show_turn(self, turn: Turn, *, is_last: bool) -> None:
        reply = turn.reply
        if reply is None:
            return
        key = (turn.shown, reply.started)
        if self._answer is None or self._shown != key:
            self._replace_answer(reply)
            self._shown = key
        if self._answer is not None:
            self._answer.show_reply(reply, turn.shown, len(turn.replies), is_last=is_last)
            self._column.activate()

    def _replace_answer(self, reply: Reply) -> None:
        if self._answer is not None:
            self._column.removeWidget(self._answer)
            self._answer.hide()
            self._answer.deleteLater()
        answer = Answer(self._look, reply.model)
        answer.retry_requested.connect(self.retry_requested)
        answer.switch_requested.connect(self.switch_requested)
        answer.link_requested.connect(self.link_requested)
        answer.details_requested.connect(self.details_requested)
        self._column.addWidget(answer)
        self._answer = answer


class _Question(QWidget):
    """What the user wrote, in a raised block on the right, no wider than it needs."""

    def __init__(self, look: Look, question: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("You"))
        card = QFrame()
        set_role(card, "question")
        self._text = PlainText(look.markdown)
        self._text.setAccessibleName(self.tr("You"))
        inside = QVBoxLayout(card)
        # A line height leaves its extra room below each line, the last one included.
        spare = round(
            QFontMetricsF(look.markdown.body).height() * (look.markdown.line_height / 100 - 1)
        )
        inside.setContentsMargins(_INSIDE, 10, _INSIDE, max(2, 10 - spare))
        inside.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INDENT, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(card, 0)
        self._text.show_text(question)
        self._text.document().setTextWidth(-1)  # unwrapped, to learn how wide it would like to be
        self._ideal = int(self._text.document().idealWidth()) + 2

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _INDENT - 2 * _INSIDE - 2
        self._text.setFixedWidth(max(40, min(self._ideal, room)))
