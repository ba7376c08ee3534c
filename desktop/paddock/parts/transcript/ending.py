"""How an answer ended when it is not simply finished, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from paddock.base.compat import override
from paddock.domain.reply import Ending, KeptFailure
from paddock.kit.icon_label import IconLabel
from paddock.kit.roles import set_role
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.caption import caption_height

if TYPE_CHECKING:
    from paddock.domain.reply import Reply
    from paddock.parts.transcript.materials import Materials

_BROKEN = (Ending.CUT, Ending.INCOMPLETE, Ending.FAILED)
_ASKED_AGAIN = (*_BROKEN, Ending.INTERRUPTED)
_CONTINUED = (
    Ending.STOPPED,
    Ending.LENGTH,
    Ending.CUT,
    Ending.INCOMPLETE,
    Ending.INTERRUPTED,
)


def ending_words(reply: Reply) -> str:
    """The sentence below an answer; empty where it ended as it should."""
    translate = QCoreApplication.translate
    match reply.ending:
        case Ending.STOPPED:
            return translate("Ending", "Stopped.")
        case Ending.LENGTH:
            return translate(
                "Ending",
                "Ended at the length limit: num_predict or the context is used up (length).",
            )
        case Ending.CUT:
            return translate(
                "Ending", "Cut: the server closed the connection. What came so far is kept."
            )
        case Ending.INCOMPLETE:
            return translate("Ending", "The server ended the answer early without saying why.")
        case Ending.FAILED:
            return _failure_words(reply)
        case Ending.INTERRUPTED if not (reply.text or reply.thinking):
            return translate("Ending", "Paddock ended before an answer came.")
        case Ending.INTERRUPTED:
            return translate(
                "Ending",
                "Paddock ended while this answer was coming. What came so far is kept.",
            )
        case Ending.DONE if not (reply.text or reply.thinking or reply.tool_calls):
            return translate("Ending", "The model answered with nothing.")
        case _:
            return ""


def _failure_words(reply: Reply) -> str:
    translate = QCoreApplication.translate
    if reply.first_token is None:
        return translate("Ending", "No answer came: {0}").format(reply.failure)
    if _kind(reply.failure) == "MalformedLine":
        return translate(
            "Ending",
            "The server sent something that is not the protocol. What came before it is kept.",
        )
    return translate("Ending", "The server stopped with an error: {0}").format(reply.failure)


def _kind(failure: BaseException | None) -> str:
    """The name of the error's type, which is all that an earlier run left of it."""
    return failure.kind if isinstance(failure, KeptFailure) else type(failure).__name__


class EndingWidget(QWidget):
    """A sign, the sentence, and the buttons Details, Retry and Continue."""

    def __init__(self) -> None:
        super().__init__()
        self._segment: EndingLine | None = None
        self._sign = IconLabel(18)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # it quotes the server
        self._retry = QPushButton(self.tr("Retry"))
        self._details = QPushButton(self.tr("Details"))
        self._continue = QPushButton(self.tr("Continue"))
        self._continue.setToolTip(self.tr("Asks the model to go on from where the answer ends"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._details)
        row.addWidget(self._retry)
        row.addWidget(self._continue)
        self._retry.clicked.connect(self._on_retry)
        self._details.clicked.connect(self._on_details)
        self._continue.clicked.connect(self._on_continue)

    def show_segment(self, segment: EndingLine | None) -> None:
        self._segment = segment
        if segment is None:
            return
        reply = segment.reply
        broke = reply.ending in _BROKEN
        self._sign.set_icon(segment.materials.look.icons.icon("error", "error"))
        self._words.setText(ending_words(reply))
        set_role(self._words, "broken" if broke else "note")
        self._words.setFont(segment.materials.look.caption)
        self._sign.setVisible(broke)
        self._retry.setVisible(segment.is_last and reply.ending in _ASKED_AGAIN)
        can_continue = bool(reply.text) and reply.ending in _CONTINUED
        self._continue.setVisible(segment.is_last and can_continue)
        self._details.setVisible(reply.failure is not None)

    def _on_retry(self) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.retry_requested.emit(self._segment.turn_id)

    def _on_continue(self) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.continue_requested.emit(self._segment.turn_id)

    def _on_details(self) -> None:
        if self._segment is not None and self._segment.reply.failure is not None:
            wishes = self._segment.materials.wishes
            wishes.details_requested.emit(self._segment.reply.failure)


class EndingLine(Segment[EndingWidget]):
    """A line below the text of an answer that was stopped, cut, refused or at its limit.

    Only the last answer of a conversation can be asked for again here, or be continued.
    """

    gap = 6

    def __init__(self, materials: Materials, turn_id: int, reply: Reply, *, is_last: bool) -> None:
        self.materials = materials
        self.turn_id = turn_id
        self.reply = reply
        self.is_last = is_last
        self._measured = (-1, 0)

    @classmethod
    @override
    def make_widget(cls) -> EndingWidget:
        return EndingWidget()

    @override
    def estimate(self, width: int) -> int:
        return caption_height(self.materials) + 24

    @override
    def measure(self, width: int) -> int:
        if self._measured[0] != width:
            probe = self.make_widget()
            probe.show_segment(self)
            probe.ensurePolished()
            layout = probe.layout()
            assert layout is not None
            height = max(layout.totalHeightForWidth(width), layout.totalSizeHint().height())
            self._measured = (width, height)
        return self._measured[1]

    @override
    def fill(self, widget: EndingWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: EndingWidget) -> None:
        widget.show_segment(None)
