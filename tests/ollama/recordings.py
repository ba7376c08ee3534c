"""The recorded exchanges of tests/wire, and a decoder that shares nothing with the client's.

One exchange is one request and the answer to it; a case has one, or two on the same connection.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIRE = Path(__file__).parents[1] / "wire"


@dataclass(frozen=True)
class Recorded:
    """A request and the bytes that came back for it, in the reads they came in."""

    name: str
    request: bytes
    reads: tuple[bytes, ...]
    complete: bool
    """Whether the body ended as its own framing says; a client that left early saw less."""

    @property
    def method(self) -> str:
        return self.request.split(b" ", 2)[0].decode()

    @property
    def path(self) -> str:
        return self.request.split(b" ", 2)[1].decode()

    @property
    def request_body(self) -> bytes:
        return self.request.partition(b"\r\n\r\n")[2]

    @property
    def request_json(self) -> Any:
        """The body as JSON, None if it is none."""
        try:
            return json.loads(self.request_body)
        except ValueError:
            return None

    @property
    def response(self) -> bytes:
        return b"".join(self.reads)

    @property
    def status(self) -> int:
        return int(self.response.split(b" ", 2)[1])

    @property
    def headers(self) -> dict[str, str]:
        head = self.response.partition(b"\r\n\r\n")[0].decode("latin-1")
        pairs = (line.partition(":") for line in head.split("\r\n")[1:])
        return {name.lower(): value.strip() for name, _, value in pairs}

    @property
    def body(self) -> bytes:
        raw = self.response.partition(b"\r\n\r\n")[2]
        return dechunked(raw)[0] if "transfer-encoding" in self.headers else raw


def dechunked(raw: bytes) -> tuple[bytes, bool]:
    """The payload of chunks, and whether the last one is there."""
    body = b""
    while raw:
        size_line, _, raw = raw.partition(b"\r\n")
        size = int(size_line, 16)
        if size == 0:
            return body, True
        body += raw[:size]
        raw = raw[size + 2 :]
    return body, False


def load() -> list[Recorded]:
    """All exchanges of all files, in order."""
    found: list[Recorded] = []
    for file in sorted(WIRE.glob("*.jsonl")):
        events: list[dict[str, Any]] = []
        for line in file.read_text("utf-8").split("\n"):
            event = json.loads(line) if line else {}
            if event.get("dir"):
                events.append(event)
            elif events:
                found += _exchanges(file.stem, events)
                events = []
    return found


def cases() -> int:
    """The number of cases that the files say they hold."""
    lines = (line for file in WIRE.glob("*.jsonl") for line in file.read_text("utf-8").split("\n"))
    return sum("dir" not in json.loads(line) for line in lines if line)


def _exchanges(file: str, events: list[dict[str, Any]]) -> list[Recorded]:
    pairs: list[tuple[bytes, list[bytes]]] = []
    for event in events:
        text = event.get("data")
        data = text.encode("utf-8") if text is not None else base64.b64decode(event["b64"])
        if event["dir"] == "req" and (not pairs or pairs[-1][1]):
            pairs.append((data, []))
        elif event["dir"] == "req":
            pairs[-1] = (pairs[-1][0] + data, [])
        elif event["dir"] == "resp":
            pairs[-1][1].append(data)
    name = f"{file}/{events[0]['case']}"
    pairs = [(request, _mended(reads)) for request, reads in pairs]
    return [Recorded(name, request, tuple(reads), _complete(reads)) for request, reads in pairs]


def _mended(reads: list[bytes]) -> list[bytes]:
    """The reads, and where the recorder cut an answer short, that answer in chunks of true length.

    A line that the cut left as half of one and half of another is dropped.
    """
    whole = b"".join(reads)
    if b" chars omitted]" not in whole:
        return reads
    head, _, raw = whole.partition(b"\r\n\r\n")
    payload = re.sub(rb"(?:\A|\r\n)[0-9a-f]+\r\n", b"", raw)
    lines = [line + b"\n" for line in payload.split(b"\n") if _is_json(line)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(line), line) for line in lines)
    return [head + b"\r\n\r\n" + chunks + b"0\r\n\r\n"]


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _complete(reads: list[bytes]) -> bool:
    head, _, raw = b"".join(reads).partition(b"\r\n\r\n")
    if b"\r\ntransfer-encoding: chunked" in head.lower():
        return dechunked(raw)[1]
    return True
