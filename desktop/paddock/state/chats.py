"""The conversations: what is known of each, which are at work, and the way to the store."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from paddock.domain.conversations import ChatHead, Draft, Folder
from paddock.domain.parameters import Overrides, overrides_from, overrides_json
from paddock.domain.tree import Tree
from paddock.state.chat_writer import ChatWriter
from paddock.storage import chats, drafts, folders, messages, search
from paddock.storage.errors import StorageError
from paddock.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from sqlite3 import Connection

    from paddock.base.jobs import Scope
    from paddock.domain.conversations import Found
    from paddock.domain.exchange.values import Conversation
    from paddock.domain.tree import Message
    from paddock.storage.opening import Opened

T = TypeVar("T")

_PATIENCE = 5.0
"""Seconds for what waits to be written, before the store is closed."""
_TOLD_AFTER = 50
"""Messages."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of one conversation."""

    tree: Tree = field(default_factory=Tree)
    overrides: Overrides = field(default_factory=Overrides)
    draft: Draft = field(default_factory=Draft)


class Chats(QObject):
    """What is changed here is seen at once and written soon after, in order.

    Ids of conversations, messages and folders are given here: one process owns the store.
    """

    changed = Signal()  # heads or folders
    working_changed = Signal()
    removed = Signal(object)  # tuple of ids: conversations that are not there any more
    failed = Signal(object)  # StorageError
    recovered = Signal()

    def __init__(self, folder: str, scope: Scope) -> None:
        super().__init__()
        self._scope = scope
        self.store = Store(folder)
        self._writer = ChatWriter(self.store, scope)
        self._heads: dict[int, ChatHead] = {}
        self._deleted: dict[int, ChatHead] = {}
        self._folders: dict[int, Folder] = {}
        self._next_chat = self._next_message = self._next_folder = 1
        self._working: set[int] = set()
        self._unread: set[int] = set()
        self._follow_writer()
        self.is_in_memory_only = False
        """Whether something was said that is nowhere but in memory, since nothing can be written."""

    async def open(self) -> Opened:
        """Raises StorageError where not even an empty store can be had; nothing is kept then."""
        try:
            opened = await self.store.open()
        except StorageError:
            self._writer.is_closed = True
            raise
        self._writer.is_closed = opened.is_read_only and not opened.is_memory
        await self.read_all()
        return opened

    async def read_all(self) -> None:
        """Learns which conversations there are."""
        ids, heads, kept = await self.store.run(_everything)
        self._next_chat, self._next_message, self._next_folder = ids
        self._heads = {head.id: head for head in heads}
        self._folders = {folder.id: folder for folder in kept}
        self.changed.emit()

    async def aclose(self) -> int:
        """Writes what waits and closes the store. Returns how many changes could not be written."""
        try:
            return await self._writer.finish()
        finally:
            await self.store.aclose()

    async def reopen(self, between: Callable[[], T]) -> T:
        """Closes the store, calls `between` in a thread, and opens what is there then.

        All conversations count as removed before that. What is asked to be written meanwhile is
        dropped, since it is about them. Raises what `between` raises, and StorageError; in the
        first case the store is open again.
        """
        self.removed.emit(tuple(self._heads))
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._writer.saved()
        self._writer.is_closed = True
        self._scope.cancel("write")
        await self.store.aclose()
        try:
            result = await asyncio.to_thread(between)
        except asyncio.CancelledError:
            raise  # Paddock ends, and the thread may still be at it.
        except BaseException:
            await self._renew()
            raise
        await self._renew()
        return result

    async def _renew(self) -> None:
        """A store is opened once: another one on the same folder."""
        self.store = Store(self.store.folder)
        self._writer = ChatWriter(self.store, self._scope)
        self._follow_writer()
        for known in (self._deleted, self._working, self._unread):
            known.clear()
        await self.open()

    @property
    def writer(self) -> ChatWriter:
        return self._writer

    def _follow_writer(self) -> None:
        self._writer.failed.connect(self.failed)
        self._writer.recovered.connect(self.recovered)

    # ---- what there is

    @property
    def heads(self) -> Sequence[ChatHead]:
        """In no order that a person would want."""
        return tuple(self._heads.values())

    @property
    def folders(self) -> Sequence[Folder]:
        return sorted(self._folders.values(), key=lambda folder: (folder.position, folder.id))

    @property
    def working(self) -> frozenset[int]:
        """Where an answer is coming."""
        return frozenset(self._working)

    @property
    def unread(self) -> frozenset[int]:
        """Where an answer has ended that nobody has seen."""
        return frozenset(self._unread)

    def head(self, chat: int) -> ChatHead | None:
        return self._heads.get(chat)

    async def load(self, chat: int) -> Kept:
        """Raises StorageError."""
        if self._writer.error is None:
            await self._writer.saved()  # what was just said there is part of it
        return await self.store.run(_kept, chat, self.store.blobs)

    async def draft_of_new(self) -> Draft:
        """What was being written when no conversation was open."""
        return await self.store.run(drafts.draft, 0, self.store.blobs)

    async def find(self, text: str) -> list[Found]:
        """The messages with these words, newest first. Raises StorageError."""
        return await self.store.run(search.find, text)

    # ---- ids

    def new_chat_id(self) -> int:
        self._next_chat += 1
        return self._next_chat - 1

    def new_message_id(self) -> int:
        self._next_message += 1
        return self._next_message - 1

    # ---- changes

    def put(self, head: ChatHead) -> None:
        """Adds a conversation, or changes what is known of it."""
        if self._heads.get(head.id) == head:
            return
        self._heads[head.id] = head
        self._writer.write(chats.put_head, head, key=("head", head.id))
        self.changed.emit()

    def rename(self, chat: int, title: str) -> None:
        self._change([chat], title=title, title_source="user")

    def pin(self, ids: Iterable[int], pinned: bool) -> None:
        self._change(ids, is_pinned=pinned)

    def archive(self, ids: Iterable[int], archived: bool) -> None:
        self._change(ids, is_archived=archived)

    def move(self, ids: Iterable[int], folder: int) -> None:
        self._change(ids, folder=folder)

    def delete(self, ids: Iterable[int]) -> tuple[int, ...]:
        """Returns those that were there, for `restore`."""
        gone = tuple(chat for chat in ids if chat in self._heads)
        for chat in gone:
            self._deleted[chat] = self._heads.pop(chat)
        if gone:
            self._writer.write(chats.delete_chats, gone, time.time())
            self.changed.emit()
            self.removed.emit(gone)
        return gone

    def restore(self, ids: Iterable[int]) -> None:
        """Brings back what `delete` took away in this run."""
        back = tuple(chat for chat in ids if chat in self._deleted)
        for chat in back:
            self._heads[chat] = self._deleted.pop(chat)
        if back:
            self._writer.write(chats.restore_chats, back)
            self.changed.emit()

    async def duplicate(self, chat: int, title: str) -> int:
        """A conversation of its own with the same messages. Raises StorageError."""
        kept, head = await self.load(chat), self._heads[chat]
        new = self.new_chat_id()
        names = {id: self.new_message_id() for id in kept.tree.messages}
        copies = [_renamed(message, names) for message in kept.tree.messages.values()]
        chosen = {names.get(a, a): names[b] for a, b in kept.tree.chosen.items()}
        self.put(replace(head, id=new, title=title, title_source="user", changed=time.time()))
        self._writer.write(messages.put_messages, new, copies)
        self._writer.write(chats.put_chosen, new, chosen)
        self.save_overrides(new, kept.overrides)
        return new

    async def take_in(
        self, conversations: Sequence[Conversation], told: Callable[[int, int], None]
    ) -> tuple[int, ...]:
        """Adds conversations from elsewhere, all of them or none, under ids that it returns.

        `told` hears in the store's thread how many messages are written, and of how many: what it
        raises undoes everything. Raises that, and StorageError.
        """
        named = {folder.name: folder for folder in self.folders}
        new: list[Folder] = []
        heads: list[ChatHead] = []
        rows: list[tuple[ChatHead, int, Conversation]] = []
        for conversation in conversations:
            name = conversation.folder
            if name and name not in named:
                named[name] = Folder(self._next_folder, name, self._next_folder)
                new.append(named[name])
                self._next_folder += 1
            folder = named[name].id if name else 0
            heads.append(replace(conversation.head, id=self.new_chat_id(), folder=folder))
            rows.append((heads[-1], self._next_message, conversation))
            self._next_message += len(conversation.tree.messages)
        await self.store.run(_put_all, new, rows, told)
        self._folders.update({folder.id: folder for folder in new})
        self._heads.update({head.id: head for head in heads})
        self.changed.emit()
        return tuple(head.id for head in heads)

    # ---- folders

    def add_folder(self, name: str) -> int:
        folder = Folder(self._next_folder, name, self._next_folder)
        self._next_folder += 1
        self._put_folder(folder)
        return folder.id

    def rename_folder(self, folder: int, name: str) -> None:
        if folder in self._folders:
            self._put_folder(replace(self._folders[folder], name=name))

    def delete_folder(self, folder: int) -> None:
        """Its conversations stay, in no folder."""
        if self._folders.pop(folder, None) is None:
            return
        for heads in (self._heads, self._deleted):
            for head in heads.values():
                if head.folder == folder:
                    heads[head.id] = replace(head, folder=0)
        self._writer.write(folders.delete_folder, folder)
        self.changed.emit()

    # ---- what is in them

    def save_message(self, chat: int, message: Message) -> None:
        self.is_in_memory_only = self.is_in_memory_only or self._writer.is_closed
        self._writer.write(messages.put_message, chat, message, key=("message", message.id))

    def delete_messages(self, ids: Sequence[int]) -> None:
        self._writer.write(messages.delete_messages, tuple(ids))

    def restore_messages(self, ids: Sequence[int]) -> None:
        self._writer.write(messages.restore_messages, tuple(ids))

    def save_chosen(self, chat: int, chosen: Mapping[int, int]) -> None:
        self._writer.write(chats.put_chosen, chat, dict(chosen), key=("chosen", chat))

    def save_overrides(self, chat: int, overrides: Overrides) -> None:
        text = overrides_json(overrides)
        self._writer.write(chats.put_overrides, chat, text, key=("overrides", chat))

    def save_draft(self, chat: int, draft: Draft) -> None:
        """`chat` 0 is the conversation that has not begun."""
        self._writer.write(drafts.put_draft, chat, draft, key=("draft", chat))

    # ---- who is at work

    def set_working(self, chat: int, working: bool) -> None:
        if (chat in self._working) == working:
            return
        self._working ^= {chat}
        self.working_changed.emit()

    def set_unread(self, chat: int, unread: bool) -> None:
        if (chat in self._unread) == unread or (unread and chat not in self._heads):
            return
        self._unread ^= {chat}
        self.working_changed.emit()

    def _change(self, ids: Iterable[int], **changes: object) -> None:
        for chat in ids:
            if (head := self._heads.get(chat)) is not None:
                self.put(replace(head, **changes))  # type: ignore[arg-type]

    def _put_folder(self, folder: Folder) -> None:
        self._folders[folder.id] = folder
        self._writer.write(folders.put_folder, folder, key=("folder", folder.id))
        self.changed.emit()


