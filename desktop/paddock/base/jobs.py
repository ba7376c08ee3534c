"""The owner of every task: nothing asynchronous runs without a Scope that can cancel it.

asyncio keeps only weak references to tasks, and a bare TaskGroup cancels all siblings when one
fails. A Scope keeps strong references, gives each task a named slot, reports a failure once, and
cancels what is left when its part of the application closes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

Report = Callable[[BaseException], None]
"""Receives each exception that ended a task, once. Cancellation is no failure and is not reported."""


class Scope:
    """A node in the tree of task owners (application → state or feature → page)."""

    def __init__(self, name: str, report: Report) -> None:
        self.name = name
        self._report = report
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._children: list[Scope] = []
        self._closed = False

    def child(self, name: str, report: Report | None = None) -> Scope:
        """A scope that closes with this one. Without `report` failures go where ours go."""
        scope = Scope(f"{self.name}/{name}", report or self._report)
        self._children.append(scope)
        return scope

    def start(self, key: str, job: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs `job` in the slot `key`; a task that is still in that slot is cancelled first.

        Needs a running loop. Raises RuntimeError after close(), and closes the coroutine then.
        """
        if self._closed:
            job.close()
            raise RuntimeError(f"scope {self.name} is closed")
        self.cancel(key)
        task = asyncio.get_running_loop().create_task(job, name=f"{self.name}:{key}")
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._settle(key, done))
        return task

    def cancel(self, key: str) -> None:
        """Asks the task in the slot `key` to end; an empty slot is fine."""
        task = self._tasks.pop(key, None)
        if task is not None and not task.done():
            self._ending.add(task)
            task.cancel()

    @property
    def is_closed(self) -> bool:
        return self._closed

    def running(self, key: str) -> bool:
        task = self._tasks.get(key)
        return task is not None and not task.done()

    def live_tasks(self) -> list[asyncio.Task[None]]:
        """The tasks of this scope and of those below it that have not ended."""
        own = [task for task in (*self._tasks.values(), *self._ending) if not task.done()]
        return own + [task for child in self._children for task in child.live_tasks()]

    async def close(self) -> None:
        """Cancels everything below and waits until it has ended; the scope starts nothing more.

        All of it is cancelled at once: a task that went on meanwhile would use what is closed.
        """
        self.cancel_all()
        while live := self.live_tasks():
            await asyncio.wait(live)
        self._children.clear()

    def cancel_all(self) -> None:
        """Asks every task here and below to end; from now on nothing can be started."""
        self._closed = True
        for key in list(self._tasks):
            self.cancel(key)
        for child in reversed(self._children):
            child.cancel_all()

    def _settle(self, key: str, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        if self._tasks.get(key) is task:
            del self._tasks[key]
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._report(error)
