"""What the server is sent for a conversation: as much as was set, and nothing else."""

from __future__ import annotations

from typing import Any

import msgspec

from paddock.domain.chat import Chat, Turn
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, Phase, Reply
from paddock.domain.request import chat_request


def reply(text: str, ending: Ending = Ending.DONE) -> Reply:
    return Reply("m", 0.0, text=text, phase=Phase.ENDED, ending=ending)


def body(
    chat: Chat, overrides: Overrides | None = None, *, can_think: bool = True
) -> dict[str, Any]:
    request = chat_request(chat, "m", overrides or Overrides(), can_think=can_think)
    sent: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(request))
    return sent


def test_an_untouched_panel_sends_the_model_and_the_messages_alone() -> None:
    assert body(Chat().asked(1, "Hi")) == {
        "model": "m",
        "messages": [{"role": "user", "content": "Hi"}],
    }


def test_what_was_set_is_sent() -> None:
    overrides = (
        Overrides(system="Be terse.", keep_alive="5m", think=False)
        .with_option("temperature", 0.2)
        .with_option("seed", 0)
    )
    sent = body(Chat().asked(1, "Hi"), overrides)
    assert sent["messages"][0] == {"role": "system", "content": "Be terse."}
    assert sent["options"] == {"temperature": 0.2, "seed": 0}
    assert (sent["keep_alive"], sent["think"]) == ("5m", False)


def test_zero_and_for_ever_are_values() -> None:
    assert body(Chat().asked(1, "Hi"), Overrides(keep_alive=0))["keep_alive"] == 0
    assert body(Chat().asked(1, "Hi"), Overrides(keep_alive=-1))["keep_alive"] == -1


def test_think_is_not_sent_to_a_model_that_cannot() -> None:
    assert "think" not in body(Chat().asked(1, "Hi"), Overrides(think=True), can_think=False)


def test_the_shown_answers_of_earlier_turns_are_sent_back() -> None:
    turns = (
        Turn(1, "one?", (reply("first"), reply("second")), shown=0),
        Turn(2, "two?", (reply("half", Ending.CUT),)),
        Turn(3, "three?", (reply("", Ending.FAILED),)),
        Turn(4, "four?", (reply("to be answered again"),)),
    )
    assert [(m["role"], m["content"]) for m in body(Chat(turns))["messages"]] == [
        ("user", "one?"),
        ("assistant", "first"),
        ("user", "two?"),
        ("assistant", "half"),
        ("user", "three?"),
        ("user", "four?"),
    ]
