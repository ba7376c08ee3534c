"""What clients asked: one record for each request, readable and awaitable from any thread."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

_MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request and, once it is over, how it ended. Times are `time.monotonic()` seconds.

    Header names are lower-case. `closed_at` is when the reply ended or the client went away, None
    while it runs; `disconnected` tells that the client went first. Of an uploaded blob `body` holds
    only the beginning.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    started_at: float
    body: bytes = b""
    closed_at: float | None = None
    disconnected: bool = False
    number: int = field(default=0, compare=False)

    def json(self) -> Any:
        return json.loads(self.body)


class RequestLog:
    """The requests in the order of their arrival, the oldest dropped when bodies take much memory."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._requests: dict[int, SeenRequest] = {}
        self._next = 0
        self._bytes = 0

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        with self._changed:
            return tuple(self._requests.values())

    def clear(self) -> None:
        with self._changed:
            self._requests.clear()
            self._bytes = 0

    def open(self, method: str, path: str, headers: Mapping[str, str]) -> int:
        """Note a request that has begun and return the number to speak of it by."""
        with self._changed:
            self._next += 1
            seen = SeenRequest(method, path, headers, time.monotonic(), number=self._next)
            self._requests[self._next] = seen
            self._changed.notify_all()
            return self._next

    def body(self, number: int, body: bytes) -> None:
        with self._changed:
            self._bytes += len(body)
            while self._bytes > _MOST_BYTES and len(self._requests) > 1:
                oldest = next(iter(self._requests))
                self._bytes -= len(self._requests.pop(oldest).body)
        self._change(number, body=body)

    def close(self, number: int, *, disconnected: bool) -> None:
        self._change(number, closed_at=time.monotonic(), disconnected=disconnected)

    def wait_for(self, predicate: Callable[[SeenRequest], bool], timeout: float) -> SeenRequest:
        """The first request that fits, now or later; `TimeoutError` after `timeout` seconds without
        one.
        """
        found: list[SeenRequest] = []

        def fits() -> bool:
            found.extend(seen for seen in self._requests.values() if predicate(seen))
            return bool(found)

        with self._changed:
            if not self._changed.wait_for(fits, timeout):
                raise TimeoutError(f"no such request within {timeout} s")
            return found[0]

    def _change(self, number: int, **fields: Any) -> None:
        with self._changed:
            if number in self._requests:
                self._requests[number] = replace(self._requests[number], **fields)
                self._changed.notify_all()
