"""Chats, generations and transfers as a caller lives them: what comes, when, and how it ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing
from io import StringIO
from typing import Any

import httpx
import pytest

from paddock.ollama import errors, types
from paddock.ollama.address import Address
from paddock.ollama.client import Client
from paddock.ollama.transport import Transport
from paddock.ollama.types import ChatChunk, ChatRequest, GenerateRequest, Message, PullRequest
from tests.ollama.replay import LAST_CHUNK, NDJSON_HEAD, End, Replay, chunk, http, ndjson, read_json

HELLO = ChatRequest(model="m", messages=[Message("user", "hello")])


def said(text: str, **more: Any) -> bytes:
    message = {"role": "assistant", "content": text, **more}
    return json.dumps({"model": "m", "message": message, "done": False}).encode()


DONE = b'{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}'


async def chat(client: Client, request: ChatRequest = HELLO) -> list[ChatChunk]:
    async with aclosing(client.chat(request)) as chunks:
        return [one async for one in chunks]


def test_all_that_came_is_given_before_the_error(go: Callable[..., Any]) -> None:
    async def scenario(answer: bytes, end: End) -> tuple[str, errors.OllamaError]:
        text = StringIO()

        async def read() -> None:
            async for one in client.chat(HELLO):
                text.write(one.message.content)

        async with Replay([[answer]], end) as server, Client(server.address) as client:
            with pytest.raises(errors.OllamaError) as caught:
                await read()
            return text.getvalue(), caught.value

    words = [said("one "), said("two")]
    for answer, end, kind in [
        (ndjson(*words), End.KEEP, errors.StreamIncomplete),
        (ndjson(*words, complete=False), End.CLOSE, errors.ConnectionLost),
        (ndjson(*words, b'{"error":"model runner has unexpectedly stopped"}'), End.KEEP, errors.StreamFailed),
        (ndjson(*words, b"{broken"), End.KEEP, errors.MalformedLine),
        (b"HTTP/1.0 200 OK\r\n\r\n" + words[0] + b"\n" + words[1], End.CLOSE, errors.StreamIncomplete),
    ]:  # fmt: skip
        text, error = go(scenario(answer, end))
        assert text == "one two"
        assert type(error) is kind


def test_an_answer_may_end_with_the_connection(go: Callable[..., Any]) -> None:
    """Proxies turn chunks into a body that ends when the connection does."""

    async def scenario() -> list[ChatChunk]:
        answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + said("hi") + b"\n" + DONE
        async with Replay([[answer]], End.CLOSE) as server, Client(server.address) as client:
            return await chat(client)

    assert [one.message.content for one in go(scenario())] == ["hi", ""]


def test_the_last_chunk_may_carry_everything(go: Callable[..., Any]) -> None:
    call = {"id": "call_1", "function": {"index": 0, "name": "f", "arguments": {"a": 1}}}
    last = {"thinking": "so", "content": "yes", "role": "assistant", "tool_calls": [call]}
    line = json.dumps({"message": last, "done": True, "eval_count": 3}).encode()

    async def scenario() -> list[ChatChunk]:
        async with Replay([[ndjson(line)]]) as server, Client(server.address) as client:
            return await chat(client)

    (only,) = go(scenario())
    assert (only.message.thinking, only.message.content) == ("so", "yes")
    assert only.message.tool_calls == [
        types.ToolCall(types.ToolFunction("f", {"a": 1}, 0), "call_1")
    ]
    assert (only.done, only.eval_count, only.eval_duration) == (True, 3, None)


def test_without_streaming_there_is_exactly_one_chunk(go: Callable[..., Any]) -> None:
    async def scenario() -> tuple[list[Any], object]:
        body = b'{"model":"m","response":"whole","done":true}'
        async with Replay([[http(body)]]) as server, Client(server.address) as client:
            request = GenerateRequest(model="m", prompt="p", stream=False)
            return [one async for one in client.generate(request)], read_json(server.requests[0])

    chunks, sent = go(scenario())
    assert [one.response for one in chunks] == ["whole"]
    assert sent == {"model": "m", "prompt": "p", "stream": False}


def test_a_run_that_broke_off_says_so_without_streaming_too(go: Callable[..., Any]) -> None:
    async def scenario() -> None:
        body = b'{"model":"m","response":"half","done":false}'
        async with Replay([[http(body)]]) as server, Client(server.address) as client:
            stream = client.generate(GenerateRequest(model="m", stream=False))
            assert (await anext(stream)).response == "half"
            with pytest.raises(errors.StreamIncomplete):
                await anext(stream)

    go(scenario())


@pytest.mark.parametrize("way", ["close", "cancel"])
def test_leaving_closes_the_connection_at_once(way: str, go: Callable[..., Any]) -> None:
    async def scenario() -> None:
        answer = ndjson(said("one"), complete=False)
        async with Replay([[answer]], End.STALL) as server, Client(server.address) as client:
            arrived = asyncio.Event()

            async def read() -> None:
                async for _ in client.chat(HELLO):
                    arrived.set()

            if way == "close":
                async with aclosing(client.chat(HELLO)) as chunks:
                    await anext(chunks)
            else:
                task = asyncio.get_running_loop().create_task(read())
                await arrived.wait()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            async with asyncio.timeout(5):
                await server.gone.wait()

    go(scenario())


def test_leaving_before_the_first_byte_closes_the_connection_too(go: Callable[..., Any]) -> None:
    """No byte comes while a model loads; Stop must work then as well."""

    async def scenario() -> None:
        async with Replay([[b""]], End.STALL) as server, Client(server.address) as client:
            task = asyncio.get_running_loop().create_task(chat(client))
            await server.served.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with asyncio.timeout(5):
                await server.gone.wait()

    go(scenario())


def test_a_finished_chat_leaves_its_connection_for_the_next(go: Callable[..., Any]) -> None:
    async def scenario() -> int:
        async with Replay([[ndjson(said("a"), DONE)]]) as server, Client(server.address) as client:
            for _ in range(5):
                assert len(await chat(client)) == 2
            return server.connections

    assert go(scenario()) == 1


def test_a_server_that_forgets_to_end_the_stream_holds_nobody(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paddock.ollama.runs._END_SECONDS", 0.05)

    async def scenario() -> None:
        answer = ndjson(said("a"), DONE, complete=False)
        async with Replay([[answer]], End.STALL) as server, Client(server.address) as client:
            assert len(await chat(client)) == 2
            await server.gone.wait()

    go(scenario())


def test_one_read_gives_one_list(go: Callable[..., Any]) -> None:
    """Each line is an HTTP chunk of its own, as the server flushes them."""

    async def scenario() -> list[list[str]]:
        first = NDJSON_HEAD + b"".join(chunk(said(str(n)) + b"\n") for n in range(50))
        second = b"".join(chunk(said(str(n)) + b"\n") for n in range(50, 80))
        third = chunk(DONE + b"\n") + LAST_CHUNK
        pieces = [first, second, third]
        async with Replay([pieces]) as server, Client(server.address) as client:
            batches = client.chat_batches(HELLO)
            return [[one.message.content for one in batch] async for batch in batches]

    batches = go(scenario())
    assert [word for batch in batches for word in batch] == [*map(str, range(80)), ""]
    assert 1 <= len(batches) <= 3


def test_what_has_come_is_given_while_the_next_is_awaited(go: Callable[..., Any]) -> None:
    async def scenario() -> None:
        answer = ndjson(said("a"), said("b"), complete=False)
        async with Replay([[answer]], End.STALL) as server, Client(server.address) as client:
            async with aclosing(client.chat_batches(HELLO)) as batches, asyncio.timeout(5):
                assert [one.message.content for one in await anext(batches)] == ["a", "b"]
            await server.gone.wait()

    go(scenario())


def test_a_cancelled_wait_in_the_middle_of_a_list_is_clean(go: Callable[..., Any]) -> None:
    """The consumer is cancelled while it works on a list, and while it waits for one."""

    async def read(client: Client, working: bool) -> None:
        async with (
            aclosing(client.chat_batches(HELLO)) as batches,
            asyncio.timeout(None) as limit,
        ):
            async for _ in batches:
                limit.reschedule(asyncio.get_running_loop().time())
                if working:
                    await asyncio.Event().wait()

    async def scenario(working: bool) -> None:
        answer = ndjson(said("a"), complete=False)
        async with Replay([[answer]], End.STALL) as server, Client(server.address) as client:
            with pytest.raises(TimeoutError):
                await read(client, working)
            await server.gone.wait()

    go(scenario(working=True))
    go(scenario(working=False))


def test_a_busy_server_keeps_no_other_call_waiting(go: Callable[..., Any]) -> None:
    """Streams hold a connection each; calls and downloads have their own."""

    async def scenario() -> None:
        version, stalled = http(b'{"version":"1.2"}'), ndjson(said("x"), complete=False)
        async with (
            Replay([[stalled]], End.STALL) as busy,
            Replay([[version]]) as idle,
            Client(busy.address) as client,
        ):
            streams = [client.chat(HELLO) for _ in range(30)]
            pulls = [client.pull(PullRequest(model="m")) for _ in range(10)]
            for stream in streams:
                assert (await anext(stream)).message.content == "x"
            for pull in pulls:
                await anext(pull)
            async with Client(idle.address) as other:
                assert await other.version() == "1.2"
            for stream in streams:
                await stream.aclose()
            for pull in pulls:
                await pull.aclose()
            assert busy.connections == 40

    go(scenario())


def test_images_are_encoded_and_sent_whole(go: Callable[..., Any]) -> None:
    async def scenario() -> object:
        request = ChatRequest(model="m", messages=[Message("user", "?", images=["QUJD" * 250_000])])
        async with Replay([[ndjson(DONE)]]) as server, Client(server.address) as client:
            await chat(client, request)
            return read_json(server.requests[0])

    sent: Any = go(scenario())
    assert len(sent["messages"][0]["images"][0]) == 1_000_000


def test_no_origin_and_no_redirect_and_the_length_of_the_body(go: Callable[..., Any]) -> None:
    async def scenario() -> str:
        async with Replay([[ndjson(DONE)]]) as server, Client(server.address) as client:
            await chat(client)
            return server.requests[0].decode().lower()

    sent = go(scenario())
    assert sent.startswith("post /api/chat http/1.1\r\n")
    assert "\r\norigin:" not in sent
    assert "\r\ncontent-type: application/json\r\n" in sent
    assert "\r\ncontent-length: " in sent


def test_closing_the_client_ends_what_is_open_and_refuses_what_comes(
    go: Callable[..., Any],
) -> None:
    async def scenario() -> None:
        answer = ndjson(said("a"), complete=False)
        async with Replay([[answer]], End.STALL) as server:
            client = Client(server.address)
            stream = client.chat(HELLO)
            await anext(stream)
            await client.aclose()
            with pytest.raises(errors.ConnectionLost):
                await anext(stream)
            with pytest.raises(errors.ConnectionFailed, match="closed"):
                await client.version()

    go(scenario())


def test_only_the_connection_has_a_time_limit(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No byte comes while a model loads, and a client that gives up aborts the load."""
    limits: list[dict[str, float | None]] = []
    handle = Transport.handle_async_request

    async def watched(transport: Transport, request: httpx.Request) -> httpx.Response:
        limits.append(request.extensions["timeout"])
        return await handle(transport, request)

    monkeypatch.setattr(Transport, "handle_async_request", watched)

    async def scenario() -> None:
        async with (
            Replay([[ndjson(DONE)], [http(b"{}")]]) as server,
            Client(server.address) as client,
        ):
            await chat(client)
            await client.embed(types.EmbedRequest(model="m"))

    go(scenario())
    assert limits == [{"connect": 5.0, "read": None, "write": None, "pool": None}] * 2


