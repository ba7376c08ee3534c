"""Selecting and copying over messages and segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.parts.transcript.transcripts import PARAGRAPH, chat, long_chat

if TYPE_CHECKING:
    from tests.parts.transcript.transcripts import Reader

ANSWER = (
    "Some **bold** words.\n\n```py\nx = 1\ny = 2\n```\n\n- one\n- two\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n"
)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_drag_over_messages_selects_what_lies_between(reader: Reader) -> None:
    reader.view.show_chat(chat(("First question", ANSWER), ("Second question", "Short.")))
    reader.view.resize(700, 900)
    start, end = reader.with_text("First question"), reader.with_text("Short.")
    reader.drag(start, 6, end, 5)
    reader.view.copy()
    assert clipboard() == (
        "question\n\nSome bold words.\n\nx = 1\ny = 2\n\n• one\n• two\n\na\tb\n1\t2\n\n"
        "Second question\n\nShort"
    )
    for widget in reader.texts()[1:-1]:
        assert widget.textCursor().hasSelection()


def test_the_same_selection_as_markdown(reader: Reader) -> None:
    reader.view.show_chat(chat(("First question", ANSWER), ("Second question", "Short.")))
    reader.view.resize(700, 900)
    reader.drag(reader.with_text("Some bold"), 5, reader.with_text("Short."), 5)
    reader.view.reading.selecting.copy_markdown()
    text = clipboard()
    assert text.startswith("**bold** words.")
    assert "```py\nx = 1\ny = 2\n```" in text
    assert "- one\n- two" in text
    assert "| a | b |" in text
    assert text.endswith("Second question\n\nShort")


def test_a_part_of_code_is_its_lines(reader: Reader) -> None:
    reader.view.show_chat(chat(("Q", ANSWER)))
    reader.view.resize(700, 900)
    code = reader.with_text("x = 1")
    reader.drag(code, 4, code, 11)
    reader.view.copy()
    assert clipboard() == "1\ny = 2"


def test_parts_become_markdown_without_a_forest_of_escapes(reader: Reader) -> None:
    text = "Say, `ANALYZE` has never been run, so it guesses.\n\n```py\nx = 1\ny = 2\n```\n"
    reader.view.show_chat(chat(("Q", text)))
    prose, code = reader.with_text("ANALYZE"), reader.with_text("x = 1")
    reader.drag(prose, 4, prose, 31)
    reader.view.reading.selecting.copy_markdown()
    assert clipboard() == "`ANALYZE` has never been run"
    reader.drag(prose, 33, code, 5)
    reader.view.reading.selecting.copy_markdown()
    assert clipboard() == "so it guesses.\n\n```py\nx = 1\n```"


def test_selecting_stops_a_text_that_follows_its_end(reader: Reader) -> None:
    shown = reader.ask(chat(), "Go on.", f"{PARAGRAPH}\n\n" * 8)
    text = reader.texts()[0]
    reader.drag(text, 3, text, 20)
    top = reader.top(text)
    reader.grow(shown, f"{PARAGRAPH}\n\n" * 20)
    assert reader.top(text) == top


def test_all_is_more_than_what_is_in_view(reader: Reader) -> None:
    reader.view.show_chat(long_chat(40))
    reader.view.selectAll()
    reader.view.copy()
    text = clipboard()
    assert text.startswith("Question 0?\n\nAnswer 0.")
    assert [f"Question {n}?" in text for n in range(40)] == [True] * 40
    assert text.rstrip().endswith("again.")


def test_the_selection_survives_scrolling_away_and_back(reader: Reader) -> None:
    reader.view.show_chat(long_chat(60))
    reader.bar.setValue(0)
    first = reader.with_text("Question 0?")
    reader.drag(first, 0, first, 8)
    reader.bar.setValue(reader.bar.maximum())
    reader.view.copy()
    assert clipboard() == "Question"
    reader.bar.setValue(0)
    assert reader.with_text("Question 0?").textCursor().selectedText() == "Question"


def test_a_double_click_takes_the_word_and_a_third_the_paragraph(reader: Reader) -> None:
    reader.view.show_chat(chat(("Q", "Some words here.\n\nAnd others.")))
    text = reader.with_text("Some words")
    port, button = text.viewport(), Qt.MouseButton.LeftButton
    at = reader.point_of(text, 7)
    nothing = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(port, button, nothing, at)
    QTest.mouseDClick(port, button, nothing, at)
    reader.view.copy()
    assert clipboard() == "words"
    QTest.mouseClick(port, button, nothing, at)
    reader.view.copy()
    assert clipboard() == "Some words here."


def test_the_keyboards_own_selection_is_copied(reader: Reader) -> None:
    reader.view.show_chat(chat(("Q", "Some words here.")))
    reader.view.window().activateWindow()
    text = reader.with_text("Some words")
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(0)
    text.setTextCursor(cursor)
    for _ in range(4):
        QTest.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "Some"
