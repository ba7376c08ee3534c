"""One answer in a transcript: who answered, the thinking, the text, how it ended and what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from paddock.domain.reply import Ending
from paddock.kit.icon_label import IconLabel
from paddock.kit.roles import set_role
from paddock.ollama.errors import MalformedLine
from paddock.parts.answer_body import AnswerBody
from paddock.parts.thinking import Thinking

if TYPE_CHECKING:
    from paddock.domain.reply import Metrics, Reply
    from paddock.parts.look import Look


class Answer(QWidget):
    """Shows the states of one Reply, each a continuation of the one before."""

    retry_requested = Signal()
    switch_requested = Signal(int)
    link_requested = Signal(str)
    details_requested = Signal(object)

    def __init__(self, look: Look, model: str) -> None:
        super().__init__()
        self._look = look
        self._reply: Reply | None = None
        self._ended = False
        self.setAccessibleName(model)
        self._who = QLabel(model)
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._who, "caption")
        self._thinking: Thinking | None = None
        self._body = AnswerBody(look, model)
        self._ending = _EndingRow(look)
        self._footer = _Footer(look)
        self._ending.hide()
        self._footer.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._who)
        self._column.addWidget(self._body)
        self._column.addWidget(self._ending)
        self._column.addWidget(self._footer)
        self._body.link_requested.connect(self.link_requested)
        self._ending.retry_requested.connect(self.retry_requested)
        self._ending.details_requested.connect(self._on_details)
        self._footer.retry_requested.connect(self.retry_requested)
        self._footer.copy_requested.connect(self._on_copy)
        self._footer.switch_requested.connect(self.switch_requested)

    def show_reply(self, reply: Reply, position: int, count: int, *, is_last: bool) -> None:
        """`position` of `count` answers to the same question; only the last turn can be retried."""
        grew = self._reply is None or len(reply.text) != len(self._reply.text)
        self._reply = reply
        if reply.thinking:
            self._show_thinking(reply)
        if not self._ended and (grew or not reply.is_open):
            self._body.show_text(reply.text, final=not reply.is_open)
        self._ended = not reply.is_open
        if self._ended:
            self._ending.show_ending(reply, can_retry=is_last)
            self._footer.show_figures(reply, position, count, can_retry=is_last)
        self._footer.setVisible(self._ended)
        self._column.activate()

    def _show_thinking(self, reply: Reply) -> None:
        if self._thinking is None:
            self._thinking = Thinking(self._look)
            self._column.insertWidget(1, self._thinking)
            # Readers go from the lowest sibling up: the author, the thinking, the answer.
            self._thinking.lower()
            self._who.lower()
        self._thinking.show_thinking(reply.thinking, reply.seconds_of_thinking)

    def _on_copy(self) -> None:
        if self._reply is not None:
            QGuiApplication.clipboard().setText(self._reply.text)

    def _on_details(self) -> None:
        if self._reply is not None and self._reply.failure is not None:
            self.details_requested.emit(self._reply.failure)


class _EndingRow(QWidget):
    """How an answer ended when it is not simply finished, with what can be done about it."""

    retry_requested = Signal()
    details_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._sign = IconLabel(18)
        self._sign.set_icon(look.icons.icon("error", "error"))
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # it quotes the server
        self._retry = QPushButton(self.tr("Retry"))
        self._details = QPushButton(self.tr("Details"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._details)
        row.addWidget(self._retry)
        self._retry.clicked.connect(self.retry_requested)
        self._details.clicked.connect(self.details_requested)

    def show_ending(self, reply: Reply, *, can_retry: bool) -> None:
        words = self._sentence(reply)
        broke = reply.ending in (Ending.CUT, Ending.INCOMPLETE, Ending.FAILED)
        self._words.setText(words)
        set_role(self._words, "error" if broke else "caption")
        self._sign.setVisible(broke)
        self._retry.setVisible(can_retry and broke)
        self._details.setVisible(reply.failure is not None)
        self.setVisible(bool(words))

    def _sentence(self, reply: Reply) -> str:
        match reply.ending:
            case Ending.STOPPED:
                return self.tr("Stopped.")
            case Ending.LENGTH:
                return self.tr(
                    "Ended at the length limit: num_predict or the context is used up (length)."
                )
            case Ending.CUT:
                return self.tr("Cut: the server closed the connection. What came so far is kept.")
            case Ending.INCOMPLETE:
                return self.tr("The server ended the answer early without saying why.")
            case Ending.FAILED if reply.first_token is None:
                return self.tr("No answer came: {0}").format(reply.failure)
            case Ending.FAILED if isinstance(reply.failure, MalformedLine):
                return self.tr(
                    "The server sent something that is not the protocol. What came before it is kept."
                )
            case Ending.FAILED:
                return self.tr("The server stopped with an error: {0}").format(reply.failure)
            case Ending.DONE if not reply.text and not reply.thinking:
                return self.tr("The model answered with nothing.")
            case _:
                return ""


class _Footer(QWidget):
    """Figures of the answer, and its actions."""

    copy_requested = Signal()
    retry_requested = Signal()
    switch_requested = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._figures = QLabel()
        set_role(self._figures, "caption")
        self._copy = self._button(look, "copy", self.tr("Copy answer"))
        self._retry = self._button(look, "retry", self.tr("Regenerate"))
        self._earlier = self._button(look, "chevron-left", self.tr("Earlier answer"))
        self._later = self._button(look, "chevron-right", self.tr("Later answer"))
        self._place = QLabel()
        set_role(self._place, "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._figures, 1)
        for widget in (self._copy, self._retry, self._earlier, self._place, self._later):
            row.addWidget(widget)
        self._position = 0
        self._copy.clicked.connect(self.copy_requested)
        self._retry.clicked.connect(self.retry_requested)
        self._earlier.clicked.connect(lambda: self.switch_requested.emit(self._position - 1))
        self._later.clicked.connect(lambda: self.switch_requested.emit(self._position + 1))

    def show_figures(self, reply: Reply, position: int, count: int, *, can_retry: bool) -> None:
        self._position = position
        self._figures.setText("    ".join(self._parts(reply, reply.metrics)))
        self._retry.setVisible(can_retry)
        for widget in (self._earlier, self._place, self._later):
            widget.setVisible(count > 1)
        self._earlier.setEnabled(can_retry and position > 0)
        self._later.setEnabled(can_retry and position < count - 1)
        self._place.setText(f"{position + 1} / {count}")

    def _parts(self, reply: Reply, metrics: Metrics) -> list[str]:
        parts = []
        number = self.locale()
        if metrics.tokens_per_second is not None:
            speed = number.toString(metrics.tokens_per_second, "f", 1)
            parts.append(self.tr("{0} tok/s").format(speed))
        if reply.seconds_to_first_token is not None:
            wait = number.toString(reply.seconds_to_first_token, "f", 2)
            parts.append(self.tr("first token {0} s").format(wait))
        if metrics.answer_tokens is not None:
            parts.append(self.tr("%n token(s)", "", metrics.answer_tokens))
        return parts

    def _button(self, look: Look, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(look.icons.icon(icon))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button
