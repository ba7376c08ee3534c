"""Jobs for a thread, one after another, and what came of them."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    _Job: TypeAlias = tuple[Hashable, Callable[[], Any]]


class Background:
    """A thread that lives while there is something to do.

    It knows nothing of the QObject that it works for, which may be gone first.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._jobs: deque[_Job] = deque()
        self._done: list[tuple[Hashable, Any]] = []
        self._now: _Job | None = None
        self._thread: threading.Thread | None = None

    def add(self, key: Hashable, job: Callable[[], Any]) -> None:
        with self._lock:
            self._jobs.append((key, job))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name)
                self._thread.start()

    def take(self) -> tuple[list[tuple[Hashable, Any]], bool]:
        """What was done since it was last asked, under its keys, and whether that is all."""
        with self._lock:
            done, self._done = self._done, []
            return done, self._thread is None

    def forget(self) -> None:
        """The thread ends after the job that it is at, of which nobody gets to see what came."""
        with self._lock:
            self._jobs.clear()
            self._done.clear()
            self._now = None

    def forget_one(self, key: Hashable) -> None:
        """What was added under `key` is not wanted any more."""
        with self._lock:
            self._jobs = deque(job for job in self._jobs if job[0] != key)
            self._done = [done for done in self._done if done[0] != key]
            if self._now is not None and self._now[0] == key:
                self._now = None

    def join(self) -> None:
        """Waits for the thread, which goes on while there is something to do."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        try:
            while (job := self._next()) is not None:
                result = job[1]()
                with self._lock:
                    if self._now is job:
                        self._done.append((job[0], result))
        except BaseException:
            with self._lock:
                self._thread = None  # the next job gets another
            raise

    def _next(self) -> _Job | None:
        with self._lock:
            self._now = self._jobs.popleft() if self._jobs else None
            if self._now is None:
                self._thread = None
            return self._now
