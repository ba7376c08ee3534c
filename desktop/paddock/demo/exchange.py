"""One request and its reply: body in, JSON or NDJSON lines out, with the faults asked for applied
on the way.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from .faults import Fault
from .wire import ApiError, encode, loads

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

JSON: Final = "application/json; charset=utf-8"
PLAIN: Final = "text/plain"

_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_FIRST_FAULTS = ("delay", "status", "redirect")


class ReplyBroken(Exception):
    """A fault cut the connection; nothing more can be sent."""


class ReplyEnded(Exception):
    """A fault has completed the reply early; nothing more may be sent."""


class ClientGone(Exception):
    """The client closed the connection before all was read, or while it was kept waiting."""


class Exchange:
    """A request being answered. Used on the server's loop only."""

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        transport: asyncio.Transport,
        fault: Fault | None,
    ) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.headers: Mapping[str, str] = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        self.body = b""
        self.fault = fault
        self._receive = receive
        self._send = send
        self._transport = transport
        self._lines_sent = 0
        self.head_sent = False
        self.is_over = False

    def json(self, target: str) -> dict[str, Any]:
        """The body as an object; `target` is the Go type that errors name. Raises `ApiError`."""
        return loads(self.body, target)

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives. Raises `ClientGone`."""
        while True:
            event = await self._receive()
            if event["type"] == "http.disconnect":
                raise ClientGone
            if event.get("body"):
                yield event["body"]
            if not event.get("more_body"):
                return

    async def read_body(self) -> None:
        self.body = b"".join([chunk async for chunk in self.chunks()])

    async def until_gone(self) -> None:
        """Return when the client has left, or the reply is complete."""
        while (await self._receive())["type"] != "http.disconnect":
            continue

    async def before_reply(self) -> None:
        """Apply what a fault does before the first byte, once: wait, refuse, redirect."""
        fault = self.fault
        if fault is None:
            return
        self.fault = None if fault.kind in _FIRST_FAULTS else replace(fault, delay=0.0)
        await asyncio.sleep(fault.delay)
        if fault.kind == "status":
            await self.reply(fault.body_bytes, status=fault.status, content_type=fault.content_type)
            raise ReplyEnded
        if fault.kind == "redirect":
            await self.reply(status=307, headers={"location": fault.location})
            raise ReplyEnded

    async def reply(
        self,
        body: bytes = b"",
        *,
        status: int = 200,
        content_type: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """A whole reply at once. An empty body has no content type, as with Ollama."""
        if self._strikes(0) and self.fault is not None:
            await self._break_whole_reply(self.fault, body, content_type)
        await self._head(
            status, content_type, {"content-length": str(len(body)), **(headers or {})}
        )
        await self._end(body)

    async def reply_json(self, value: Any, *, status: int = 200, content_type: str = JSON) -> None:
        await self.reply(encode(value), status=status, content_type=content_type)

    async def refuse(self, error: ApiError) -> None:
        """A status while nothing was sent, else the last line of a stream."""
        if self.head_sent:
            await self.line({"error": error.text, **error.extra})
            await self.finish()
        else:
            await self.reply(error.body(), status=error.status, content_type=JSON)

    async def lines(self, lines: Sequence[bytes]) -> None:
        """NDJSON lines, without their line ends, in one write; the first call sends the head."""
        if not self.head_sent:
            await self._head(200, "application/x-ndjson")
        struck = self._strikes(len(lines))
        if struck and self.fault is not None:
            lines = lines[: max(0, self.fault.after_lines - self._lines_sent)]
        self._lines_sent += len(lines)
        if lines:
            await self._part(b"\n".join(lines) + b"\n")
        if struck and self.fault is not None:
            await self._strike(self.fault)

    async def line(self, value: Any) -> None:
        await self.lines([encode(value)])

    async def finish(self) -> None:
        """End a stream."""
        await self._end(b"")

    async def _end(self, body: bytes) -> None:
        self.is_over = True
        await self._send({"type": "http.response.body", "body": body})

    async def _head(
        self, status: int, content_type: str, headers: Mapping[str, str] | None = None
    ) -> None:
        fields = (
            {"content-type": content_type, **(headers or {})}
            if content_type
            else dict(headers or {})
        )
        raw = [
            (name.encode(), value.encode("latin-1", "replace")) for name, value in fields.items()
        ]
        self.head_sent = True
        await self._send({"type": "http.response.start", "status": status, "headers": raw})

    async def _part(self, body: bytes) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": True})

    def _strikes(self, coming: int) -> bool:
        """Whether the fault strikes before or after the lines to come."""
        fault = self.fault
        if fault is None or fault.kind in _FIRST_FAULTS:
            return False
        return not self.head_sent or self._lines_sent + coming >= fault.after_lines

    async def _break_whole_reply(self, fault: Fault, body: bytes, content_type: str) -> None:
        """Half of the body, then the fault; where the fault ends in good order, the length says
        half too.
        """
        half = body[: len(body) // 2]
        if fault.kind == "error_line":
            body = half = encode({"error": fault.message})
            await self._head(500, JSON, {"content-length": str(len(body))})
        else:
            in_order = fault.kind in ("end", "malformed")
            length = len(half) if in_order else len(body)
            await self._head(200, content_type, {"content-length": str(length)})
        await self._part(half)
        if fault.kind in ("stall", "cut", "rst"):
            await self._strike(fault)
        await self.finish()
        raise ReplyEnded

    async def _strike(self, fault: Fault) -> None:
        if fault.kind == "stall":
            await self.until_gone()
            raise ClientGone
        if fault.kind == "cut":
            self.is_over = True
            self._transport.close()
            raise ReplyBroken
        if fault.kind == "rst":
            self._transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, _LINGER
            )
            self.is_over = True
            self._transport.abort()
            raise ReplyBroken
        if fault.kind == "error_line":
            await self._part(encode({"error": fault.message}) + b"\n")
        elif fault.kind == "malformed":
            await self._part(b'{"model":"demo","created_at":"2026-\n')
        await self.finish()
        raise ReplyEnded
