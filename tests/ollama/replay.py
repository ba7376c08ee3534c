"""A server on a real socket that sends bytes as they are, in the pieces it is given."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Self

from paddock.ollama.address import Address


class End(Enum):
    """What the server does after the last piece."""

    KEEP = "waits for the next request"
    CLOSE = "closes the connection"
    RESET = "breaks it off with a RST"
    STALL = "sends nothing more and keeps the connection"


@dataclass
class Replay:
    """Answers each request with the next of its answers, the last one again and again.

    `requests` are the bytes of the requests; `gone` is set when a client went away. An answer with
    `before_body` is sent as soon as the head of the request is there, its body unread.
    """

    answers: Sequence[Sequence[bytes]]
    end: End = End.KEEP
    tls: ssl.SSLContext | None = None
    before_body: bool = False
    greeting: bytes = b""
    requests: list[bytes] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    served: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", 0, ssl=self.tls, limit=1 << 24
        )
        self._serving: dict[asyncio.Task[None] | None, asyncio.StreamWriter] = {}
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.address = Address("https" if self.tls else "http", "127.0.0.1", self.port)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for writer in self._serving.values():
            writer.transport.abort()
        if tasks := [task for task in self._serving if task is not None]:
            await asyncio.wait(tasks)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._serving[asyncio.current_task()] = writer
        try:
            writer.write(self.greeting)
            await self._talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            self.gone.set()
        finally:
            writer.close()
            del self._serving[asyncio.current_task()]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            body = b"" if self.before_body else await read_body(reader, head)
            self.requests.append(head + body)
            answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
            for piece in answer:
                writer.write(piece)
                await writer.drain()
                for _ in range(3):  # turns of the loop in which the client reads this piece
                    await asyncio.sleep(0)
            self.served.set()
            if self.end is End.RESET:
                reset(writer)
            leaving = b"\r\nConnection: close\r\n" in b"".join(answer)
            if leaving or self.end in (End.RESET, End.CLOSE):
                return
            if self.end is End.STALL:
                await reader.read()
                self.gone.set()
                return


async def read_body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """The body of a request, chunked or with a length."""
    if length := re.search(rb"(?i)\r\ncontent-length: *(\d+)", head):
        return await reader.readexactly(int(length[1]))
    if not re.search(rb"(?i)\r\ntransfer-encoding: *chunked", head):
        return b""
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


def reset(writer: asyncio.StreamWriter) -> None:
    """Have the connection end with a RST, not with a FIN."""
    if writer.transport.is_closing():
        return
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def http(
    body: bytes = b"",
    status: str = "200 OK",
    kind: str = "application/json; charset=utf-8",
    *headers: str,
) -> bytes:
    """An answer with a length."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


NDJSON_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
)
LAST_CHUNK = b"0\r\n\r\n"


def chunk(data: bytes) -> bytes:
    """An HTTP chunk."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def ndjson(*lines: bytes, complete: bool = True) -> bytes:
    """A stream in which each line is a chunk of its own, as the server flushes it."""
    body = b"".join(chunk(line + b"\n") for line in lines)
    return NDJSON_HEAD + body + (LAST_CHUNK if complete else b"")


def read_json(request: bytes) -> object:
    """The JSON body of a request as the server got it."""
    value: object = json.loads(request.partition(b"\r\n\r\n")[2])
    return value
