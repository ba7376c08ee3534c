"""Images go to a model that can see; one that cannot is not sent them, and that is said before."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton

from tests.appkit import CHAT

if TYPE_CHECKING:
    from pathlib import Path

    from paddock.demo.server import DemoServer
    from tests.appkit import Person, Tell

SEES = "demo-vision:7b"


async def choose(person: Person, model: str) -> None:
    person.window.sidebar.model_activated.emit(model)
    await person.until_ready(model)
    requests = person.session.chat.requests
    await person.until(lambda: requests.knows(model), "what the model can do")


def test_what_was_dropped_is_sent_and_there_at_the_next_start(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    picture = tmp_path / "red.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill("red")
    image.save(str(picture))
    (tmp_path / "list.csv").write_text("a,b\n1,2\n", "utf-8")

    async def first(person: Person) -> None:
        await person.until_ready()
        await choose(person, SEES)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("red.png", "list.csv")])
        composer = person.window.chat_page.composer
        assert composer.add_mime(mime)
        await person.until(lambda: len(composer.draft().attachments) == 2)
        await person.ask("What is it?")
        [message] = [s.json() for s in server.requests if s.path == "/api/chat"][-1]["messages"]
        assert b64decode(message["images"][0]) == picture.read_bytes()
        assert message["content"] == ("list.csv (8 bytes):\n```csv\na,b\n1,2\n```\n\nWhat is it?")
        assert not composer.draft().attachments

    async def second(person: Person) -> None:
        await person.until_ready(SEES)
        await person.opens_chat("What is it?")
        turn = person.session.chat.chat.turns[0]
        assert [file.name for file in turn.attachments] == ["red.png", "list.csv"]
        person.window.chat_page.transcript.verticalScrollBar().setValue(0)
        await person.until(lambda: "list.csv 8 B" in " ".join(person.reads().split()))
        assert person.find(QToolButton, "Image 1").isVisible()

    tell(first, host=server.url)
    tell(second, host=server.url)


def test_a_model_that_cannot_see_gets_the_words_and_that_is_said(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill("red")
    image.save(str(tmp_path / "red.png"))

    async def story(person: Person) -> None:
        await person.until_ready()
        await choose(person, SEES)
        composer = person.window.chat_page.composer
        composer.add_files([str(tmp_path / "red.png")])
        await person.until(lambda: composer.draft().attachments)
        await person.ask("What is it?")
        await choose(person, CHAT)
        await person.until_reads(f"{CHAT} cannot see: 1 image of this chat will not be sent.")
        await person.ask("And now?")
        body = [s.json() for s in server.requests if s.path == "/api/chat"][-1]
        assert not any("images" in message for message in body["messages"])
        assert body["messages"][0]["content"] == "What is it?"

    tell(story, host=server.url)


def test_files_go_on_after_an_edit_whose_message_is_gone(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill("red")
    image.save(str(tmp_path / "red.png"))

    async def story(person: Person) -> None:
        await person.until_ready()
        await choose(person, SEES)
        await person.ask("/long 3")
        await person.ask("/long 4")
        page = person.window.chat_page
        page.edit_last()
        page.delete_requested.emit(person.session.chat.chat.turns[-1].id, -1)
        first = person.session.chat.current
        page.composer.add_files([str(tmp_path / "red.png")])
        person.command("new-chat")
        await person.until(lambda: first.draft.attachments, "the file in the draft of its chat")

    tell(story, host=server.url)


def test_a_file_that_is_still_read_goes_to_the_chat_it_was_attached_in(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill("red")
    image.save(str(tmp_path / "red.png"))

    async def story(person: Person) -> None:
        await person.until_ready()
        await choose(person, SEES)
        await person.ask("/long 3")
        composer = person.window.chat_page.composer
        composer.add_files([str(tmp_path / "red.png")])
        first = person.session.chat.current
        person.command("new-chat")
        await person.until(lambda: first.draft.attachments, "the file in the draft of its chat")
        assert not composer.draft().attachments
        await person.opens_chat("/long 3")
        assert [file.name for file in composer.draft().attachments] == ["red.png"]

    tell(story, host=server.url)
