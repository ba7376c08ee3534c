"""What the server is doing for the answer in progress, with the seconds that have passed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from paddock.domain.reply import Phase
from paddock.kit.roles import set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from paddock.domain.reply import Reply

_TICK = 500


class PhaseLine(QLabel):
    """A line of words; its timer runs only while an answer is in progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)  # it names the model
        self.setMinimumHeight(self.fontMetrics().height() + 4)
        self._reply: Reply | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._write)

    def show_reply(self, reply: Reply | None) -> None:
        """`None`, or a reply that has ended, empties the line."""
        if reply is not None and not reply.is_open:
            reply = None
        before = None if self._reply is None else self._reply.phase
        self._reply = reply
        if reply is None:
            self._timer.stop()
            self.clear()
        elif reply.phase is not before:
            self._timer.start()
            self._write()

    def _write(self) -> None:
        reply = self._reply
        if reply is None:
            return
        seconds = max(0, int(time.monotonic() - reply.started))
        self.setText(self.tr("{0} · {1} s").format(self._words(reply), seconds))

    def _words(self, reply: Reply) -> str:
        match reply.phase:
            case Phase.LOADING:
                return self.tr("Loading {0}").format(reply.model)
            case Phase.READING:
                return self.tr("Reading the prompt")
            case Phase.THINKING:
                return self.tr("Thinking")
            case Phase.ANSWERING:
                return self.tr("Answering")
            case _:
                return self.tr("Waiting for the server")