def _everything(
    connection: Connection,
) -> tuple[tuple[int, int, int], list[ChatHead], list[Folder]]:
    ids = chats.next_ids(connection)
    heads, kept = chats.heads(connection), folders.folders(connection)
    return (ids.chat, ids.message, ids.folder), heads, kept


def _kept(connection: Connection, chat: int, attachments: str) -> Kept:
    return Kept(
        messages.load(connection, chat, attachments),
        overrides_from(chats.overrides(connection, chat)),
        drafts.draft(connection, chat, attachments),
    )


def _put_all(
    connection: Connection,
    new: Sequence[Folder],
    rows: Sequence[tuple[ChatHead, int, Conversation]],
    told: Callable[[int, int], None],
) -> None:
    """Writes conversations, each with the id of its first message."""
    total = sum(len(conversation.tree.messages) for _, _, conversation in rows)
    done = 0
    for folder in new:
        folders.put_folder(connection, folder)
    for head, first, conversation in rows:
        told(done, total)
        tree = conversation.tree
        names = {id: first + place for place, id in enumerate(sorted(tree.messages))}
        chats.put_head(connection, head)
        chats.put_overrides(connection, head.id, overrides_json(conversation.overrides))
        for id in names:
            messages.put_message(connection, head.id, _renamed(tree.messages[id], names))
            done += 1
            if done % _TOLD_AFTER == 0:
                told(done, total)
        chosen = {names.get(a, a): names[b] for a, b in tree.chosen.items()}
        chats.put_chosen(connection, head.id, chosen)
    told(total, total)


def _renamed(message: Message, names: Mapping[int, int]) -> Message:
    reply = message.reply and replace(message.reply, id=names[message.id])
    sent = message.sent and replace(message.sent, continues=names.get(message.sent.continues, 0))
    return replace(
        message,
        id=names[message.id],
        parent=names.get(message.parent, 0),
        reply=reply,
        sent=sent,
    )
