"""Writes what happened in conversations to the store, in order, until each of it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from paddock.storage.errors import StorageError

if TYPE_CHECKING:
    from paddock.base.jobs import Scope
    from paddock.storage.store import Store

_RETRY_AFTER = 3.0
_LAST_CHANCE = 5.0


@dataclass(slots=True)
class _Write:
    """One call of a function of `storage`; `key` names what it replaces while that still waits."""

    key: object
    job: Callable[..., object]
    arguments: tuple[Any, ...]


class ChatWriter(QObject):
    """A queue in memory before the store's own. A write that fails stays first in it and is tried
    again, so that a full disk loses nothing as long as Paddock runs.
    """

    failed = Signal(object)  # StorageError, once for each kind until something is written again
    recovered = Signal()  # everything that waited is written

    def __init__(self, store: Store, scope: Scope) -> None:
        super().__init__()
        self._store = store
        self._scope = scope
        self._waiting: list[_Write] = []
        self._idle = asyncio.Event()
        self._idle.set()
        self._again = asyncio.Event()
        self._error: StorageError | None = None
        self.is_closed = False
        """Nothing is written: the store cannot be, and the person was told at the start."""

    @property
    def error(self) -> StorageError | None:
        """Why the last write failed; None when it did not."""
        return self._error

    @property
    def unsaved(self) -> int:
        return len(self._waiting)

    def write(self, job: Callable[..., object], *arguments: Any, key: object = None) -> None:
        """Calls `job(connection, *arguments)` in the store's thread, after all that was asked before.

        With a `key`, a write of the same key that has not begun is replaced and keeps its place.
        """
        if self.is_closed:
            return
        new = _Write(key, job, arguments)
        for place in range(len(self._waiting) - 1, 0 if self._is_running else -1, -1):
            if key is not None and self._waiting[place].key == key:
                self._waiting[place] = new
                return
        self._waiting.append(new)
        self._idle.clear()
        self._go_on()

    async def saved(self) -> None:
        """Returns when everything asked for so far, and meanwhile, is in the store."""
        await self._idle.wait()

    def try_again(self) -> None:
        """Does not wait for the next try of a write that failed."""
        self._again.set()

    async def finish(self) -> int:
        """Writes what waits, with the patience of a person who quits. Returns how much is left.

        Its scope is closed by then: it writes by itself.
        """
        try:
            async with asyncio.timeout(_LAST_CHANCE):
                while self._waiting:
                    await self._write_first()
        except (StorageError, TimeoutError):
            return len(self._waiting)
        self._idle.set()
        return 0

    @property
    def _is_running(self) -> bool:
        return self._scope.running("write")

    def _go_on(self) -> None:
        if self._waiting and not self._is_running and not self._scope.is_closed:
            self._scope.start("write", self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                try:
                    await self._write_first()
                except StorageError as error:
                    self._told(error)
                    await self._pause()
                else:
                    self._succeeded()
        finally:
            if not self._waiting:
                self._idle.set()
            # After this task, whatever ended it: the next write must not wait for another one.
            asyncio.get_running_loop().call_soon(self._go_on)

    async def _write_first(self) -> None:
        """A write that the store could not do stays first. One that is a mistake of ours goes, so
        that it does not hold up all that follows.
        """
        first = self._waiting[0]
        try:
            await self._store.run(first.job, *first.arguments)
        except (StorageError, asyncio.CancelledError):
            raise
        except BaseException:
            self._waiting.remove(first)
            raise
        self._waiting.remove(first)

    def _told(self, error: StorageError) -> None:
        known, self._error = self._error, error
        if known is None or known.reason != error.reason:
            self.failed.emit(error)

    def _succeeded(self) -> None:
        if self._error is not None:
            self._error = None
            self.recovered.emit()

    async def _pause(self) -> None:
        self._again.clear()
        try:
            async with asyncio.timeout(_RETRY_AFTER):
                await self._again.wait()
        except TimeoutError:
            return
