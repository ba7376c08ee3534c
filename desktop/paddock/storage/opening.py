"""Opens the database whatever state it is in: new, old, newer, damaged, or where nothing can be written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from urllib.parse import quote

from paddock.storage import chats, index, messages, recovery, schema
from paddock.storage.errors import Reason, StorageError, known
from paddock.storage.migrations import STEPS, migrate, version_of

NAME = "chats.db"
BLOBS = "attachments"
LOCK = "chats.lock"
PARTS = ("-wal", "-shm")

WhyReadOnly: TypeAlias = Literal["", Reason]


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found on the disk, and what was done about it.

    `reason` says why nothing can be written: "newer", "read_only", "busy" (another Paddock has it
    open), "full", "io". `is_memory` when there was nothing to read either. `set_aside` is the path
    of a damaged database, from which so many chats and messages were recovered; `backup` that of
    the copy which was made before a migration.
    """

    is_read_only: bool = False
    reason: WhyReadOnly = ""
    set_aside: str = ""
    recovered_chats: int = 0
    recovered_messages: int = 0
    backup: str = ""
    is_memory: bool = False


@dataclass(slots=True)
class Database:
    """An open connection, for the thread that opened it; `lock` keeps other processes off."""

    connection: sqlite3.Connection
    opened: Opened
    lock: sqlite3.Connection | None = None
    is_damaged: bool = False

    def close(self) -> None:
        """Says on the disk that this run ended well, unless damage was met."""
        try:
            if not self.opened.is_read_only and not self.is_damaged:
                self.connection.execute("UPDATE facts SET value = '0' WHERE key = 'open'")
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:
            self.is_damaged = True  # The next start looks closer; what was committed is there.
        finally:
            self.connection.close()
            if self.lock is not None:
                self.lock.close()


def open_database(folder: str) -> Database:
    """Raises StorageError only where even the system's own files fail."""
    path = os.path.join(folder, NAME)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        lock = _lock(os.path.join(folder, LOCK))
    except StorageError as error:
        return _reading(path, error.reason)
    except OSError:
        return _reading(path, "read_only")
    try:
        database = _writing(path)
    except StorageError as error:
        if lock is not None:
            lock.close()
        return _reading(path, error.reason)
    database.lock = lock
    _tidy(database.connection, os.path.join(folder, BLOBS))
    return database


def _lock(path: str) -> sqlite3.Connection | None:
    """A lock that ends with the process, made of SQLite's own. Raises StorageError("busy").

    Two at once would end each other's answers at the start, and give the same ids twice.
    """
    lock: sqlite3.Connection | None = None
    try:
        lock = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if lock is not None:
            lock.close()
        found = known(error, path)
        if found is not None and found.reason == "busy":
            raise found from error
        return None  # A file system without locks, or one that cannot be written.
    return lock


def _writing(path: str) -> Database:
    """Raises StorageError; damage is none, the database is then a new one with what was recovered."""
    try:
        return Database(*_opened(path))
    except StorageError as error:
        if error.reason != "damaged":
            raise
    try:
        aside = _set_aside(path)
    except OSError as error:
        raise StorageError("read_only", str(error), path) from error
    c, opened = _opened(path)
    try:
        found_chats, found_messages = recovery.recover(aside, c)
    except (sqlite3.Error, OSError) as error:
        # No room for what was recovered: the damaged one goes back, for another start to try.
        c.close()
        _put_back(aside, path)
        raise known(error, path) or StorageError("io", str(error), path) from error
    opened = replace(
        opened,
        set_aside=aside,
        recovered_chats=found_chats,
        recovered_messages=found_messages,
    )
    return Database(c, opened)


def _opened(path: str) -> tuple[sqlite3.Connection, Opened]:
    c: sqlite3.Connection | None = None
    try:
        _make_private(path)
        c = sqlite3.connect(path, timeout=5.0, isolation_level=None)
        backup = _prepared(c, path)
    except (sqlite3.Error, StorageError) as error:
        if c is not None:
            c.close()
        # A table or column that is not there: what the file says of itself is no longer true.
        raise known(error, path) or StorageError("damaged", str(error), path) from error
    return c, Opened(backup=backup)


