"""A database that was damaged is set aside, and what can be read of it is there again."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead, Draft, Folder
from paddock.storage import schema
from paddock.storage.chats import heads, put_overrides
from paddock.storage.drafts import draft, put_draft
from paddock.storage.errors import StorageError
from paddock.storage.folders import folders, put_folder
from paddock.storage.messages import load
from paddock.storage.opening import Database, Opened, open_database
from paddock.storage.recovery import recover
from paddock.storage.search import find
from paddock.storage.store import Store
from tests.storage.samples import add_chat, answered, asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHATS = 20
MESSAGES = 2000
PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def path(folder: Path) -> Path:
    """A database of 20 chats with 100 messages each, of about 400 characters."""
    with opened(folder) as database:
        c = database.connection
        c.execute("BEGIN")
        put_folder(c, Folder(1, "Work"))
        each = MESSAGES // CHATS
        for chat in range(1, CHATS + 1):
            ids = range(chat * each, (chat + 1) * each, 2)
            messages = []
            for id in ids:
                parent = 0 if id == ids[0] else id - 1
                messages += [
                    asked(id, f"question{id} " * 30, parent),
                    answered(id + 1, f"answer{id + 1} " * 30, id),
                ]
            add_chat(c, chat, *messages, title=f"Chat {chat}")
        file = Attachment("text", "notes.txt", "0" * 64, 1, "")
        add_chat(c, CHATS, asked(each * (CHATS + 1), "see", files=(file,)), title="Files")
        put_draft(c, 0, Draft("unsent"))
        c.execute("COMMIT")
    return folder / "chats.db"


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Database]:
    database = open_database(str(folder))
    try:
        yield database
    finally:
        database.close()


def unclean(path: Path) -> None:
    with closing(sqlite3.connect(path)) as c, c:
        c.execute("UPDATE facts SET value = '1' WHERE key = 'open'")


def overwrite(path: Path, offset: int, length: int, seed: int = 0) -> None:
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(random.Random(seed).randbytes(length))


def pages_of(path: Path, table: str) -> list[int]:
    """The numbers of the pages with rows of a table, the first page of the file being 1."""
    with closing(sqlite3.connect(path)) as c:
        rows = c.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
        return [page for (page,) in rows]


def sound(c: sqlite3.Connection) -> bool:
    integrity: list[tuple[str]] = c.execute("PRAGMA integrity_check").fetchall()
    return integrity == [("ok",)]


@pytest.mark.parametrize("seed", range(3))
def test_a_page_in_the_middle_costs_only_its_messages(folder: Path, path: Path, seed: int) -> None:
    page = random.Random(seed).choice(pages_of(path, "messages"))
    unclean(path)
    overwrite(path, (page - 1) * PAGE, PAGE, seed)
    with opened(folder) as database:
        found, c = database.opened, database.connection
        assert found.recovered_messages >= 0.9 * MESSAGES
        assert found.recovered_chats == CHATS
        assert os.path.exists(found.set_aside)
        assert ".damaged-" in found.set_aside
        assert sound(c)
        assert [head.title for head in heads(c)][::-1][:2] == ["Chat 1", "Chat 2"]
        trees = [load(c, chat, "") for chat in range(1, CHATS + 1)]
        assert sum(len(tree.messages) for tree in trees) == found.recovered_messages
        assert folders(c) == [Folder(1, "Work")]
        assert draft(c, 0, "") == Draft("unsent")
        assert [one.message for one in find(c, "notes")] == [MESSAGES + 100]
        some = next(m for m in trees[0].messages.values() if m.reply is not None)
        assert some.id in [one.message for one in find(c, f"answer{some.id}")]
    with opened(folder) as database:
        assert database.opened.set_aside == ""


def test_a_file_that_was_cut_short_gives_what_is_left(folder: Path, path: Path) -> None:
    unclean(path)
    os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE)
    with opened(folder) as database:
        assert database.opened.set_aside
        assert database.opened.recovered_messages > 100
        assert sound(database.connection)


@pytest.mark.parametrize("length", [16, 100, PAGE])
def test_a_damaged_beginning_costs_nothing(folder: Path, path: Path, length: int) -> None:
    """Even a run that ended well is noticed: the file is none of SQLite's any more."""
    overwrite(path, 0, length)
    with opened(folder) as database:
        assert database.opened.set_aside
        assert database.opened.recovered_messages == MESSAGES + 1
        assert database.opened.recovered_chats == CHATS
        assert sound(database.connection)