def test_a_path_before_the_api_is_kept(go: Callable[..., Any]) -> None:
    async def scenario() -> bytes:
        async with Replay([[http(b'{"version":"1"}')]]) as server:
            address = Address("http", "localhost", server.port, "/ollama")
            async with Client(address) as client:
                await client.version()
            return server.requests[0]

    sent = go(scenario())
    assert sent.startswith(b"GET /ollama/api/version HTTP/1.1\r\n")
    assert b"Host: localhost:" in sent


@pytest.mark.parametrize("family", ["127.0.0.1", "::1"])
def test_localhost_is_found_on_either_family(family: str, go: Callable[..., Any]) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http(b'{"version":"1"}'))
        writer.close()

    async def scenario() -> str:
        try:
            server = await asyncio.start_server(serve, family, 0)
        except OSError as error:
            pytest.skip(f"no {family} on this machine: {error}")
        port = server.sockets[0].getsockname()[1]
        async with server, Client(Address("http", "localhost", port)) as client:
            return await client.version()

    assert go(scenario()) == "1"


def test_a_transfer_is_complete_only_with_success_as_its_last_line(go: Callable[..., Any]) -> None:
    async def scenario(*lines: bytes) -> list[str]:
        request = types.CreateRequest(model="m", from_="b")
        async with Replay([[ndjson(*lines)]]) as server, Client(server.address) as client:
            return [progress.status async for progress in client.create(request)]

    success, writing = b'{"status":"success"}', b'{"status":"writing manifest"}'
    assert go(scenario(success, writing, success)) == ["success", "writing manifest", "success"]
    for lines in [(writing,), (success, writing), ()]:
        with pytest.raises(errors.StreamIncomplete):
            go(scenario(*lines))


def test_zero_is_what_a_missing_number_means(go: Callable[..., Any]) -> None:
    async def scenario() -> list[types.Progress]:
        lines = [b'{"status":"pulling x","digest":"sha256:x","total":9}', b'{"status":"success"}']
        async with Replay([[ndjson(*lines)]]) as server, Client(server.address) as client:
            return [one async for one in client.pull(PullRequest(model="m"))]

    first, last = go(scenario())
    assert (first.total, first.completed, first.digest) == (9, 0, "sha256:x")
    assert last == types.Progress(status="success")


def test_the_same_on_the_loop_of_the_app(run: Callable[..., Any]) -> None:
    async def scenario() -> None:
        words = [said(str(n)) for n in range(200)]
        async with (
            Replay([[ndjson(*words, DONE)]]) as server,
            Client(server.address, pace=0.016) as client,
        ):
            for _ in range(3):
                assert len(await chat(client)) == 201
            async with aclosing(client.chat_batches(HELLO)) as batches:
                assert await anext(batches)

    run(scenario())
