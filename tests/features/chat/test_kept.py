"""Nothing is lost: chats, drafts and half answers are there at the next start."""

from __future__ import annotations

import gc
import sqlite3
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget

from paddock.demo.server import DemoServer
from paddock.features.chat.answering import Answering
from paddock.features.chat.conversation import Conversation
from paddock.ollama.address import parse_address
from tests.appkit import last_word

if TYPE_CHECKING:
    from pathlib import Path

    from tests.appkit import Person, Tell


def test_a_chat_is_there_at_the_next_start_with_its_figures(tell: Tell, server: DemoServer) -> None:
    texts = []

    async def first(person: Person) -> None:
        await person.until_ready()
        texts.append(await person.ask("/long 30"))
        texts.append(await person.ask("/long 10"))

    async def second(person: Person) -> None:
        await person.until_ready()
        await person.opens_chat("/long 30")
        await person.until(lambda: person.answer_text() == texts[1])
        person.window.chat_page.transcript.verticalScrollBar().setValue(0)
        await person.until(lambda: any("30 tokens" in name for name in person.buttons()))
        assert await person.ask("/long 5")
        sent = [seen.json() for seen in server.requests if seen.path == "/api/chat"][-1]
        contents = [message["content"].split() for message in sent["messages"]]
        assert contents == [
            text.split() for text in ("/long 30", texts[0], "/long 10", texts[1], "/long 5")
        ]

    tell(first, host=server.url)
    tell(second, host=server.url)


