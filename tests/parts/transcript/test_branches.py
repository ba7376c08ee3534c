"""A conversation that goes on in another way from a turn on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from paddock.domain.chat import Chat, Turn
from tests.parts.transcript.transcripts import PARAGRAPH, long_chat, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.parts.transcript.rows import Row
    from tests.parts.transcript.transcripts import Reader

OTHER = tuple(
    Turn(100 + n, f"Other {n}?", (reply(f"Otherwise {n}.\n\n{PARAGRAPH}\n\n{PARAGRAPH}"),))
    for n in range(6)
)


def branched(chat: Chat, place: int) -> Chat:
    """From a turn on, other questions."""
    first = replace(OTHER[0], branch=(1, 2))
    return replace(chat, turns=(*chat.turns[:place], first, *OTHER[1:]))


def answered_anew(chat: Chat, place: int) -> Chat:
    """A question in the middle has another answer, which nothing follows yet."""
    turn = chat.turns[place].with_new(reply("Anew: " + PARAGRAPH, id=77))
    return replace(chat, turns=(*chat.turns[:place], turn))


def rows_before(reader: Reader, end: int) -> list[Row | None]:
    return [reader.view.column.known(index) for index in range(end)]


def sources(reader: Reader) -> list[str]:
    """All that the transcript holds, whatever is in view."""
    messages = reader.view.messages
    return [messages.text(index) for index in range(len(reader.view.column.heights))]


def test_what_stands_above_keeps_its_place_and_its_rows(reader: Reader) -> None:
    chat = long_chat(10)
    reader.view.resize(700, 700)
    reader.view.show_chat(chat)
    reader.view.go_to(10)
    seen = {w.toPlainText(): reader.top(w) for w in reader.texts() if "6" not in w.toPlainText()}
    rows = rows_before(reader, 12)
    footer = reader.top(reader.with_text("Question 6?"))
    other = branched(chat, 6)
    reader.view.show_branch(other, other.turns[6].id)
    assert rows_before(reader, 12) == rows
    assert {
        w: t for w, t in ((w.toPlainText(), reader.top(w)) for w in reader.texts()) if w in seen
    }
    for widget in reader.texts():
        if widget.toPlainText() in seen:
            assert reader.top(widget) == seen[widget.toPlainText()]
    assert reader.top(reader.with_text("Other 0?")) == footer
    assert sources(reader)[12:14] == ["Other 0?", OTHER[0].replies[0].text]
    assert len(sources(reader)) == 2 * len(other.turns)
    # And back again.
    reader.view.show_branch(chat, chat.turns[6].id)
    assert sources(reader)[12:14] == ["Question 6?", chat.turns[6].replies[0].text]
    assert reader.top(reader.with_text("Question 6?")) == footer


def test_the_buttons_that_switch_stay_under_the_pointer(reader: Reader) -> None:
    """Those of an answer are below it, and the other answer may be much longer."""
    chat = long_chat(8)
    turn = chat.turns[3]
    both = replace(turn, replies=(reply(PARAGRAPH, id=1), reply(f"{PARAGRAPH}\n\n" * 9, id=2)))
    short = chat.with_turn(both)
    long = chat.with_turn(replace(both, shown=1))
    reader.view.show_chat(short)
    reader.view.go_to(6)
    top = reader.top(reader.buttons("Later answer")[0])
    reader.view.show_branch(long, turn.id)
    reader.settle()
    assert [reader.top(b) for b in reader.buttons("Earlier answer")] == [top]
    reader.view.show_branch(short, turn.id)
    assert [reader.top(b) for b in reader.buttons("Later answer")] == [top]


def test_the_keyboard_stays_at_the_button_that_switched(reader: Reader) -> None:
    chat = long_chat(4)
    turns = [replace(chat.turns[1], id=50 + n, branch=(n, 3)) for n in range(3)]
    versions = [replace(chat, turns=(chat.turns[0], turn, *OTHER[:3])) for turn in turns]
    reader.view.window().activateWindow()
    reader.view.show_chat(versions[0])
    reader.view.go_to(2)
    reader.buttons("Later version")[0].setFocus()
    for version, focus in ((1, "Later version"), (2, "Earlier version")):
        reader.view.show_branch(versions[version], turns[version].id)
        now = reader.view.window().focusWidget()
        assert now is not None
        assert now.accessibleName() == focus


def test_a_tail_that_was_deleted_is_cut_off(reader: Reader) -> None:
    chat = long_chat(10)
    reader.view.show_chat(chat)
    reader.view.show_branch(replace(chat, turns=chat.turns[:4]), chat.turns[4].id)
    assert len(sources(reader)) == 8
    assert reader.view.follows
    assert reader.texts()[-1].toPlainText().startswith("Answer 3.")
    # The question that is the last one now has its buttons.
    assert reader.buttons("Regenerate")
    reader.bar.setValue(0)
    first = reader.texts()[0].toPlainText()
    reader.view.show_branch(replace(chat, turns=chat.turns[:3]), chat.turns[3].id)
    assert reader.texts()[0].toPlainText() == first
    reader.view.show_branch(Chat((), chat.id), chat.turns[0].id)
    assert not reader.texts()
    reader.ask(Chat((), chat.id), "Anew?", "Yes.")
    assert reader.words() == "Anew?\nYes."


def test_an_edited_question_is_followed_to_the_end_of_its_answer(reader: Reader) -> None:
    chat = long_chat(10)
    reader.view.show_chat(chat)
    reader.view.go_to(8)
    edited = Turn(60, "Edited?", (reply("", is_open=True, id=61),), branch=(1, 2))
    shown = replace(chat, turns=(*chat.turns[:5], edited))
    reader.view.show_branch(shown, 60)
    assert reader.buttons("Earlier version")
    for count in range(1, 12):
        shown = reader.grow(shown, f"{PARAGRAPH}\n\n" * count)
        assert reader.bar.value() == reader.bar.maximum()


def test_an_answer_beside_a_deleted_one_is_not_taken_for_it(reader: Reader) -> None:
    turn = Turn(1, "?", (reply("# First\n\nOne.", id=2), reply("Two.", id=3)))
    reader.view.show_chat(Chat((turn,), 1))
    left = replace(turn, replies=turn.replies[1:])
    reader.view.show_turn(Chat((left,), 1), left)
    assert reader.words() == "?\nTwo."
    edited = left.with_reply(0, replace(left.replies[0], text="Edited.", origin="edited"))
    reader.view.show_turn(Chat((edited,), 1), edited)
    assert reader.words() == "?\nEdited."


def test_selection_and_matches_do_not_outlive_what_they_were_in(reader: Reader) -> None:
    chat = long_chat(6)
    found: list[tuple[int, int]] = []
    reader.view.reading.searching.counted.connect(lambda at, of: found.append((at, of)))
    reader.view.show_chat(chat)
    reader.view.reading.searching.find("question")
    assert found[-1][1] == 6
    reader.view.selectAll()
    cut = replace(chat, turns=chat.turns[:2])
    reader.view.show_branch(cut, chat.turns[2].id)
    assert reader.view.reading.selecting.is_empty
    reader._qtbot.waitUntil(lambda: found[-1][1] == 2)
    reader.view.reading.searching.end()


@pytest.mark.parametrize("change", [branched, answered_anew], ids=("question", "answer"))
def test_what_changed_while_it_was_hidden_is_there_when_it_is_shown(
    reader: Reader, change: Callable[[Chat, int], Chat]
) -> None:
    chat = long_chat(6)
    shown = reader.ask(chat, "Last?", "Start.")
    reader.view.hide()
    shown = reader.grow(shown, "Start and more.")
    shown = reader.ask(shown, "One more?", "Yes.")
    other = change(shown, 3)
    reader.view.show_branch(other, other.turns[3].id)
    last = reader.ask(other, "And then?", "This.")
    reader.view.show()
    reader.settle()
    messages = [text for turn in last.turns for text in (turn.question, turn.reply.text)]  # type: ignore[union-attr]
    assert sources(reader) == messages
    assert "This." in reader.words()
