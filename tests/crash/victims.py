"""Processes that are made to be killed: conversations without a window, at work without a pause.

Run as a program it imports all there is to import, once, and forks a victim for each line that it
reads: `FOLDER URL SEED PIPE`. A victim writes a line of JSON to the named pipe for everything that
the store has acknowledged, and for every state of an answer that it has received.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from paddock.base.jobs import Scope
from paddock.domain.conversations import ChatHead, Draft
from paddock.domain.reply import Ending, Phase, Reply
from paddock.domain.tree import Message
from paddock.features.chat.controller import ChatController
from paddock.ollama.address import parse_address
from paddock.ollama.client import Client
from paddock.state.chats import Chats
from paddock.state.servers import Server
from paddock.storage import chats as stored_chats
from paddock.storage import messages as stored_messages

MODEL = "demo-chat:8b"
IMPORTED = 40
"""Messages of a conversation that is taken over in one transaction."""


class Victim:
    """Does what a person does, as fast as it goes, and says what it may rely on."""

    def __init__(self, folder: str, url: str, seed: int, pipe: int) -> None:
        self._pipe = pipe
        self._random = random.Random(seed)
        self._scope = Scope("victim", self._report)
        self._chats = Chats(folder, self._scope.child("chats"))
        server = Server(parse_address(url), Client, self._scope.child("server"), is_demo=True)
        self._chat = ChatController(server, self._chats, self._scope.child("chat"))

    async def live(self) -> None:
        opened = await self._chats.open()
        self._say(opened=opened.set_aside, chats=len(self._chats.heads))
        while True:
            await self._random.choice(
                (self._ask, self._ask, self._edit, self._import, self._delete)
            )()

    async def _ask(self) -> None:
        if self._random.random() < 0.5:
            self._chat.new_chat()
        length = self._random.choice((30, 400, 4000))
        self._chat.send(Draft(f"/long {length}"), MODEL)
        await self._acknowledged()
        await self._watch()

    async def _edit(self) -> None:
        conversation = self._chat.current
        if not conversation.chat.turns:
            return
        turn = self._random.choice(conversation.chat.turns)
        if turn.reply is not None and self._random.random() < 0.5:
            conversation.edit_answer(turn.id, turn.shown, f"edited {self._random.random()}")
        else:
            self._chat.edit(turn.id, Draft(f"/long 20 {self._random.random()}"), MODEL)
        await self._acknowledged()

    async def _delete(self) -> None:
        """A message goes and comes back, as with Undo: at no moment may it be gone for good."""
        conversation = self._chat.current
        if conversation.is_busy or len(conversation.chat.turns) < 2:
            return
        turn = conversation.chat.turns[-1]
        self._say(deleting=conversation.tree.below(turn.id))
        gone = conversation.delete(turn.id, -1)
        await self._chats.writer.saved()
        self._say(gone=[message.id for message in gone.messages])
        conversation.restore(gone)
        await self._acknowledged()

    async def _import(self) -> None:
        chat = self._chats.new_chat_id()
        messages: list[Message] = []
        for place in range(IMPORTED):
            id = self._chats.new_message_id()
            reply = Reply("m", 0.0, f"answer {id}", phase=Phase.ENDED, ending=Ending.DONE, id=id)
            parent = messages[-1].id if messages else 0
            message = Message(id, parent, time.time(), f"question {id}")
            messages.append(replace(message, text="", reply=reply) if place % 2 else message)
        head = ChatHead(chat, f"imported {chat}")
        ids = [message.id for message in messages]
        self._say(importing=chat, ids=ids)
        await self._chats.store.run(_take_in, head, messages)
        self._say(imported=chat, ids=ids)

    async def _acknowledged(self) -> None:
        tree = self._chat.current.tree
        texts = {
            id: message.text if message.reply is None else message.reply.text
            for id, message in tree.messages.items()
            if message.reply is None or not message.reply.is_open
        }
        await self._chats.writer.saved()
        self._say(chat=self._chat.current.id, messages=texts)

    async def _watch(self) -> None:
        """Some of an answer, or all of it, told as it comes."""
        conversation = self._chat.current
        until = time.monotonic() + self._random.random() * 2
        while conversation.is_busy and time.monotonic() < until:
            answering = conversation._answering
            assert answering is not None
            reply = answering.reply
            self._say(growing=reply.id, length=len(reply.text), at=time.monotonic())
            await asyncio.sleep(0.02)
        if self._random.random() < 0.5:
            conversation.stop()
            await self._acknowledged()

    def _say(self, **facts: Any) -> None:
        os.write(self._pipe, json.dumps(facts).encode() + b"\n")

    def _report(self, error: BaseException) -> None:
        self._say(error=repr(error))


def _take_in(connection: Any, head: ChatHead, messages: list[Message]) -> None:
    stored_chats.put_head(connection, head)
    stored_messages.put_messages(connection, head.id, messages)


def _be(folder: str, url: str, seed: str, pipe: str) -> None:
    import qasync

    application = QCoreApplication([])
    fd = os.open(pipe, os.O_WRONLY)

    async def main() -> None:
        victim = Victim(folder, url, int(seed), fd)
        try:
            await victim.live()
        except Exception as error:
            victim._report(error)
            raise

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(main())


def _zygote() -> None:
    import httpx  # noqa: F401 - so that no victim has to
    import qasync  # noqa: F401

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            folder, url, seed, pipe = line.rstrip("\n").split("\t")
            _be(folder, url, seed, pipe)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    _zygote()
