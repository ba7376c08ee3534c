"""Reading a conversation while it grows, however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget

from paddock.parts.look import look_of
from paddock.parts.segments.text_view import TextView
from paddock.parts.transcript.row_box import RowBox
from tests.parts.transcript.transcripts import (
    MODEL,
    PARAGRAPH,
    Reader,
    chat,
    long_chat,
    reply,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from paddock.kit.theme import Theme
    from paddock.parts.look import Look

CODE = "```python\n" + "x = 1\n" * 8
GROWTH = {
    "paragraphs": [f"{PARAGRAPH}\n\n" * count for count in range(10, 15)],
    "code": [PARAGRAPH * 8 + "\n\n" + CODE * 2 + "y = 2\n" * count for count in range(1, 6)],
}


def jump_button(reader: Reader) -> QToolButton:
    names = {"New text", "To the end"}
    buttons = reader.view.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() in names)


@pytest.mark.parametrize("states", GROWTH.values(), ids=GROWTH)
def test_the_end_is_in_view_as_soon_as_an_update_returns(reader: Reader, states: list[str]) -> None:
    """Nothing is painted in a place that it leaves in the same frame."""
    shown = reader.ask(chat(), "Tell me.")
    for text in states:
        before = reader.bar.maximum()
        shown = reader.grow(shown, text)
        assert reader.bar.value() == reader.bar.maximum() > before
        last = reader.texts()[-1]
        assert last.toPlainText()[-5:] in text
        assert reader.top(last) + last.height() <= reader.view.viewport().height()


def test_who_scrolled_up_reads_on_in_peace(reader: Reader) -> None:
    shown = reader.ask(long_chat(3), "Go on.", PARAGRAPH)
    reader.bar.setValue(reader.bar.value() - 300)
    first = reader.texts()[0]
    words, top = first.toPlainText(), reader.top(first)
    for count in range(2, 12):
        shown = reader.grow(shown, f"{PARAGRAPH}\n\n" * count)
    assert (reader.texts()[0].toPlainText(), reader.top(reader.texts()[0])) == (words, top)
    button = jump_button(reader)
    assert button.isVisible()
    assert button.text() == "New text"
    button.click()
    assert reader.bar.value() == reader.bar.maximum()
    assert not button.isVisible()
    assert reader.view.follows


def test_a_new_question_leads_to_the_end(reader: Reader) -> None:
    reader.view.show_chat(long_chat(20))
    reader.bar.setValue(0)
    reader.ask(long_chat(20), "And now?", "Now this.")
    assert "Now this." in reader.words()


def test_of_ten_thousand_messages_only_those_in_view_have_widgets(reader: Reader) -> None:
    reader.view.show_chat(long_chat(5000))
    assert reader.texts()[-1].toPlainText().rstrip().endswith("again.")
    assert len(reader.view.findChildren(TextView)) < 30
    for value in (0, reader.bar.maximum() // 3, reader.bar.maximum() // 2, reader.bar.maximum()):
        reader.bar.setValue(value)
        assert reader.words()
    assert len(reader.view.findChildren(TextView)) < 60


def test_scrolling_moves_what_is_seen_by_just_as_much(reader: Reader) -> None:
    """Guessed heights are corrected out of sight."""
    reader.view.show_chat(long_chat(300))
    reader.bar.setValue(reader.bar.maximum() // 2)
    for _ in range(60):
        seen = {id(widget): reader.top(widget) for widget in reader.texts()}
        names = {id(widget): widget.toPlainText() for widget in reader.texts()}
        reader.bar.setValue(reader.bar.value() - 70)
        moved = [
            reader.top(widget) - seen[id(widget)]
            for widget in reader.texts()
            if names.get(id(widget)) == widget.toPlainText()
        ]
        assert moved
        assert set(moved) == {70}


def test_the_start_is_reached_however_wrong_the_guesses_were(reader: Reader) -> None:
    reader.view.show_chat(long_chat(40))
    while reader.bar.value() > 0:
        reader.bar.setValue(reader.bar.value() - 400)
    first = reader.texts()[0]
    assert first.toPlainText() == "Question 0?"
    assert 0 < reader.top(first) < 80


def test_another_chat_and_back_is_the_same_place(reader: Reader) -> None:
    reader.view.show_chat(long_chat(50, id=1))
    reader.bar.setValue(reader.bar.maximum() // 3)
    before = [(w.toPlainText(), reader.top(w)) for w in reader.texts()]
    reader.view.show_chat(chat(("Other?", "Yes."), id=2))
    assert "Yes." in reader.words()
    reader.view.show_chat(long_chat(50, id=1))
    assert [(w.toPlainText(), reader.top(w)) for w in reader.texts()] == before


def test_a_narrower_window_keeps_what_is_read(reader: Reader) -> None:
    reader.view.show_chat(long_chat(50))
    reader.bar.setValue(reader.bar.maximum() // 2)
    first = reader.texts()[0].toPlainText()
    reader.view.resize(480, 500)
    assert reader.texts()[0].toPlainText() == first
    reader.view.resize(700, 500)
    assert reader.texts()[0].toPlainText() == first


def test_the_end_stays_in_view_when_the_window_changes(reader: Reader) -> None:
    reader.view.show_chat(long_chat(50))
    for size in ((480, 300), (900, 700), (700, 500)):
        reader.view.resize(*size)
        assert reader.bar.value() == reader.bar.maximum()


def test_a_larger_zoom_keeps_what_is_read(reader: Reader, theme: Theme, look: Look) -> None:
    reader.view.show_chat(long_chat(50))
    reader.bar.setValue(reader.bar.maximum() // 2)
    first = reader.texts()[0].toPlainText()
    reader.view.set_look(look_of(theme, look.icons, 1.5))
    assert first in reader.words()
    larger = reader.texts()[0].document().defaultFont().pointSizeF()
    assert larger == pytest.approx(look.markdown.body.pointSizeF() * 1.5)


def test_zoom_and_back_is_the_same_line_of_a_long_text(
    reader: Reader, theme: Theme, look: Look
) -> None:
    words = " ".join(f"word{n}" for n in range(6000))
    text = "\n\n".join(" ".join(words.split()[n : n + 60]) for n in range(0, 6000, 60))
    reader.view.show_chat(chat(("Q", text)))
    reader.settle()
    reader.bar.setValue(reader.bar.maximum() // 2)

    def first_word() -> int:
        view = reader.texts()[0]
        cursor = view.cursorForPosition(QPoint(2, 2 - min(0, reader.top(view))))
        cursor.select(cursor.SelectionType.WordUnderCursor)
        return int(cursor.selectedText().removeprefix("word"))

    before = first_word()
    for zoom in (1.5, 1.0, 0.8, 1.0, 1.5, 1.0):
        reader.view.set_look(look_of(theme, look.icons, zoom))
        reader.settle()
        assert abs(first_word() - before) <= 16  # the words of a line


def test_what_came_while_it_was_hidden_is_there_when_it_is_shown(reader: Reader) -> None:
    shown = reader.ask(chat(), "Tell me.", "Start.")
    reader.view.hide()
    for count in range(1, 20):
        shown = reader.grow(shown, f"{PARAGRAPH}\n\n" * count)
    shown = reader.grow(shown, f"{PARAGRAPH}\n\n" * 20 + "The end.", is_open=False)
    before = reader.texts()
    assert not before
    reader.view.show()
    reader.settle()
    assert "The end." in reader.words()


def test_a_long_message_is_read_in_slices_until_its_end_is_there(reader: Reader) -> None:
    text = "".join(f"## Part {n}\n\n{PARAGRAPH}\n\n- a\n- b\n\n" for n in range(400)) + "The end."
    reader.view.show_chat(chat(("All?", text)))
    reader.settle()
    assert "The end." in reader.words()
    reader.bar.setValue(0)
    assert "Part 0" in reader.words()


def test_thinking_opens_and_streams(reader: Reader) -> None:
    shown = reader.ask(chat(), "Think.")
    turn = shown.turns[-1]
    thought = reply("", is_open=True, started=1.0, thinking="Hm. First this.")
    shown = shown.with_turn(turn.with_reply(0, thought))
    reader.view.show_turn(shown, shown.turns[-1])
    assert "First this" not in reader.words()
    [fold] = [b for b in reader.view.findChildren(QToolButton) if b.text() == "Thinking…"]
    fold.click()
    assert "Hm. First this." in reader.words()
    more = reply("", is_open=True, started=1.0, thinking="Hm. First this. Then that.")
    shown = shown.with_turn(shown.turns[-1].with_reply(0, more))
    reader.view.show_turn(shown, shown.turns[-1])
    assert "Then that." in reader.words()
    fold.click()
    assert "Then that." not in reader.words()


def test_thoughts_in_tags_are_folded_too(reader: Reader) -> None:
    reader.view.show_chat(chat(("Think.", "<think>Hm, hard.</think>\n\nEasy.")))
    assert "Hm, hard." not in reader.words()
    assert "think>" not in reader.words()
    assert "Easy." in reader.words()


def test_what_opens_in_the_middle_is_read_in_the_middle(reader: Reader) -> None:
    reader.view.show_chat(chat(("Think.", "<think>Hm, hard.</think>\n\nEasy.")))
    [fold] = [b for b in reader.view.findChildren(QToolButton) if b.text().startswith("Thought")]
    fold.click()
    box = reader.with_text("Easy.").parentWidget()
    assert box is not None
    read = [w.toPlainText() for w in box.children() if isinstance(w, TextView) and w.isVisible()]
    assert read == ["Hm, hard.", "Easy."]


def test_messages_are_named_by_their_author_in_reading_order(reader: Reader) -> None:
    reader.view.show_chat(chat(("One?", "First."), ("Two?", "Second.")))
    assert [w.accessibleName() for w in reader.texts()] == ["You", MODEL, "You", MODEL]


def test_what_is_scrolled_in_above_is_read_before_the_rest(reader: Reader) -> None:
    reader.view.show_chat(long_chat(30))
    for _ in range(20):
        reader.bar.setValue(reader.bar.value() - 150)
        children = reader.view.viewport().children()
        boxes = [c for c in children if isinstance(c, RowBox) and c.isVisible()]
        tops = [reader.top(box) for box in boxes]
        assert tops == sorted(tops)


def test_the_keyboard_goes_from_message_to_message(reader: Reader, qtbot: QtBot) -> None:
    reader.view.show_chat(long_chat(6))
    reader.view.window().activateWindow()
    reader.bar.setValue(0)
    reader.view.go_by(1)
    focus = reader.view.window().focusWidget()
    assert isinstance(focus, TextView)
    assert focus.toPlainText() == "Question 0?"
    for expected in ("Answer 0.", "Question 1?", "Answer 1."):
        reader.view.go_by(1)
        focus = reader.view.window().focusWidget()
        assert isinstance(focus, TextView)
        assert focus.toPlainText().startswith(expected)
        assert 0 <= reader.top(focus) < reader.view.viewport().height()
    reader.view.go_by(-1)
    focus = reader.view.window().focusWidget()
    assert isinstance(focus, TextView)
    assert focus.toPlainText() == "Question 1?"


def test_tab_goes_by_what_is_seen(reader: Reader) -> None:
    code = "Look:\n\n```py\nx = 1\n```\n\nDone."
    reader.view.show_chat(chat(("One?", code), ("Two?", "Second.")))
    reader.bar.setValue(0)
    reader.view.go_by(1)
    order = []
    for _ in range(8):
        focus = reader.view.window().focusWidget()
        assert focus is not None
        order.append(focus.accessibleName())
        reader.view.focusNextPrevChild(True)
    expected = ["You", MODEL, "Wrap lines", "Copy code", "Code", MODEL]
    assert [name for name in order if name in set(expected)][:5] == [
        name for name in expected if name in order
    ][:5]


def test_tab_leads_out_at_either_end(reader: Reader, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, after = QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for widget in (before, reader.view, after):
        column.addWidget(widget)
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    rows = "".join(f"| row {n} | [here](http://example.org) |\n" for n in range(60))
    reader.view.show_chat(
        chat(("One?", f"Look [there](http://example.org):\n\n| a | b |\n|-|-|\n{rows}"))
    )
    reader.bar.setValue(0)
    for back, end in ((False, after), (True, before)):
        reader.view.go_by(1)
        for _ in range(200):
            focus = window.focusWidget()
            assert focus is not None
            if focus is end:
                break
            QTest.keyClick(focus, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        assert window.focusWidget() is end
    reader.view.setParent(None)


def test_a_link_is_asked_for_and_not_opened(reader: Reader) -> None:
    asked: list[str] = []
    reader.view.link_requested.connect(asked.append)
    reader.view.show_chat(chat(("Where?", "[here](http://xn--ypal-43d9g.com/%E2%80%AEgpj) now")))
    text = reader.with_text("now")
    QTest.mouseClick(
        text.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        reader.point_of(text, 2),
    )
    assert asked == ["http://xn--ypal-43d9g.com/%E2%80%AEgpj"]
