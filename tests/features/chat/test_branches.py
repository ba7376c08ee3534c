"""What can be done with a message: another version of it beside it, never in its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit

from paddock.domain.reply import Ending
from tests.appkit import THINK

if TYPE_CHECKING:
    from paddock.demo.server import DemoServer
    from tests.appkit import Person, Tell


def sent(server: DemoServer) -> list[list[tuple[str, str]]]:
    """The messages of each request, as role and words."""
    bodies = [seen.json() for seen in server.requests if seen.path == "/api/chat"]
    return [
        [(message["role"], message["content"].split()[-1]) for message in body["messages"]]
        for body in bodies
    ]


def questions(person: Person) -> list[str]:
    return [turn.question for turn in person.session.chat.chat.turns]


def chooses(person: Person, *words: str, turn: int = -1) -> None:
    """Takes an entry of the menu behind ⋯, or one of a menu inside of it."""
    transcript = person.window.chat_page.transcript
    shown = person.session.chat.chat.turns[turn]
    transcript.menu_requested.emit(shown.id, shown.shown, QPoint(10, 10), False)
    [top] = person.all(QMenu, transcript)
    menu: Any = top
    for word in words[:-1]:
        menu = _entry(menu, word).menu()
    chosen = _entry(menu, words[-1])
    assert chosen.isEnabled()
    chosen.trigger()
    top.close()


def _entry(menu: QMenu, word: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == word)


def test_an_edited_question_stands_beside_the_first(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        first = await person.ask("/long 3")
        await person.ask("/long 4")
        person.window.chat_page.transcript.edit_requested.emit(person.session.chat.chat.turns[0].id)
        assert person.message.toPlainText() == "/long 3"
        person.send("/long 6")
        await person.until_idle()
        assert questions(person) == ["/long 6"]
        assert sent(server)[-1] == [("user", "6")]
        await person.until_reads("2 / 2")
        person.clicks("Earlier version")
        await person.until(lambda: questions(person) == ["/long 3", "/long 4"])
        await person.ask("/long 5")
        assert sent(server)[-1][:2] == [("user", "3"), ("assistant", first.split()[-1])]

    tell(story, host=server.url)


def test_up_edits_the_last_message_and_esc_brings_the_draft_back(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.presses(Qt.Key.Key_Up)
        assert person.message.toPlainText() == "/long 3"
        await person.until_reads("Editing a message: sending makes a new branch.")
        person.types(" more")
        person.presses(Qt.Key.Key_Escape)
        assert person.message.toPlainText() == ""
        assert questions(person) == ["/long 3"]
        await person.ask("/long 4")
        assert questions(person) == ["/long 3", "/long 4"]

    tell(story, host=server.url)


def test_another_model_can_answer_the_same_question(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        chooses(person, "Regenerate with", THINK)
        await person.until_idle()
        turn = person.session.chat.chat.turns[0]
        assert [reply.model for reply in turn.replies] == ["demo-chat:8b", THINK]
        await person.until_reads("2 / 2")

    tell(story, host=server.url)


def test_another_model_is_sent_only_what_it_can_do(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.window.sidebar.model_activated.emit(THINK)
        await person.until_ready(THINK)
        await person.ask("/long 3")
        person.session.chat.set_overrides(replace(person.session.chat.overrides, think=True))
        chooses(person, "Regenerate with", "demo-code:1.5b")
        await person.until_idle()
        reply = person.session.chat.chat.turns[0].reply
        assert reply is not None
        assert reply.ending is Ending.DONE
        body = [seen.json() for seen in server.requests if seen.path == "/api/chat"][-1]
        assert (body["model"], "think" in body) == ("demo-code:1.5b", False)

    tell(story, host=server.url)


def test_an_earlier_question_asked_again_makes_a_branch(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        await person.ask("/long 4")
        chooses(person, "Regenerate", turn=0)
        await person.until_idle()
        assert questions(person) == ["/long 3"]
        person.clicks("Earlier answer")
        await person.until(lambda: questions(person) == ["/long 3", "/long 4"])

    tell(story, host=server.url)


def test_a_stopped_answer_goes_on_from_where_it_was(tell: Tell, slow_server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 200")
        await person.until(lambda: len(person.answer_text().split()) > 4)
        person.clicks("Stop")
        await person.until_idle()
        stopped = person.session.chat.chat.turns[0].reply
        assert stopped is not None
        person.clicks("Continue")
        await person.until_idle()
        replies = person.session.chat.chat.turns[0].replies
        assert replies[0] == stopped
        assert replies[1].text.startswith(stopped.text)
        assert len(replies[1].text) > len(stopped.text)
        bodies = [seen.json() for seen in slow_server.requests if seen.path == "/api/chat"]
        assert bodies[-1]["messages"][-1] == {"role": "assistant", "content": stopped.text}

    tell(story, host=slow_server.url)


def test_an_edited_answer_is_what_goes_on(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        chooses(person, "Edit answer…")
        editor = person.find(QPlainTextEdit, "Text of the answer")
        editor.setPlainText("Forty-two.")
        person.clicks("Save answer")
        await person.until(lambda: person.answer_text() == "Forty-two.")
        await person.ask("/long 4")
        assert sent(server)[-1][1] == ("assistant", "Forty-two.")
        turn = person.session.chat.chat.turns[0]
        assert [reply.origin for reply in turn.replies] == ["", "edited"]

    tell(story, host=server.url)


def test_a_deleted_message_takes_along_what_follows_and_undo_brings_all_back(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        for number in (3, 4, 5):
            await person.ask(f"/long {number}")
        page = person.window.chat_page
        page.transcript.delete_requested.emit(person.session.chat.chat.turns[1].id, -1)
        await person.until(lambda: questions(person) == ["/long 3"])
        assert person.notice() == "4 messages were deleted."
        person.clicks("Undo")
        await person.until(lambda: questions(person) == ["/long 3", "/long 4", "/long 5"])
        await person.until_reads("/long 5")

    tell(story, host=server.url)


def test_what_was_sent_is_told_as_it_was(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.session.chat.set_overrides(person.session.chat.overrides.with_option("seed", 7))
        await person.ask("/long 3")
        await person.ask("/long 4")
        person.session.chat.set_overrides(person.session.chat.overrides.with_option("seed", 8))
        chooses(person, "Show what was sent")
        await person.until(person.all_dialogs)
        told = [edit.toPlainText() for edit in person.all(QPlainTextEdit, person.dialog())]
        body = [seen.json() for seen in server.requests if seen.path == "/api/chat"][-1]
        shown = json.loads(told[0])
        assert shown == {key: value for key, value in body.items() if key in shown}
        assert shown["options"] == {"seed": 7}
        assert len(shown["messages"]) == 3

    tell(story, host=server.url)


def test_details_say_what_is_known_of_an_answer(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 30")
        chooses(person, "Details…")
        await person.until(person.all_dialogs)
        assert person.dialog().windowTitle() == "Details of the answer"
        words = " ".join(label.text() for label in person.all(QLabel, person.dialog()))
        assert "cache" in words

    tell(story, host=server.url)


def test_two_chats_answer_at_once_and_each_keeps_its_own(
    tell: Tell, slow_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 40")
        await person.until(lambda: len(person.answer_text().split()) > 2)
        person.command("new-chat")
        person.send("/slow 80 /long 30")
        await person.until(lambda: person.session.chats.working == {1, 2})
        await person.opens_chat("/long 40")
        person.clicks("Stop")
        await person.until(lambda: person.session.chats.working == {2})
        await person.opens_chat("/slow 80 /long 30")
        await person.until_idle()
        assert len(person.answer_text().split()) == 30

    tell(story, host=slow_server.url)


def test_undo_in_another_chat_leads_back_to_the_branch_that_was_shown(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        await person.ask("/long 4")
        person.command("regenerate")
        await person.until_idle()
        person.clicks("Earlier answer")
        before = [turn.shown for turn in person.session.chat.chat.turns]
        transcript = person.window.chat_page.transcript
        transcript.delete_requested.emit(person.session.chat.chat.turns[0].id, -1)
        person.session.chat.new_chat()
        person.clicks("Undo")
        await person.until(lambda: questions(person) == ["/long 3", "/long 4"])
        assert [turn.shown for turn in person.session.chat.chat.turns] == before

    tell(story, host=server.url)


def test_an_answer_is_edited_while_another_one_comes(tell: Tell, slow_server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.send("/long 200")
        await person.until(lambda: person.session.chat.is_busy)
        chooses(person, "Edit answer…", turn=0)
        person.find(QPlainTextEdit, "Text of the answer").setPlainText("Rewritten.")
        person.clicks("Save answer")
        turn = person.session.chat.chat.turns[0]
        assert [reply.text for reply in turn.replies][-1] == "Rewritten."
        person.session.chat.stop()

    tell(story, host=slow_server.url)


def test_a_message_that_is_being_edited_is_gone_and_what_was_written_stays(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.presses(Qt.Key.Key_Up)
        person.types(" and more")
        transcript = person.window.chat_page.transcript
        transcript.delete_requested.emit(person.session.chat.chat.turns[0].id, -1)
        assert person.message.toPlainText() == "/long 3 and more"
        await person.ask(person.message.toPlainText())
        assert questions(person) == ["/long 3 and more"]

    tell(story, host=server.url)


def test_an_edit_is_gone_on_with_when_its_chat_is_opened_again(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.presses(Qt.Key.Key_Up)
        person.types("3")
        person.command("new-chat")
        assert person.message.toPlainText() == ""
        await person.opens_chat("/long 3")
        assert person.message.toPlainText() == "/long 33"
        person.presses(Qt.Key.Key_Return)
        await person.until_idle()
        assert questions(person) == ["/long 33"]

    tell(story, host=server.url)


def test_what_was_sent_is_told_while_the_answer_comes(tell: Tell, slow_server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 200")
        await person.until(lambda: len(person.answer_text().split()) > 2)
        turn = person.session.chat.chat.turns[0]
        person.window.chat_page.message_details_requested.emit(turn.id, 0, True)
        await person.until(person.all_dialogs)
        told = [edit.toPlainText() for edit in person.all(QPlainTextEdit, person.dialog())]
        assert json.loads(told[0])["messages"][0]["content"] == "/long 200"
        person.session.chat.stop()

    tell(story, host=slow_server.url)