def test_what_was_being_written_is_there_at_the_next_start(tell: Tell, server: DemoServer) -> None:
    async def first(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.types("half a thought")
        person.command("new-chat")
        assert person.message.toPlainText() == ""
        person.types("another one")

    async def second(person: Person) -> None:
        await person.until_ready()
        assert person.message.toPlainText() == "another one"
        await person.opens_chat("/long 3")
        assert person.message.toPlainText() == "half a thought"
        person.presses(Qt.Key.Key_Return)
        await person.until_idle()
        person.command("new-chat")
        assert person.message.toPlainText() == "another one"
        await person.opens_chat("/long 3")
        assert person.message.toPlainText() == ""

    tell(first, host=server.url)
    tell(second, host=server.url)


def test_an_answer_that_came_when_paddock_quit_is_kept_as_far_as_it_came(
    tell: Tell, slow_server: DemoServer
) -> None:
    seen = []

    async def first(person: Person) -> None:
        await person.until_ready()
        person.send("/long 400")
        await person.until(lambda: len(person.answer_text().split()) > 5)
        seen.append(person.answer_text())

    async def second(person: Person) -> None:
        await person.until_ready()
        await person.opens_chat("/long 400")
        await person.until(lambda: person.answer_text().startswith(seen[0]))
        await person.until_reads("Stopped.")

    tell(first, host=slow_server.url)
    tell(second, host=slow_server.url)


def test_an_answer_that_came_when_paddock_was_killed_is_marked(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def first(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 30")

    async def second(person: Person) -> None:
        await person.until_ready()
        await person.opens_chat("/long 30")
        await person.until_reads("Paddock ended while this answer was coming.")
        person.clicks("Continue")
        await person.until_idle()
        assert person.session.chat.chat.turns[0].reply is not None
        assert person.session.chat.chat.turns[0].reply.origin == "continued"

    tell(first, host=server.url)
    with sqlite3.connect(tmp_path / "chats.db") as connection:  # as a kill leaves it
        connection.execute("UPDATE messages SET ending = NULL, ended = NULL")
    connection.close()
    tell(second, host=server.url)


def test_a_deleted_chat_comes_back_with_undo_and_is_gone_at_the_next_start(
    tell: Tell, server: DemoServer
) -> None:
    async def first(person: Person) -> None:
        await person.until_ready()
        text = await person.ask("/long 30")
        person.command("delete-chat")
        await person.until(lambda: person.chats() == [])
        await person.until_reads("What would you like to ask?")
        person.clicks("Undo")
        await person.until(lambda: person.answer_text() == text)
        person.command("new-chat")
        await person.ask("/long 4")
        view = person.find(QListView, "Conversations")
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Delete)
        await person.until(lambda: person.chats() == ["/long 30"])

    async def second(person: Person) -> None:
        await person.until_ready()
        await person.until(lambda: person.chats() == ["/long 30"])

    tell(first, host=server.url)
    tell(second, host=server.url)


def test_ctrl_z_brings_a_deleted_chat_back_where_no_text_has_anything_to_undo(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.command("delete-chat")
        await person.until(lambda: person.chats() == [])
        person.command("undo")
        await person.until(lambda: person.chats() == ["/long 3"])

    tell(story, host=server.url)


def test_a_chat_is_renamed_where_it_stands_in_the_list(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.command("rename-chat")
        [editor] = [
            widget
            for widget in person.find(QListView, "Conversations").viewport().findChildren(QWidget)
            if widget.isVisible()
        ]
        QTest.keyClicks(editor, "Woods")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await person.until(lambda: person.window.windowTitle() == "Woods — Paddock")
        assert person.chats() == ["Woods"]

    tell(story, host=server.url)


def test_a_chat_can_be_duplicated_and_goes_its_own_way(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        text = await person.ask("/long 3")
        person.command("duplicate-chat")
        await person.until(lambda: "/long 3 (copy)" in person.window.windowTitle())
        await person.until(lambda: person.answer_text() == text)
        await person.ask("/long 5")
        await person.opens_chat("/long 3")
        await person.until(lambda: person.answer_text() == text)

    tell(story, host=server.url)


def test_the_model_that_answered_names_the_chat(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("model-titles")
        await person.ask("please name seven trees of the forest for me, and their birds")
        await person.until(
            lambda: person.chats() == ["Please name seven trees of the"], "the title"
        )
        asked = [seen.json() for seen in server.requests if seen.path == "/api/chat"]
        assert len(asked) == 2
        assert asked[1]["messages"][0] == asked[0]["messages"][0]
        await person.ask("and seven birds")
        assert len([s for s in server.requests if s.path == "/api/chat"]) == 3
        person.session.chats.rename(person.session.chat.current.id, "Mine")
        await person.until(lambda: person.chats() == ["Mine"])

    tell(story, host=server.url)


def test_no_other_server_is_asked_for_the_title_of_a_chat(tell: Tell, server: DemoServer) -> None:
    with DemoServer(speed=None, load_seconds=0.0) as other:

        async def story(person: Person) -> None:
            await person.until_ready()
            person.command("model-titles")
            chat = person.session.chat
            chat.current.answered.connect(
                lambda *_: person.session.server.use(parse_address(other.url), is_demo=True)
            )
            await person.ask("please name seven trees")
            await person.until(lambda: person.session.server.state.reach.value == "online")
            await person.until(lambda: any(seen.path == "/api/ps" for seen in other.requests))
            assert not [seen for seen in other.requests if seen.path == "/api/chat"]

        tell(story, host=server.url)


def test_a_message_is_found_by_its_words_and_shown(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 30")
        await person.ask("/long 3")
        person.command("new-chat")
        await person.ask("/long 12")
        person.command("search-chats")
        field = person.window.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "juniper19")
        await person.until(lambda: _found(person))
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(person.find(QListView, "Messages found"), Qt.Key.Key_Return)
        await person.until(lambda: person.window.windowTitle() == "/long 30 — Paddock")
        await person.until(lambda: last_word(30) in _text_in_view(person))

    tell(story, host=server.url)


def _found(person: Person) -> list[str]:
    lists = [view for view in person.all(QListView) if view.accessibleName() == "Messages found"]
    return [
        str(view.model().index(row, 0).data())
        for view in lists
        for row in range(view.model().rowCount())
    ]


def _text_in_view(person: Person) -> str:
    page = person.window.chat_page.transcript
    rows = [page.column.row(row) for row in sorted({placed.row for placed in page.placed})]
    segments = [segment for row in rows for segment in row.segments]
    return "\n".join(segment.shown() for segment in segments if segment.has_text)


def test_what_was_found_in_a_chat_is_gone_with_it(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 30")
        chat = person.session.chat.current.id
        person.command("search-chats")
        field = person.window.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "juniper19")
        await person.until(lambda: _found(person))
        person.command("delete-chat")
        await person.until(lambda: not _found(person))
        person.session.chat.open(chat)
        await person.ask("/long 4")
        assert person.session.chat.current.id != chat

    tell(story, host=server.url)


def test_what_is_typed_while_the_chats_are_being_opened_stays(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.types("typed early")
        person.application._join()  # as at the start: the window was there before
        assert person.message.toPlainText() == "typed early"

    tell(story, host=server.url)


def test_conversations_that_are_not_looked_at_leave_the_memory(
    tell: Tell, server: DemoServer
) -> None:
    def living() -> tuple[int, int]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        kinds = [type(thing) for thing in gc.get_objects()]
        return kinds.count(Conversation), kinds.count(Answering)

    async def story(person: Person) -> None:
        await person.until_ready()
        conversations_before, answerings_before = living()
        for number in range(3, 18):
            await person.ask(f"/long {number}")
            person.command("new-chat")
        await person.session.chats.writer.saved()
        await person.opens_chat("/long 3")
        await person.opens_chat("/long 4")
        conversations, answerings = living()
        assert conversations - conversations_before <= 10
        assert answerings == answerings_before

    tell(story, host=server.url)
