"""The store of conversations fails, and the window says so and loses nothing that it can keep."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from paddock.demo.server import DemoServer
from tests.appkit import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.appkit import Person, Tell

__all__ = ["tell"]


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as server:
        yield server


async def _one_chat(person: Person) -> None:
    await person.until_ready()
    await person.ask("/long 5")


async def _set_limit(person: Person, pages: int) -> None:
    def limit(connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    await person.session.chats.store.run(limit)


def test_a_full_disk_is_said_and_everything_is_written_when_there_is_room(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    texts = []

    async def first(person: Person) -> None:
        await _one_chat(person)
        await person.session.chats.writer.saved()
        await _set_limit(person, 1)  # SQLite takes it as: no more than there are
        await person.ask("/long 3000")
        reply = person.session.chat.chat.turns[-1].reply
        assert reply is not None
        texts.append(reply.text)
        await person.until(lambda: "The disk is full" in person.notice(), "the notice")
        await person.opens_chat("/long 5")
        assert person.session.chat.chat.turns[-1].question == "/long 3000"
        person.window.close()
        await person.until(person.all_dialogs)
        assert "Quit without saving?" in person.dialog().windowTitle()
        person.clicks("Cancel", person.dialog())
        assert person.window.isVisible()
        await _set_limit(person, 1_000_000)
        person.session.chats.writer.try_again()
        await person.until(lambda: person.notice() == "Everything is saved again.")

    async def second(person: Person) -> None:
        await person.until_ready()
        await person.opens_chat("/long 5")
        reply = person.session.chat.chat.turns[-1].reply
        assert reply is not None
        assert reply.text == texts[0]

    tell(first, host=server.url)
    tell(second, host=server.url)


def test_a_damaged_file_is_set_aside_and_read_as_far_as_it_goes(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def second(person: Person) -> None:
        await person.until_ready()
        assert "The file with your chats was damaged" in person.notice()
        assert "1 chats with 2 messages" in person.notice()
        assert str(tmp_path / "chats.db.damaged-") in person.notice()
        await person.opens_chat("/long 5")
        await person.until(lambda: "birch1" in person.answer_text())

    tell(_one_chat, host=server.url)
    path = tmp_path / "chats.db"
    data = bytearray(path.read_bytes())
    data[:16] = b"no database, sir"
    path.write_bytes(data)
    tell(second, host=server.url)


def test_a_newer_file_is_read_and_not_touched(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def second(person: Person) -> None:
        await person.until_ready()
        assert "Your chats were written by a newer Paddock" in person.notice()
        await person.opens_chat("/long 5")
        await person.until(lambda: "birch1" in person.answer_text())
        await person.ask("/long 7")
        assert "Your chats were written by a newer Paddock" in person.notice()
        person.window.close()
        await person.until(person.all_dialogs)
        assert "What was said since the start is in memory only" in person.reads()
        person.clicks("Cancel", person.dialog())

    tell(_one_chat, host=server.url)
    path = tmp_path / "chats.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    tell(second, host=server.url)
    assert path.read_bytes() == before


def test_who_only_read_a_newer_file_is_asked_nothing_at_the_end(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def second(person: Person) -> None:
        await person.until_ready()
        await person.opens_chat("/long 5")
        person.command("new-chat")
        person.window.close()
        assert not person.all_dialogs()
        assert not person.window.isVisible()

    tell(_one_chat, host=server.url)
    with sqlite3.connect(tmp_path / "chats.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    tell(second, host=server.url)


def test_where_nothing_can_be_written_the_window_works_for_this_run(
    tell: Tell, server: DemoServer, expect_log: Callable[[str], None], tmp_path: Path
) -> None:
    expect_log("changes of conversations could not be written")
    (tmp_path / "chats.db").mkdir()  # nobody can open that, root neither

    async def story(person: Person) -> None:
        await person.until_ready()
        assert person.notice()
        for number in range(3, 15):  # more than are kept in memory where they are on the disk
            assert await person.ask(f"/long {number}")
            person.command("new-chat")
        await person.opens_chat("/long 3")
        await person.until(lambda: "birch1" in person.answer_text())

    tell(story, host=server.url)


def test_a_mistake_of_ours_in_one_write_does_not_hold_up_the_others(
    tell: Tell, server: DemoServer, expect_log: Callable[[str], None]
) -> None:
    expect_log("unexpected: Paddock")

    def mistake(connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    async def first(person: Person) -> None:
        await person.until_ready()
        person.session.chats.writer.write(mistake)
        await person.ask("/long 5")
        await person.until(lambda: not person.session.chats.writer.unsaved)

    async def second(person: Person) -> None:
        await person.until_ready()
        await person.opens_chat("/long 5")
        await person.until(lambda: "birch1" in person.answer_text())

    tell(first, host=server.url)
    tell(second, host=server.url)
