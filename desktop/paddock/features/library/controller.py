"""All that is asynchronous in pulling a model. A pull goes on whether or not a widget shows it."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.domain.model_name import full_name
from paddock.domain.transfer import Ended, Transfer, begun, ended, fold
from paddock.ollama.errors import OllamaError

if TYPE_CHECKING:
    from paddock.base.jobs import Scope
    from paddock.ollama.types import Progress
    from paddock.state.servers import Server

_SHOWN_EVERY = 100
"""Milliseconds. The server sends 16 lines a second for each layer."""


class PullController(QObject):
    """One pull at a time, and how the last one ended."""

    started = Signal(str)  # name
    progressed = Signal(object)  # Transfer: at most ten times a second
    finished = Signal(str)  # name with its tag, as the server lists it
    failed = Signal(object)  # OllamaError
    cancelled = Signal()

    def __init__(self, server: Server, scope: Scope) -> None:
        super().__init__()
        self._server = server
        self._scope = scope
        self._name = ""
        self._run = 0
        self._transfer: Transfer | None = None
        self._error: OllamaError | None = None
        self._flush = QTimer(self)
        self._flush.setSingleShot(True)
        self._flush.setInterval(_SHOWN_EVERY)
        self._flush.timeout.connect(self._show)

    @property
    def is_running(self) -> bool:
        return self._transfer is not None and self._transfer.ended is None

    @property
    def is_demo(self) -> bool:
        """Whether the built-in demo server would be asked, whose registry is made up."""
        return self._server.state.is_demo

    @property
    def name(self) -> str:
        """The name that was asked for, in this pull or the last one; empty before the first."""
        return self._name

    @property
    def transfer(self) -> Transfer | None:
        return self._transfer

    @property
    def error(self) -> OllamaError | None:
        """Why the last pull failed, if it did."""
        return self._error

    def start(self, name: str) -> None:
        """Pulls a model; one whose parts are on the server goes on where it stopped.

        Raises RuntimeError while another pull runs.
        """
        if self.is_running:
            raise RuntimeError(f"{self._name} is still being pulled")
        self._name = name
        self._error = None
        self._transfer = begun(time.monotonic())
        self._run += 1
        self._scope.start("pull", self._pull(name, self._run))
        self.started.emit(name)
        self._show()

    def cancel(self) -> None:
        """Closes the connection, which ends the download; its parts stay on the server."""
        self._scope.cancel("pull")
        # A task that is cancelled before its first step never gets to say so itself.
        self._on_cancelled(self._run)

    async def _pull(self, name: str, run: int) -> None:
        # Not at the top: the first paint needs no wire types.
        from paddock.ollama.types import PullRequest

        try:
            async with aclosing(self._server.client.pull(PullRequest(model=name))) as lines:
                async for line in lines:
                    self._add(line)
        except asyncio.CancelledError:
            self._on_cancelled(run)
            raise
        except OllamaError as error:
            if self._end(run, Ended.FAILED):
                self._error = error
                self.failed.emit(error)
        else:
            if self._end(run, Ended.DONE):
                self.finished.emit(full_name(name))
                self._server.refresh()

    def _add(self, line: Progress) -> None:
        if self._transfer is not None:
            self._transfer = fold(self._transfer, line, time.monotonic())
        if not self._flush.isActive():
            self._flush.start()

    def _on_cancelled(self, run: int) -> None:
        if self._end(run, Ended.CANCELLED):
            self.cancelled.emit()

    def _end(self, run: int, how: Ended) -> bool:
        """Whether it was this that ended the pull: late words of an earlier run are dropped."""
        if run != self._run or self._transfer is None or self._transfer.ended is not None:
            return False
        self._transfer = ended(self._transfer, how)
        self._flush.stop()
        self._show()
        return True

    def _show(self) -> None:
        if self._transfer is not None:
            self.progressed.emit(self._transfer)
