"""Finding words in the conversation, with the keys and with the menu."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from paddock.demo.server import DemoServer
from paddock.kit.find_bar import FindBar
from paddock.parts.segments.text_view import TextView
from tests.appkit import THINK

if TYPE_CHECKING:
    from tests.appkit import Person, Tell

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def texts(person: Person) -> list[TextView]:
    """Those of the conversation in view, from top to bottom."""
    view = person.window.chat_page.transcript
    found = person.all(TextView, view)
    return sorted(found, key=lambda text: text.mapTo(view, text.rect().topLeft()).y())


def marks(person: Person) -> list[str]:
    """What is marked in view, in the order of the screen."""
    return [
        mark.cursor.selectedText()
        for text in texts(person)
        for mark in sorted(text.extraSelections(), key=lambda m: m.cursor.selectionStart())
    ]


def standing_out(person: Person) -> list[tuple[str, int]]:
    """The marked place that is unlike the others: its text and position in it."""
    shades: dict[str, list[tuple[str, int]]] = {}
    for text in texts(person):
        for mark in text.extraSelections():
            name = mark.format.background().color().name()
            place = (text.toPlainText(), mark.cursor.selectionStart())
            shades.setdefault(name, []).append(place)
    accent = person.application.theme.tokens.accent.lower()
    return shades.get(accent, [])


def place_of_current(person: Person) -> int:
    """Which of the marks in view stands out, from 1."""
    [current] = standing_out(person)
    places = [
        (text.toPlainText(), start)
        for text in texts(person)
        for start in sorted(mark.cursor.selectionStart() for mark in text.extraSelections())
    ]
    return places.index(current) + 1


def occurrences(person: Person, words: str) -> int:
    """How often the words stand in what is in view."""
    return sum(len(re.findall(re.escape(words), t.toPlainText(), re.I)) for t in texts(person))


def bar(person: Person) -> FindBar:
    [found] = person.all(FindBar)
    return found


def field(person: Person) -> QLineEdit:
    return person.find(QLineEdit, "Find")


def count(person: Person) -> str:
    return "".join(label.text() for label in person.all(QLabel, bar(person)))


def current(person: Person) -> int:
    return int(count(person).split(" of ")[0])


def total(person: Person) -> int:
    return int(count(person).split(" of ")[1])


def everywhere(person: Person, words: str) -> int:
    """How often the words stand in the conversation as it is shown, also out of view."""
    column = person.window.chat_page.transcript.column
    rows = [column.row(index) for index in range(len(column.heights))]
    shown = [s.shown() for row in rows for s in row.segments if s.has_text]
    return sum(len(re.findall(re.escape(words), text, re.I)) for text in shown)


async def looks_for(person: Person, words: str) -> None:
    person.command("find")
    field(person).clear()
    person.types_into(field(person), words)
    await until_gone_to(person)


async def until_gone_to(person: Person) -> None:
    """All are counted, and one is in view; or there is none."""
    await person.until(
        lambda: count(person) == "Not found" or (" of " in count(person) and current(person) > 0)
    )


async def until_count(person: Person, words: str) -> None:
    await person.until(lambda: count(person) == words, f"“{words}”")


def press(person: Person, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Where the keyboard is."""
    focus = QApplication.focusWidget() or person.window
    QTest.keyClick(focus, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_what_is_typed_is_counted_and_marked(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 40")  # birch1 cedar2 … every eighth word is a birch
        birches = person.answer_text().count("birch")
        assert birches > 3
        press(person, Qt.Key.Key_F, CTRL)
        assert field(person).hasFocus()
        person.types_into(field(person), "birch")
        await person.until(lambda: count(person) == f"1 of {birches}")
        assert marks(person) == ["birch"] * birches
        person.types_into(field(person), "1")
        ones = len(re.findall("birch1", person.answer_text()))
        await person.until(lambda: count(person) == f"1 of {ones}")
        assert marks(person) == ["birch1"] * ones
        person.types_into(field(person), "zebra")
        await person.until(lambda: count(person) == "Not found")
        assert marks(person) == []

    tell(story, host=server.url)


def test_f3_goes_on_and_shift_f3_back(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 40")
        await looks_for(person, "birch")
        birches = person.answer_text().count("birch")
        [first] = standing_out(person)
        press(person, Qt.Key.Key_F3)
        await until_count(person, f"2 of {birches}")
        [second] = standing_out(person)
        assert second > first
        press(person, Qt.Key.Key_Return)
        await until_count(person, f"3 of {birches}")
        press(person, Qt.Key.Key_F3, SHIFT)
        press(person, Qt.Key.Key_Return, SHIFT)
        await until_count(person, f"1 of {birches}")
        assert standing_out(person) == [first]
        press(person, Qt.Key.Key_F3, SHIFT)
        await until_count(person, f"{birches} of {birches}")
        person.command("find-next")
        await until_count(person, f"1 of {birches}")
        person.command("find-previous")
        await until_count(person, f"{birches} of {birches}")

    tell(story, host=server.url)


def test_f3_opens_it_where_nothing_is_looked_for(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 5")
        press(person, Qt.Key.Key_F3)
        assert field(person).hasFocus()

    tell(story, host=server.url)


def test_escape_closes_it_and_the_marks_go(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 20")
        await looks_for(person, "birch")
        await person.until(lambda: bool(marks(person)))
        press(person, Qt.Key.Key_Escape)
        assert person.all(FindBar) == []
        assert marks(person) == []
        assert person.message.hasFocus()
        # Opened again, the words are there and looked for.
        press(person, Qt.Key.Key_F, CTRL)
        assert field(person).text() == "birch"
        await person.until(lambda: bool(marks(person)))

    tell(story, host=server.url)


def test_escape_in_it_does_not_stop_the_answer(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/slow 40 /long 500")
        await person.until(lambda: person.answers() and person.answer_text())
        press(person, Qt.Key.Key_F, CTRL)
        press(person, Qt.Key.Key_Escape)
        assert person.all(FindBar) == []
        assert person.session.chat.is_busy
        person.command("stop")
        await person.until_idle()

    tell(story, host=server.url)


def test_a_match_out_of_view_is_gone_to(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3000")
        assert not any("birch1 " in text.toPlainText()[:7] for text in texts(person))
        await looks_for(person, "birch1 ")
        assert count(person) == "1 of 1"
        await person.until(lambda: bool(standing_out(person)))
        [(text, place)] = standing_out(person)
        assert text[place:].startswith("birch1 ")

    tell(story, host=server.url)


@pytest.mark.parametrize("zoom", ["zoom-in", "zoom-out"])
def test_it_is_still_right_after_a_zoom(tell: Tell, server: DemoServer, zoom: str) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/show technical")
        person.window.chat_page.transcript.go_to(0)
        await looks_for(person, "the")
        press(person, Qt.Key.Key_F3)
        await person.until(lambda: current(person) == 2)
        person.command(zoom)
        # The messages are made anew: what was found is still found, and the next one is near.
        await person.until(lambda: len(marks(person)) == occurrences(person, "the") > 0)
        await person.until(lambda: total(person) == everywhere(person, "the"))
        press(person, Qt.Key.Key_F3)
        await person.until(lambda: len(standing_out(person)) == 1)
        [(text, place)] = standing_out(person)
        assert text[place : place + 3].lower() == "the"
        assert 1 <= current(person) <= 5

    tell(story, host=server.url)


def test_it_is_still_right_after_a_fold(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.find(QComboBox, "Model").setCurrentText(THINK)
        person.find(QComboBox, "Model").activated.emit(0)
        await person.until(lambda: "thinking" in person.reads())
        person.window.resize(1280, 4000)  # all of it is in view
        text = await person.ask("Why?")
        words = max(re.findall(r"[a-z]{4,}", text.lower()), key=text.lower().count)
        person.window.chat_page.transcript.go_to(0)
        await looks_for(person, words)
        await person.until(lambda: len(marks(person)) == occurrences(person, words) > 0)
        before = total(person)
        fold = next(name for name in person.buttons() if name.startswith("Thought for"))
        person.clicks(fold)
        await person.until(lambda: len(marks(person)) == occurrences(person, words))
        await person.until(lambda: total(person) == everywhere(person, words))
        assert {mark.lower() for mark in marks(person)} == {words}
        assert occurrences(person, words) == everywhere(person, words), "not all of it is in view"
        for _ in range(3):
            press(person, Qt.Key.Key_F3)
            await until_gone_to(person)
            assert current(person) == place_of_current(person)
        person.clicks(fold)
        await person.until(lambda: len(marks(person)) == occurrences(person, words))
        await person.until(lambda: total(person) == before)

    tell(story, host=server.url)


def test_words_that_stream_in_are_counted_too(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/long 160")
        await person.until(lambda: person.answers() and "cedar2" in person.answer_text())
        await looks_for(person, "birch")
        await person.until(lambda: bool(standing_out(person)))
        [first] = standing_out(person)
        early = total(person)
        press(person, Qt.Key.Key_F3)
        await person.until_idle()
        birches = person.answer_text().count("birch")
        assert birches > early
        await person.until(lambda: total(person) == birches)
        await person.until(lambda: len(marks(person)) == occurrences(person, "birch") > 0)
        assert len(standing_out(person)) == 1
        assert first[1] == 0

    with DemoServer(speed=150, load_seconds=0.0) as server:
        tell(story, host=server.url)


def test_another_chat_closes_it(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 20")
        await looks_for(person, "birch")
        person.command("new-chat")
        assert person.all(FindBar) == []
        await person.ask("/long 20")
        assert marks(person) == []

    tell(story, host=server.url)
