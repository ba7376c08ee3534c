"""An older database becomes a new one, or stays what it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from paddock.storage.errors import StorageError
from paddock.storage.migrations import STEPS, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def first(c: sqlite3.Connection) -> None:
    c.execute("CREATE TABLE notes (text TEXT)")


def second(c: sqlite3.Connection) -> None:
    c.execute("ALTER TABLE notes ADD COLUMN mood TEXT DEFAULT 'fine'")


def failing(c: sqlite3.Connection) -> None:
    c.execute("DELETE FROM notes")
    c.execute("ALTER TABLE gone ADD COLUMN mood TEXT")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "chats.db")


@pytest.fixture
def old(path: str) -> Iterator[sqlite3.Connection]:
    """A database of version 1 with a note in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as c:
        assert migrate(c, path, (first,)) == ""
        c.execute("INSERT INTO notes VALUES ('hello')")
        yield c


def test_a_step_changes_the_database_after_a_copy_was_made(
    old: sqlite3.Connection, path: str
) -> None:
    backup = migrate(old, path, (first, second))
    assert backup == path + ".backup-v1"
    assert old.execute("SELECT * FROM notes").fetchall() == [("hello", "fine")]
    assert version_of(old) == 2
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT * FROM notes").fetchall() == [("hello",)]
        assert version_of(copy) == 1
    assert migrate(old, path, (first, second)) == ""


def test_a_step_that_fails_leaves_what_was_there(old: sqlite3.Connection, path: str) -> None:
    with pytest.raises(StorageError, match="io") as raised:
        migrate(old, path, (first, failing))
    assert "no such table: gone" in raised.value.raw
    assert old.execute("SELECT * FROM notes").fetchall() == [("hello",)]
    assert version_of(old) == 1


def test_a_newer_version_is_refused(old: sqlite3.Connection, path: str) -> None:
    old.execute("PRAGMA user_version = 3")
    with pytest.raises(StorageError, match="newer"):
        migrate(old, path, (first, second))


def test_all_steps_make_a_database_that_is_sound(path: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as c:
        migrate(c, path)
        assert version_of(c) == len(STEPS)
        assert c.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
