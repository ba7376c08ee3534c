"""Find in a chat, from Ctrl+F to the last match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.parts.transcript.transcripts import chat, long_chat

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.parts.transcript.transcripts import Reader


def marked(reader: Reader) -> list[str]:
    """The words that are marked in view."""
    return [
        selection.cursor.selectedText()
        for widget in reader.texts()
        for selection in widget.extraSelections()
    ]


def counts(reader: Reader) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    reader.view.reading.searching.counted.connect(lambda *values: told.append(values))
    return told


def test_all_matches_are_counted_and_those_in_view_marked(reader: Reader) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(("One fox?", "A **fox** and a FOX."), ("Dog?", "No fox here.")))
    reader.view.reading.searching.find("fox")
    assert told[-1] == (1, 4)
    assert marked(reader) == ["fox", "fox", "FOX", "fox"]
    reader.view.reading.searching.end()
    assert marked(reader) == []


def test_next_goes_through_all_and_begins_again(reader: Reader) -> None:
    told = counts(reader)
    reader.view.show_chat(long_chat(40))
    reader.bar.setValue(0)
    searching = reader.view.reading.searching
    searching.find("answer 3")  # 3, and 30 to 39
    assert told[-1] == (1, 11)
    seen = []
    for _ in range(11):
        seen.append(told[-1][0])
        assert "Answer 3" in reader.words()
        searching.next()
    assert seen == list(range(1, 12))
    assert told[-1] == (1, 11)
    searching.previous()
    assert told[-1] == (11, 11)
    assert "Answer 39." in reader.words()


def test_a_match_far_away_comes_into_view(reader: Reader, qtbot: QtBot) -> None:
    reader.view.show_chat(long_chat(3000))
    reader.bar.setValue(0)
    told = counts(reader)
    reader.view.reading.searching.find("question 2345?")
    qtbot.waitUntil(lambda: told[-1] == (1, 1))  # a long conversation is counted in slices
    assert "Question 2345?" in reader.words()
    top = reader.top(reader.with_text("Question 2345?"))
    assert 0 <= top < reader.view.viewport().height() - 20


def test_words_that_are_only_in_an_address_are_passed_over(reader: Reader) -> None:
    told = counts(reader)
    text = "See [here](http://example.org/needle).\n\nA needle."
    reader.view.show_chat(chat(("Where?", text)))
    reader.view.reading.searching.find("needle")
    assert told[-1] == (1, 1)
    assert marked(reader) == ["needle"]


def test_nothing_found_is_said(reader: Reader) -> None:
    told = counts(reader)
    reader.view.show_chat(long_chat(3))
    reader.view.reading.searching.find("zebra")
    assert told[-1] == (0, 0)
    reader.view.reading.searching.next()
    assert told[-1] == (0, 0)


def test_matches_in_code_and_tables_are_found(reader: Reader) -> None:
    told = counts(reader)
    text = "```py\nneedle = 1\n```\n\n| a needle | b |\n|---|---|\n| x | needle |\n"
    reader.view.show_chat(chat(("Q", text)))
    reader.view.reading.searching.find("needle")
    assert told[-1] == (1, 3)
    reader.view.reading.searching.next()
    reader.view.reading.searching.next()
    assert told[-1] == (3, 3)
