"""What a screen reader is told that no widget shows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

import paddock.kit.announce
from paddock.demo.server import DemoServer, Fault
from paddock.kit.announce import announce
from tests.appkit import CHAT, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.appkit import Person, Tell

__all__ = ["tell"]


@pytest.fixture
def reader(qapp: QApplication) -> Iterator[None]:
    """A screen reader is there, as far as Qt knows."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def heard(reader: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that Qt is given to be said."""
    said: list[str] = []

    def update(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())
        QAccessible.updateAccessibility(event)

    border = SimpleNamespace(isActive=QAccessible.isActive, updateAccessibility=update)
    monkeypatch.setattr(paddock.kit.announce, "QAccessible", border)
    return said


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as server:
        yield server


def test_words_are_said_about_a_widget(qtbot: QtBot, heard: list[str]) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    announce(widget, "Something happened")
    assert heard == ["Something happened"]


def test_nobody_is_told_where_nobody_listens(qtbot: QtBot, heard: list[str]) -> None:
    QAccessible.setActive(False)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Something happened")
    assert heard == []


def test_the_end_of_an_answer_is_said_once(
    tell: Tell, server: DemoServer, heard: list[str]
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 300")
        assert heard == [f"{CHAT} has answered"]
        await person.ask("/long 3")
        assert heard == [f"{CHAT} has answered"] * 2
        person.clicks("Regenerate")
        await person.until_idle()
        person.clicks("Earlier answer")
        assert heard == [f"{CHAT} has answered"] * 3

    tell(story, host=server.url)


def test_one_that_was_stopped_ended_early(tell: Tell, server: DemoServer, heard: list[str]) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/slow 40 /long 500")
        await person.until(lambda: person.answers() and len(person.answer_text().split()) > 3)
        assert heard == []
        person.clicks("Stop")
        await person.until_idle()
        assert heard == [f"The answer of {CHAT} ended early"]

    tell(story, host=server.url)


def test_one_that_failed_ended_early(tell: Tell, server: DemoServer, heard: list[str]) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(Fault("/api/chat", "error_line", after_lines=5))
        person.send("Hello")
        await person.until_idle()
        assert heard == [f"The answer of {CHAT} ended early"]

    tell(story, host=server.url)
