"""A socket that speaks HTTP by hand, to see what a server really sends."""

from __future__ import annotations

import json
import socket
from typing import Any
from urllib.parse import urlsplit


class RawConnection:
    """One request on a connection of its own; `close` or leaving the block hangs up.

    `announced` is the length told of a body that is not sent.
    """

    def __init__(
        self,
        url: str,
        path: str,
        body: Any = None,
        *,
        headers: str = "",
        announced: int | None = None,
    ) -> None:
        host = urlsplit(url)
        assert host.port is not None
        self._socket = socket.create_connection(("127.0.0.1", host.port), timeout=10)
        data = b"" if body is None else json.dumps(body).encode()
        length = len(data) if announced is None else announced
        method = "POST" if length else "GET"
        head = f"{method} {path} HTTP/1.1\r\nHost: {host.netloc}\r\nContent-Length: {length}\r\n"
        self._socket.sendall(f"{head}{headers}\r\n".encode() + data)
        self.received = b""

    def read_until(self, mark: bytes, times: int = 1) -> bytes:
        """Everything received, once the mark is in it so many times."""
        while self.received.count(mark) < times:
            part = self._socket.recv(65536)
            assert part, f"{mark!r} never came: {self.received!r}"
            self.received += part
        return self.received

    def read_to_end(self) -> bytes:
        """Everything until the server closes; `ConnectionResetError` passes through."""
        while part := self._socket.recv(65536):
            self.received += part
        return self.received

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> RawConnection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
