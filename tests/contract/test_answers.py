"""What generate and chat promise beyond the shape of a line."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.contract.target import Target

SHORT = {"num_predict": 24, "seed": 7, "temperature": 0}
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a city",
        "parameters": {
            "type": "object",
            "required": ["city"],
            "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
        },
    },
}
METRICS = [
    "total_duration",
    "load_duration",
    "prompt_eval_count",
    "prompt_eval_duration",
    "eval_count",
    "eval_duration",
]


def text_of(lines: list[dict[str, Any]]) -> str:
    return "".join(line["message"]["content"] for line in lines)


def user(text: str, **more: Any) -> list[dict[str, Any]]:
    return [{"role": "user", "content": text, **more}]


def png(red: int, green: int, blue: int, size: int = 16) -> str:
    """A picture of one colour, base64."""
    row = b"\0" + bytes((red, green, blue)) * size
    parts = [(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))]
    parts += [(b"IDAT", zlib.compress(row * size)), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n"
    for kind, part in parts:
        data += struct.pack(">I", len(part)) + kind + part
        data += struct.pack(">I", zlib.crc32(kind + part))
    return base64.b64encode(data).decode()


def test_a_stream_and_a_single_reply_say_the_same_for_one_seed(target: Target) -> None:
    request = {"model": target.chat, "messages": user("Tell me of the sea."), "options": SHORT}
    lines = target.lines("/api/chat", **request)
    whole = target.ok("/api/chat", **request)
    assert text_of(lines) == whole["message"]["content"] != ""
    assert [line["done"] for line in lines] == [False] * (len(lines) - 1) + [True]


def test_the_last_line_carries_metrics_that_add_up(target: Target) -> None:
    last = target.lines("/api/chat", model=target.chat, messages=user("Hello."), options=SHORT)[-1]
    assert [name for name in last if name in METRICS] == METRICS
    assert last["eval_count"] <= SHORT["num_predict"]
    assert last["total_duration"] >= last["load_duration"] + last["eval_duration"]


def test_num_predict_ends_an_answer_with_length(target: Target) -> None:
    reply = target.say(target.chat, "Count to a hundred.", options={"num_predict": 3, "seed": 1})
    assert (reply["done_reason"], reply["eval_count"]) == ("length", 3)


def test_a_stop_text_ends_an_answer_and_is_not_part_of_it(target: Target) -> None:
    reply = target.say(
        target.chat, "Say something.", options={**SHORT, "num_predict": 80, "stop": ["e"]}
    )
    assert reply["done_reason"] == "stop"
    assert "e" not in reply["message"]["content"]


def test_a_context_continues_a_conversation(target: Target) -> None:
    first = target.ok("/api/generate", model=target.chat, prompt="I am Ada.", options=SHORT)
    request = {"model": target.chat, "prompt": "Who am I?", "options": SHORT}
    second = target.ok("/api/generate", **request, context=first["context"])
    assert second["context"][: len(first["context"])] == first["context"]
    alone = target.ok("/api/generate", **request)
    assert second["prompt_eval_count"] > alone["prompt_eval_count"]


def test_history_and_system_prompt_are_read(target: Target) -> None:
    short = target.say(target.chat, "And now?", options=SHORT)
    messages = [
        {"role": "system", "content": "You are a lighthouse keeper."},
        *user("The ship is near."),
        {"role": "assistant", "content": "I see it."},
        *user("And now?"),
    ]
    long = target.ok("/api/chat", model=target.chat, messages=messages, options=SHORT)
    assert long["prompt_eval_count"] > short["prompt_eval_count"]


def test_a_prompt_that_must_not_be_cut_is_refused(target: Target) -> None:
    request = {"messages": user("word " * 1000), "truncate": False, "options": {"num_ctx": 256}}
    reply = target.post("/api/chat", model=target.chat, **request)
    assert reply.status_code == 400
    inner = json.loads(reply.json()["error"])["error"]
    assert list(inner) == ["code", "message", "type", "n_prompt_tokens", "n_ctx"]
    assert inner["type"] == "exceed_context_size_error"
    assert inner["n_ctx"] == 256


def test_a_prompt_that_may_be_cut_is_cut(target: Target) -> None:
    options = {"num_ctx": 256, "num_predict": 2}
    reply = target.say(target.chat, "word " * 1000, options=options)
    assert reply["prompt_eval_count"] <= 256


SCHEMAS = {
    "flat": {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]},
    "choice": {"type": "string", "enum": ["red", "green"]},
    "list": {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "maxItems": 3},
    "reference": {
        "type": "object",
        "properties": {"pet": {"$ref": "#/$defs/pet"}},
        "required": ["pet"],
        "$defs": {"pet": {"type": "object", "properties": {"name": {"type": "string"}}}},
    },
}
KINDS = {"flat": dict, "choice": str, "list": list, "reference": dict}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_followed(target: Target, kind: str) -> None:
    options = {"seed": 1, "temperature": 0, "num_predict": 400}
    text = target.say(target.chat, "Give me data.", format=SCHEMAS[kind], options=options)
    value = json.loads(text["message"]["content"])
    assert isinstance(value, KINDS[kind])
    if isinstance(value, dict):
        assert set(SCHEMAS[kind]["required"]) <= set(value)
    elif kind == "choice":
        assert value in ("red", "green")
    else:
        assert 2 <= len(value) <= 3


def test_tools_are_called_and_their_results_answered(target: Target) -> None:
    model = target.model("completion", "tools")
    question = user("Use the tool to tell me the weather in Paris.")
    request = {"model": model, "tools": [WEATHER], "options": {"temperature": 0, "seed": 1}}
    reply = target.ok("/api/chat", messages=question, **request)
    calls = reply["message"].get("tool_calls")
    if not calls and not target.is_demo:
        pytest.skip("the model chose not to call")
    assert list(calls[0]) == ["id", "function"]
    assert list(calls[0]["function"]) == ["index", "name", "arguments"]
    assert calls[0]["function"]["name"] == "get_weather"
    assert isinstance(calls[0]["function"]["arguments"], dict)
    result = {"role": "tool", "tool_name": "get_weather", "content": "eleven degrees"}
    answered = target.ok("/api/chat", messages=[*question, reply["message"], result], **request)
    assert not answered["message"].get("tool_calls")
    assert answered["message"]["content"]


def test_a_streamed_call_comes_whole_in_one_line(target: Target) -> None:
    model = target.model("completion", "tools")
    messages = user("Use the tool to tell me the weather in Paris.")
    request = {"tools": [WEATHER], "options": {"temperature": 0, "seed": 1}}
    lines = target.lines("/api/chat", model=model, messages=messages, **request)
    calls = [call for line in lines for call in line["message"].get("tool_calls", ())]
    if not calls and not target.is_demo:
        pytest.skip("the model chose not to call")
    assert [call["function"]["name"] for call in calls] == ["get_weather"]
    assert lines[-1]["done_reason"] == "stop"


def test_thinking_comes_before_the_answer_and_can_be_switched_off(target: Target) -> None:
    model = target.model("completion", "thinking")
    request = {"model": model, "messages": user("Why?"), "options": {"seed": 1, "num_predict": 400}}
    lines = target.lines("/api/chat", think=True, **request)
    thinking = [place for place, line in enumerate(lines) if line["message"].get("thinking")]
    content = [place for place, line in enumerate(lines) if line["message"]["content"].strip()]
    assert thinking
    assert not content or max(thinking) <= min(content)
    silent = target.lines("/api/chat", think=False, **request)
    assert not any(line["message"].get("thinking") for line in silent)


def test_a_picture_is_accepted_by_a_model_that_sees(target: Target) -> None:
    model = target.model("completion", "vision")
    reply = target.ok(
        "/api/chat", model=model, messages=user("What?", images=[png(255, 0, 0)]), options=SHORT
    )
    assert reply["message"]["content"]


def test_a_picture_is_refused_by_a_model_that_does_not_see(target: Target) -> None:
    messages = user("What?", images=[png(0, 0, 255)])
    reply = target.post("/api/chat", model=target.chat, messages=messages)
    assert reply.status_code == 400
    inner = json.loads(reply.json()["error"])["error"]
    assert "does not support multimodal requests" in inner["message"]


def test_a_data_url_is_no_picture(target: Target) -> None:
    messages = user("What?", images=["data:image/png;base64,AAAA"])
    reply = target.post("/api/chat", model=target.model("vision"), messages=messages)
    assert reply.status_code == 400
    assert "illegal base64 data at input byte 4" in reply.json()["error"]


def test_log_probabilities_cover_every_token(target: Target) -> None:
    request = {"logprobs": True, "top_logprobs": 2, "options": {**SHORT, "num_predict": 4}}
    reply = target.say(target.chat, "Hello.", **request)
    assert len(reply["logprobs"]) == reply["eval_count"]
    for entry in reply["logprobs"]:
        assert bytes(entry["bytes"]).decode(errors="replace") == entry["token"]
        assert len(entry["top_logprobs"]) == 2