def _prepared(c: sqlite3.Connection, path: str) -> str:
    """Brings a connection to where it can be written; the path of the backup."""
    version = version_of(c)
    if version > len(STEPS):
        raise StorageError("newer", f"version {version}, known are {len(STEPS)}", path)
    c.execute("PRAGMA journal_mode = WAL")
    c.execute("PRAGMA synchronous = NORMAL")
    c.execute("PRAGMA foreign_keys = ON")
    c.execute("PRAGMA cache_size = -16000")
    c.execute("PRAGMA temp_store = MEMORY")
    ended_well = not version or _ended_well(c)
    if not ended_well:
        _check(c, path)
    backup = migrate(c, path)
    for table in schema.TABLES:
        c.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
    c.execute("BEGIN IMMEDIATE")
    if not (index.is_current(c) and (ended_well or index.is_sound(c))):
        index.rebuild(c)
    c.execute("INSERT OR REPLACE INTO facts VALUES ('open', '1')")
    c.execute("COMMIT")
    return backup


def _make_private(path: str) -> None:
    """A new database is for nobody but its owner to read; what SQLite puts beside it follows that."""
    with suppress(OSError):  # which SQLite meets as well, and names
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _ended_well(c: sqlite3.Connection) -> bool:
    row = c.execute("SELECT value FROM facts WHERE key = 'open'").fetchone()
    return row is not None and row[0] == "0"


def _check(c: sqlite3.Connection, path: str) -> None:
    verdict = c.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise StorageError("damaged", verdict, path)


def _tidy(c: sqlite3.Connection, blobs: str) -> None:
    """Ends what the last run left: deleted chats, and answers that were still coming.

    A disk that is full keeps them until the next start.
    """
    with suppress(sqlite3.Error):
        c.execute("BEGIN IMMEDIATE")
        messages.interrupt(c)
        chats.purge(c, blobs)
    if c.in_transaction:
        c.rollback()


def _set_aside(path: str) -> str:
    """Moves a database and its log out of the way, for people to look at; the new path."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = f"{path}.damaged-{stamp}"
    again = 1
    while os.path.exists(aside):
        again += 1
        aside = f"{path}.damaged-{stamp}-{again}"
    os.rename(path, aside)
    for part in PARTS:
        with suppress(FileNotFoundError):
            os.rename(path + part, aside + part)
    return aside


def _put_back(aside: str, path: str) -> None:
    for part in ("", *PARTS):
        with suppress(FileNotFoundError):
            os.remove(path + part)
        with suppress(FileNotFoundError):
            os.rename(aside + part, path + part)


def _reading(path: str, reason: Reason) -> Database:
    """What is there for reading only; nothing at all, in memory, where it cannot even be read."""
    opened = Opened(is_read_only=True, reason=reason)
    for way in (_read_in_place, _read_with_log, _read_without_log):
        with suppress(sqlite3.Error, OSError):
            return Database(way(path), opened)
    c = sqlite3.connect(":memory:", isolation_level=None)
    migrate(c, path)
    c.execute("PRAGMA query_only = ON")
    return Database(c, replace(opened, is_memory=True))


def _read_in_place(path: str) -> sqlite3.Connection:
    return _looked_at(sqlite3.connect(uri_of(path, "mode=ro"), uri=True, isolation_level=None))


def _read_with_log(path: str) -> sqlite3.Connection:
    """Where SQLite may not make the files that it reads a log with, a copy of both is read."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, NAME)
        shutil.copyfile(path + "-wal", copy + "-wal")
        shutil.copyfile(path, copy)
        c = sqlite3.connect(":memory:", isolation_level=None)
        with closing(sqlite3.connect(copy)) as whole:
            whole.backup(c)
    c.execute("PRAGMA query_only = ON")
    return _looked_at(c)


def _read_without_log(path: str) -> sqlite3.Connection:
    return _looked_at(sqlite3.connect(uri_of(path, "immutable=1"), uri=True, isolation_level=None))


def _looked_at(c: sqlite3.Connection) -> sqlite3.Connection:
    try:
        for table in schema.TABLES:
            c.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
    except sqlite3.Error:
        c.close()
        raise
    return c


def uri_of(path: str, mode: str) -> str:
    """An address for sqlite3.connect(…, uri=True): https://www.sqlite.org/uri.html"""
    slashed = os.path.abspath(path).replace(os.sep, "/")
    return f"file:{'' if slashed.startswith('/') else '/'}{quote(slashed)}?{mode}"
