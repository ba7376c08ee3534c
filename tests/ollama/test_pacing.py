"""Reads of the socket: one a frame while data comes fast, at once while it does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from itertools import pairwise
from typing import Any

import pytest

from paddock.ollama.client import Client
from paddock.ollama.types import ChatRequest
from tests.ollama.certificates import self_signed
from tests.ollama.replay import LAST_CHUNK, NDJSON_HEAD, Replay, chunk

PACE = 0.05
WORD = chunk(b'{"message":{"content":"w"}}\n')
END = chunk(b'{"done":true}\n') + LAST_CHUNK
REQUEST = ChatRequest(model="m")


class Drip(Replay):
    """Sends its pieces with a pause after each, in seconds."""

    pause = 0.0

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in self.answers[0]:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(self.pause)
        await reader.read()


async def batches(
    pieces: list[bytes], pause: float, **settings: Any
) -> tuple[list[int], list[float]]:
    """The sizes of the lists that came, and the seconds after the start at which they did."""
    server = Drip([pieces], tls=settings.pop("tls", None))
    server.pause = pause
    async with server, Client(server.address, **settings) as client:
        sizes, times, start = [], [], time.monotonic()
        async with aclosing(client.chat_batches(REQUEST)) as found:
            async for batch in found:
                sizes.append(len(batch))
                times.append(time.monotonic() - start)
        return sizes, times


def test_a_fast_stream_is_read_in_gulps_and_is_complete(go: Callable[..., Any]) -> None:
    pieces = [NDJSON_HEAD, *[WORD] * 200, END]
    paced, times = go(batches(pieces, 0.001, pace=PACE))
    free, _ = go(batches(pieces, 0.001))
    assert sum(paced) == sum(free) == 201
    # The first two reads are free; then there is one for each pace, and one for the end.
    assert len(paced) <= 2 + times[-1] / PACE + 2
    assert len(free) > 2 * len(paced)


def test_a_slow_stream_is_never_delayed(go: Callable[..., Any]) -> None:
    """Words that come slower than the pace are given one by one, each as it comes."""
    pieces = [NDJSON_HEAD, *[WORD] * 5, END]
    sizes, times = go(batches(pieces, 3 * PACE, pace=PACE))
    assert sizes == [1] * 6
    gaps = [b - a for a, b in pairwise(times)]
    assert max(gaps) < 3 * PACE + PACE


def test_the_head_and_the_first_word_are_not_delayed(go: Callable[..., Any]) -> None:
    _, times = go(batches([NDJSON_HEAD, WORD, WORD, END], 0.005, pace=2.0))
    assert times[0] < 1.0


def test_a_pace_works_under_tls(go: Callable[..., Any]) -> None:
    pair = self_signed()
    pieces = [NDJSON_HEAD, *[WORD] * 50, END]
    sizes, _ = go(batches(pieces, 0.001, pace=PACE, tls=pair.server, verify=pair.trust))
    assert sum(sizes) == 51


def test_stop_ends_a_paced_wait_at_once(go: Callable[..., Any]) -> None:
    async def scenario() -> float:
        server = Drip([[NDJSON_HEAD, *[WORD] * 1000]])
        server.pause = 0.001
        async with server, Client(server.address, pace=5.0) as client:

            async def read() -> None:
                async for _ in client.chat(REQUEST):
                    arrived.set()

            arrived = asyncio.Event()
            task = asyncio.get_running_loop().create_task(read())
            await arrived.wait()
            start = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return time.monotonic() - start

    assert go(scenario()) < 1.0
