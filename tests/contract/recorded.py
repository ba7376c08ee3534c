"""Recorded conversations with a real server, and what of them is contract."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

WIRE = Path(__file__).parents[1] / "wire"


@dataclass(frozen=True)
class Recording:
    """One request of a recording and its whole reply."""

    method: str
    path: str
    body: str
    reply: Reply


@dataclass(frozen=True)
class Reply:
    """What of a reply both servers must agree on."""

    status: int
    media_type: str
    payload: bytes

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.payload.split(b"\n") if line.strip()]


def reply_of(response: httpx.Response) -> Reply:
    return Reply(
        response.status_code,
        _media_type(response.headers.get("content-type", "")),
        response.content,
    )


def recording(file: str, case: str) -> Recording:
    """One case of a file; its last one where a case was recorded twice."""
    return _recording(_events(file)[case])


@cache
def _events(file: str) -> dict[str, list[dict[str, Any]]]:
    cases: dict[str, list[dict[str, Any]]] = {}
    name = ""
    for line in (WIRE / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if "events" in event:
            name = event["case"]
            cases[name] = []
        else:
            cases[name].append(event)
    return cases


def _recording(events: list[dict[str, Any]]) -> Recording:
    sent = b"".join(_data(event) for event in events if event["dir"] == "req").decode()
    got = b"".join(_data(event) for event in events if event["dir"] == "resp")
    head, _, body = sent.partition("\r\n\r\n")
    method, _, rest = head.partition(" ")
    return Recording(method, rest.partition(" ")[0], body, _reply(got))


def _data(event: dict[str, Any]) -> bytes:
    return base64.b64decode(event["b64"]) if "b64" in event else str(event.get("data", "")).encode()


def _reply(data: bytes) -> Reply:
    head, _, body = data.partition(b"\r\n\r\n")
    first, *fields = head.decode().split("\r\n")
    headers = dict(field.lower().split(": ", 1) for field in fields)
    if headers.get("transfer-encoding") == "chunked":
        body = _unchunked(body)
    status = int(first.split(" ")[1]) if " " in first else 0
    return Reply(status, _media_type(headers.get("content-type", "")), body)


def _unchunked(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        parts.append(body[:length])
        body = body[length + 2 :]
    return b"".join(parts)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip()
