"""What lives behind the windows of one run: the server, conversations, downloads, the demo."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paddock.features.chat.controller import ChatController
from paddock.features.exchange.controller import ExchangeController
from paddock.features.library.controller import PullController
from paddock.ollama.address import DEFAULT_URL, InvalidAddress, parse_address
from paddock.ollama.client import Client
from paddock.state.chats import Chats
from paddock.state.server_state import Reach
from paddock.state.servers import Server
from paddock.storage.errors import StorageError

if TYPE_CHECKING:
    from paddock.context import Context
    from paddock.demo.server import DemoServer
    from paddock.ollama.address import Address
    from paddock.state.server_state import ServerState
    from paddock.storage.opening import Opened

log = logging.getLogger(__name__)

PACE = 1 / 30
"""Seconds between two reads of a fast stream: wake-ups cost more than the text."""


class Session(QObject):
    """Made after the first paint, since it brings in the HTTP client."""

    fell_back = Signal(str)  # the address that did not answer: the demo takes its place

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._options = context.options
        self.scope = context.scope
        self.settings = context.settings
        self._demo: DemoServer | None = None
        self._demo_start: asyncio.Future[None] | None = None
        self.bad_address = ""
        self.opened: Opened | None = None
        self.not_opened: StorageError | None = None
        address = self.first_address()
        self.server = Server(address, _make_client, self.scope.child("server"), is_demo=False)
        self.chats = Chats(context.paths.data, self.scope.child("chats"))
        self.chat = ChatController(self.server, self.chats, self.scope.child("chat"))
        self.exchange = ExchangeController(self.chats, self.scope.child("exchange"))
        self.pull = PullController(self.server, self.scope.child("pull"))
        self._may_fall_back = (
            self._options.falls_back and not self._options.host and not self.settings.value.server
        )
        self.server.changed.connect(self._on_server)

    async def open(self) -> None:
        """Opens the conversations. What there is to say of that is in `opened`, `not_opened`."""
        try:
            self.opened = await self.chats.open()
            await self.chat.restore_draft()
        except StorageError as error:
            self.not_opened = error

    def start(self) -> None:
        if self._options.demo:
            self.scope.start("demo", self.use_demo())
        else:
            self.server.start()

    def first_address(self) -> Address:
        """--host, else the address in the settings, else OLLAMA_HOST, else this computer's."""
        typed = self._options.host or self.settings.value.server
        return self._parsed(typed) if typed else self.default_address()

    def default_address(self) -> Address:
        return self._parsed(os.environ.get("OLLAMA_HOST"))

    def _parsed(self, text: str | None) -> Address:
        try:
            return parse_address(text)
        except InvalidAddress:
            self.bad_address = text or ""
            return parse_address(DEFAULT_URL)

    def use(self, address: Address) -> None:
        """Changes to a server that the user chose; the demo then no longer takes its place."""
        self._may_fall_back = False
        self.server.use(address)

    async def use_demo(self) -> None:
        """Starts the built-in demo server, once, and uses it."""
        if self._demo is None:
            from paddock.demo.server import DemoServer

            self._demo = DemoServer()
            loop = asyncio.get_running_loop()
            self._demo_start = loop.run_in_executor(None, self._demo.start)
        if self._demo_start is not None:
            # The thread goes on when this task is cancelled: whoever comes next waits for it too.
            await asyncio.shield(self._demo_start)
        self.server.use(parse_address(self._demo.url), is_demo=True)

    async def aclose(self) -> None:
        self.chat.keep_draft()
        try:
            if left := await self.chats.aclose():
                log.error("%d changes of conversations could not be written", left)
        finally:
            await self._aclose_servers()

    async def _aclose_servers(self) -> None:
        await self.server.aclose()
        if self._demo is not None and self._demo_start is not None:
            await asyncio.wait({self._demo_start})
            await asyncio.to_thread(self._demo.stop)

    def _on_server(self, state: ServerState) -> None:
        if state.reach is Reach.CONNECTING:
            return
        if state.reach is Reach.OFFLINE and self._may_fall_back:
            self.fell_back.emit(str(state.address))
            self.scope.start("demo", self.use_demo())
        self._may_fall_back = False


def _make_client(address: Address) -> Client:
    return Client(address, pace=PACE)
