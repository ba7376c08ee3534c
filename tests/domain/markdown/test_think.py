"""The thinking of older servers is told from the answer, also while it comes."""

from __future__ import annotations

import pytest

from paddock.domain.markdown.think import split_think


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("", "", False)),
        ("Hello", ("", "Hello", False)),
        ("\n  Hello", ("", "\n  Hello", False)),
        ("<", ("", "", True)),
        ("\n<thi", ("", "", True)),
        ("<thing> is", ("", "<thing> is", False)),
        ("<think>", ("", "", True)),
        ("<think>\nwell", ("well", "", True)),
        ("<think>well</th", ("well", "", True)),
        ("<think>well</the", ("well</the", "", True)),
        ("<think>well\n</think>", ("well", "", False)),
        ("<think>\n\n</think>\n\n  Hello", ("", "  Hello", False)),
        (" <think>a</think>\n\n    code\n", ("a", "    code\n", False)),
        ("<think>a</think>b</think>", ("a", "b</think>", False)),
        ("x <think>a</think>", ("", "x <think>a</think>", False)),
    ],
)
def test_thinking_and_answer(text: str, parts: tuple[str, str, bool]) -> None:
    assert split_think(text) == parts


def test_a_text_that_ends_with_the_beginning_of_a_tag() -> None:
    assert split_think("<th", final=True) == ("", "<th", False)
    assert split_think("<think>a</th", final=True) == ("a</th", "", False)


def test_what_was_shown_stays_while_the_text_grows() -> None:
    text = "<think>Let me < think </ think. </thin>\nDone</think>\n\nThe answer </think> is"
    shown = ("", "")
    for end in range(len(text) + 1):
        thinking, answer, still = split_think(text[:end])
        assert thinking.startswith(shown[0].rstrip())
        assert answer.startswith(shown[1])
        assert not (still and answer)
        shown = (thinking, answer)
