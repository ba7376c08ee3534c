"""One answer that is coming: the stream, what the server does meanwhile, when it is shown and kept."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from paddock.domain.frames import next_flush_delay
from paddock.domain.reply import Ending, Phase, Reply, ended, fold
from paddock.ollama.errors import ConnectionLost, OllamaError, ReadTimedOut, StreamIncomplete

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from paddock.base.jobs import Scope
    from paddock.ollama.types import ChatRequest
    from paddock.state.servers import Server

_ASK_LOADED_EVERY = 0.7
_KEEP_EVERY = 900
"""Milliseconds between two writes of what has come. With the time that a write takes, no more than
a second of an answer is lost with the process."""


class Answering(QObject):
    """Folds one stream into a Reply. Stopped or cut, what came is kept."""

    asked = Signal()  # the request is made, with all that is known of the model
    grown = Signal(object)  # Reply: to be shown, at most once a frame
    kept = Signal(object)  # Reply: to be written
    ended = Signal(object)  # Reply, once
    failed = Signal(object)  # OllamaError: nothing at all came

    def __init__(self, server: Server, scope: Scope, reply: Reply) -> None:
        super().__init__()
        self._server = server
        self._scope = scope
        self._reply = reply
        self._began_with = len(reply.text)
        self._names = (f"reply {reply.id}", f"phase {reply.id}")
        self._flush_cost = 0.0
        self._flushed_at = 0.0
        self._flush = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._flush.timeout.connect(self._show)
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_EVERY)
        self._keep.timeout.connect(self._tell_kept)

    @property
    def reply(self) -> Reply:
        return self._reply

    def start(self, request: Callable[[], Awaitable[ChatRequest]]) -> None:
        """Asks. Making the request may have to read files first."""
        self._scope.start(self._names[0], self._receive(request))
        self._scope.start(self._names[1], self._follow_loading())

    def stop(self) -> None:
        """Closes the connection; what came stays, marked as stopped."""
        self._scope.cancel(self._names[0])
        # A task that is cancelled before its first step never gets to say so itself.
        self._finish(Ending.STOPPED)

    async def _receive(self, make: Callable[[], Awaitable[ChatRequest]]) -> None:
        try:
            request = await make()
            self.asked.emit()
            with self._server.lease() as client:
                async with aclosing(client.chat_batches(request)) as batches:
                    async for chunks in batches:
                        self._change(fold(self._reply, chunks, time.monotonic()))
            self._finish(Ending.INCOMPLETE)  # a reply that has its last line is not touched
        except asyncio.CancelledError:
            self._finish(Ending.STOPPED)
            raise
        except ConnectionLost as error:
            self._finish(Ending.CUT, error)
        except StreamIncomplete as error:
            self._finish(Ending.INCOMPLETE, error)
        except OllamaError as error:
            came = self._reply.first_token is not None
            self._finish(Ending.FAILED, error)
            if not came:
                self.failed.emit(error)
        finally:
            self._finish(Ending.FAILED)  # of a mistake of ours, which is reported by its own way

    async def _follow_loading(self) -> None:
        """Until the first output: whether the server still loads the model, or reads the prompt."""
        while self._awaits_output():
            try:
                await self._server.refresh_loaded()
            except ReadTimedOut:
                loaded = False  # that is how a server looks that is busy with loading
            except OllamaError:
                return  # the request for the answer meets the same failure and reports it
            else:
                loaded = self._server.state.is_loaded(self._reply.model)
            if self._awaits_output():
                self._change(replace(self._reply, phase=Phase.READING if loaded else Phase.LOADING))
            await asyncio.sleep(_ASK_LOADED_EVERY)
        if self._reply.is_open:
            self._server.refresh()  # it has just been loaded, and counts down from now

    def _awaits_output(self) -> bool:
        return self._reply.first_token is None and self._reply.is_open

    def _finish(self, ending: Ending, error: OllamaError | None = None) -> None:
        """Ends the answer, once; a reply that has its last line keeps the ending that came with it."""
        if self._names == ("", ""):
            return
        self._scope.cancel(self._names[1])
        self._names = ("", "")
        self._reply = ended(self._reply, ending, time.monotonic(), error)
        self._flush.stop()
        self._keep.stop()
        self.ended.emit(self._reply)
        self._server.refresh()

    def _change(self, reply: Reply) -> None:
        if self._names == ("", ""):
            return
        if len(reply.text) + len(reply.thinking) > self._began_with and not self._keep.isActive():
            self._keep.start()
        self._reply = reply
        if not self._flush.isActive():
            delay = next_flush_delay(self._flush_cost, time.monotonic() - self._flushed_at)
            self._flush.start(round(delay * 1000))

    def _tell_kept(self) -> None:
        self.kept.emit(self._reply)

    def _show(self) -> None:
        """Brings the views up to date and remembers what that cost."""
        begun = time.monotonic()
        self.grown.emit(self._reply)
        self._flushed_at = time.monotonic()
        self._flush_cost = self._flushed_at - begun
