"""What a listener hears of the traffic."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import pytest

from paddock.ollama import errors
from paddock.ollama.client import Client
from paddock.ollama.recording import Answered, Ended, Exchange, Received, Started
from paddock.ollama.types import ChatRequest
from tests.ollama.replay import End, Replay, http, ndjson

HELLO = ChatRequest(model="m")
SECRETS = {"Authorization": "Bearer hush", "X-Api-Key": "hush", "Cookie": "a=hush", "X-Team": "us"}


async def record(answer: bytes, end: End = End.KEEP, leave_early: bool = False) -> list[Exchange]:
    heard: list[Exchange] = []
    async with (
        Replay([[answer]], end) as server,
        Client(server.address, headers=SECRETS, listener=heard.append) as client,
    ):
        try:
            async with aclosing(client.chat(HELLO)) as chunks:
                async for _ in chunks:
                    if leave_early:
                        break
        except errors.OllamaError:
            return heard
    return heard


def test_an_exchange_from_start_to_end(go: Callable[..., Any]) -> None:
    lines = [b'{"message":{"content":"a"}}', b'{"done":true}']
    started, answered, *received, ended = go(record(ndjson(*lines)))
    assert isinstance(started, Started)
    assert (started.method, started.body) == ("POST", b'{"model":"m"}')
    assert started.url.endswith("/api/chat")
    assert isinstance(answered, Answered)
    assert answered.status == 200
    assert all(isinstance(one, Received) for one in received)
    assert b"".join(one.data for one in received) == b"\n".join(lines) + b"\n"
    assert isinstance(ended, Ended)
    assert ended.error is None
    events = [started, answered, *received, ended]
    assert len({one.number for one in events}) == 1
    assert [one.at for one in events] == sorted(one.at for one in events)


def test_secrets_are_left_out(go: Callable[..., Any]) -> None:
    answer = http(b'{"done":true}', "200 OK", "application/json", "Set-Cookie: hush=hush")
    events = go(record(answer))
    assert "hush" not in repr(events)
    headers = dict(events[0].headers)
    assert headers["authorization"] == headers["x-api-key"] == headers["cookie"] == "[redacted]"
    assert headers["x-team"] == "us"
    assert dict(events[1].headers)["set-cookie"] == "[redacted]"


@pytest.mark.parametrize(
    ("answer", "end", "leave", "error"),
    [
        (ndjson(b"{}", complete=False), End.CLOSE, False, "RemoteProtocolError"),
        (b"", End.RESET, False, "ReadError"),
        (ndjson(b"{}", complete=False), End.STALL, True, "closed"),
        (http(b'{"error":"no"}', "500 x"), End.KEEP, False, None),
    ],
)
def test_every_exchange_ends_once(
    answer: bytes, end: End, leave: bool, error: str | None, go: Callable[..., Any]
) -> None:
    events = go(record(answer, end, leave))
    ends = [one for one in events if isinstance(one, Ended)]
    assert len(ends) == 1
    assert events[-1] is ends[0]
    assert (ends[0].error or "").split(":")[0] == (error or "")
