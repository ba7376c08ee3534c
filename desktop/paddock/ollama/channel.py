"""One way to a server: sends a request, gives what comes back, and raises nothing but OllamaError.

A channel has its own connections. The client keeps one for chats, one for short calls and one for
downloads, so that none of them waits for another's.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress

import httpx

from paddock.ollama.address import Address
from paddock.ollama.errors import (
    RAW_LIMIT,
    ConnectionFailed,
    ConnectionLost,
    NotOllama,
    ReadTimedOut,
)
from paddock.ollama.failures import translated
from paddock.ollama.pacing import Heard, PacedBackend, heard_by_request
from paddock.ollama.readahead import gathered
from paddock.ollama.recording import Listener, RecordingTransport
from paddock.ollama.refusal import is_html, refusal
from paddock.ollama.transport import Transport

CONNECT_SECONDS = 5.0
_REFUSAL_SECONDS = 10.0


class Stream:
    """An answer with a status of success whose body is still coming."""

    def __init__(
        self, call: str, response: httpx.Response, heard: Heard, backend: PacedBackend
    ) -> None:
        self.call = call
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._heard = heard
        self._gate = backend.gate

    async def pieces(self) -> AsyncGenerator[bytes]:
        """The body as it comes. Raises ConnectionLost and NotOllama."""
        with translated(self.call, self._heard):
            # Decoding is for proxies that compress unasked; the server itself never does.
            encoded = "content-encoding" in self.headers
            async for data in (
                self._response.aiter_bytes() if encoded else self._response.aiter_raw()
            ):
                yield data

    def reads(self) -> AsyncGenerator[list[bytes]]:
        """The same in lists, one for each read of the socket."""
        return gathered(self.pieces(), self._gate)

    async def beginning(self) -> bytes:
        """As much of the body as an error keeps, and as comes without trouble."""
        body = bytearray()
        with suppress(ConnectionLost, NotOllama, TimeoutError):
            async with asyncio.timeout(_REFUSAL_SECONDS), aclosing(self.pieces()) as pieces:
                async for data in pieces:
                    body += data
                    if len(body) >= RAW_LIMIT:
                        break
        return bytes(body)


class Channel:
    """Connections to one address for one purpose."""

    def __init__(
        self,
        address: Address,
        *,
        headers: Mapping[str, str] | None = None,
        verify: bool | ssl.SSLContext = True,
        pace: float = 0.0,
        listener: Listener | None = None,
    ) -> None:
        self._base = address.url
        self._backend = PacedBackend(pace)
        transport: httpx.AsyncBaseTransport = Transport(address, verify, self._backend)
        if listener is not None:
            transport = RecordingTransport(transport, listener)
        own = {"Accept-Encoding": "identity", **(headers or {})}
        self._client = httpx.AsyncClient(
            transport=transport,
            headers=[
                (name.encode("utf-8", "replace"), value.encode("utf-8", "replace"))
                for name, value in own.items()
            ],
            follow_redirects=False,
            trust_env=False,
        )

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        limit: float | None = None,
        connect: float = CONNECT_SECONDS,
    ) -> tuple[Stream, bytes]:
        """Send a request and read the whole answer: its head, and its body. The seconds of `limit`
        are for the time after the connection. Raises ConnectionFailed, ConnectionLost,
        ReadTimedOut, ReplyError or NotOllama.
        """
        try:
            async with (
                asyncio.timeout(None if limit is None else limit + connect),
                self.open(method, path, body, connect=connect) as stream,
                aclosing(stream.pieces()) as pieces,
            ):
                return stream, b"".join([data async for data in pieces])
        except TimeoutError:
            raise ReadTimedOut("no complete answer in time", call=f"{method} {path}") from None

    @asynccontextmanager
    async def open(
        self,
        method: str,
        path: str,
        body: bytes | AsyncIterable[bytes] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        connect: float = CONNECT_SECONDS,
    ) -> AsyncIterator[Stream]:
        """Send a request and give its answer as a stream, closed when the block is left.

        There is no limit to the time of an answer: none comes while a model loads, and giving up
        aborts the load. Raises as `ask` does when the answer is no success.
        """
        call, heard = f"{method} {path}", Heard()
        if self._client.is_closed:
            raise ConnectionFailed("this client has been closed", call=call)
        with translated(call, heard):
            request = self._client.build_request(
                method,
                self._base + path,
                content=body,
                headers=headers
                or ({"Content-Type": "application/json"} if body is not None else None),
                timeout=httpx.Timeout(None, connect=connect),
            )
            heard_by_request.set(heard)
            response = await self._client.send(request, stream=True)
        try:
            stream = Stream(call, response, heard, self._backend)
            if stream.status not in (200, 201):
                raise refusal(stream.status, stream.headers, await stream.beginning(), call)
            if is_html(stream.headers, b""):
                raise NotOllama(
                    "an HTML page", status=stream.status, raw=await stream.beginning(), call=call
                )
            yield stream
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close the connections; streams that are still open end with ConnectionLost."""
        await self._client.aclose()
