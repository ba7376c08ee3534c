"""A conversation as a value: turns, the answers beside each other, its title."""

from __future__ import annotations

import pytest

from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import Reply


def test_a_new_answer_stands_beside_the_earlier_ones_and_is_shown() -> None:
    first, second = Reply("a", 1.0, text="one"), Reply("b", 2.0, text="two")
    turn = Turn(1, "why?")
    assert turn.reply is None
    turn = turn.with_new(first).with_new(second)
    assert (turn.replies, turn.shown, turn.reply) == ((first, second), 1, second)
    longer = Reply("a", 1.0, text="one more")
    assert turn.with_reply(0, longer).replies == (longer, second)
    assert turn.with_reply(0, longer).reply is second


def test_changing_a_turn_makes_a_new_chat_and_leaves_the_rest() -> None:
    chat = Chat().asked(1, "one").asked(2, "two")
    changed = chat.with_turn(chat.turn(1).with_new(Reply("m", 0.0)))
    assert [len(turn.replies) for turn in chat.turns] == [0, 0]
    assert [len(turn.replies) for turn in changed.turns] == [1, 0]
    assert changed.turns[1] is chat.turns[1]
    with pytest.raises(KeyError):
        chat.turn(3)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("  Hello\n\n  there  ", "Hello there"),
        ("word " * 12, "word word word word word word word word word word word word"),
        ("x" * 61, "x" * 60 + "…"),
        ("short " + "y" * 80, "short…"),
        ("字" * 80, "字" * 60 + "…"),
        (("word " * 13).strip(), "word " * 11 + "word…"),
        (("word " * 12) + "s", "word " * 11 + "word…"),
    ],
)
def test_the_title_is_the_first_words(question: str, title: str) -> None:
    assert Chat().asked(1, question).asked(2, "another").title == title


def test_a_chat_without_questions_has_no_title() -> None:
    assert Chat().title == ""
