"""Chats out of the whole application and into it, as a person does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from paddock.demo.server import DemoServer
from tests.appkit import Person, Tell, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["tell"]

DATA = Path(__file__).parents[2] / "data" / "exchange"


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as server:
        yield server


def chooses(person: Person, *paths: Path) -> None:
    """Answers the dialog for files."""
    [files] = person.all(QFileDialog)
    files.setDirectory(str(paths[0].parent))
    files.selectFile(str(paths[0]))
    files.filesSelected.emit([str(path) for path in paths])
    files.done(0)


async def imports(person: Person, *paths: Path) -> None:
    person.command("import")
    chooses(person, *paths)
    await person.until_reads("found")


def test_chats_are_imported_and_taken_back(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await imports(person, DATA / "openwebui.json")
        button = next(b for b in person.buttons(person.dialog()) if b.startswith("Import"))
        person.clicks(button, person.dialog())
        await person.until(lambda: "imported" in person.notice())
        await person.until(lambda: not person.all_dialogs() and person.chats())
        person.clicks("Undo")
        await person.until(lambda: not person.chats())

    tell(story, host=server.url)


def test_a_file_without_chats_is_refused_in_words(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    path = tmp_path / "other.json"
    path.write_text("{broken", "utf-8")

    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("import")
        chooses(person, path)
        await person.until_reads("That is no file of chats")
        person.clicks("Close", person.dialog())
        assert not person.all_dialogs()

    tell(story, host=server.url)


def test_the_chat_that_is_shown_is_exported(tell: Tell, server: DemoServer, tmp_path: Path) -> None:
    path = tmp_path / "one.md"

    async def story(person: Person) -> None:
        await person.until_ready()
        answer = await person.ask("Hello there")
        person.command("export-chat")
        assert "1 chat: Hello there" in person.reads()
        person.clicks("Export…")
        chooses(person, path)
        await person.until_reads("exported to one.md")
        person.clicks("Close", person.dialog())
        assert "Hello there" in content(path)
        assert answer.split()[0] in content(path)

    tell(story, host=server.url)


def test_a_backup_brings_back_a_deleted_chat(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"

    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("Hello there")
        person.command("back-up")
        chooses(person, path)
        await person.until_reads("All chats with their attachments are in backup.zip.")
        person.clicks("Close", person.dialog())
        person.command("delete-chat")
        await person.until(lambda: not person.chats())
        await person.ask("Something else")

        person.command("restore")
        chooses(person, path)
        await person.until(lambda: person.all(QMessageBox), "the question")
        assert "1 chat" in person.all(QMessageBox)[0].informativeText()
        person.clicks("Restore", person.dialog())
        await person.until(lambda: "restored" in person.notice())
        await person.until(lambda: not person.all_dialogs() and len(person.chats()) == 1)
        await person.opens_chat("Hello there")
        await person.ask("Does it go on?")

    tell(story, host=server.url)


def test_a_restore_ends_an_answer_that_is_coming(tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"

    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("Hello there")
        person.command("back-up")
        chooses(person, path)
        await person.until_reads("are in backup.zip.")
        person.clicks("Close", person.dialog())
        person.send("/long 2000")
        await person.until(lambda: person.session.chat.is_busy)
        person.command("restore")
        chooses(person, path)
        await person.until(lambda: person.all(QMessageBox), "the question")
        person.clicks("Restore", person.dialog())
        await person.until(lambda: "restored" in person.notice())
        assert not person.session.chat.is_busy
        assert not person.session.chats.working

    with DemoServer(speed=60.0, load_seconds=0.0) as slow:
        tell(story, host=slow.url)


def content(path: Path) -> str:
    return path.read_text("utf-8")
