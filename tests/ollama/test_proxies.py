"""Proxies of the environment: for hosts far away, and never for near ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paddock.ollama import errors
from paddock.ollama.address import Address, parse_address
from paddock.ollama.client import Client
from paddock.ollama.transport import environment_proxy
from tests.ollama.replay import Replay, http

VERSION = http(b'{"version":"1.2.3"}')
FAR = parse_address("http://ollama.example:11434")


async def version(address: Address) -> str:
    async with Client(address) as client:
        return await client.version()


def test_a_near_host_is_reached_without_the_proxy(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> str:
        async with Replay([[VERSION]]) as server:
            return await version(server.address)

    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert go(scenario()) == "1.2.3"


def test_a_far_host_is_reached_through_it(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> tuple[str, bytes]:
        async with Replay([[VERSION]]) as proxy:
            monkeypatch.setenv("http_proxy", f"http://user:word@127.0.0.1:{proxy.port}")
            return await version(FAR), proxy.requests[0]

    answer, request = go(scenario())
    assert answer == "1.2.3"
    assert request.startswith(b"GET http://ollama.example:11434/api/version HTTP/1.1\r\n")
    assert b"proxy-authorization: basic " in request.lower()


def test_a_proxys_password_may_have_any_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://me%40home:a%3Ab%2F@proxy.example:3128")
    found = environment_proxy(FAR)
    assert found is not None
    assert found.auth == (b"me@home", b"a:b/")


def test_exceptions_of_the_environment_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    found = environment_proxy(FAR)
    assert found is not None
    assert (found.url.host, found.url.port) == (b"proxy.example", 3128)
    monkeypatch.setenv("no_proxy", "ollama.example")
    assert environment_proxy(FAR) is None


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://127.0.0.1:9",
        "socks5h://127.0.0.1:9",
        "socks4://127.0.0.1:9",
        "gopher://x",
        "http://",
    ],
)
def test_a_proxy_of_another_kind_is_a_typed_error(
    proxy: str, go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without socksio, httpx would raise an ImportError where the client is made."""
    monkeypatch.setenv("all_proxy", proxy)
    with pytest.raises(errors.ConnectionFailed):
        go(version(FAR))


def test_a_proxy_that_refuses_is_a_typed_error(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with Replay([[http(b"", "407 Proxy Authentication Required")]]) as proxy:
            monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
            with pytest.raises(errors.ConnectionFailed):
                await version(parse_address("https://ollama.example"))

    go(scenario())
