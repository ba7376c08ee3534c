"""Reading a conversation: its size, going through it, copying from it, and what a link may lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QTextBrowser, QWidget

from paddock.parts.segments.text_view import TextView
from paddock.parts.transcript.row_box import RowBox
from paddock.state.settings import ZOOM_STEPS
from tests.appkit import CHAT, stored_settings
from tests.parts.transcript.transcripts import chat

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from paddock.demo.server import DemoServer
    from tests.appkit import Person, Tell

# The offscreen platform says so of each menu.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT = Qt.MouseButton.LeftButton
NOTHING = Qt.KeyboardModifier.NoModifier


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def texts(person: Person) -> list[TextView]:
    """Those of the conversation in view, from top to bottom."""
    view = person.window.chat_page.transcript
    found = person.all(TextView, view)
    return sorted(found, key=lambda text: text.mapTo(view, QPoint(0, 0)).y())


async def with_words(person: Person, words: str) -> TextView:
    await person.until(lambda: any(words in text.toPlainText() for text in texts(person)))
    [found] = [text for text in texts(person) if words in text.toPlainText()]
    return found


def point_of(text: TextView, position: int) -> QPoint:
    cursor = text.textCursor()
    cursor.setPosition(position)
    return text.cursorRect(cursor).center()


def moves(widget: QWidget, point: QPoint) -> None:
    """The mouse with its button held."""
    at = QPointF(widget.mapToGlobal(point))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), at, Qt.MouseButton.NoButton, LEFT, NOTHING
    )
    QApplication.sendEvent(widget, event)


def selects(text: TextView, start: int, end: int) -> None:
    port = text.viewport()
    QTest.mousePress(port, LEFT, NOTHING, point_of(text, start))
    moves(port, point_of(text, end))
    QTest.mouseRelease(port, LEFT, NOTHING, point_of(text, end))


# ------------------------------------------------------------------------------------------- zoom


def letters(person: Person) -> int:
    """How high a line of the answer is."""
    text = texts(person)[-1]
    return (
        text.document()
        .documentLayout()
        .blockBoundingRect(text.document().begin())
        .toRect()
        .height()
    )


def test_text_grows_and_shrinks_and_that_is_remembered(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 2")
        usual = letters(person)
        person.command("zoom-in")
        person.command("zoom-in")
        larger = letters(person)
        assert larger > usual
        assert stored_settings(tmp_path)["zoom"] == 1.25
        person.command("zoom-reset")
        assert letters(person) == usual
        assert "zoom" not in stored_settings(tmp_path)
        person.command("zoom-out")
        person.command("zoom-out")
        assert letters(person) < usual
        assert stored_settings(tmp_path)["zoom"] == 0.8
        assert person.answer_text() == "birch1 cedar2"

    tell(story, host=server.url)


def test_text_does_not_grow_without_end(tell: Tell, server: DemoServer, tmp_path: Path) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 2")
        for _ in range(2 * len(ZOOM_STEPS)):
            person.command("zoom-in")
        assert stored_settings(tmp_path)["zoom"] == 3.0
        for _ in range(2 * len(ZOOM_STEPS)):
            person.command("zoom-out")
        assert stored_settings(tmp_path)["zoom"] == 0.5

    tell(story, host=server.url)


# ------------------------------------------------------------------------------------ going through


def reached(person: Person) -> str:
    """The author of the message that the keyboard is in, and how it begins."""
    focus: QWidget | None = QApplication.focusWidget()
    assert isinstance(focus, TextView), focus
    box = next(box for box in person.all(RowBox) if box.isAncestorOf(focus))
    return f"{box.accessibleName()}: {focus.toPlainText()}"


def test_the_keyboard_goes_from_message_to_message(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 2")
        await person.ask("/long 3")
        person.command("previous-message")
        assert reached(person) == f"{CHAT}: birch1 cedar2 dogwood3"
        person.command("previous-message")
        assert reached(person) == "You: /long 3"
        person.command("previous-message")
        person.command("previous-message")
        person.command("previous-message")
        assert reached(person) == "You: /long 2"
        person.command("next-message")
        assert reached(person) == f"{CHAT}: birch1 cedar2"
        QTest.keyClick(person.window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert reached(person) == "You: /long 3"

    tell(story, host=server.url)


def test_a_message_that_is_gone_to_comes_into_view(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        for number in range(6):
            await person.ask(f"/long {200 + number}")
        for _ in range(10):
            person.command("previous-message")
        assert reached(person) == "You: /long 201"
        view = person.window.chat_page.transcript.viewport()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert view.rect().contains(focus.mapTo(view, focus.rect().center()))

    tell(story, host=server.url)


def test_to_the_end(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3000")
        bar = person.window.chat_page.transcript.verticalScrollBar()
        bar.setValue(0)
        assert bar.value() < bar.maximum() - 100
        await person.until(lambda: "To the end" in person.buttons())
        person.command("to-end")
        assert bar.value() == bar.maximum()
        await person.until(lambda: any("alder3000" in t.toPlainText() for t in texts(person)))
        assert "To the end" not in person.buttons()
        bar.setValue(0)
        await person.until(lambda: "To the end" in person.buttons())
        person.clicks("To the end")
        assert bar.value() == bar.maximum()

    tell(story, host=server.url)


# ---------------------------------------------------------------------------- selecting and copying


def test_copy_as_markdown_takes_the_selection_else_the_answer(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/show technical")
        reply = person.session.chat.chat.turns[-1].reply
        assert reply is not None
        QGuiApplication.clipboard().clear()
        person.command("copy-markdown")
        assert clipboard() == reply.text
        person.window.chat_page.transcript.go_to(1)
        person.window.chat_page.transcript.selectAll()
        person.command("copy-markdown")
        everything = clipboard()
        assert everything.startswith("/show technical\n\n")
        assert "```" in everything
        person.window.chat_page.transcript.go_to(0)
        question = await with_words(person, "/show technical")
        selects(question, 1, 5)
        person.command("copy-markdown")
        assert clipboard() == "show"

    tell(story, host=server.url)


def menu_of(person: Person, text: TextView, position: int) -> dict[str, QAction]:
    """Opens the context menu over a place of a text; its actions by their words."""
    place = point_of(text, position)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, text.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(text.viewport(), event)
    [menu] = person.all(QMenu)
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def close_menu(person: Person, text: TextView) -> None:
    for menu in person.all(QMenu):
        menu.close()


def test_the_menu_of_a_text_without_a_selection(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 20")
        text = await with_words(person, "birch1")
        actions = menu_of(person, text, 2)
        assert list(actions)[-4:] == [
            "Copy",
            "Copy as Markdown",
            "Copy message as Markdown",
            "Select all",
        ]
        assert not actions["Copy"].isEnabled()
        assert not actions["Copy as Markdown"].isEnabled()
        actions["Copy message as Markdown"].trigger()
        assert clipboard().split() == person.answer_text().split()
        actions["Select all"].trigger()
        close_menu(person, text)
        actions = menu_of(person, text, 2)
        assert actions["Copy"].isEnabled()
        actions["Copy"].trigger()
        assert clipboard().split() == ["/long", "20", *person.answer_text().split()]
        close_menu(person, text)

    tell(story, host=server.url)


def test_the_menu_of_a_text_copies_what_is_selected(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 20")
        text = await with_words(person, "birch1")
        selects(text, 0, 6)
        actions = menu_of(person, text, 3)
        assert actions["Copy"].isEnabled()
        actions["Copy"].trigger()
        assert clipboard() == "birch1"
        close_menu(person, text)

    tell(story, host=server.url)


def test_the_menu_of_a_message_copies_it_as_it_was_written(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/show quotes")
        reply = person.session.chat.chat.turns[-1].reply
        assert reply is not None
        person.window.chat_page.transcript.go_to(1)
        await person.until(lambda: "footnote" in person.answer_text() and bool(texts(person)))
        text, position = linked(person)
        address = text.anchorAt(point_of(text, position))
        actions = menu_of(person, text, position)
        actions["Copy message as Markdown"].trigger()
        assert clipboard() == reply.text
        actions["Copy link address"].trigger()
        assert clipboard() == address
        assert address.startswith("http")
        close_menu(person, text)

    tell(story, host=server.url)


def linked(person: Person) -> tuple[TextView, int]:
    """A text in view that holds a link, and a place in the link."""
    for text in texts(person):
        block = text.document().begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                middle = fragment.position() + fragment.length() // 2
                if text.anchorAt(point_of(text, middle)).startswith("http"):
                    return text, middle
                fragments += 1
            block = block.next()
    raise AssertionError("no link is in view")


@pytest.mark.parametrize("down", [True, False])
def test_dragging_beyond_the_edge_scrolls(tell: Tell, server: DemoServer, down: bool) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3000")
        view = person.window.chat_page.transcript
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        await person.until(lambda: bool(texts(person)))
        text = texts(person)[0]
        port = text.viewport()
        middle = port.mapFrom(view, QPoint(view.width() // 2, view.height() // 2))
        start = bar.value()
        QTest.mousePress(port, LEFT, NOTHING, middle)
        beyond = QPoint(0, view.height() + 30 if down else -30)
        moves(port, port.mapFrom(view, beyond))
        # That is more than there is room for between the press and the edge.
        selected = view.reading.selecting
        await person.until(lambda: len(selected.text().split()) > 250, "a longer selection")
        QTest.mouseRelease(port, LEFT, NOTHING, middle)
        assert bar.value() > start if down else bar.value() < start
        view.copy()
        assert clipboard() == selected.text()

    tell(story, host=server.url)


# ---------------------------------------------------------------------------------------- its end


def test_an_answer_that_reached_its_limit_says_so(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        field = person.find(QLineEdit, "num_predict")
        field.selectAll()
        QTest.keyClicks(field, "4")
        text = await person.ask("/long 30")
        assert text == "birch1 cedar2 dogwood3 elm4"
        await person.until_reads(
            "Ended at the length limit: num_predict or the context is used up (length)."
        )
        # It is no failure: there is nothing to look into, and asking again is always offered.
        assert "Details" not in person.buttons()
        assert "Retry" not in person.buttons()
        assert "Regenerate" in person.buttons()

    tell(story, host=server.url)


# ------------------------------------------------------------------------------------------- links


LINKS = """\
<file:///etc/passwd> [one](file:///etc/passwd) <javascript:alert(1)> [two](javascript:alert(1))
[three](JavaScript:alert(1)) [four](data:text/html,x) [five](vbscript:x) ![six](file:///etc/hosts)

| [seven](file:///etc/passwd) | <javascript:alert(2)> |
|---|---|
| [eight](javascript:alert\\(3\\)) | [nine][9] [ten](https://example.org/ten) |

[eleven](https://example.org/eleven) <https://example.org/twelve> <mailto:a@example.org>

[9]: file:///etc/passwd
"""


def links(person: Person) -> set[str]:
    """Where all that is in view can lead, found as a mouse finds it."""
    found = set()
    for widget in person.all(QTextBrowser, person.window.chat_page.transcript):
        for x in range(0, widget.viewport().width(), 3):
            for y in range(0, widget.viewport().height(), 3):
                found.add(widget.anchorAt(QPoint(x, y)))
    return found - {""}


def test_only_links_to_the_web_and_to_mail_are_links(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.window.chat_page.show_chat(chat((LINKS, LINKS), id=-1))
        person.window.chat_page.transcript.go_to(1)
        assert "one" in person.answer_text()
        assert "nine" in person.answer_text()
        assert links(person) == {
            "https://example.org/ten",
            "https://example.org/eleven",
            "https://example.org/twelve",
            "mailto:a@example.org",
        }

    tell(story, host=server.url)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ssh://x",
    ],
)
def test_an_address_of_another_kind_is_not_opened(
    tell: Tell, server: DemoServer, address: str
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 2")
        person.window.chat_page.transcript.link_requested.emit(address)
        await person.until(lambda: person.notice() != "")
        assert person.notice() == f"Links of this kind are not opened: {address}"
        assert person.all_dialogs() == []

    tell(story, host=server.url)


def test_a_link_is_shown_before_it_is_opened(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/show quotes")
        person.window.chat_page.transcript.go_to(1)
        await person.until(lambda: "footnote" in person.answer_text() and bool(texts(person)))
        text, position = linked(person)
        address = text.anchorAt(point_of(text, position))
        QTest.mouseClick(text.viewport(), LEFT, NOTHING, point_of(text, position))
        await person.until(lambda: len(person.all_dialogs()) == 1)
        assert address in person.reads(person.dialog())
        assert person.find(QAbstractButton, "Open in the browser", person.dialog()).isEnabled()
        person.clicks("Cancel", person.dialog())
        await person.until(lambda: person.all_dialogs() == [])
        assert person.notice() == ""

    tell(story, host=server.url)
