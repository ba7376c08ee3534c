"""The demo server itself: a web server in its own thread with its own event loop."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from .exchange import PLAIN, Exchange
from .faults import Fault, FaultQueue
from .handling import Gate, settle
from .routes import ROUTES, Handler
from .seen import RequestLog, SeenRequest
from .world import Settings, World

__all__ = ["DemoServer", "Fault", "SeenRequest"]

_START_TIMEOUT = 10.0
_STOP_TIMEOUT = 5.0


class DemoServer:
    """A server on 127.0.0.1 that answers as Ollama does; also a context manager.

    `port` 0 takes a free one; `speed` is tokens per second, None as fast as can be; `load_seconds`
    is the time a model takes to load and `pull_seconds` that of a whole download (of 6 s, or 0.3 s
    at full speed); `empty` starts without models; `max_queue` requests may wait for one model. All
    methods may be called from any thread.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        speed: float | None = 60.0,
        load_seconds: float = 1.2,
        pull_seconds: float | None = None,
        version: str = "0.33.0",
        empty: bool = False,
        max_queue: int = 512,
    ) -> None:
        if pull_seconds is None:
            pull_seconds = 0.3 if speed is None else 6.0
        self._settings = Settings(speed, load_seconds, pull_seconds, version, empty, max_queue)
        self._port = port
        self._faults = FaultQueue()
        self._log = RequestLog()
        self._thread: threading.Thread | None = None
        self._server: _Server | None = None
        self._world: World | None = None
        self.url = ""

    def start(self) -> None:
        """Listen; returns when connections are accepted. Raises `OSError` if the port is taken."""
        if self._thread is not None:
            raise RuntimeError("the demo server is already running")
        listener = _listener(self._port)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._world = World(self._settings, self.url)
        transports: dict[tuple[str, int], asyncio.Transport] = {}
        app = Gate(_routed(self._world), self._log, self._faults, transports)
        self._server = _Server(_config(app, transports))
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="demo-server", daemon=True
        )
        self._thread.start()
        if not self._server.is_listening.wait(_START_TIMEOUT):
            raise RuntimeError("the demo server did not start")

    def stop(self) -> None:
        """Close every connection at once, also those in mid-answer, and join the thread. May be
        called twice.
        """
        if self._thread is None or self._server is None:
            return
        self._server.ask_to_stop()
        self._thread.join(_STOP_TIMEOUT)
        if self._thread.is_alive():
            raise RuntimeError("the demo server did not stop")
        self._thread = self._server = self._world = None

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """Every request since the start or the last `clear`, oldest first."""
        return self._log.requests

    def wait_for(
        self, predicate: Callable[[SeenRequest], bool], timeout: float = 5.0
    ) -> SeenRequest:
        """The first request that fits, now or within `timeout` seconds. Raises `TimeoutError`."""
        return self._log.wait_for(predicate, timeout)

    def add_fault(self, fault: Fault) -> None:
        """Let a coming request go wrong; faults wait in a queue, each for the next request to its
        path.
        """
        self._faults.add(fault)

    def clear(self) -> None:
        """Forget the requests seen and the faults not used."""
        self._log.clear()
        self._faults.clear()

    def reset(self) -> None:
        """As `clear`, and the models, blobs and downloads are those of a fresh server again."""
        self.clear()
        if self._server is not None and self._world is not None:
            self._server.call(self._world.reset)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _listener(port: int) -> socket.socket:
    """A listening socket, named as TCP: only then does asyncio switch Nagle's algorithm off."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Uvicorn without ticking and with a prompt end."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_listening = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.is_listening.set()

    async def main_loop(self) -> None:
        while not self._end.is_set():
            await self.on_tick(0)
            try:
                await asyncio.wait_for(self._end.wait(), 1.0)
            except TimeoutError:
                continue

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=1.0)

    def ask_to_stop(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end.set)

    def call(self, function: Callable[[], None]) -> None:
        """Run a function on the server's loop and wait for it."""
        done = threading.Event()

        def run() -> None:
            try:
                function()
            finally:
                done.set()

        if self._loop is not None:
            self._loop.call_soon_threadsafe(run)
            done.wait(_START_TIMEOUT)


def _config(app: Gate, transports: dict[tuple[str, int], asyncio.Transport]) -> uvicorn.Config:
    class Protocol(H11Protocol):
        """Keeps the transports by client address: resetting a connection needs the socket."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client is not None:
                transports[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client is not None:
                transports.pop(self.client, None)
            super().connection_lost(exc)

    return uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=3600,
    )


class _Endpoint:
    """A handler as Starlette wants it; the exchange was made at the gate."""

    def __init__(self, handler: Handler, world: World) -> None:
        self._handler = handler
        self._world = world

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        exchange: Exchange = scope["demo.exchange"]
        await settle(exchange, self._handler(exchange, self._world))


def _routed(world: World) -> Starlette:
    routes = [
        Route(path, _Endpoint(handler, world), methods=methods.split())
        for methods, path, handler in ROUTES
    ]
    return Starlette(routes=routes, exception_handlers={404: _not_found, 405: _wrong_method})


async def _not_found(_request: Request, _error: Exception) -> Response:
    return Response("404 page not found", 404, media_type=None, headers={"content-type": PLAIN})


async def _wrong_method(_request: Request, error: Exception) -> Response:
    allowed = (error.headers or {}).get("Allow", "") if isinstance(error, HTTPException) else ""
    headers = {"content-type": PLAIN, "allow": allowed}
    return Response("405 method not allowed", 405, headers=headers)
