"""Misbehaviour on request: what it is, the queue it waits in, and the two other ways to ask for it.

A test queues a `Fault`; any client can send the header `X-Demo-Fault: cut;after=5`; a person can
write `/cut 5`.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

Kind = Literal[
    "delay", "stall", "cut", "rst", "end", "error_line", "status", "malformed", "redirect"
]

_KINDS: tuple[str, ...] = get_args(Kind)
_COMMAND = re.compile(
    r"(?<!\S)/(cut|rst|stall|end|error|malformed|status|delay)(?:\s+(\d+(?:\.\d+)?))?(?!\S)"
)
_AFTER_OF_COMMAND = 8


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong.

    `path` is the request's path, `*` any. `after_lines` counts the lines of a stream sent before
    `stall` (silence until the client leaves), `cut` (the connection closes, no last chunk), `rst`
    (TCP reset), `end` (a clean end without the final line), `error_line` and `malformed` (a line
    that is no JSON) strike; on a reply that is no stream they strike after the head. `delay` is
    seconds before the first byte, of any kind. `status` answers with `status`, `body` and
    `content_type`; `redirect` with 307 and `location`.
    """

    path: str
    kind: Kind
    after_lines: int = 0
    delay: float = 0.0
    status: int = 500
    body: bytes | str | None = None
    content_type: str = "application/json; charset=utf-8"
    location: str = "/elsewhere"
    message: str = "an error was encountered while running the model: unexpected EOF"
    times: int = 1

    @property
    def body_bytes(self) -> bytes:
        if self.body is None:
            return b'{"error":"demo fault: status %d"}' % self.status
        return self.body.encode() if isinstance(self.body, str) else self.body


class FaultQueue:
    """Faults waiting for their request, oldest first. Any thread may add."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, path: str) -> Fault | None:
        """The first fault meant for this path; it leaves the queue after `times` requests."""
        with self._lock:
            for place, fault in enumerate(self._waiting):
                if fault.path in (path, "*"):
                    if fault.times > 1:
                        self._waiting[place] = replace(fault, times=fault.times - 1)
                    else:
                        del self._waiting[place]
                    return fault
        return None


def fault_of_header(value: str) -> Fault | None:
    """`kind[;after=N][;delay=S][;status=N][;location=URL]`; None when the text makes no sense."""
    kind, *settings = (part.strip() for part in value.split(";"))
    if kind not in _KINDS:
        return None
    given = dict(part.split("=", 1) for part in settings if "=" in part)
    try:
        return Fault(
            "*",
            cast(Kind, kind),
            after_lines=int(given.get("after", "0")),
            delay=float(given.get("delay", "1" if kind == "delay" else "0")),
            status=_refusal(float(given.get("status", "500"))),
            location=given.get("location", "/elsewhere"),
        )
    except ValueError:
        return None


def fault_of_prompt(prompt: str) -> Fault | None:
    """The fault a person asked for in words, such as `/cut 5` or `/status 503`; a plain `/cut`
    strikes early.
    """
    found = _COMMAND.search(prompt)
    if found is None:
        return None
    number = float(found[2]) if found[2] else None
    if found[1] == "delay":
        return Fault("*", "delay", delay=3.0 if number is None else number)
    if found[1] == "status":
        return Fault("*", "status", status=500 if number is None else _refusal(number))
    kind = "error_line" if found[1] == "error" else found[1]
    after = _AFTER_OF_COMMAND if number is None else int(number)
    return Fault("*", cast(Kind, kind), after_lines=after)


def _refusal(number: float) -> int:
    """The nearest status that refuses."""
    return int(min(max(number, 400), 599))
