"""Requests say what was set and no more; replies are taken as they come."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.ollama import types
from paddock.ollama.encode import encode
from paddock.ollama.lenient import NotAnObject, decode_object
from paddock.ollama.types import ChatChunk, ChatRequest, GenerateRequest, Message

T = TypeVar("T", bound=msgspec.Struct)


def decoded(kind: type[T], value: Any) -> T:
    return decode_object(json.dumps(value).encode(), msgspec.json.Decoder(kind), kind)


def test_only_what_was_set_is_sent() -> None:
    assert json.loads(encode(ChatRequest(model="m"))) == {"model": "m"}
    assert json.loads(encode(GenerateRequest(model="m"))) == {"model": "m"}
    assert json.loads(encode(types.CreateRequest(model="m", from_="base"))) == {
        "model": "m",
        "from": "base",
    }


def test_nothing_empty_or_false_is_lost_when_it_was_set() -> None:
    request = GenerateRequest(
        model="m", prompt="", stream=False, keep_alive=0, think=False, options={}, system="", raw=False,
        format=None, top_logprobs=0,
    )  # fmt: skip
    assert json.loads(encode(request)) == {
        "model": "m", "prompt": "", "stream": False, "keep_alive": 0, "think": False, "options": {},
        "system": "", "raw": False, "format": None, "top_logprobs": 0,
    }  # fmt: skip


def test_a_turn_with_calls_keeps_its_content_and_its_arguments_as_an_object() -> None:
    call = types.ToolCall(types.ToolFunction("now"), id="call_1")
    turn = Message("assistant", tool_calls=[call])
    assert json.loads(encode(ChatRequest(model="m", messages=[turn]))) == {
        "model": "m",
        "messages": [
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [{"function": {"name": "now", "arguments": {}}, "id": "call_1"}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("a\ud800b", "a\ufffdb"),
        ("\udc00", "\ufffd"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\x00\x85", "\x00\x85"),
    ],
)
def test_half_a_surrogate_pair_does_not_stop_a_message(text: str, sent: str) -> None:
    request = ChatRequest(model="m", messages=[Message("user", text)], options={text: [text]})
    body = json.loads(encode(request))
    assert body["messages"][0]["content"] == sent
    assert body["options"] == {sent: [sent]}


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_can_be_sent(text: str) -> None:
    assert json.loads(encode(GenerateRequest(model="m", prompt=text)).decode("utf-8"))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-08-01T10:00:00Z", datetime(2026, 8, 1, 10, tzinfo=UTC)),
        ("2026-08-01T10:00:00.5Z", datetime(2026, 8, 1, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-08-01T12:00:00.123456+02:00", datetime(2026, 8, 1, 10, 0, 0, 123456, tzinfo=UTC)),
        ("2026-08-01T10:00:00", datetime(2026, 8, 1, 10, tzinfo=UTC)),
        ("2319-01-01T00:00:00Z", datetime(2319, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        (None, None),
        (17, None),
        ("2026-13-45T99:00:00Z", None),
    ],
)
def test_times_of_all_kinds(text: Any, time: datetime | None) -> None:
    model = decoded(types.LoadedModel, {"name": "m", "expires_at": text, "size": 3})
    assert model.expires_at == time
    assert model.size == 3


def test_nine_digits_of_a_second_are_no_error() -> None:
    time = decoded(ChatChunk, {"created_at": "2026-08-01T10:00:00.123456789Z"}).created_at
    assert time is not None
    assert time.microsecond in (123456, 123457)


def test_what_emulators_send_is_taken_as_far_as_it_goes() -> None:
    chunk = decoded(
        ChatChunk,
        {
            "model": None,
            "created_at": 1722500000,
            "message": {
                "role": None,
                "content": None,
                "thinking": "hm",
                "tool_calls": [
                    {"function": {"name": "f", "arguments": '{"a": null}'}},
                    None,
                    {"id": 7},
                    {"function": 5},
                ],
                "images": None,
            },
            "done": True,
            "eval_count": "12",
            "total_duration": 1.5,
            "logprobs": {},
        },
    )
    assert chunk.message.role == "assistant"
    assert chunk.message.content == ""
    assert chunk.message.thinking == "hm"
    assert chunk.message.tool_calls[0].function.arguments == {"a": None}
    assert [call.function.name for call in chunk.message.tool_calls] == ["f", "", ""]
    assert chunk.done
    assert chunk.eval_count == 12
    assert chunk.total_duration is None


def test_nulls_inside_free_values_are_kept() -> None:
    reply = decoded(types.ShowReply, {"model_info": {"tokens": None, "n": 2}, "license": None})
    assert reply.model_info == {"tokens": None, "n": 2}
    assert reply.details == types.Details()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"3", b"null", b"{", b'{"a":}', b"\xff", b'"x"', b"[" * 100_000]
)
def test_what_is_no_object_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAnObject):
        decode_object(data, msgspec.json.Decoder(ChatChunk), ChatChunk)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KINDS: list[type[msgspec.Struct]] = [
    types.ChatChunk, types.GenerateChunk, types.Progress, types.ShowReply, types.Tags, types.Running,
    types.EmbedReply, types.Account, types.Status,
]  # fmt: skip


@st.composite
def replies(draw: st.DrawFn, kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Objects with the right names and any values in them, two levels deep."""
    names = [field.encode_name for field in msgspec.structs.fields(kind)]
    inner = ["role", "content", "tool_calls", "function", "name", "size", "details", "families"]
    nested = st.dictionaries(st.sampled_from(inner), JSON, max_size=4)
    value = JSON | nested | st.lists(nested, max_size=2)
    return draw(st.dictionaries(st.sampled_from(names), value, max_size=6))


@given(st.data())
def test_no_object_is_refused_for_the_values_in_it(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    value = data.draw(replies(kind))
    built = decoded(kind, value)
    assert msgspec.convert(msgspec.to_builtins(built), kind, strict=False) == built


def test_cloud_models_are_known_by_their_host_or_their_name() -> None:
    assert types.InstalledModel(name="x:120b-cloud").is_cloud
    assert types.InstalledModel(name="x:cloud").is_cloud
    assert types.InstalledModel(name="x", remote_host="https://ollama.com:443").is_cloud
    assert not types.InstalledModel(name="cloud:7b").is_cloud
