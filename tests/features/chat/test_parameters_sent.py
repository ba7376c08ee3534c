"""The panel beside the chat: what was changed there is in the next request, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from paddock.demo.server import DemoServer
from tests.appkit import CHAT, Person, Tell


def sent(server: DemoServer) -> Any:
    return [seen.json() for seen in server.requests if seen.path == "/api/chat"][-1]


def enter(person: Person, name: str, text: str) -> None:
    field = person.find(QLineEdit, name)
    field.selectAll()
    QTest.keyClicks(field, text)


def test_an_untouched_panel_sends_nothing_of_its_own(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("Hi")
        assert sent(server) == {"model": CHAT, "messages": [{"role": "user", "content": "Hi"}]}

    tell(story, host=server.url)


def test_what_is_entered_is_sent_and_what_is_taken_back_is_not(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        QTest.keyClicks(person.find(QPlainTextEdit, "System prompt"), "Be terse.")
        enter(person, "temperature", "0.3")
        enter(person, "num_ctx", "8192")
        enter(person, "seed", "42")
        enter(person, "keep_alive", "10m")
        await person.ask("Hi")
        body = sent(server)
        assert body["messages"] == [
            {"role": "system", "content": "Be terse."},
            {"role": "user", "content": "Hi"},
        ]
        assert body["options"] == {"temperature": 0.3, "num_ctx": 8192, "seed": 42}
        assert body["keep_alive"] == "10m"

        for name in ("temperature", "num_ctx", "seed", "keep_alive"):
            person.clicks(f"Reset {name}")
        person.find(QPlainTextEdit, "System prompt").clear()
        await person.ask("Again")
        body = sent(server)
        assert body["messages"][0]["role"] == "user"
        assert set(body) == {"model", "messages"}

    tell(story, host=server.url)


@pytest.mark.parametrize("draft", ["Hi", "  Hi\n\n", "Hi \ud83d"])
def test_what_will_be_sent_is_what_is_sent(tell: Tell, server: DemoServer, draft: str) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.clicks("Will be sent")
        enter(person, "seed", "7")
        person.message.setPlainText(draft)
        await person.until(lambda: '"Hi' in preview(person) and '"seed": 7' in preview(person))
        promised = preview(person)
        await person.ask(draft)
        assert sent(server) == json.loads(promised)

    def preview(person: Person) -> str:
        return person.find(QPlainTextEdit, "Will be sent").toPlainText()

    tell(story, host=server.url)


def test_of_a_new_chat_nothing_old_will_be_sent(tell: Tell, server: DemoServer) -> None:
    def preview(person: Person) -> str:
        return person.find(QPlainTextEdit, "Will be sent").toPlainText()

    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.clicks("Will be sent")
        await person.until(lambda: "/long 3" in preview(person))
        person.clicks("New chat")
        await person.until(lambda: "/long 3" not in preview(person))
        assert json.loads(preview(person))["messages"] == []
        await person.opens_chat("/long 3")
        await person.until(lambda: "/long 3" in preview(person))

    tell(story, host=server.url)
