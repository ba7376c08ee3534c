"""Every exchange recorded from a real server, replayed byte for byte and in random pieces.

What the client must make of it is worked out here from the recorded bytes, with a decoder of its
own (`recordings`) and none of the client's code.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from paddock.ollama import errors, types
from paddock.ollama.channel import Channel
from paddock.ollama.client import Client
from paddock.ollama.errors import OllamaError
from tests.ollama.recordings import Recorded, cases, load
from tests.ollama.replay import End, Replay, read_json

RECORDED = load()

STREAMS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "/api/chat": (types.ChatRequest, "chat"),
    "/api/generate": (types.GenerateRequest, "generate"),
    "/api/pull": (types.PullRequest, "pull"),
    "/api/push": (types.PushRequest, "push"),
    "/api/create": (types.CreateRequest, "create"),
}
CALLS: dict[str, tuple[type[msgspec.Struct], Callable[[Client, Any], Awaitable[Any]]]] = {
    "/api/embed": (types.EmbedRequest, Client.embed),
    "/api/show": (types.ShowRequest, Client.show),
    "/api/copy": (types.CopyRequest, lambda client, to: client.copy(to.source, to.destination)),
    "/api/delete": (types.DeleteRequest, lambda client, request: client.delete(request.model)),
}
QUESTIONS: dict[tuple[str, str], Callable[[Client], Awaitable[Any]]] = {
    ("GET", "/api/version"): Client.version,
    ("GET", "/api/tags"): Client.tags,
    ("GET", "/api/ps"): Client.ps,
    ("GET", "/api/status"): Client.status,
    ("POST", "/api/me"): Client.me,
}
STATUS_ERRORS: dict[int, type[OllamaError]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    503: errors.ServerBusy,
}


@dataclass
class Seen:
    """What came out of the client: objects, then perhaps an error."""

    objects: list[Any] = field(default_factory=list)
    error: OllamaError | None = None


def test_every_recorded_case_is_replayed() -> None:
    extra = sum(one.name == "misc/two-requests-one-connection" for one in RECORDED) - 1
    assert len(RECORDED) - extra == cases() == 363


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in RECORDED])
def test_recorded(one: Recorded, go: Callable[..., Any]) -> None:
    request = typed_request(one)
    ways = {
        "as it came": list(one.reads),
        "at once": [one.response],
        "in random pieces": random_pieces(one),
    }
    for way, pieces in ways.items():
        seen, sent = go(replay(one, pieces, request))
        check(one, seen, way)
        if request is not None and says_the_same(request, one):
            assert read_json(sent) == one.request_json, way


def test_nearly_every_request_can_be_said_in_types() -> None:
    """What remains is what no client should send: wrong types, garbage, unknown and old fields."""
    typed = [(one, typed_request(one)) for one in RECORDED]
    unsaid = [one.name for one, request in typed if request and not says_the_same(request, one)]
    assert len(unsaid) < 40, unsaid


def typed_request(one: Recorded) -> msgspec.Struct | None:
    """The recorded request as ours; where ours cannot say it, any to the same end."""
    kind, _ = STREAMS.get(one.path) or CALLS.get(one.path) or (None, None)
    if kind is None or one.method != ("DELETE" if one.path == "/api/delete" else "POST"):
        return None
    try:
        return msgspec.convert(one.request_json, kind)
    except msgspec.ValidationError:
        return msgspec.convert({"model": "x", "source": "x", "destination": "y"}, kind)


def says_the_same(request: msgspec.Struct, one: Recorded) -> bool:
    return bool(json.loads(msgspec.json.encode(request)) == one.request_json)


def random_pieces(one: Recorded) -> list[bytes]:
    data = one.response
    dice = random.Random(zlib.crc32(one.name.encode()))
    cuts = sorted(dice.sample(range(1, len(data)), min(40, len(data) - 1)))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


async def replay(
    one: Recorded, pieces: list[bytes], request: msgspec.Struct | None
) -> tuple[Seen, bytes]:
    seen = Seen()
    end = End.KEEP if one.complete else End.CLOSE
    async with Replay([pieces], end) as server, Client(server.address) as client:
        try:
            if request is not None and one.path in STREAMS:
                async for item in getattr(client, STREAMS[one.path][1])(request):
                    seen.objects.append(item)
            else:
                seen.objects.append(await answer(one, client, request))
        except OllamaError as error:
            seen.error = error
        return seen, server.requests[0]


async def answer(one: Recorded, client: Client, request: msgspec.Struct | None) -> Any:
    """The client's method for the recorded call, and where there is none, the channel below it."""
    if request is not None:
        return await CALLS[one.path][1](client, request)
    if question := QUESTIONS.get((one.method, one.path)):
        return await question(client)
    channel = Channel(client.address)
    try:
        body = one.request_body or None
        return (await channel.ask(one.method, one.path, body, limit=10))[1]
    finally:
        await channel.aclose()


