"""All that is asynchronous in taking conversations out of Paddock and into it. One thing at a time."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from paddock.base.errors import KnownError
from paddock.domain.exchange.values import Shown
from paddock.features.exchange.attached import AttachedFiles
from paddock.features.exchange.work import Cancelled, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from typing import Any

    from paddock.base.jobs import Scope
    from paddock.domain.exchange.values import Conversation
    from paddock.features.exchange.formats import FormatId
    from paddock.state.chats import Chats

Job: TypeAlias = "Callable[[Work], Coroutine[Any, Any, None]]"

_PATIENCE = 2.0
"""Seconds that are waited for what is being written; an answer that is coming never stops that."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a document holds besides questions and answers, where its format has the choice."""

    thinking: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """`count` conversations are in the file; `altered` texts could not be written as they are."""

    path: str
    count: int
    altered: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in, for words and for Undo."""

    ids: tuple[int, ...] = field(default=())
    messages: int = 0


class ExchangeController(QObject):
    """Each call ends in one signal: what came of it, `failed` or `cancelled`."""

    progressed = Signal(object, object)  # int done, int of how much
    exported = Signal(object)  # Exported
    read_done = Signal(object)  # Preview
    imported = Signal(object)  # Imported
    backed_up = Signal(str)  # path
    checked = Signal(object)  # BackupFacts
    restored = Signal(str)  # path of the file with the conversations that were there before, or ""
    failed = Signal(object)  # KnownError
    cancelled = Signal()

    def __init__(self, chats: Chats, scope: Scope) -> None:
        super().__init__()
        self._chats = chats
        self._scope = scope
        self._work: Work | None = None
        self.folder = ""
        """Where the last file of this run was chosen."""

    @property
    def is_running(self) -> bool:
        return self._work is not None

    def cancel(self) -> None:
        """Ends what runs as soon as it can; `cancelled` follows, unless it was done already."""
        if self._work is not None:
            self._work.stop()

    def export(
        self, ids: Sequence[int], format: FormatId, path: str, choices: Choices | None = None
    ) -> None:
        """Writes conversations to the file `path`, in place of what is there."""
        chosen = choices or Choices()
        self._start(lambda work: self._export(tuple(ids), format, path, chosen, work))

    def read(self, paths: Sequence[str]) -> None:
        """Looks at what files hold; nothing is taken in yet."""
        self._start(lambda work: self._read(tuple(paths), work))

    def take_in(self, conversations: Sequence[Conversation], files: Mapping[str, bytes]) -> None:
        """Adds conversations that were read, all or none; `files` are those of the Preview."""
        self._start(lambda work: self._take_in(tuple(conversations), files, work))

    def back_up(self, path: str) -> None:
        self._start(lambda work: self._back_up(path, work))

    def check(self, path: str) -> None:
        """Reads all of a backup, to know that it is whole."""
        self._start(lambda work: self._check(path, work))

    def restore(self, path: str) -> None:
        """Puts a backup in the place of everything that is there. This cannot be cancelled."""
        self._start(lambda _work: self._restore(path))

    # ---- what they do

    async def _export(
        self, ids: tuple[int, ...], format: FormatId, path: str, choices: Choices, work: Work
    ) -> None:
        await asyncio.to_thread(_import_writers)
        from paddock.domain.exchange.modelfile import altered
        from paddock.features.exchange.document_words import document_words
        from paddock.features.exchange.documents import Manner, pieces
        from paddock.features.exchange.paper import write_pdf
        from paddock.features.exchange.writing import Feed, write_text

        await self._saved()
        files = AttachedFiles()
        last: list[Conversation] = []

        async def load(id: int) -> Conversation | None:
            loaded = await self._load(id, files)
            last[:] = [] if loaded is None else [loaded]
            return loaded

        feed = Feed(ids, load)
        shown = Shown(thinking=choices.thinking, metrics=choices.figures)
        manner = Manner(document_words(), shown, files, time.time())
        await feed.fill()
        write = write_pdf if format == "pdf" else write_text
        await write(path, pieces(format, feed, manner), feed, work)
        changed = 0
        if format == "modelfile" and last:
            changed = await asyncio.to_thread(altered, last[0])
        self._end()
        self.exported.emit(Exported(path, feed.taken, changed))

    async def _load(self, id: int, files: AttachedFiles) -> Conversation | None:
        from paddock.features.exchange.loading import conversation

        head = self._chats.head(id)
        if head is None:
            return None
        folders = {folder.id: folder.name for folder in self._chats.folders}
        store = self._chats.store
        name = folders.get(head.folder, "")
        loaded = await store.run(conversation, head, name, store.blobs)
        attached = [file for said in loaded.tree.messages.values() for file in said.attachments]
        if attached:
            await asyncio.to_thread(files.load, attached)
        return loaded

    async def _read(self, paths: tuple[str, ...], work: Work) -> None:
        from paddock.features.exchange.gathering import fingerprints, gather, previewed
        from paddock.features.exchange.loading import those_here

        reading = await asyncio.to_thread(gather, paths, time.time(), work)
        prints = await asyncio.to_thread(fingerprints, reading, work)
        await self._saved()
        store = self._chats.store
        here = await store.run(those_here, prints, store.blobs, work.check)
        work.check()
        self._end()
        self.read_done.emit(previewed(reading, prints, here))

    async def _take_in(
        self, conversations: tuple[Conversation, ...], files: Mapping[str, bytes], work: Work
    ) -> None:
        from paddock.features.exchange.storing import with_stored_files

        blobs = self._chats.store.blobs
        stored = await asyncio.to_thread(with_stored_files, conversations, files, blobs, work)
        ids = await self._chats.take_in(stored, work.at)
        self._end()
        count = sum(len(conversation.tree.messages) for conversation in stored)
        self.imported.emit(Imported(ids, count))

    async def _back_up(self, path: str, work: Work) -> None:
        from paddock.features.exchange.backing_up import back_up

        await self._saved()
        store = self._chats.store
        await asyncio.to_thread(back_up, store.path, store.blobs, path, work)
        self._end()
        self.backed_up.emit(path)

    async def _check(self, path: str, work: Work) -> None:
        from paddock.storage.backup import check_backup

        facts = await asyncio.to_thread(check_backup, path)
        work.check()
        self._end()
        self.checked.emit(facts)

    async def _restore(self, path: str) -> None:
        from paddock.storage.backup import restore

        aside = await self._chats.reopen(partial(restore, self._chats.store.folder, path))
        self._end()
        self.restored.emit(aside)

    # ---- around them

    def _start(self, job: Job) -> None:
        """Raises RuntimeError while something else runs."""
        if self._work is not None:
            raise RuntimeError("one thing at a time")
        self._work = Work(self.progressed.emit)
        self._scope.start("exchange", self._watched(job, self._work))

    async def _watched(self, job: Job, work: Work) -> None:
        try:
            await job(work)
        except Cancelled:
            self._end()
            self.cancelled.emit()
        except KnownError as error:
            self._end()
            self.failed.emit(error)
        except BaseException:
            work.stop()  # threads may still be at it
            self._end()
            raise

    def _end(self) -> None:
        self._work = None

    async def _saved(self) -> None:
        """What was said lately is in the store, unless it cannot be written now."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._chats.writer.saved()


def _import_writers() -> None:
    """So that the window does not stand still for it, the first time."""
    import paddock.features.exchange.documents
    import paddock.features.exchange.paper  # noqa: F401
