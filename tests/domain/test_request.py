"""What the server is sent for a conversation: as much as was set, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from paddock.domain.attachment import Attachment
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, Phase, Reply
from paddock.domain.request import chat_request, head_of, sent_json
from paddock.domain.tree import Message, Sent

PHOTO = Attachment("image", "photo.jpg", "a1", 3, "/a1")
NOTES = Attachment("text", "notes.md", "b2", 11, "/b2")
FILES = {"a1": "QUJD", "b2": "# Notes\nsome\n"}
HI = (Message(1, 0, 0.0, "Hi"),)


def said(id: int, text: str, ending: Ending = Ending.DONE) -> Message:
    reply = Reply("m", 0.0, text=text, phase=Phase.ENDED, ending=ending, id=id)
    return Message(id, id - 1, 0.0, reply=reply)


def body(path: tuple[Message, ...], overrides: Overrides | None = None, **more: Any) -> Any:
    request = chat_request(path, "m", overrides or Overrides(), FILES, **more)
    return msgspec.json.decode(msgspec.json.encode(request))


def test_an_untouched_panel_sends_the_model_and_the_messages_alone() -> None:
    assert body(HI) == {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}


def test_what_was_set_is_sent() -> None:
    overrides = (
        Overrides(system="Be terse.", keep_alive="5m", think=False)
        .with_option("temperature", 0.2)
        .with_option("seed", 0)
    )
    sent = body(HI, overrides)
    assert sent["messages"][0] == {"role": "system", "content": "Be terse."}
    assert sent["options"] == {"temperature": 0.2, "seed": 0}
    assert (sent["keep_alive"], sent["think"]) == ("5m", False)


def test_zero_and_for_ever_are_values() -> None:
    assert body(HI, Overrides(keep_alive=0))["keep_alive"] == 0
    assert body(HI, Overrides(keep_alive=-1))["keep_alive"] == -1


def test_think_is_not_sent_to_a_model_that_cannot() -> None:
    assert "think" not in body(HI, Overrides(think=True), can_think=False)


def test_the_answers_of_the_path_are_sent_back_and_empty_messages_are_not() -> None:
    path = (
        Message(1, 0, 0.0, "one?"),
        said(2, "first"),
        Message(3, 2, 0.0, "two?"),
        said(4, "half", Ending.CUT),
        Message(5, 4, 0.0, "three?"),
        said(6, "", Ending.FAILED),
        Message(7, 6, 0.0, ""),
        said(8, "unasked"),
        Message(9, 8, 0.0, "four?"),
    )
    assert [(m["role"], m["content"]) for m in body(path)["messages"]] == [
        ("user", "one?"),
        ("assistant", "first"),
        ("user", "two?"),
        ("assistant", "half"),
        ("user", "three?"),
        ("assistant", "unasked"),
        ("user", "four?"),
    ]


def test_images_go_beside_the_words_and_texts_are_quoted_before_them() -> None:
    [message] = body((Message(1, 0, 0.0, "What is it?", (PHOTO, NOTES)),))["messages"]
    assert message["images"] == ["QUJD"]
    assert message["content"] == (
        "notes.md (11 bytes):\n```markdown\n# Notes\nsome\n```\n\nWhat is it?"
    )


def test_a_model_that_cannot_see_gets_the_words_alone() -> None:
    path = (Message(1, 0, 0.0, "", (PHOTO,)), said(2, "A bird."), Message(3, 2, 0.0, "", (PHOTO,)))
    assert body(path, can_see=False)["messages"] == [{"role": "assistant", "content": "A bird."}]


def test_a_fence_in_a_text_does_not_end_its_quotation() -> None:
    files = {"b2": "a\n````\nb"}
    request = chat_request((Message(1, 0, 0.0, "", (NOTES,)),), "m", Overrides(), files)
    assert isinstance(request.messages, list)
    assert "\n`````markdown\na\n````\nb\n`````" in request.messages[0].content


def test_an_answer_that_is_to_go_on_comes_last() -> None:
    assert body(HI, beginning="Once upon")["messages"][-1] == {
        "role": "assistant",
        "content": "Once upon",
    }


def test_what_was_sent_can_be_told_later() -> None:
    overrides = Overrides(system="Be terse.", keep_alive="1h").with_option("seed", 7)
    path = (Message(1, 0, 0.0, "What?", (PHOTO,)),)
    request = chat_request(path, "m", overrides, FILES)
    sent = Sent(head=head_of(request), system="Be terse.")
    told = json.loads(sent_json(path, sent, FILES))
    assert told == msgspec.json.decode(msgspec.json.encode(request))
    assert list(told) == ["model", "messages", "options", "keep_alive"]
    blind = json.loads(sent_json(path, Sent(images=False), FILES))
    assert blind["messages"] == [{"role": "user", "content": "What?"}]


@pytest.mark.parametrize("head", ["", "no JSON", "[1]", "7", "\ud800", "[" * 5000, '{"a":1e999}'])
def test_nothing_is_told_of_a_request_that_was_damaged(head: str) -> None:
    assert sent_json(HI, Sent(head=head), {}) == ""