def check(one: Recorded, seen: Seen, way: str) -> None:
    if one.status not in (200, 201):
        check_refusal(one, seen.error, way)
        assert seen.objects == [], way
        return
    if one.path in ("/api/chat", "/api/generate"):
        check_stream(one, seen, way, lambda last: last["done"] or "_debug_info" in last)
    elif one.path in STREAMS:
        check_stream(one, seen, way, lambda last: last["status"] == "success")
    else:
        assert seen.error is None, way
        (item,) = seen.objects
        check_answer(one, item, way)


def check_refusal(one: Recorded, error: OllamaError | None, way: str) -> None:
    head = one.method == "HEAD"
    assert error is not None, way
    assert error.raw == (b"" if head else one.body), way
    assert error.call == f"{one.method} {one.path}", way
    if one.status < 400:
        assert type(error) is errors.NotOllama, way
        return
    is_json = "json" in one.headers.get("content-type", "")
    if one.status in (404, 405):
        expected: type[OllamaError] = errors.ModelNotFound if is_json else errors.EndpointMissing
    else:
        expected = STATUS_ERRORS.get(one.status, errors.ServerFailed)
    assert type(error) is expected, way
    assert isinstance(error, errors.ReplyError)
    assert error.status == one.status, way
    if is_json and not head:
        assert error.message == words(json.loads(one.body)["error"]).split("\n")[0], way


def words(error: Any) -> str:
    """The words in an error, by a regular expression where it is JSON in a string."""
    if isinstance(error, str) and error.startswith("{"):
        found = re.search(r'"message":("(?:[^"\\]|\\.)*")', error)
        assert found is not None
        return str(json.loads(found[1]))
    return str(error).strip()


def check_stream(
    one: Recorded, seen: Seen, way: str, is_end: Callable[[dict[str, Any]], bool]
) -> None:
    lines = [json.loads(line) for line in one.body.split(b"\n") if line.strip()]
    broken = "error" in lines[-1] if lines else False
    expected = lines[:-1] if broken else lines
    assert len(seen.objects) == len(expected), way
    for item, line in zip(seen.objects, expected, strict=True):
        same(item, line, way)
    if broken:
        assert type(seen.error) is errors.StreamFailed, way
        assert seen.error.message == words(lines[-1]["error"]).split("\n")[0], way
        assert json.loads(seen.error.raw) == lines[-1], way
    elif not one.complete:
        assert type(seen.error) is errors.ConnectionLost, way
    elif is_end(lines[-1]):
        assert seen.error is None, way
    else:
        assert type(seen.error) is errors.StreamIncomplete, way


def check_answer(one: Recorded, item: Any, way: str) -> None:
    if one.path in ("/api/copy", "/api/delete"):
        assert item is None, way
        assert one.body == b""
    elif one.path not in CALLS and (one.method, one.path) not in QUESTIONS:
        assert item == (b"" if one.method == "HEAD" else one.body), way
    elif one.path == "/api/version":
        assert item == json.loads(one.body)["version"], way
    elif one.path in ("/api/tags", "/api/ps"):
        same(item, json.loads(one.body)["models"], way)
    else:
        same(item, json.loads(one.body), way)


def same(item: Any, value: Any, way: str) -> None:
    """Everything that the JSON says is in the object, under the same name."""
    if isinstance(item, msgspec.Struct):
        names = {f.encode_name: f.name for f in msgspec.structs.fields(item)}
        for key, inner in value.items():
            same(getattr(item, names[key]), inner, f"{way}, {key}")
    elif isinstance(item, datetime):
        assert abs(item - datetime.fromisoformat(value)) <= timedelta(microseconds=1), way
    elif isinstance(item, list):
        for one, inner in zip(item, value, strict=True):
            same(one, inner, way)
    else:
        assert item == value, way
