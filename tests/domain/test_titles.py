"""A model is asked for a title with what it has in its cache, and its answer is cleaned."""

from __future__ import annotations

import msgspec
import pytest

from paddock.domain.parameters import Overrides
from paddock.domain.request import chat_request
from paddock.domain.titles import cleaned_title, title_request
from paddock.domain.tree import Message


def test_the_same_messages_come_first_and_nothing_makes_the_model_load_again() -> None:
    overrides = (
        Overrides(system="Be terse.", keep_alive="1h", think=True)
        .with_option("num_ctx", 8192)
        .with_option("temperature", 0.9)
        .with_option("stop", ["."])
    )
    first = chat_request((Message(1, 0, 0.0, "Why?"),), "m", overrides, {})
    body = msgspec.to_builtins(title_request(first, "Because."))
    asked = msgspec.to_builtins(first)["messages"]
    assert body["messages"][: len(asked)] == asked
    assert body["messages"][2] == {"role": "assistant", "content": "Because."}
    assert body["options"] == {"num_ctx": 8192, "num_predict": 32, "temperature": 0.0}
    assert (body["keep_alive"], body["think"]) == ("1h", False)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Split a stream on bytes", "Split a stream on bytes"),
        ('**"Bread without an oven."**\n\nShall I go on?', "Bread without an oven"),
        ("<think>hm</think>\nTitle: Bees", "Bees"),
        ("标题：《合同第三条》。", "合同第三条"),
        ("Python: how to sort", "Python: how to sort"),
        ("x" * 70, "x" * 59 + "…"),
        ("I am sorry, " * 20, ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_only_the_title_is_left_of_what_was_said(said: str, title: str) -> None:
    assert cleaned_title(said) == title
