"""A real database in a folder of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paddock.storage.opening import Database, open_database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(str(tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture
def c(database: Database) -> sqlite3.Connection:
    return database.connection


@pytest.fixture
def blobs(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "attachments")
