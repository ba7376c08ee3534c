"""What answers where an Ollama server should, and is none: each becomes a typed error."""

from __future__ import annotations

import asyncio
import errno
import gzip
import os
import socket
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddock.ollama import errors
from paddock.ollama.address import Address, parse_address
from paddock.ollama.client import Client
from paddock.ollama.errors import OllamaError
from paddock.ollama.types import ChatRequest, PullRequest
from tests.ollama.certificates import self_signed
from tests.ollama.replay import NDJSON_HEAD, End, Replay, chunk, http, ndjson

HELLO = ChatRequest(model="m")
PAGE = b"<!doctype html><title>502 Bad Gateway</title>"


async def chat_error(address: Address, **settings: Any) -> OllamaError:
    async with Client(address, **settings) as client:
        with pytest.raises(OllamaError) as caught:
            await drained(client.chat(HELLO))
        return caught.value


async def drained(stream: AsyncGenerator[Any]) -> None:
    async with aclosing(stream) as items:
        async for _ in items:
            continue


async def answered(answer: bytes, end: End = End.CLOSE) -> OllamaError:
    async with Replay([[answer]], end) as server:
        return await chat_error(server.address)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http(PAGE, "502 Bad Gateway", "text/html"), errors.NotOllama),
        (http(PAGE, "200 OK", "text/html"), errors.NotOllama),
        (http(PAGE, "200 OK", "text/plain"), errors.NotOllama),
        (http(b"Ollama is running", "200 OK", "text/plain"), errors.NotOllama),
        (http(b"not json", "200 OK"), errors.MalformedLine),
        (http(b"", "403 Forbidden"), errors.Forbidden),
        (http(b"404 page not found", "404 Not Found", "text/plain"), errors.EndpointMissing),
        (http(b"", "301 Moved", "text/plain", "Location: https://x/"), errors.NotOllama),
        (http(b"", "307 Temporary Redirect", "text/plain", "Location: /api/"), errors.NotOllama),
        (http(b"", "204 No Content"), errors.NotOllama),
        (http(b"", "500 Internal Server Error"), errors.ServerFailed),
        (http(b"", "200 OK"), errors.StreamIncomplete),
        (b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n", errors.NotOllama),
        (b"220 mail.example ESMTP\r\n", errors.NotOllama),
        (b"\x15\x03\x01\x00\x02\x02\x46", errors.NotOllama),
        (b"HTTP/1.1 OK fine\r\n\r\n", errors.NotOllama),
        (b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n", errors.NotOllama),
        (b"", errors.ConnectionLost),
        (b"HTTP/1.1 200", errors.ConnectionLost),
        (NDJSON_HEAD, errors.ConnectionLost),
        (NDJSON_HEAD + b"zz\r\nx", errors.NotOllama),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", errors.ConnectionLost),
        (http(b"junk", "200 OK", "application/json", "Content-Encoding: gzip"), errors.NotOllama),
    ],
)
def test_answers_of_others(answer: bytes, kind: type[OllamaError], go: Callable[..., Any]) -> None:
    error = go(answered(answer))
    assert type(error) is kind, repr(error)
    assert error.call == "POST /api/chat"
    body = answer.partition(b"\r\n\r\n")[2]
    if answer and kind in (errors.NotOllama, errors.EndpointMissing, errors.MalformedLine):
        assert error.raw in (body, answer)


def test_a_proxy_may_compress_what_it_was_asked_not_to(go: Callable[..., Any]) -> None:
    packed = gzip.compress(b'{"error":"model \'m\' not found"}')
    answer = http(packed, "404 Not Found", "application/json", "Content-Encoding: gzip")
    error = go(answered(answer))
    assert type(error) is errors.ModelNotFound
    assert error.message == "model 'm' not found"


def test_a_broken_off_connection(go: Callable[..., Any]) -> None:
    assert type(go(answered(b"", End.RESET))) is errors.ConnectionLost
    assert type(go(answered(ndjson(b"{}", complete=False), End.RESET))) is errors.ConnectionLost


