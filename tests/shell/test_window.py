"""The window around the chat: commands, languages, themes, notices, and what outlives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from paddock.demo.server import DemoServer
from paddock.kit.drop_overlay import DropOverlay
from tests.appkit import THINK, Person, Tell, last_word, stored_settings, write_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Browser:
    """Stands in for the desktop's: remembers which addresses it was given."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, address: QUrl) -> bool:
        self.opened.append(address.toString())
        return True


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    browser = Browser()
    monkeypatch.setattr(QDesktopServices, "openUrl", browser.open)
    return browser


@pytest.fixture
def slow_server() -> Iterator[DemoServer]:
    """Takes its time, so that something can happen in the middle of an answer."""
    with DemoServer(speed=60, load_seconds=0.0) as server:
        yield server


# ---- chats


def test_a_new_chat_leaves_the_one_before_in_the_list(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        text = await person.ask("/long 5")
        person.clicks("New chat")
        await person.until_reads("What would you like to ask?")
        assert person.window.windowTitle() == "New chat — Paddock"
        await person.opens_chat("/long 5")
        await person.until(lambda: person.answer_text() == text)
        assert person.window.windowTitle() == "/long 5 — Paddock"
        assert person.notice() == ""

    tell(story, host=server.url)


def test_an_empty_chat_is_new_enough(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.types("half a thought")
        person.command("new-chat")
        assert person.notice() == ""
        assert person.message.toPlainText() == "half a thought"

    tell(story, host=server.url)


def test_an_answer_goes_on_while_another_chat_is_looked_at(
    tell: Tell, slow_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 60")
        await person.until(lambda: len(person.answer_text().split()) > 3)
        person.command("new-chat")
        assert not person.session.chat.is_busy
        assert person.chats() == ["/long 60, answering"]
        assert await person.ask("/long 3")
        await person.until(lambda: "/long 60, new answer" in person.chats())
        await person.opens_chat("/long 60")
        await person.until(lambda: person.answer_text().endswith(last_word(60)))
        assert sorted(person.chats()) == ["/long 3", "/long 60"]

    tell(story, host=slow_server.url)


def test_esc_in_the_filter_empties_it_and_stops_no_answer(
    tell: Tell, slow_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 300")
        await person.until(lambda: person.session.chat.is_busy)
        person.command("search-chats")
        field = person.find(QLineEdit, "Filter")
        person.types_into(field, "abc")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == ""
        assert person.session.chat.is_busy
        QTest.keyClick(field, Qt.Key.Key_Escape)
        await person.until(lambda: not person.session.chat.is_busy)

    tell(story, host=slow_server.url)


def test_a_chat_with_a_new_answer_has_one_still_after_delete_and_undo(
    tell: Tell, slow_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 10")
        person.command("new-chat")
        await person.until(lambda: person.chats() == ["/long 10, new answer"])
        [chat] = person.session.chats.unread
        person.session.chats.delete([chat])
        person.session.chats.restore([chat])
        await person.ask("/long 3")
        await person.until(lambda: sorted(person.chats()) == ["/long 10, new answer", "/long 3"])

    tell(story, host=slow_server.url)


# ---- languages and themes


def test_another_language_keeps_the_chat_the_draft_the_overrides_and_the_running_answer(
    tell: Tell, slow_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        QTest.keyClicks(person.find(QLineEdit, "seed"), "7")
        person.send("/long 60")
        await person.until(lambda: len(person.answer_text().split()) > 3)
        person.types("the next question")
        person.command("language-zh_CN")
        await person.until_reads("/long 60", "采样")
        assert person.session.chat.is_busy
        message = person.all(QPlainTextEdit)
        assert "the next question" in [edit.toPlainText() for edit in message]
        assert person.session.chat.overrides.options == {"seed": 7}
        assert person.find(QLineEdit, "seed").text() == "7"
        assert person.window.windowTitle().startswith("/long 60")
        await person.until_idle()
        assert person.answer_text().split()[-1] == "alder60"
        person.command("language-en")
        await person.until_reads("Sampling", "/long 60")
        assert person.answer_text().split()[-1] == "alder60"

    tell(story, host=slow_server.url)


def test_another_language_leads_back_to_where_one_reads(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/show technical")
        transcript = person.window.chat_page.transcript
        transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum() // 2)
        place = transcript.place
        assert place is not None
        person.command("language-zh_CN")
        await person.until(lambda: person.window.windowTitle() and person.answers())
        await person.until(lambda: person.window.chat_page.transcript is not transcript)
        assert person.window.chat_page.transcript.place == place

    tell(story, host=server.url)


def test_another_theme_draws_the_conversation_anew(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        text = await person.ask("Show me a table and some code")
        light = person.window.grab().toImage().pixelColor(640, 400).lightness()
        person.command("theme-dark")
        assert person.answer_text() == text
        assert person.window.grab().toImage().pixelColor(640, 400).lightness() < light - 100
        assert stored_settings_theme(person) == "dark"

    def stored_settings_theme(person: Person) -> str:
        return person.application.settings.value.theme

    tell(story, host=server.url)


def test_the_theme_may_change_while_an_answer_comes(tell: Tell, slow_server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 40")
        await person.until(lambda: len(person.answer_text().split()) > 3)
        person.command("theme-dark")
        await person.until_idle()
        await person.until(lambda: len(person.answer_text().split()) == 40)

    tell(story, host=slow_server.url)


# ---- what is remembered


def _narrow(person: Person) -> bool:
    """A layout that was just asked for may still hold the window wider."""
    person.window.resize(700, 500)
    return person.window.width() == 700


def test_size_columns_and_choices_are_there_at_the_next_start(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []

    async def first(person: Person) -> None:
        await person.until_ready()
        person.window.sidebar.model_activated.emit(THINK)
        person.command("parameters")
        await person.until(lambda: not person.window.panel.isVisible())
        # The platform has a screen of 800 pixels, and no window comes back larger than its screen.
        await person.until(lambda: person.window.minimumSizeHint().width() <= 700)
        await person.until(lambda: _narrow(person), "a window as narrow as the screen")
        person.window._splitter.setSizes([230, 470, 0])
        seen.append((person.window.width(), person.window._splitter.sizes()[0]))
        assert seen == [(700, 230)]
        person.window.close()

    async def second(person: Person) -> None:
        await person.until_ready(THINK)
        assert (person.window.width(), person.window._splitter.sizes()[0]) == seen[0]
        assert not person.window.panel.isVisible()
        person.command("parameters")
        assert person.window.panel.isVisible()

    tell(first, host=server.url)
    assert stored_settings(tmp_path)["show_parameters"] is False
    tell(second, host=server.url)


def test_settings_that_cannot_be_written_are_said_to_hold_for_now(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        (tmp_path / "settings.json.new").mkdir()
        person.command("sidebar")
        assert person.notice().startswith("The settings could not be written")
        assert not person.window.sidebar.isVisible()

    tell(story, host=server.url)


@pytest.mark.parametrize(
    "settings", [{"theme": "sepia"}, {"language": "tlh"}, {"model": "gone:1b"}, {"server": "::::"}]
)
def test_settings_that_make_no_sense_do_not_stop_it(
    tell: Tell, server: DemoServer, tmp_path: Path, settings: dict[str, str]
) -> None:
    write_settings(tmp_path, settings)

    async def story(person: Person) -> None:
        await person.until(person.model)
        assert await person.ask("/long 3")

    tell(story, host=server.url)


# ---- links


def test_a_link_is_shown_before_it_is_opened(
    tell: Tell, server: DemoServer, browser: Browser
) -> None:
    address = "http://example.org/a?b=c"

    async def answer(person: Person, button: str) -> None:
        person.window.chat_page.link_requested.emit(address)
        await person.until(person.all_dialogs)
        assert address in person.reads(person.dialog())
        person.clicks(button, person.dialog())
        await person.until(lambda: not person.all_dialogs())

    async def story(person: Person) -> None:
        await person.until_ready()
        await answer(person, "Cancel")
        await answer(person, "Open in the browser")
        await person.until(lambda: browser.opened == [address])

    tell(story, host=server.url)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:x", "a/b"])
def test_other_links_are_refused_with_words(
    tell: Tell, server: DemoServer, browser: Browser, address: str
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.window.chat_page.link_requested.emit(address)
        await person.until(person.notice)
        assert person.notice() == f"Links of this kind are not opened: {address}"
        assert not person.all_dialogs()
        assert not browser.opened

    tell(story, host=server.url)


# ---- bugs


def test_a_bug_is_reported_once_and_the_application_goes_on(
    tell: Tell, server: DemoServer, expect_log: Callable[[str], None], tmp_path: Path
) -> None:
    expect_log("unexpected: Paddock .*")

    async def stumble() -> None:
        raise ZeroDivisionError("token=s3cr3t")

    async def story(person: Person) -> None:
        await person.until_ready()
        person.session.scope.start("bug", stumble())
        await person.until(person.all_dialogs)
        words = person.reads(person.dialog())
        assert "This is a bug in Paddock" in words
        assert "Traceback" in words
        assert "ZeroDivisionError" in words
        assert "s3cr3t" not in words
        person.clicks("Close", person.dialog())
        person.session.scope.start("bug", stumble())
        assert await person.ask("/long 3")
        assert not person.all_dialogs()

    tell(story, host=server.url)
    log = (tmp_path / "logs" / "paddock.log").read_text("utf-8")
    assert log.count("Traceback") == 2
    assert "s3cr3t" not in log


def test_a_bug_in_a_slot_is_reported_too(
    tell: Tell, server: DemoServer, expect_log: Callable[[str], None]
) -> None:
    expect_log("unexpected: Paddock .*")

    def stumble() -> None:
        raise ZeroDivisionError("in a slot")

    async def story(person: Person) -> None:
        await person.until_ready()
        person.find(QPushButton, "Send").setEnabled(True)
        person.window.sidebar.new_chat_requested.connect(stumble)
        person.clicks("New chat")
        await person.until(person.all_dialogs)
        assert "in a slot" in person.reads(person.dialog())
        person.clicks("Close", person.dialog())
        assert await person.ask("/long 3")

    tell(story, host=server.url)


# ---- dialogs and help


def test_about_names_the_version(tell: Tell, server: DemoServer) -> None:
    from paddock import __version__

    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("about")
        await person.until(person.all_dialogs)
        assert f"Paddock {__version__}" in person.reads(person.dialog())
        person.dialog().close()
        await person.until(lambda: not person.all_dialogs())

    tell(story, host=server.url)


def test_the_log_folder_and_the_download_page_are_opened(
    tell: Tell, server: DemoServer, browser: Browser, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("open-logs")
        person.command("get-ollama")
        assert browser.opened == [
            QUrl.fromLocalFile(str(tmp_path / "logs")).toString(),
            "https://ollama.com/download",
        ]

    tell(story, host=server.url)


def test_where_no_browser_opens_the_address_is_told(
    tell: Tell, server: DemoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _address: False)

    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("get-ollama")
        assert "https://ollama.com/download" in person.notice()

    tell(story, host=server.url)


def test_the_details_of_a_connection_that_works(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("server-details")
        words = person.reads(person.dialog())
        assert f"Connected to {server.url}" in words
        assert "version 0.33.0" in words
        person.clicks("Close", person.dialog())

    tell(story, host=server.url)


def test_closing_in_the_middle_of_an_answer_ends_everything(
    tell: Tell, slow_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 300")
        await person.until(lambda: len(person.answer_text().split()) > 3)
        person.command("other-address")
        await person.until(person.all_dialogs)
        person.window.close()

    tell(story, host=slow_server.url)
    slow_server.wait_for(lambda seen: seen.path == "/api/chat" and seen.disconnected)


def test_a_file_that_is_dragged_over_the_window_leaves_the_columns_as_they_are(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        window, columns = person.window, person.window._splitter
        sizes = columns.sizes()
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile("/a.png")])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
        QApplication.sendEvent(person.message, enter)
        [overlay] = person.all(DropOverlay)
        assert overlay.geometry() == window.body.rect()
        assert overlay.size() == columns.size()
        assert (columns.count(), columns.sizes()) == (3, sizes)
        QApplication.sendEvent(window.body, QDragLeaveEvent())
        assert person.all(DropOverlay) == []
        assert (columns.count(), columns.sizes()) == (3, sizes)

    tell(story, host=server.url)
