"""The thread that the database lives in, and the only way to it."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Concatenate, ParamSpec, TypeVar

from paddock.storage import index
from paddock.storage.errors import known
from paddock.storage.opening import BLOBS, NAME, Database, Opened, open_database

log = logging.getLogger(__name__)

_REST = 0.2
"""Seconds without a job, after which the index of words is seen to."""
_BREATH = 0.01
"""The same between two lots of what waits, as after an import: others need the processor too."""
_AT_ONCE = 50
"""Messages that are indexed in one transaction: about 10 ms, which a job may have to wait."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    """`work` is None for the last one: to close."""

    work: Callable[[sqlite3.Connection], Any] | None
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]

    def settle(self, result: Any, error: BaseException | None = None) -> None:
        """Tells the one who waits, from any thread."""
        try:
            self.loop.call_soon_threadsafe(self._settle, result, error)
        except RuntimeError:
            log.info("nobody is left to hear of a job: the loop has ended")

    def _settle(self, result: Any, error: BaseException | None) -> None:
        if self.future.done():
            if error is not None:
                log.warning("a job that nobody waited for failed: %r", error)
        elif error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Store:
    """Runs functions on the database one after the other, each in a transaction of its own."""

    def __init__(self, folder: str) -> None:
        """`folder` is that of the data; the database and the attachments are in it."""
        self.folder = folder
        self.path = os.path.join(folder, NAME)
        self.blobs = os.path.join(folder, BLOBS)
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._thread: threading.Thread | None = None

    async def open(self) -> Opened:
        """Starts the thread and opens, repairs or makes the database. Once, before all else.

        Raises StorageError where not even an empty database can be had.
        """
        job = self._job(None)
        # A daemon: what was acknowledged is on the disk, and an end without aclose may not hang.
        self._thread = threading.Thread(target=self._work, args=(job,), name="storage", daemon=True)
        self._thread.start()
        opened: Opened = await job.future
        return opened

    async def run(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """What `work(connection, …)` gives. What it wrote is committed by then, or rolled back.

        Jobs run in the order of the calls. Cancelling the wait does not cancel the job. Raises
        StorageError, what `work` raises, and RuntimeError when the store is not open.
        """
        if self._thread is None:
            raise RuntimeError("the store is not open")
        job = self._job(partial(_called, work, args, kwargs))
        self._jobs.put(job)
        result: T = await job.future
        return result

    async def aclose(self) -> None:
        """Waits for all jobs that were asked for, then closes; no more can be asked for."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        job = self._job(None)
        self._jobs.put(job)
        if thread.is_alive():
            await job.future
        thread.join()

    def _job(self, work: Callable[[sqlite3.Connection], Any] | None) -> _Job:
        loop = asyncio.get_running_loop()
        return _Job(work, loop, loop.create_future())

    # --- in the thread ---

    def _work(self, opening: _Job) -> None:
        try:
            database = open_database(self.folder)
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._thread = None
            opening.settle(None, known(error, self.path) or error)
            return
        opening.settle(database.opened)
        while (job := self._next(database)).work is not None:
            _run(database, job, self.path)
        try:
            database.close()
        finally:
            job.settle(None)

    def _next(self, database: Database) -> _Job:
        """The next job. Where none comes for a while, the index takes in what waits for it."""
        rest = _REST
        while not database.opened.is_read_only:
            try:
                return self._jobs.get(timeout=rest)
            except Empty:
                if not _caught_up(database):
                    break
                rest = _BREATH
        return self._jobs.get()


def _caught_up(database: Database) -> int:
    """Indexes some messages; how many. What cannot be done now is done after another job."""
    try:
        done: int = _transacted(database, partial(index.catch_up, most=_AT_ONCE))
    except sqlite3.Error as error:
        log.info("the index of words is behind: %s", error)
        return 0
    return done


def _called(
    work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], c: sqlite3.Connection
) -> Any:
    return work(c, *args, **kwargs)


def _run(database: Database, job: _Job, path: str) -> None:
    assert job.work is not None
    try:
        result = _transacted(database, job.work)
    except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
        found = known(error, path)
        if found is None:
            job.settle(None, error)
            return
        if found.reason == "damaged":
            database.is_damaged = True
        if found.reason == "read_only" and database.opened.reason:
            found.reason = database.opened.reason
        found.__cause__ = error if found is not error else error.__cause__
        job.settle(None, found)
    else:
        job.settle(result)


def _transacted(database: Database, work: Callable[[sqlite3.Connection], Any]) -> Any:
    c = database.connection
    # At once for writing: a transaction that first reads could be refused when it wants to write.
    c.execute("BEGIN" if database.opened.is_read_only else "BEGIN IMMEDIATE")
    try:
        result = work(c)
        if c.in_transaction:  # A job may commit by itself, to do something after that.
            c.commit()
    except BaseException:
        if c.in_transaction:
            c.rollback()
        raise
    return result
