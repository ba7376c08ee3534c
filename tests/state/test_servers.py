"""Watching a server: what is asked, how often, and what is remembered."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from paddock.base.jobs import Scope
from paddock.demo.server import DemoServer, Fault
from paddock.ollama.address import parse_address
from paddock.ollama.client import Client
from paddock.ollama.errors import ModelNotFound
from paddock.state.servers import Server
from tests.features.library.conftest import heard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from PySide6.QtWidgets import QApplication

    Run = Callable[[Any], Any]

CHAT = "demo-chat:8b"


@pytest.fixture
def demo(qapp: QApplication) -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as demo:
        yield demo


@asynccontextmanager
async def watched(url: str) -> AsyncIterator[Server]:
    failures: list[BaseException] = []
    scope = Scope("test", failures.append)
    server = Server(parse_address(url), Client, scope, is_demo=False)
    try:
        yield server
    finally:
        await scope.close()
        await server.aclose()
    assert not failures


def asked(demo: DemoServer, path: str) -> int:
    return sum(seen.path == path for seen in demo.requests)


def test_it_becomes_known_with_its_models(run: Run, demo: DemoServer) -> None:
    async def story() -> None:
        async with watched(demo.url) as server:
            assert server.state.reach.value == "connecting"
            server.start()
            await heard(server.changed)
            state = server.state
            assert (state.reach.value, state.version, state.error) == ("online", "0.33.0", None)
            assert CHAT in [model.name for model in state.models]
            assert not state.is_loaded(CHAT)

    run(story())


def test_what_a_model_can_do_is_asked_once(run: Run, demo: DemoServer) -> None:
    async def story() -> None:
        async with watched(demo.url) as server:
            server.start()
            await heard(server.changed)
            first = await server.show(CHAT)
            assert await server.show(CHAT) is first
            assert asked(demo, "/api/show") == 1
            with pytest.raises(ModelNotFound):
                await server.show("gone:1b")
            with pytest.raises(ModelNotFound):
                await server.show("gone:1b")  # a failure is not remembered
            assert asked(demo, "/api/show") == 3

    run(story())


def test_a_refresh_asks_at_once_and_no_news_is_no_signal(run: Run, demo: DemoServer) -> None:
    async def story() -> None:
        async with watched(demo.url) as server:
            server.start()
            await heard(server.changed)
            changes: list[object] = []
            server.changed.connect(changes.append)
            before = asked(demo, "/api/tags")
            server.refresh()
            await server.show(CHAT)
            while asked(demo, "/api/tags") == before:
                await server.show("demo-think:4b")
                await server.client.ps()
            await server.client.delete("demo-tools:8b")
            assert not changes
            server.refresh()
            await heard(server.changed)
            assert "demo-tools:8b" not in [model.name for model in server.state.models]

    run(story())


def test_an_unseen_window_is_refreshed_when_it_is_seen_again(run: Run, demo: DemoServer) -> None:
    async def story() -> None:
        async with watched(demo.url) as server:
            server.start()
            await heard(server.changed)
            server.set_watched(False)
            server.set_watched(False)
            await server.client.delete("demo-tools:8b")
            server.set_watched(True)
            await heard(server.changed)
            assert "demo-tools:8b" not in [model.name for model in server.state.models]

    run(story())


def test_the_same_failure_again_is_no_news(run: Run, demo: DemoServer) -> None:
    demo.add_fault(Fault("/api/version", "status", status=500, times=2))

    async def story() -> None:
        async with watched(demo.url) as server:
            changes: list[Any] = []
            server.changed.connect(changes.append)
            server.start()
            await heard(server.changed, lambda state: state.reach.value == "online")
            assert [state.reach.value for state in changes] == ["offline", "online"]
            assert asked(demo, "/api/version") == 3

    run(story())


def test_another_server_is_met_without_what_was_known_of_the_first(
    run: Run, demo: DemoServer
) -> None:
    async def story() -> None:
        async with watched(demo.url) as server:
            server.start()
            await heard(server.changed)
            await server.show(CHAT)
            states: list[Any] = []
            server.changed.connect(states.append)
            server.use(parse_address(bare.url), is_demo=True)
            assert server.state.models == ()
            await heard(server.changed, lambda state: state.reach.value == "online")
            assert all(state.models == () for state in states)
            assert server.state.is_demo
            with pytest.raises(ModelNotFound):
                await server.show(CHAT)

    with DemoServer(speed=None, empty=True) as bare:
        run(story())
