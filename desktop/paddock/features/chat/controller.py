"""All that is asynchronous in a chat: sending, the stream, what the server is doing meanwhile, stopping."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from paddock.domain.chat import Chat, Turn
from paddock.domain.frames import next_flush_delay
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, Phase, Reply, ended, fold
from paddock.domain.request import chat_request
from paddock.ollama.errors import ConnectionLost, OllamaError, ReadTimedOut, StreamIncomplete

if TYPE_CHECKING:
    from paddock.base.jobs import Scope
    from paddock.ollama.types import ChatRequest
    from paddock.state.servers import Server

_ASK_LOADED_EVERY = 0.7

_Key: TypeAlias = tuple[int, int]
"""Which answer: the id of its turn, and its index there."""


class ChatController(QObject):
    """One conversation. Its value survives the widgets that show it."""

    chat_changed = Signal(object)  # Chat: another conversation, shown from its end
    turn_changed = Signal(object, object)  # Chat, Turn: at most once a frame while an answer grows
    busy_changed = Signal(bool)
    failed = Signal(object)  # OllamaError: nothing at all came of a request

    def __init__(self, server: Server, scope: Scope) -> None:
        super().__init__()
        self._server = server
        self._scope = scope
        self._chat = Chat(id=1)
        self._previous: Chat | None = None
        self._overrides = Overrides()
        self._thinkers: dict[str, bool] = {}
        self._next_id = 1
        self._next_chat = 2
        self._active: _Key | None = None
        self._flush_cost = 0.0
        self._flushed_at = 0.0
        self._flush = QTimer(self)
        self._flush.setSingleShot(True)
        self._flush.setTimerType(Qt.TimerType.PreciseTimer)
        self._flush.timeout.connect(self._show_active)

    @property
    def chat(self) -> Chat:
        return self._chat

    @property
    def overrides(self) -> Overrides:
        return self._overrides

    @property
    def is_busy(self) -> bool:
        return self._active is not None

    def set_overrides(self, overrides: Overrides) -> None:
        self._overrides = overrides

    def set_capabilities(self, model: str, capabilities: frozenset[str]) -> None:
        """What the server says that `model` can do; think is not sent to one that cannot."""
        self._thinkers[model] = "thinking" in capabilities

    def send(self, question: str, model: str) -> None:
        """Asks `model` as the next turn of the conversation. A running answer must have ended."""
        turn_id, self._next_id = self._next_id, self._next_id + 1
        self._previous = None
        self._chat = self._chat.asked(turn_id, question)
        self._answer(turn_id, model)

    def retry(self, turn_id: int, model: str) -> None:
        """Asks the last question again; the earlier answer stays beside the new one.

        Where no model is chosen, as with a server that has none, the one that answered is asked.
        """
        if self.is_busy or not self._chat.turns or self._chat.turns[-1].id != turn_id:
            return
        reply = self._chat.turns[-1].reply
        self._answer(turn_id, model if model or reply is None else reply.model)

    def show_reply(self, turn_id: int, index: int) -> None:
        """Shows another answer of a turn, from which the conversation then goes on."""
        turn = self._chat.turn(turn_id)
        if not self.is_busy and 0 <= index < len(turn.replies):
            self._put(replace(turn, shown=index))

    def stop(self) -> None:
        """Closes the connection; the partial answer stays, marked as stopped."""
        self._scope.cancel("reply")
        if self._active is not None:
            # A task that is cancelled before its first step never gets to say so itself.
            self._finish(self._active, Ending.STOPPED)

    def new_chat(self) -> bool:
        """Starts an empty conversation. Returns whether there was one that undo_new_chat() brings back."""
        self.stop()
        if not self._chat.turns:
            return False
        self._previous, self._chat = self._chat, Chat(id=self._next_chat)
        self._next_chat += 1
        self.chat_changed.emit(self._chat)
        return True

    @property
    def can_undo_new_chat(self) -> bool:
        """Whether there is a conversation that the empty one took the place of."""
        return self._previous is not None and not self._chat.turns

    def undo_new_chat(self) -> None:
        if self._previous is not None and self.can_undo_new_chat:
            self._chat, self._previous = self._previous, None
            self.chat_changed.emit(self._chat)

    def preview(self, model: str, draft: str) -> str:
        """The JSON that sending `draft` now would post."""
        import msgspec

        from paddock.ollama.encode import encode

        chat = self._chat.asked(self._next_id, draft)
        return msgspec.json.format(encode(self._request(chat, model)), indent=2).decode()

    def _answer(self, turn_id: int, model: str) -> None:
        request = self._request(self._chat, model)
        turn = self._chat.turn(turn_id).with_new(Reply(model, time.monotonic()))
        key = self._active = (turn_id, turn.shown)
        self._put(turn)
        self.busy_changed.emit(True)
        self._scope.start("reply", self._receive(key, request))
        self._scope.start("phase", self._follow_loading(key, model))

    def _request(self, chat: Chat, model: str) -> ChatRequest:
        can_think = self._thinkers.get(model, True)
        return chat_request(chat, model, self._overrides, can_think=can_think)

    async def _receive(self, key: _Key, request: ChatRequest) -> None:
        try:
            async with aclosing(self._server.client.chat_batches(request)) as batches:
                async for chunks in batches:
                    self._change(key, fold(self._reply(key), chunks, time.monotonic()))
            self._finish(key, Ending.INCOMPLETE)  # a reply that has its last line is not touched
        except asyncio.CancelledError:
            self._finish(key, Ending.STOPPED)
            raise
        except ConnectionLost as error:
            self._finish(key, Ending.CUT, error)
        except StreamIncomplete as error:
            self._finish(key, Ending.INCOMPLETE, error)
        except OllamaError as error:
            self._finish(key, Ending.FAILED, error)
            if self._reply(key).first_token is None:
                self.failed.emit(error)

    async def _follow_loading(self, key: _Key, model: str) -> None:
        """Until the first output: whether the server still loads the model, or reads the prompt."""
        while self._active == key and self._reply(key).first_token is None:
            try:
                await self._server.refresh_loaded()
            except ReadTimedOut:
                loaded = False  # that is how a server looks that is busy with loading
            except OllamaError:
                return  # the request for the answer meets the same failure and reports it
            else:
                loaded = self._server.state.is_loaded(model)
            reply = self._reply(key)
            if reply.first_token is None and reply.is_open:
                self._change(key, replace(reply, phase=Phase.READING if loaded else Phase.LOADING))
            await asyncio.sleep(_ASK_LOADED_EVERY)
        if self._active == key:
            self._server.refresh()  # it has just been loaded, and counts down from now

    def _finish(self, key: _Key, ending: Ending, error: OllamaError | None = None) -> None:
        """Ends the answer `key` if it is the one that grows; late words of an earlier one are dropped."""
        if self._active != key:
            return
        self._change(key, ended(self._reply(key), ending, time.monotonic(), error))
        self._flush.stop()
        self._show_active()
        self._active = None
        self._scope.cancel("phase")
        self.busy_changed.emit(False)
        self._server.refresh()

    def _reply(self, key: _Key) -> Reply:
        return self._chat.turn(key[0]).replies[key[1]]

    def _change(self, key: _Key, reply: Reply) -> None:
        if self._active != key:
            return
        self._chat = self._chat.with_turn(self._chat.turn(key[0]).with_reply(key[1], reply))
        if not self._flush.isActive():
            delay = next_flush_delay(self._flush_cost, time.monotonic() - self._flushed_at)
            self._flush.start(round(delay * 1000))

    def _put(self, turn: Turn) -> None:
        self._chat = self._chat.with_turn(turn)
        self.turn_changed.emit(self._chat, turn)

    def _show_active(self) -> None:
        """Brings the views up to date and remembers what that cost."""
        if self._active is None:
            return
        begun = time.monotonic()
        self.turn_changed.emit(self._chat, self._chat.turn(self._active[0]))
        self._flushed_at = time.monotonic()
        self._flush_cost = self._flushed_at - begun