def test_what_never_was_a_database_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / "chats.db").write_text("Dear diary, " * 1000)
    with opened(folder) as database:
        assert database.opened.recovered_messages == 0
        assert heads(database.connection) == []
        with open(database.opened.set_aside) as file:
            assert file.read(10) == "Dear diary"


def test_damage_that_is_met_later_is_recovered_at_the_next_start(
    run: Any, folder: Path, path: Path
) -> None:
    def read_all(c: sqlite3.Connection) -> None:
        c.execute("SELECT sum(length(text)) FROM messages").fetchall()

    async def story() -> None:
        store = Store(str(folder))
        assert (await store.open()).set_aside == ""  # the last run ended well: nobody looked
        with pytest.raises(StorageError) as raised:
            await store.run(read_all)
        assert (raised.value.reason, raised.value.path) == ("damaged", str(path))
        await store.aclose()

    overwrite(path, (pages_of(path, "messages")[20] - 1) * PAGE, PAGE)
    run(story())
    with opened(folder) as database:
        assert database.opened.recovered_messages >= 0.9 * MESSAGES


def test_a_recovery_without_room_puts_everything_back(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    overwrite(path, 0, PAGE)
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with opened(folder) as database:
            assert database.opened == Opened(is_read_only=True, reason="full", is_memory=True)
    assert path.read_bytes() == before
    assert not list(folder.glob("*damaged*"))
    with opened(folder) as database:
        assert database.opened.recovered_messages == MESSAGES + 1


def test_an_index_of_words_that_was_damaged_is_made_again(folder: Path, path: Path) -> None:
    unclean(path)
    with closing(sqlite3.connect(path)) as c, c:
        c.execute("UPDATE words_data SET block = x'00' WHERE id > 10")
    with opened(folder) as database:
        assert database.opened.set_aside == ""
        assert [one.message for one in find(database.connection, "answer101 ")] == [101]


def test_messages_that_lost_their_chat_or_parent_find_a_place(tmp_path: Path) -> None:
    """Tables and columns that are not there are missed by nobody."""
    damaged = str(tmp_path / "old.db")
    with closing(sqlite3.connect(damaged)) as old, old:
        old.execute(
            "CREATE TABLE messages (id INTEGER PRIMARY KEY, chat INT, parent INT, created REAL,"
            " role TEXT, text TEXT, ending TEXT, sent TEXT, failure TEXT)"
        )
        old.executemany(
            "INSERT INTO messages VALUES (?, ?, ?, 5.0, ?, ?, 'done', ?, NULL)",
            [
                (4, 7, 3, "assistant", "lost its question", "{no json"),
                (5, 7, 3, "assistant", "and this one too", None),
                (9, 7, 8, "user", "lost its answer", None),
                (10, 7, 0, "assistant", "answers nothing", None),
                (11, 7, 10, "nobody", "is no side", None),
                (12, 7, "x", "user", "stands nowhere", None),
            ],
        )
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as c:
        schema.create(c)
        assert recover(damaged, c) == (1, 6)
        assert heads(c) == [ChatHead(7, created=5.0, changed=5.0)]
        tree = load(c, 7, "")
        assert {id: m.parent for id, m in tree.messages.items()} == {
            3: 0,
            4: 3,
            5: 3,
            8: 0,
            9: 0,
            10: 8,
        }
        assert (tree.messages[3].text, tree.messages[8].text) == ("", "")


def test_json_that_makes_no_sense_is_left_behind(folder: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as c, c:
        put_overrides(c, 1, "{half")
    unclean(path)
    overwrite(path, (pages_of(path, "messages")[5] - 1) * PAGE, PAGE)
    with opened(folder) as database:
        rows = database.connection.execute("SELECT overrides FROM chats WHERE id = 1").fetchall()
        assert rows == [("{}",)]
