"""A real store with a few chats, and the controller above it, without a window."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from PySide6.QtCore import SignalInstance

from paddock.base.jobs import Scope
from paddock.base.paths import resources
from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.values import Conversation
from paddock.domain.reply import Ending, Phase, Reply
from paddock.domain.tree import Message, Tree
from paddock.features.exchange.controller import ExchangeController
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.state.chats import Chats
from paddock.storage import blobs
from tests.domain.exchange.making import PNG

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@dataclass
class Exchange:
    """What a test works with."""

    chats: Chats
    controller: ExchangeController

    async def add(self, *conversations: Conversation) -> tuple[int, ...]:
        return await self.chats.take_in(conversations, lambda _done, _total: None)

    def titles(self) -> list[str]:
        return sorted(head.title for head in self.chats.heads)

    def attached(self, data: bytes = PNG, name: str = "dot.png") -> Attachment:
        """A file that is kept."""
        sha, path = blobs.keep(self.chats.store.blobs, data)
        assert sha == hashlib.sha256(data).hexdigest()
        kind: Any = "image" if name.endswith(".png") else "text"
        return Attachment(kind, name, sha, len(data), path, *((1, 1) if kind == "image" else ()))

    async def came(self, call: Callable[[], None], signal: SignalInstance) -> tuple[Any, ...]:
        """What `signal` brings after a call. Fails when something else came of it."""
        known = self.controller
        ends = {
            "failed": known.failed,
            "cancelled": known.cancelled,
            "exported": known.exported,
            "read_done": known.read_done,
            "imported": known.imported,
            "backed_up": known.backed_up,
            "checked": known.checked,
            "restored": known.restored,
        }
        first: asyncio.Future[tuple[str, tuple[Any, ...]]] = (
            asyncio.get_running_loop().create_future()
        )

        def hear(name: str, *given: Any) -> None:
            if not first.done():
                first.set_result((name, given))

        slots = {name: lambda *given, name=name: hear(name, *given) for name in ends}
        for name, end in ends.items():
            end.connect(slots[name])
        try:
            call()
            async with asyncio.timeout(20):
                name, given = await first
        finally:
            for key, end in ends.items():
                end.disconnect(slots[key])
        [wanted] = [key for key, end in ends.items() if end == signal]
        assert name == wanted, f"{name}: {given}"
        return given


Exchanging: TypeAlias = Callable[[], AbstractAsyncContextManager[Exchange]]


@pytest.fixture
def exchanging(tmp_path: Path) -> Iterator[Exchanging]:
    reported: list[BaseException] = []

    @asynccontextmanager
    async def opened() -> AsyncIterator[Exchange]:
        scope = Scope("test", reported.append)
        chats = Chats(os.fspath(tmp_path / "data"), scope.child("chats"))
        await chats.open()
        try:
            yield Exchange(chats, ExchangeController(chats, scope.child("exchange")))
        finally:
            await scope.close()
            await chats.aclose()

    yield opened
    assert not reported


@pytest.fixture
def icons(qapp: QApplication) -> Iterator[Icons]:
    """For tests with dialogs, of which the last one that closes must not end the loop."""
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    theme = Theme(qapp, resources(), "light")
    yield Icons(theme, resources())
    qapp.setQuitOnLastWindowClosed(quits)
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


def talk(
    question: str, answer: str, *files: Attachment, title: str = "", at: float = 1.7e9
) -> Conversation:
    """A question with its answer, as it comes from a file."""
    asked = Message(1, 0, at, question, files)
    reply = Reply("m", 0.0, answer, phase=Phase.ENDED, ending=Ending.DONE, id=2)
    head = ChatHead(0, title or question, "user", at, at + 60, model="m")
    tree = Tree.of(iter((asked, Message(2, 1, at + 1, reply=reply))), {})
    return Conversation(head, tree)


def long_talk(count: int, title: str = "Long") -> Conversation:
    """One of so many messages."""
    messages = []
    for id in range(1, count + 1):
        reply = Reply("m", 0.0, f"Answer {id}", phase=Phase.ENDED, ending=Ending.DONE, id=id)
        said = Message(id, id - 1, 1.7e9 + id, f"Question {id}")
        messages.append(said if id % 2 else replace(said, text="", reply=reply))
    return Conversation(ChatHead(0, title, "user", 1.0, 2.0), Tree.of(iter(messages), {}))
