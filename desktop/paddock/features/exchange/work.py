"""One operation that takes a while: how far it is, and whether it is to go on. Known to all threads."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOLD_EVERY = 0.05


class Cancelled(Exception):
    """The person did not want to go on."""


class Work:
    """Made on the event loop; `at` and `check` may be called in any thread."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._tell = tell
        self._stopped = threading.Event()
        self._next = 0.0

    def stop(self) -> None:
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def check(self) -> None:
        """Raises Cancelled."""
        if self._stopped.is_set():
            raise Cancelled

    def at(self, done: int, total: int) -> None:
        """Tells how far it is, not more often than a person sees it. Raises Cancelled."""
        self.check()
        now = time.monotonic()
        if now < self._next and done < total:
            return
        self._next = now + _TOLD_EVERY
        self._loop.call_soon_threadsafe(self._told, done, total)

    def _told(self, done: int, total: int) -> None:
        if not self._stopped.is_set():
            self._tell(done, total)
