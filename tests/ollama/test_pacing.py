"""Reads of the socket: one a frame while data comes fast, at once while it does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from statistics import median
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


@dataclass
class Drip(Replay):
    """Sends its pieces with a pause after each, in seconds, and notes when."""

    pause: float = 0.0
    sent: list[float] = field(default_factory=list)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in self.answers[0]:
            self.sent.append(time.monotonic())
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(self.pause)
        await reader.read()


@dataclass
class Seen:
    """The sizes of the lists that came, and how many seconds each came after its last word."""

    sizes: list[int]
    late: list[float]
    seconds: float


async def batches(pieces: list[bytes], pause: float, **settings: Any) -> Seen:
    server = Drip([pieces], tls=settings.pop("tls", None), pause=pause)
    async with server, Client(server.address, **settings) as client:
        seen, start = Seen([], [], 0.0), time.monotonic()
        async with aclosing(client.chat_batches(REQUEST)) as found:
            async for batch in found:
                seen.sizes.append(len(batch))
                # The first piece is the head.
                seen.late.append(time.monotonic() - server.sent[sum(seen.sizes)])
        seen.seconds = time.monotonic() - start
        return seen


def test_a_fast_stream_is_read_in_gulps_and_is_complete(go: Callable[..., Any]) -> None:
    pieces = [NDJSON_HEAD, *[WORD] * 200, END]
    paced = go(batches(pieces, 0.001, pace=PACE))
    free = go(batches(pieces, 0.001))
    assert sum(paced.sizes) == sum(free.sizes) == 201
    # The first two reads are free; then there is one for each pace, and one for the end.
    assert len(paced.sizes) <= 2 + paced.seconds / PACE + 2
    assert len(free.sizes) > 2 * len(paced.sizes)


def test_a_slow_stream_is_never_delayed(go: Callable[..., Any]) -> None:
    """Words that come slower than the pace are given one by one, each as it comes."""
    slow = go(batches([NDJSON_HEAD, *[WORD] * 6, END], 2 * PACE, pace=PACE))
    assert sum(slow.sizes) == 7
    assert median(slow.late) < PACE / 2


def test_the_first_words_are_not_delayed(go: Callable[..., Any]) -> None:
    seen = go(batches([NDJSON_HEAD, WORD, WORD, END], 0.005, pace=2.0))
    assert seen.late[0] < 1.0


def test_a_pace_works_under_tls(go: Callable[..., Any]) -> None:
    pair = self_signed()
    pieces = [NDJSON_HEAD, *[WORD] * 50, END]
    seen = go(batches(pieces, 0.001, pace=PACE, tls=pair.server, verify=pair.trust))
    assert sum(seen.sizes) == 51


def test_stop_ends_a_paced_wait_at_once(go: Callable[..., Any]) -> None:
    async def scenario() -> float:
        server = Drip([[NDJSON_HEAD, *[WORD] * 1000]], pause=0.001)
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
