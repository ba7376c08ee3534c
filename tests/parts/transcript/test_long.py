"""What a long evening with a conversation must not wear out: memory, places, selections, the keyboard."""

from __future__ import annotations

import gc
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from shiboken6 import isValid

from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import ToolResult
from paddock.ollama.types import ToolCall, ToolFunction
from paddock.parts.segments.text_view import QuietDocument
from paddock.parts.transcript.row_box import RowBox
from tests.parts.transcript.transcripts import PARAGRAPH, Reader, chat, long_chat, reply

LONG = "".join(f"## Part {n}\n\n{PARAGRAPH}\n\n" for n in range(400))


def living_documents() -> int:
    gc.collect()
    return sum(isinstance(o, QuietDocument) and isValid(o) for o in gc.get_objects())


def test_what_was_read_does_not_stay_in_memory(reader: Reader) -> None:
    before = living_documents()  # of other tests
    reader.view.show_chat(long_chat(700))
    for _ in range(260):
        reader.bar.setValue(reader.bar.value() - 900)
    assert living_documents() - before < 400
    reader.view.show_chat(chat(("Other?", "Yes."), id=2))
    assert living_documents() - before < 20


def test_a_selection_that_begins_in_a_growing_answer_stays(reader: Reader) -> None:
    shown = reader.ask(chat(("First question", "First.")), "Second?", "Some **words")
    reader.drag(reader.with_text("Some"), 4, reader.with_text("First question"), 6)
    reader.grow(shown, "Some **words** and more")
    reader.view.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("question")
    assert text.endswith("Some")


def test_a_finished_answer_is_shown_to_its_last_character(reader: Reader) -> None:
    reader.view.show_chat(chat(("Less?", "<"), ("Tag?", "<thi"), ("End?", "<think>a</th")))
    assert "<thi" in reader.words()
    assert [w for w in reader.texts() if w.toPlainText() == "<"]


def test_slow_scrolling_leads_away_from_an_end_that_moves(reader: Reader) -> None:
    shown = reader.ask(long_chat(3), "Go on.", f"{PARAGRAPH}\n\n" * 4)
    for count in range(12):
        reader.bar.setValue(reader.bar.value() - 6)
        shown = reader.grow(shown, f"{PARAGRAPH}\n\n" * 4 + "word " * count)
    assert not reader.view.follows
    assert reader.bar.maximum() - reader.bar.value() >= 60


def tool_chat() -> Chat:
    call = ToolCall(ToolFunction(name="get_weather", arguments={"city": "Bern"}))
    answer = reply("", tool_calls=(call,), tool_results=(ToolResult("sunny"),))
    turns = [Turn(1, "One?", (reply("First."),)), Turn(2, "Two?", (answer,))]
    return Chat((*turns, Turn(3, "Three?", (reply("Third."),))))


def test_the_keyboard_gets_past_an_answer_without_text(reader: Reader) -> None:
    reader.view.window().activateWindow()
    reader.view.show_chat(tool_chat())
    reader.bar.setValue(0)
    seen = []
    for _ in range(6):
        reader.view.go_by(1)
        focus = reader.view.window().focusWidget()
        assert focus is not None
        box = focus if isinstance(focus, RowBox) else focus.parentWidget()
        while box is not None and not isinstance(box, RowBox):
            box = box.parentWidget()
        seen.append(box.y() if box is not None else None)
    assert None not in seen
    assert len(set(seen)) == 6


def test_a_fold_that_is_opened_by_key_keeps_the_keyboard(reader: Reader) -> None:
    reader.view.window().activateWindow()
    reader.view.show_chat(tool_chat())
    [fold] = [b for b in reader.view.findChildren(QToolButton) if b.text().startswith("Called")]
    fold.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert "sunny" in reader.words()
    assert reader.view.window().focusWidget() is fold
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert "sunny" not in reader.words()
    assert reader.view.window().focusWidget() is fold


def test_the_place_in_a_long_answer_survives_another_chat(reader: Reader) -> None:
    reader.view.show_chat(chat(("All?", LONG), id=1))
    reader.settle()
    reader.bar.setValue(reader.bar.maximum() // 2)
    before = [(w.toPlainText(), reader.top(w)) for w in reader.texts()]
    reader.view.show_chat(chat(("Other?", "Yes."), id=2))
    reader.view.show_chat(chat(("All?", LONG), id=1))
    assert [(w.toPlainText(), reader.top(w)) for w in reader.texts()] == before


def test_another_model_signs_its_own_answer(reader: Reader) -> None:
    shown = chat(("One?", "First."))
    reader.view.show_chat(shown)
    turn = shown.turns[0].with_new(replace(reply("Second."), model="other:7b"))
    reader.view.show_turn(shown.with_turn(turn), turn)
    box = reader.with_text("Second.").parentWidget()
    assert box is not None
    assert box.accessibleName() == "other:7b"


def test_the_caret_stays_in_view(reader: Reader) -> None:
    reader.view.window().activateWindow()
    reader.view.show_chat(chat(("Q", f"{PARAGRAPH}\n\n" * 14)))
    reader.bar.setValue(0)
    text = next(w for w in reader.texts() if w.toPlainText().startswith("The quick"))
    text.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(40):
        QTest.keyClick(text, Qt.Key.Key_Down)
    caret = reader.top(text) + text.cursorRect().center().y()
    assert 0 < caret < reader.view.viewport().height()
    assert reader.bar.value() > 0


def test_hidden_thoughts_are_not_copied(reader: Reader) -> None:
    shown = chat(("One?", "<think>secret</think>\n\nFirst."), ("Two?", "Second."))
    reader.view.show_chat(shown)
    reader.view.selectAll()
    reader.view.reading.selecting.copy_markdown()
    assert "secret" not in QGuiApplication.clipboard().text()
    assert "First." in QGuiApplication.clipboard().text()


def test_a_question_that_came_unseen_is_at_the_end_when_looked_at(reader: Reader) -> None:
    shown = long_chat(20)
    reader.view.show_chat(shown)
    reader.bar.setValue(0)
    reader.view.hide()
    reader.ask(shown, "And now?", "Now this.")
    reader.view.show()
    assert "Now this." in reader.words()


def test_an_empty_turn_alone_is_nothing_to_see(reader: Reader) -> None:
    reader.view.show_chat(Chat((Turn(1, ""),)))
    reader.bar.setValue(0)
    assert not reader.texts()
