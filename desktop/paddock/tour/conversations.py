"""The conversations on the tour: the list, branches, the search, what is attached, the details."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from paddock.domain.conversations import ChatHead
from paddock.domain.reply import Ending, Metrics, Phase, Reply
from paddock.domain.tree import Message, Sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from paddock.session import Session
    from paddock.shell.window import MainWindow
    from paddock.tour.samples import Words

_DAY = 86_400.0
_AGES = (0.0, 0.01, 0.02, 0.05, 1.1, 1.2, 3.0, 5.0, 12.0, 40.0, 80.0)
"""Days ago that the sample conversations changed last."""
_MODEL = "demo-chat:8b"
_SEEING = "demo-vision:7b"


class Walker(Protocol):
    """What the tour offers to its parts."""

    @property
    def session(self) -> Session: ...
    @property
    def window(self) -> MainWindow: ...
    async def take(self, name: str) -> None: ...
    async def until(self, signal: SignalInstance, ready: Callable[[], bool]) -> None: ...
    def close_dialogs(self) -> None: ...


async def show(tour: Walker, words: Words) -> None:
    session, window = tour.session, tour.window
    chats, page = session.chats, window.chat_page
    chats.delete([head.id for head in chats.heads])
    for folder in chats.folders:
        chats.delete_folder(folder.id)
    first = _fill(session, words)
    await chats.writer.saved()
    session.chat.open(first)
    await tour.until(session.chat.chat_changed, lambda: session.chat.current.id == first)
    await tour.take("chats-branches")
    turns = session.chat.chat.turns
    page.message_details_requested.emit(turns[0].id, turns[0].shown, False)
    await asyncio.sleep(0.1)
    await tour.take("message-details")
    tour.close_dialogs()
    page.message_details_requested.emit(turns[0].id, turns[0].shown, True)
    await asyncio.sleep(0.1)
    await tour.take("message-sent")
    tour.close_dialogs()
    await _searching(tour, words)
    page.edit_last()
    await tour.take("composer-edit")
    page.composer.end_edit()
    await _attaching(tour)
    await _exchanging(tour, first)
    session.chat.new_chat()


async def _searching(tour: Walker, words: Words) -> None:
    from PySide6.QtWidgets import QLineEdit

    sidebar = tour.window.sidebar
    [field] = sidebar.findChildren(QLineEdit)
    field.setText(words.searched)
    await asyncio.sleep(0.4)
    await tour.take("chats-found")
    field.clear()


async def _attaching(tour: Walker) -> None:
    from paddock.demo import samples

    page, session = tour.window.chat_page, tour.session
    before = page.picker.model()
    session.chat.new_chat()
    page.model_chosen.emit(_SEEING)
    await asyncio.sleep(0.2)
    folder = Path(session.chats.store.folder)
    files = {"notes.md": b"# Notes\n\n- hills\n- a lake\n"}
    files |= zip(("hills.png", "lake.png"), samples.pictures(), strict=True)
    paths = [str(folder / name) for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        await asyncio.to_thread(Path(path).write_bytes, data)
    composer = page.composer
    composer.add_files(paths)
    await tour.until(composer.draft_changed, lambda: len(composer.draft().attachments) == 3)
    await tour.take("composer-attachments")
    page.model_chosen.emit(before)


async def _exchanging(tour: Walker, chat: int) -> None:
    from paddock.features.exchange.controller import Choices

    session, exchange = tour.session, tour.session.exchange
    session.chat.open(chat)
    await tour.until(session.chat.chat_changed, lambda: session.chat.current.id == chat)
    tour.window.actions_["export-chat"].trigger()
    await asyncio.sleep(0.1)
    await tour.take("export")
    tour.close_dialogs()
    path = Path(session.chats.store.folder) / "chats.json"
    exchange.export([head.id for head in session.chats.heads], "paddock", str(path), Choices())
    await tour.until(exchange.exported, lambda: not exchange.is_running)
    session.chats.delete([chat])
    await session.chats.writer.saved()
    exchange.read([str(path)])
    await tour.until(exchange.read_done, lambda: not exchange.is_running)
    await asyncio.sleep(0.1)
    await tour.take("import")
    tour.close_dialogs()
    tour.window.notices.clear()


def _fill(session: Session, words: Words) -> int:
    """Conversations of the last months. Returns the first, which has branches."""
    chats, now = session.chats, time.time()
    folder = chats.add_folder(words.folder)
    ids = []
    for place, (title, age) in enumerate(zip(words.titles, _AGES, strict=True)):
        id, changed = chats.new_chat_id(), now - age * _DAY
        head = ChatHead(
            id,
            title,
            "model",
            changed,
            changed,
            folder=folder if place in (3, 7) else 0,
            is_pinned=place == 2,
            is_archived=place == 10,
            model=_MODEL,
        )
        chats.put(head)
        ids.append(id)
    first, second, answer = words.followed
    before = _said(session, ids[0], 0, first)
    _said(session, ids[0], before.id, answer, is_answer=True)
    question = _said(session, ids[0], 0, second)
    _said(session, ids[0], question.id, answer.split("**")[1], is_answer=True)
    _said(session, ids[0], question.id, answer, is_answer=True)
    return ids[0]


def _said(
    session: Session, chat: int, parent: int, text: str, *, is_answer: bool = False
) -> Message:
    id = session.chats.new_message_id()
    message = Message(id, parent, time.time(), "" if is_answer else text)
    if is_answer:
        reply = Reply(
            _MODEL,
            0.0,
            text,
            phase=Phase.ENDED,
            first_token=0.31,
            ended=1.9,
            ending=Ending.DONE,
            metrics=Metrics(61, 67, 0.08, 0.21, 1.59, 1.9),
            id=id,
        )
        sent = Sent("http://127.0.0.1:11434", "a1b2c3d4e5f6", f'{{"model":"{_MODEL}"}}')
        message = Message(id, parent, time.time(), reply=reply, sent=sent)
    session.chats.save_message(chat, message)
    return message
