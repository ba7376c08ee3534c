"""The server that is in use: whether it can be reached, its version, its models, what is loaded."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paddock.state.server_state import Reach, ServerState

if TYPE_CHECKING:
    from paddock.base.jobs import Scope
    from paddock.ollama.address import Address
    from paddock.ollama.client import Client
    from paddock.ollama.errors import OllamaError
    from paddock.ollama.types import ShowReply

_FIRST_RETRY = 0.5
_LONGEST_RETRY = 10.0
_POLL_LOADED = 4.0
_POLL_IDLE = 30.0


class Server(QObject):
    """Watches one server at a time. Polling stops while nobody looks at the window."""

    changed = Signal(object)  # ServerState

    def __init__(
        self,
        address: Address,
        make_client: Callable[[Address], Client],
        scope: Scope,
        *,
        is_demo: bool,
    ) -> None:
        super().__init__()
        self._make_client = make_client
        self._scope = scope
        self._state = ServerState(address, is_demo)
        self._client: Client | None = None
        self._retired: list[Client] = []
        self._leases: Counter[Client] = Counter()
        self._shows: dict[str, ShowReply] = {}
        self._watched = True
        self._wake = asyncio.Event()

    @property
    def state(self) -> ServerState:
        return self._state

    @property
    def client(self) -> Client:
        """The client of the server in use; made on first use, since it brings the HTTP library in."""
        if self._client is None:
            self._client = self._make_client(self._state.address)
        return self._client

    def start(self) -> None:
        """Begins to watch. Needs a running loop."""
        self._scope.start("watch", self._watch())

    def use(self, address: Address, *, is_demo: bool = False) -> None:
        """Leaves the present server for another one."""
        old, self._client = self._client, None
        if old is not None:
            self._retired.append(old)
            self._close_unused()
        self._shows = {}
        self._set(ServerState(address, is_demo))
        self.start()

    def refresh(self) -> None:
        """Asks the server again now: after an action of ours, on focus, or when the user wants it."""
        self._wake.set()

    def set_watched(self, watched: bool) -> None:
        """Whether a person can see the window; becoming visible refreshes at once."""
        if watched and not self._watched:
            self._wake.set()
        self._watched = watched

    async def show(self, name: str) -> ShowReply:
        """What the server knows of a model, asked once for each digest. Raises OllamaError."""
        from paddock.ollama.types import ShowRequest

        digest = next((m.digest for m in self._state.models if m.name == name), "")
        key = digest or name
        # Those of this server, also when another one is in use by the time it answers.
        shows = self._shows
        if key not in shows:
            shows[key] = await self.client.show(ShowRequest(model=name))
        return shows[key]

    async def refresh_loaded(self) -> None:
        """Reads /api/ps once. Raises OllamaError."""
        client = self.client
        loaded = tuple(await client.ps())
        if client is self._client and loaded != self._state.loaded:
            self._set(replace(self._state, loaded=loaded))

    @contextmanager
    def lease(self) -> Iterator[Client]:
        """The client of the server in use, for as long as an answer takes: it is not closed before,
        also when another server is chosen meanwhile.
        """
        client = self.client
        self._leases[client] += 1
        try:
            yield client
        finally:
            self._leases[client] -= 1
            self._close_unused()

    async def aclose(self) -> None:
        for client in (*self._retired, self._client):
            if client is not None:
                await client.aclose()

    def _close_unused(self) -> None:
        for client in [old for old in self._retired if not self._leases[old]]:
            if self._scope.is_closed:
                return  # aclose() does it
            self._retired.remove(client)
            del self._leases[client]
            self._scope.start(f"close {id(client)}", client.aclose())

    async def _watch(self) -> None:
        from paddock.ollama.errors import OllamaError

        wait = _FIRST_RETRY
        while True:
            self._wake.clear()
            try:
                await self._look()
            except OllamaError as error:
                self._went_offline(error)
                delay, wait = wait, min(wait * 2, _LONGEST_RETRY)
            else:
                wait = _FIRST_RETRY
                delay = _POLL_LOADED if self._state.loaded else _POLL_IDLE
            await self._sleep(delay)

    async def _look(self) -> None:
        from paddock.ollama.errors import ReadTimedOut

        version = self._state.version
        if self._state.reach is not Reach.ONLINE:
            version = await self.client.version()
        models = tuple(await self.client.tags())
        try:
            loaded = tuple(await self.client.ps())
        except ReadTimedOut:
            loaded = self._state.loaded  # busy with loading a model, not gone
        self._set(
            replace(
                self._state,
                reach=Reach.ONLINE,
                version=version,
                models=models,
                loaded=loaded,
                error=None,
            )
        )

    def _went_offline(self, error: OllamaError) -> None:
        known = self._state.error
        if known is not None and (type(known), str(known)) == (type(error), str(error)):
            error = known  # the same failure again is no news
        self._set(replace(self._state, reach=Reach.OFFLINE, loaded=(), error=error))

    async def _sleep(self, seconds: float) -> None:
        """Waits, or until somebody wants fresh facts. An unseen window waits for that alone."""
        # Not wait_for: on Python 3.11 it loses a cancellation that arrives just after the wake.
        try:
            async with asyncio.timeout(seconds if self._watched else None):
                await self._wake.wait()
        except TimeoutError:
            return

    def _set(self, state: ServerState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
