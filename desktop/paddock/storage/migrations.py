"""A database of an earlier version becomes one of this version, step by step, after a copy was made."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TypeAlias

from paddock.storage import schema
from paddock.storage.errors import StorageError, known

Step: TypeAlias = Callable[[sqlite3.Connection], None]

STEPS: tuple[Step, ...] = (schema.create,)
"""Step n makes version n of version n - 1. A step that was released is never changed again."""


def version_of(c: sqlite3.Connection) -> int:
    version: int = c.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(c: sqlite3.Connection, path: str, steps: tuple[Step, ...] = STEPS) -> str:
    """Brings the database at `path` to the version that `steps` make; the path of the copy, or "".

    Raises StorageError: `newer` for a version beyond the last step; any other reason when a step
    failed, and then the database is what it was before that step.
    """
    version = version_of(c)
    if version > len(steps):
        raise StorageError("newer", f"version {version}, known are {len(steps)}", path)
    if version == len(steps):
        return ""
    backup = _copy(c, f"{path}.backup-v{version}") if _has_content(c) else ""
    for number, step in enumerate(steps[version:], version + 1):
        _take(c, step, number, path)
    return backup


def _take(c: sqlite3.Connection, step: Step, number: int, path: str) -> None:
    try:
        c.execute("BEGIN IMMEDIATE")
        step(c)
        c.execute(f"PRAGMA user_version = {number}")
        c.execute("COMMIT")
    except (sqlite3.Error, OSError) as error:
        if c.in_transaction:
            c.execute("ROLLBACK")
        found = known(error, path)
        raise found or StorageError("io", f"step {number}: {error}", path) from error


def _has_content(c: sqlite3.Connection) -> bool:
    return c.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _copy(c: sqlite3.Connection, target: str) -> str:
    """Raises StorageError. An earlier copy of that name stays until the new one is whole."""
    part = target + ".part"
    try:
        with suppress(FileNotFoundError):
            os.remove(part)
        with closing(sqlite3.connect(part)) as copy:
            c.backup(copy)
        os.replace(part, target)
    except (sqlite3.Error, OSError) as error:
        raise known(error, target) or StorageError("io", str(error), target) from error
    return target
