"""From a chosen model to an answer that streamed in, and what can be done with it then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPushButton, QToolButton

from paddock.demo.server import DemoServer
from paddock.domain.frames import FRAME
from tests.appkit import THINK, last_word

if TYPE_CHECKING:
    from tests.appkit import Person, Tell


def chats(server: DemoServer) -> list[dict[str, Any]]:
    return [seen.json() for seen in server.requests if seen.path == "/api/chat"]


def test_a_question_is_answered_and_figures_stand_below(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 30")
        assert person.answer_text().startswith("birch1 ")
        assert person.answer_text().endswith(last_word(30))
        [figures] = [
            button.accessibleName()
            for button in person.all(QAbstractButton)
            if button.accessibleName().startswith("Details of the answer")
        ]
        for figure in ("tok/s", "first token", "30 tokens"):
            assert figure in figures
        assert person.window.windowTitle() == "/long 30 — Paddock"
        assert person.message.toPlainText() == ""
        person.clicks("Copy answer")
        assert QGuiApplication.clipboard().text().split() == person.answer_text().split()

    tell(story, host=server.url)


def test_loading_reading_and_answering_are_told_apart(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 40")
        assert "Waiting for the server · 0 s" in person.reads()
        await person.until_reads("Loading demo-chat:8b · ")
        await person.until_reads("Answering · ", "birch1")
        assert "Stop" in person.buttons()
        await person.until_idle()
        assert "Answering" not in person.reads()
        assert "Stop" not in person.buttons()

    with DemoServer(speed=60, load_seconds=1.0) as server:
        tell(story, host=server.url)


def test_thinking_is_told_apart_and_can_be_opened(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.find(QComboBox, "Model").setCurrentText(THINK)
        person.find(QComboBox, "Model").activated.emit(0)
        await person.until(lambda: "thinking" in person.reads())
        text = await person.ask("Why?")
        person.window.chat_page.transcript.go_to(1)
        fold = next(name for name in person.buttons() if name.startswith("Thought for"))
        person.clicks(fold)
        opened = person.answer_text()
        assert opened.endswith(text)
        assert len(opened) > len(text) + 50
        person.clicks(fold)
        assert person.answer_text() == text

    tell(story, host=server.url)


def test_an_answer_is_shown_at_most_once_a_frame_and_complete(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        shown: list[float] = []
        person.session.chat.turn_changed.connect(lambda *_: shown.append(time.monotonic()))
        began = time.monotonic()
        text = await person.ask("/long 1500")
        frames = (time.monotonic() - began) / FRAME
        assert text.split()[-1] == "alder1500"
        assert len(text.split()) == 1500
        # One more for the question, one for the end that is not waited for; on a busy machine an
        # update costs more, and is followed by a longer rest.
        assert 2 < len(shown) <= frames + 3

    with DemoServer(speed=2000, load_seconds=0.0) as server:
        tell(story, host=server.url)


def test_stop_keeps_what_came_and_a_new_answer_stands_beside_it(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/slow 40 /long 500")
        await person.until(lambda: person.answers() and len(person.answer_text().split()) > 3)
        person.clicks("Stop")
        await person.until_idle()
        partial = person.answer_text()
        assert partial.split()[:3] == ["birch1", "cedar2", "dogwood3"]
        assert "Stopped." in person.reads()
        [chat] = [seen for seen in server.requests if seen.path == "/api/chat"]
        await person.until(
            lambda: [s for s in server.requests if s.path == "/api/chat" and s.disconnected]
        )

        person.clicks("Regenerate")
        await person.until(lambda: len(person.answer_text().split()) > 3)
        person.command("stop")
        await person.until_idle()
        await person.until_reads("2 / 2")
        person.clicks("Earlier answer")
        await person.until_reads("1 / 2")
        assert person.answer_text() == partial
        assert not person.find(QToolButton, "Earlier answer").isEnabled()
        person.clicks("Later answer")
        await person.until_reads("2 / 2")
        assert chat.json()["messages"] == chats(server)[1]["messages"]

    tell(story, host=server.url)


def test_stopping_before_the_first_word_leaves_an_empty_answer_that_says_so(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("Hello")
        await person.until_reads("Loading demo-chat:8b")
        person.presses(Qt.Key.Key_Escape)
        await person.until_idle()
        assert "Stopped." in person.reads()
        assert person.answer_text() == ""

    with DemoServer(speed=None, load_seconds=30) as server:
        tell(story, host=server.url)


def test_the_shown_answers_are_what_the_conversation_goes_on_from(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        first = await person.ask("/long 5")
        person.command("regenerate")
        await person.until_idle()
        person.clicks("Earlier answer")
        await person.ask("/long 3")
        sent = chats(server)[2]["messages"]
        assert [(m["role"], m["content"]) for m in sent] == [
            ("user", "/long 5"),
            ("assistant", first),
            ("user", "/long 3"),
        ]

    tell(story, host=server.url)


def test_the_answer_that_is_switched_to_is_the_one_that_is_sent(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/slow 40 /long 500")
        await person.until(lambda: person.answers() and len(person.answer_text().split()) > 2)
        person.clicks("Stop")
        await person.until_idle()
        stopped = person.answer_text()
        person.clicks("Regenerate")
        await person.until(
            lambda: len(person.answer_text().split()) > len(stopped.split()) + 2, "a longer answer"
        )
        person.clicks("Stop")
        await person.until_idle()
        person.clicks("Earlier answer")
        await person.ask("/long 3")
        answer = chats(server)[2]["messages"][1]
        assert (answer["role"], answer["content"].split()) == ("assistant", stopped.split())

    with DemoServer(speed=None, load_seconds=0.0) as server:
        tell(story, host=server.url)


def test_the_end_is_followed_until_the_person_scrolls_up(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 3000")
        bar = person.window.chat_page.transcript.verticalScrollBar()
        await person.until(lambda: bar.maximum() > 200)
        assert bar.value() == bar.maximum()
        bar.setValue(50)
        before = bar.maximum()
        await person.until(lambda: bar.maximum() > before + 100, "a longer answer")
        assert bar.value() == 50
        await person.until_idle()

    with DemoServer(speed=3000, load_seconds=0.0) as server:
        tell(story, host=server.url)


@pytest.mark.parametrize("question", ["   ", "\n\n", ""])
def test_nothing_is_sent_for_nothing(tell: Tell, server: DemoServer, question: str) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send(question)
        assert not person.session.chat.is_busy
        assert not person.find(QPushButton, "Send").isEnabled()
        await person.ask("/long 3")
        assert len(chats(server)) == 1

    tell(story, host=server.url)


def test_nothing_is_sent_while_an_answer_comes(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/slow 20 /long 100")
        await person.until(lambda: person.answers() and person.answer_text())
        person.send("impatient")
        assert person.message.toPlainText() == "impatient"
        person.command("stop")
        await person.until_idle()
        assert len(chats(server)) == 1

    tell(story, host=server.url)
