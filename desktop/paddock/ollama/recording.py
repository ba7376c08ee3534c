"""Every exchange with a server, as it happens, for whoever wants to look at it.

The listener is called in the middle of the traffic: it must be quick, and it decides how much it
keeps.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

import httpx

_SECRET = re.compile(r"authorization|cookie|key|token|secret|password|credential", re.IGNORECASE)
_REDACTED = "[redacted]"
_numbers = count(1)

Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Started:
    """A request is about to be sent. `at` is seconds on the monotonic clock, here and below; `body`
    is None for an upload, which is too large to keep.
    """

    number: int
    at: float
    method: str
    url: str
    headers: Headers
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The head of the response is there."""

    number: int
    at: float
    status: int
    headers: Headers


@dataclass(frozen=True, slots=True)
class Received:
    """A piece of the body, as it came."""

    number: int
    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """The exchange is over. `error` is None when the whole body came; "closed" when this side ended
    it.
    """

    number: int
    at: float
    error: str | None


Exchange: TypeAlias = Started | Answered | Received | Ended
Listener: TypeAlias = Callable[[Exchange], None]


class RecordingTransport(httpx.AsyncBaseTransport):
    """Hands what passes through another transport to a listener, secrets in headers left out."""

    def __init__(self, transport: httpx.AsyncBaseTransport, listener: Listener) -> None:
        self._transport = transport
        self._listener = listener

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request through the wrapped transport."""
        number = next(_numbers)
        body = b"".join(request.stream) if isinstance(request.stream, httpx.ByteStream) else None
        headers = redacted(request.headers)
        self._listener(
            Started(number, time.monotonic(), request.method, str(request.url), headers, body)
        )
        try:
            response = await self._transport.handle_async_request(request)
        except BaseException as error:
            self._listener(Ended(number, time.monotonic(), _describe(error)))
            raise
        self._listener(
            Answered(number, time.monotonic(), response.status_code, redacted(response.headers))
        )
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _RecordedBody(response.stream, number, self._listener)
        return response

    async def aclose(self) -> None:
        """Close the wrapped transport."""
        await self._transport.aclose()


class _RecordedBody(httpx.AsyncByteStream):
    """A body whose pieces go to the listener on their way."""

    def __init__(self, stream: httpx.AsyncByteStream, number: int, listener: Listener) -> None:
        self._stream = stream
        self._number = number
        self._listener = listener
        self._ended = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for data in self._stream:
                self._listener(Received(self._number, time.monotonic(), data))
                yield data
        except BaseException as error:
            self._end(_describe(error))
            raise
        self._end(None)

    async def aclose(self) -> None:
        self._end("closed")
        await self._stream.aclose()

    def _end(self, error: str | None) -> None:
        if not self._ended:
            self._ended = True
            self._listener(Ended(self._number, time.monotonic(), error))


def redacted(headers: httpx.Headers) -> Headers:
    """The headers in order, with the values of those that hold secrets replaced."""
    return tuple(
        (name, _REDACTED if _SECRET.search(name) else value)
        for name, value in headers.multi_items()
    )


def _describe(error: BaseException) -> str:
    if not isinstance(error, Exception):  # cancelled, or left
        return "closed"
    return f"{type(error).__name__}: {error}".removesuffix(": ")
