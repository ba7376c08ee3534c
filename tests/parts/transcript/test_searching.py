"""Find in a chat, from Ctrl+F to the last match."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from paddock.parts.prose.prose import Prose
from paddock.parts.transcript import finding
from tests.parts.transcript.transcripts import PARAGRAPH, chat, long_chat

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


def has_told(told: list[tuple[int, int]], last: tuple[int, int]) -> bool:
    return told[-1] == last


def test_all_matches_are_counted_and_those_in_view_marked(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(("One fox?", "A **fox** and a FOX."), ("Dog?", "No fox here.")))
    reader.view.reading.searching.find("fox")
    qtbot.waitUntil(lambda: told[-1] == (1, 4))
    assert marked(reader) == ["fox", "fox", "FOX", "fox"]
    reader.view.reading.searching.end()
    assert marked(reader) == []


def test_next_goes_through_all_and_begins_again(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(long_chat(40))
    reader.bar.setValue(0)
    searching = reader.view.reading.searching
    searching.find("answer 3")  # 3, and 30 to 39
    qtbot.waitUntil(lambda: told[-1] == (1, 11))
    for number in range(1, 12):
        qtbot.waitUntil(partial(has_told, told, (number, 11)))
        assert "Answer 3" in reader.words()
        searching.next()
    qtbot.waitUntil(lambda: told[-1] == (1, 11))
    searching.previous()
    qtbot.waitUntil(lambda: told[-1] == (11, 11))
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


def test_words_that_are_only_in_an_address_are_passed_over(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    text = "See [here](http://example.org/needle).\n\nA needle."
    reader.view.show_chat(chat(("Where?", text)))
    reader.view.reading.searching.find("needle")
    qtbot.waitUntil(lambda: told[-1] == (1, 1))
    assert marked(reader) == ["needle"]


def test_nothing_found_is_said(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(long_chat(3))
    reader.view.reading.searching.find("zebra")
    qtbot.waitUntil(lambda: told[-1] == (0, 0))
    reader.view.reading.searching.next()
    qtbot.waitUntil(lambda: told[-1] == (0, 0))


def test_matches_in_code_and_tables_are_found(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    text = "```py\nneedle = 1\n```\n\n| a needle | b |\n|---|---|\n| x | needle |\n"
    reader.view.show_chat(chat(("Q", text)))
    reader.view.reading.searching.find("needle")
    qtbot.waitUntil(lambda: told[-1] == (1, 3))
    reader.view.reading.searching.next()
    qtbot.waitUntil(lambda: told[-1] == (2, 3))
    reader.view.reading.searching.next()
    qtbot.waitUntil(lambda: told[-1] == (3, 3))


# ---- however much there is


def parts(count: int) -> str:
    """A long answer, whose paragraphs are numbered."""
    return "".join(f"This is part {n} of it.\n\n{PARAGRAPH}\n\n" for n in range(count))


def test_words_that_nothing_shows_are_passed_over_and_not_kept(
    reader: Reader, qtbot: QtBot
) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(*[(f"Question {n}?", "```py\nx = 1\n```") for n in range(400)]))
    reader.view.reading.searching.find("```")
    assert told[-1][1] > 0  # it goes on while the window is alive
    qtbot.waitUntil(lambda: told[-1] == (0, 0))
    totals = [total for _, total in told]
    assert len(set(totals)) > 3  # how far it has come is told
    assert len(reader.view.column._rows) < 30
    searching = reader.view.reading.searching
    searching.next()
    qtbot.waitUntil(lambda: told[-1] == (0, 0))


def test_a_long_message_is_read_up_to_the_match_only(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(("Q", parts(4000)), ("Q", f"{PARAGRAPH}\n\n" * 5)))
    reader.view.reading.searching.find("part 100 ")
    qtbot.waitUntil(lambda: "part 100 " in reader.words())
    row = reader.view.column.known(1)
    assert row is not None
    assert not row.is_read
    assert marked(reader) == ["part 100 "]
    qtbot.waitUntil(lambda: told[-1] == (1, 1))


def test_previous_goes_to_the_end_of_a_long_message(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(("Q", parts(600)), ("Q", "No such words.")))
    reader.bar.setValue(0)
    reader.view.reading.searching.find("this is part")
    qtbot.waitUntil(lambda: told[-1] == (1, 600))
    reader.view.reading.searching.previous()
    qtbot.waitUntil(lambda: told[-1] == (600, 600))
    assert "part 599 " in reader.words()


def test_scrolling_looks_only_at_what_is_in_view(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.view.show_chat(chat(("Q", parts(600))))
    reader.settle()
    reader.bar.setValue(0)
    reader.view.reading.searching.find("lazy")
    asked: set[Prose] = set()
    before = Prose.shown

    def shown(prose: Prose) -> str:
        asked.add(prose)
        return before(prose)

    monkeypatch.setattr(Prose, "shown", shown)
    reader.bar.setValue(100)
    assert 0 < len(asked) <= len(reader.texts())
    assert marked(reader)


def test_a_huge_message_is_folded_and_counted_in_parts(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sizes = []
    before = finding.haystack

    def haystack(text: str, **how: bool) -> str:
        sizes.append(len(text))
        return before(text, **how)

    monkeypatch.setattr(finding, "haystack", haystack)
    told = counts(reader)
    text = "a needle " * 333_333
    reader.view.show_chat(chat(("Q", text), ("Q", "A needle.")))
    reader.view.reading.searching.find("needle")
    qtbot.waitUntil(lambda: told[-1][0] > 0 and told[-1][1] == 333_334)
    assert max(sizes) <= 1_000_000


# ---- what is found


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Die Straße dort.", "straße", "Straße"),
        ("Die Straße dort.", "STRASSE", "Straße"),
        ("\U0001f40e An oﬃce.", "office", "oﬃce"),
        ("Where İs it?", "İs", "İs"),
        ("a soft\nbreak here", "soft break", "soft break"),
    ],
)
def test_words_are_found_as_they_are_read(
    reader: Reader, qtbot: QtBot, text: str, words: str, shown: str
) -> None:
    told = counts(reader)
    far = long_chat(300)
    near = chat(("Q", text))
    reader.view.show_chat(
        chat(*[(t.question, t.reply.text) for t in (*near.turns, *far.turns) if t.reply])
    )
    reader.view.reading.searching.find(words)
    qtbot.waitUntil(lambda: told[-1] == (1, 1))
    assert marked(reader) == [shown]


def test_words_across_the_lines_of_a_question_are_found(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(("a typed\nbreak", "No."), ("Q", "A.")))
    reader.view.reading.searching.find("typed break")
    qtbot.waitUntil(lambda: told[-1] == (1, 1))
    assert len(marked(reader)) == 1


def test_find_begins_at_the_view_inside_of_a_message(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(chat(("Q", parts(100))))
    reader.settle()
    for value in (3000, 4010, 5033):
        reader.bar.setValue(value)
        before = reader.words()
        reader.view.reading.searching.find("lazy")
        qtbot.waitUntil(lambda: told[-1][0] > 0)
        assert reader.bar.value() == value
        assert reader.words() == before
        found = reader.view.reading.searching._current
        assert found is not None
        row = reader.view.column.row(found.row)
        places = ((p.row, p.segment, p.top) for p in reader.view.placed)
        top = next(t for r, s, t in places if (r, s) == (found.row, found.segment))
        y = top + row.room_above(found.segment) + row.segments[found.segment].y_of(found.start)
        assert -5 <= y < 150
        reader.view.reading.searching.end()


# ---- while the conversation changes


def test_restart_finds_again_without_moving(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    reader.view.show_chat(long_chat(60))
    reader.bar.setValue(0)
    searching = reader.view.reading.searching
    searching.find("answer")
    searching.next()
    qtbot.waitUntil(lambda: told[-1] == (2, 60))
    reader.bar.setValue(2000)
    value, before = reader.bar.value(), marked(reader)
    searching.restart()
    assert searching.is_active
    qtbot.waitUntil(lambda: told[-1] == (0, 60))
    assert reader.bar.value() == value
    assert marked(reader) == before
    searching.next()
    qtbot.waitUntil(lambda: 2 < told[-1][0] < 60)
    assert "Answer" in marked(reader)
    assert abs(reader.bar.value() - value) < 500
    searching.end()
    assert marked(reader) == []
    searching.restart()
    assert not searching.is_active


def test_restart_takes_over_what_has_changed(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    shown = chat(("Q", "A needle."), ("Q", "A needle and a needle."))
    reader.view.show_chat(shown)
    searching = reader.view.reading.searching
    searching.find("needle")
    qtbot.waitUntil(lambda: told[-1] == (1, 3))
    other = chat(("Q", "A needle."), ("Q", "Straw."))
    reader.view.messages.chat = other
    reader.view.column.replace(3, 50)
    reader.view.arrange()
    searching.restart()
    qtbot.waitUntil(lambda: told[-1] == (0, 1))
    assert marked(reader) == ["needle"]


def test_an_answer_is_searched_while_it_grows(reader: Reader, qtbot: QtBot) -> None:
    told = counts(reader)
    searching = reader.view.reading.searching
    reader.view.show_chat(chat(("One needle?", "No.")))
    searching.find("needle")
    qtbot.waitUntil(lambda: told[-1] == (1, 1))
    shown = reader.ask(chat(("One needle?", "No.")), "More?")
    text = ""
    for _ in range(5):
        text += "A needle. "
        shown = reader.grow(shown, text)
        searching.text_grew()
    assert marked(reader) == ["needle"] * 6  # what is in view is marked at once
    assert len(told) == 1  # and counted a little later
    qtbot.waitUntil(lambda: told[-1] == (1, 6))
    searching.next()
    qtbot.waitUntil(lambda: told[-1] == (2, 6))


def test_a_match_that_was_gone_to_stays_while_text_grows(reader: Reader) -> None:
    text = f"{PARAGRAPH}\n\n" * 8 + "A needle.\n\n"
    shown = reader.ask(chat(), "Q", text)
    assert reader.view.follows
    reader.view.reading.searching.find("needle")
    shown = reader.grow(shown, text + f"{PARAGRAPH}\n\n" * 20)
    assert "A needle." in reader.words()
