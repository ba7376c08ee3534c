"""What a model called: a line that opens to arguments and result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import Ending, ToolResult
from paddock.ollama.types import ToolCall, ToolFunction
from tests.parts.transcript.transcripts import reply

if TYPE_CHECKING:
    from tests.parts.transcript.transcripts import Reader

WEATHER = ToolCall(function=ToolFunction(name="get_weather", arguments={"city": "Bern", "n": 2}))
TIME = ToolCall(function=ToolFunction(name="get_time", arguments={}))
SUNNY = ToolResult('{"sky": "sunny"}')
LOST = ToolResult("404: no station of this name", failed=True)


def called(*calls: ToolCall, results: tuple[ToolResult, ...] = (), **more: Any) -> Chat:
    answer = reply("It is sunny.", tool_calls=calls, tool_results=results, **more)
    return Chat(id=1, turns=(Turn(1, "What is the weather?", (answer,)),))


def folds(reader: Reader) -> list[QToolButton]:
    found = [
        button
        for button in reader.view.findChildren(QToolButton)
        if button.property("kind") == "fold" and button.isVisible()
    ]
    return sorted(found, key=reader.top)


def lines(reader: Reader) -> list[str]:
    return [fold.text() for fold in folds(reader)]


def labels(reader: Reader) -> list[str]:
    return [label.text() for label in reader.view.findChildren(QLabel) if label.isVisible()]


def press(reader: Reader, index: int) -> None:
    QTest.mouseClick(folds(reader)[index], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("results", "after"),
    [((), "  ·  no result yet"), ((SUNNY,), ""), ((LOST,), "  ·  failed")],
)
def test_a_call_is_a_line_that_says_what_became_of_it(
    reader: Reader, results: tuple[ToolResult, ...], after: str
) -> None:
    reader.view.show_chat(called(WEATHER, results=results))
    line = 'Called get_weather  {"city":"Bern","n":2}' + after
    assert lines(reader) == [line]
    assert folds(reader)[0].accessibleName() == line
    assert "sunny" not in reader.words().replace("It is sunny.", "")


def test_opened_it_shows_arguments_and_result(reader: Reader) -> None:
    reader.view.resize(700, 900)
    reader.view.show_chat(called(WEATHER, results=(SUNNY,)))
    press(reader, 0)
    assert lines(reader) == ["Called get_weather"]
    assert '{\n  "city": "Bern",\n  "n": 2\n}' in reader.words()
    assert '{"sky": "sunny"}' in reader.words()
    assert "Result" in labels(reader)
    order = [reader.with_text(words) for words in ('"Bern"', '"sky"')]
    assert folds(reader)[0].isChecked()
    assert reader.top(folds(reader)[0]) < reader.top(order[0]) < reader.top(order[1])
    press(reader, 0)
    assert '"Bern"' not in reader.words()
    assert "Result" not in labels(reader)
    assert lines(reader) == ['Called get_weather  {"city":"Bern","n":2}']


def test_one_that_failed_shows_what_the_tool_said(reader: Reader) -> None:
    reader.view.show_chat(called(WEATHER, results=(LOST,)))
    press(reader, 0)
    assert lines(reader) == ["Called get_weather  ·  failed"]
    assert "404: no station of this name" in reader.words()


def test_without_a_result_only_the_arguments_are_there(reader: Reader) -> None:
    reader.view.show_chat(called(WEATHER))
    press(reader, 0)
    assert '"Bern"' in reader.words()
    assert "Result" not in labels(reader)


def test_each_of_several_calls_opens_for_itself(reader: Reader) -> None:
    reader.view.resize(700, 900)
    reader.view.show_chat(called(WEATHER, TIME, results=(SUNNY,)))
    assert lines(reader) == [
        'Called get_weather  {"city":"Bern","n":2}',
        "Called get_time  {}  ·  no result yet",
    ]
    press(reader, 1)
    assert '"Bern"' not in reader.words()
    assert "{}" in reader.words()
    press(reader, 0)
    assert '"Bern"' in reader.words()
    assert [fold.isChecked() for fold in folds(reader)] == [True, True]


def test_one_that_is_open_stays_open_when_its_result_comes(reader: Reader) -> None:
    reader.view.resize(700, 900)
    chat = called(WEATHER)
    reader.view.show_chat(chat)
    press(reader, 0)
    turn = chat.turns[0]
    assert turn.reply is not None
    turn = turn.with_reply(0, replace(turn.reply, tool_results=(SUNNY,)))
    reader.view.show_turn(chat.with_turn(turn), turn)
    assert lines(reader) == ["Called get_weather"]
    assert '{"sky": "sunny"}' in reader.words()


def test_what_is_written_there_cannot_break_the_line(reader: Reader) -> None:
    arguments = {"text": "<b>bold</b>\n" + "x" * 5000}
    call = ToolCall(function=ToolFunction(name="a\nvery " + "long " * 40, arguments=arguments))
    reader.view.show_chat(called(call))
    [fold] = folds(reader)
    assert "\n" not in fold.text()
    assert len(fold.text()) < 200
    assert "<b>bold</b>" in fold.text()
    assert fold.mapTo(reader.view, fold.rect().topRight()).x() <= reader.view.width()


def test_arguments_and_result_are_copied(reader: Reader) -> None:
    reader.view.resize(700, 900)
    reader.view.show_chat(called(WEATHER, results=(SUNNY,)))
    press(reader, 0)
    copies = sorted(
        (
            button
            for button in reader.view.findChildren(QToolButton)
            if button.accessibleName() == "Copy code" and button.isVisible()
        ),
        key=reader.top,
    )
    clipboard = QGuiApplication.clipboard()
    QTest.mouseClick(copies[0], Qt.MouseButton.LeftButton)
    assert clipboard.text() == '{\n  "city": "Bern",\n  "n": 2\n}'
    QTest.mouseClick(copies[1], Qt.MouseButton.LeftButton)
    assert clipboard.text() == '{"sky": "sunny"}'


def test_they_are_selected_with_the_rest_of_the_answer(reader: Reader) -> None:
    reader.view.resize(700, 900)
    reader.view.show_chat(called(WEATHER, results=(SUNNY,)))
    press(reader, 0)
    result = reader.with_text('"sky"')
    reader.drag(reader.with_text("It is sunny."), 0, result, len(result.toPlainText()))
    reader.view.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("It is sunny.\n\n")
    assert '"city": "Bern"' in text
    assert text.endswith('{"sky": "sunny"}')


def test_an_answer_at_its_limit_says_which_limits_there_are(reader: Reader) -> None:
    chat = called()
    turn = chat.turns[0]
    assert turn.reply is not None
    cut = replace(turn.reply, ending=Ending.LENGTH, done_reason="length")
    reader.view.show_chat(Chat(id=2, turns=(replace(turn, replies=(cut,)),)))
    assert "Ended at the length limit: num_predict or the context is used up (length)." in labels(
        reader
    )
