"""A pull from a demo server: what the application composes, without its window."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import SignalInstance

from paddock.base.jobs import Scope
from paddock.demo.server import DemoServer
from paddock.features.library.controller import PullController
from paddock.ollama.address import parse_address
from paddock.ollama.client import Client
from paddock.state.servers import Server

Pulling: TypeAlias = Callable[[str], AbstractAsyncContextManager[PullController]]
"""Opens a controller for the server at a URL."""


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    """Without models; a download takes 0.6 s, that of slow-model ten times as long."""
    # The closed loop of an earlier test has timers of Qt, and they must not be freed by a
    # collection that happens to run in the server's thread.
    gc.collect()
    with DemoServer(speed=None, pull_seconds=0.6, empty=True) as server:
        yield server


@pytest.fixture
def pulling() -> Iterator[Pulling]:
    reported: list[BaseException] = []

    @asynccontextmanager
    async def opened(url: str) -> AsyncIterator[PullController]:
        scope = Scope("test", reported.append)
        server = Server(parse_address(url), Client, scope, is_demo=True)
        server.start()
        try:
            yield PullController(server, scope)
        finally:
            await scope.close()
            await server.aclose()

    yield opened
    assert not reported


async def heard(
    signal: SignalInstance, fits: Callable[..., bool] = lambda *_: True
) -> tuple[Any, ...]:
    """The values of the next emission that fits. Raises TimeoutError after 20 s."""
    values: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def hear(*given: Any) -> None:
        if not values.done() and fits(*given):
            values.set_result(given)

    signal.connect(hear)
    try:
        async with asyncio.timeout(20):
            return await values
    finally:
        signal.disconnect(hear)
