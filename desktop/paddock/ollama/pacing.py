"""Sockets that are read once a frame while an answer streams fast.

What a fast stream costs is not its JSON but the wake-ups of the event loop, one for each token. The
kernel buffers what comes meanwhile, and the next read takes all of it. A pace never delays what
comes slowly: only a read that follows, within the pace, one that found its data at once has to
wait, and neither of the first two reads after a request, which bring the head and the first bytes,
ever does.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Generator, Iterable
from contextvars import ContextVar
from types import coroutine
from typing import Any

import httpcore

READ_BYTES = 1 << 20
"""The most that one read takes; httpcore asks for 64 kB, less than a fast stream brings in a frame.
"""

_HEAD_BYTES = 4096
_UNPACED_READS = 2


class TlsHandshakeFailed(httpcore.ConnectError):
    """The connection was there, TLS on it was not."""


class Heard:
    """What came back on the connection for one request: the first bytes, as they were, and whether
    it ended.
    """

    __slots__ = ("ended", "head")

    def __init__(self) -> None:
        self.head = b""
        self.ended = False


heard_by_request: ContextVar[Heard | None] = ContextVar("heard_by_request", default=None)
"""Set it before a request is sent, and the connection that carries the request writes into it."""


class Gate:
    """Tells a stream that whoever drives it wants to know before it waits for the socket (see
    `readahead`).
    """

    __slots__ = ("open",)

    WAITING = object()

    def __init__(self) -> None:
        self.open = False

    @coroutine
    def pause(self) -> Generator[Any, Any, None]:
        """Hand WAITING to the driver; it goes on when the driver does."""
        yield self.WAITING


class PacedStream(httpcore.AsyncNetworkStream):
    """A network stream that is read at most once in `pace` seconds while data streams fast; 0 reads
    without delay.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream, pace: float, gate: Gate) -> None:
        self._stream = stream
        self._pace = pace
        self._gate = gate
        self._heard: Heard | None = None
        self._reads = 0
        self._not_before = 0.0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come; `max_bytes` is raised to READ_BYTES."""
        if self._gate.open:
            await self._gate.pause()
        if self._pace and self._reads >= _UNPACED_READS:
            delay = self._not_before - time.monotonic()
            if delay > 0:
                await asyncio.sleep(delay)
        started = time.monotonic()
        data = await self._stream.read(max(max_bytes, READ_BYTES), timeout)
        now = time.monotonic()
        self._reads += 1
        self._not_before = now + self._pace if now - started < self._pace else 0.0
        heard = self._heard
        if heard is not None:
            if not data:
                heard.ended = True
            elif len(heard.head) < _HEAD_BYTES:
                heard.head += data[: _HEAD_BYTES - len(heard.head)]
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, and count reads anew: the next ones belong to another answer."""
        self._heard = heard_by_request.get()
        self._reads = 0
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection at once."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Go on under TLS. Raises TlsHandshakeFailed."""
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except (httpcore.ConnectError, ssl.SSLError) as error:
            raise TlsHandshakeFailed(str(error)) from error
        return PacedStream(stream, self._pace, self._gate)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks for, above all whether an idle connection was closed."""
        return self._stream.get_extra_info(info)


class PacedBackend(httpcore.AsyncNetworkBackend):
    """Opens paced connections. `localhost` means IPv4 first, since that is where Ollama listens and
    where systems that resolve it to `::1` would wait in vain.
    """

    def __init__(self, pace: float = 0.0) -> None:
        self._backend = httpcore.AnyIOBackend()
        self._pace = pace
        self.gate = Gate()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect. Raises httpcore's ConnectError and ConnectTimeout."""
        if host.lower() == "localhost":
            try:
                return self._paced(
                    await self._backend.connect_tcp(
                        "127.0.0.1", port, timeout, local_address, socket_options
                    )
                )
            except httpcore.ConnectError:
                host = "::1"
        return self._paced(
            await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a socket in the file system."""
        return self._paced(await self._backend.connect_unix_socket(path, timeout, socket_options))

    async def sleep(self, seconds: float) -> None:
        """Wait between attempts to connect."""
        await asyncio.sleep(seconds)

    def _paced(self, stream: httpcore.AsyncNetworkStream) -> PacedStream:
        return PacedStream(stream, self._pace, self.gate)