def test_nobody_listens(go: Callable[..., Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            error = go(chat_error(parse_address(f"{host}:{port}")))
            assert type(error) is errors.ConnectionRefused


def test_no_such_host(go: Callable[..., Any]) -> None:
    error = go(chat_error(parse_address("nowhere.local")))
    assert type(error) is errors.HostNotFound


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENETUNREACH, errors.HostUnreachable),
        (errno.EHOSTUNREACH, errors.HostUnreachable),
        (errno.ETIMEDOUT, errors.ConnectTimedOut),
        (errno.EACCES, errors.ConnectionFailed),
    ],
)
def test_no_way_to_the_host(
    number: int, kind: type[OllamaError], go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(_socket: socket.socket, _address: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(socket.socket, "connect", connect)
    error = go(chat_error(parse_address("192.0.2.1")))
    assert type(error) is kind


def test_tls_spoken_to_a_plain_port(go: Callable[..., Any]) -> None:
    async def scenario(greeting: bytes) -> OllamaError:
        async with Replay([[b""]], greeting=greeting) as server:
            return await chat_error(Address("https", "127.0.0.1", server.port))

    assert type(go(scenario(http(b"", "400 Bad Request")))) is errors.TlsFailed


def test_a_plain_port_that_hangs_up_on_tls(go: Callable[..., Any]) -> None:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def scenario() -> OllamaError:
        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await chat_error(Address("https", "127.0.0.1", port))

    assert type(go(scenario())) is errors.TlsFailed


def test_plain_http_to_a_tls_port(go: Callable[..., Any]) -> None:
    async def scenario() -> OllamaError:
        async with Replay([[b""]], tls=self_signed().server) as server:
            return await chat_error(Address("http", "127.0.0.1", server.port))

    assert type(go(scenario())) in (errors.NotOllama, errors.ConnectionLost)


def test_a_certificate_that_nobody_signed(go: Callable[..., Any]) -> None:
    async def scenario() -> tuple[OllamaError, str]:
        pair = self_signed()
        answer = http(b'{"version":"1.2.3"}')
        async with Replay([[answer]], tls=pair.server) as server:
            refused = await chat_error(server.address)
            async with Client(server.address, verify=pair.trust) as client:
                return refused, await client.version()

    refused, version = go(scenario())
    assert type(refused) is errors.TlsFailed
    assert "certificate" in refused.message
    assert version == "1.2.3"


def test_verification_can_be_switched_off(go: Callable[..., Any]) -> None:
    async def scenario() -> str:
        async with (
            Replay([[http(b'{"version":"1.2.3"}')]], tls=self_signed().server) as server,
            Client(server.address, verify=False) as client,
        ):
            return await client.version()

    assert go(scenario()) == "1.2.3"


@pytest.mark.parametrize("body", [b"[]", b"{}", b"nothing", b"", b'{"models":3'])
def test_a_200_that_is_no_answer(body: bytes, go: Callable[..., Any]) -> None:
    async def scenario() -> None:
        async with Replay([[http(body)]]) as server, Client(server.address) as client:
            with pytest.raises(errors.NotOllama) as caught:
                await client.tags()
            assert caught.value.raw == body

    go(scenario())


def test_a_server_that_is_slow_on_purpose_does_not_hold_the_probe(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A head that comes byte by byte would satisfy a limit on single reads for hours."""
    monkeypatch.setattr("paddock.ollama.client._PROBE", 0.2)

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Filler: 1\r\n" * 1000:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.02)
        except ConnectionError:
            writer.close()

    async def scenario() -> None:
        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, Client(Address("http", "127.0.0.1", port)) as client:
            with pytest.raises(errors.ReadTimedOut):
                await client.version()

    go(scenario())


def test_a_header_that_cannot_be_sent_is_not_quoted(go: Callable[..., Any]) -> None:
    async def scenario() -> OllamaError:
        async with Replay([[http(b"{}")]]) as server:
            return await chat_error(server.address, headers={"X-Key": "secret\nvalue"})

    error = go(scenario())
    assert isinstance(error, errors.ConnectionFailed)
    assert "secret" not in f"{error} {error.detail} {error.raw!r}"


def test_headers_need_not_be_ascii(go: Callable[..., Any]) -> None:
    async def scenario() -> bytes:
        async with (
            Replay([[http(b'{"version":"1"}')]]) as server,
            Client(server.address, headers={"X-Name": "Jürgen"}) as client,
        ):
            await client.version()
            return server.requests[0]

    assert "X-Name: Jürgen".encode() in go(scenario())


LINES = [b'{"done":true}', b'{"error":"x"}', b'{"message":{}}', b"{", b'{"status":"success"}', b""]
BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.binary(max_size=40), max_size=4).map(
        lambda parts: NDJSON_HEAD + b"".join(map(chunk, parts))
    ),
    st.tuples(
        st.sampled_from([b"200 OK", b"404 Not Found", b"500 x", b"302 y"]), st.binary(max_size=60)
    ).map(lambda pair: b"HTTP/1.1 " + pair[0] + b"\r\nContent-Length: 40\r\n\r\n" + pair[1]),
    st.lists(
        st.sampled_from(LINES),
        max_size=4,
    ).map(lambda lines: ndjson(*lines)),
)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(BYTES, st.lists(st.integers(0, 250), max_size=5), st.sampled_from([End.CLOSE, End.RESET]))
def test_any_bytes_at_all(go: Callable[..., Any], data: bytes, cuts: list[int], end: End) -> None:
    """Never anything but objects and one typed error, and never a wait without end."""
    edges = sorted(min(cut, len(data)) for cut in cuts)
    pieces = [data[a:b] for a, b in zip([0, *edges], [*edges, len(data)], strict=True)]

    async def scenario() -> None:
        async with Replay([pieces], end) as server, Client(server.address) as client:
            streams = (client.chat(HELLO), client.pull(PullRequest(model="m")))
            calls = (client.version(), client.tags(), client.me())
            for job in (*map(drained, streams), *calls):
                with suppress(OllamaError):
                    await job

    go(scenario())


def test_the_context_of_the_test_certificate_is_checked() -> None:
    assert self_signed().trust.verify_mode is ssl.CERT_REQUIRED
