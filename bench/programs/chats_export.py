"""10,000 messages in 500 chats are written to a file, in each format; then exports are cancelled.

Arguments: data folder, address of a server, the store to copy. A Modelfile holds one chat: that one
is made of 10,000 messages.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from chats_store import LONG, USUAL, Texts, exchange, take_store
from driver import drive
from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.values import Conversation
from paddock.domain.tree import ROOT, Tree
from paddock.features.exchange.controller import ExchangeController
from paddock.features.exchange.formats import FORMATS
from watching import Gaps

if TYPE_CHECKING:
    from driver import Driver
    from paddock.domain.tree import Message
    from paddock.features.exchange.formats import Format

_MESSAGES = 10_000
_SETTLE = 3.0  # what a start leaves to do
_DONE_WITHIN = 120.0
_CANCELLED_AFTER = (0.05, 0.2, 0.5, 4.0)
"""Seconds, where the export still runs by then."""
_FIRST_USUAL = 2
_NAME = "exported"


class Exporting:
    """An export, and how it ended."""

    def __init__(self, driver: Driver) -> None:
        scope = driver.session.scope.child("bench exchange")
        self._exchange = ExchangeController(driver.session.chats, scope)
        self._ended = asyncio.Event()
        self._how = ""
        self._exchange.exported.connect(lambda _exported: self._end("exported"))
        self._exchange.cancelled.connect(lambda: self._end("cancelled"))
        self._exchange.failed.connect(lambda error: self._end(repr(error)))

    async def whole(self, ids: list[int], format: Format) -> dict[str, float]:
        path = os.path.join(sys.argv[1], f"{_NAME}.{format.ending}")
        gaps = Gaps()
        gaps.start()
        begun, before = time.monotonic(), time.process_time()
        self._begin(ids, format, path)
        assert await self._over() == "exported", self._how
        seconds, cpu = time.monotonic() - begun, time.process_time() - before
        found = gaps.stop()
        size = _taken_away(path)
        return {
            "seconds": seconds,
            "cpu": cpu,
            "gap": found["max"],
            "p99": found["p99"],
            "size": size,
        }

    async def cancelled(self, ids: list[int], format: Format, after: float) -> float | None:
        """Milliseconds from Cancel until it has ended; None where it was done before."""
        path = os.path.join(sys.argv[1], f"{_NAME}.{format.ending}")
        self._begin(ids, format, path)
        with suppress(TimeoutError):
            async with asyncio.timeout(after):
                await self._ended.wait()
        if not self._exchange.is_running:
            _taken_away(path)
            return None
        begun = time.monotonic()
        self._exchange.cancel()
        how = await self._over()
        wait = (time.monotonic() - begun) * 1000
        if how == "exported":  # it was at its end already
            _taken_away(path)
        else:
            assert how == "cancelled", how
        assert not [name for name in os.listdir(sys.argv[1]) if name.startswith(_NAME)]
        return wait

    def _begin(self, ids: list[int], format: Format, path: str) -> None:
        self._ended.clear()
        self._exchange.export(ids, format.id, path)

    async def _over(self) -> str:
        async with asyncio.timeout(_DONE_WITHIN):
            await self._ended.wait()
        return self._how

    def _end(self, how: str) -> None:
        self._how = how
        self._ended.set()


async def export(driver: Driver) -> dict[str, Any]:
    await asyncio.sleep(_SETTLE)
    many = [_FIRST_USUAL + place for place in range(_MESSAGES // USUAL)]
    (one,) = await driver.session.chats.take_in([_long_chat()], lambda _done, _total: None)
    exporting = Exporting(driver)
    report: dict[str, Any] = {}
    waits: dict[str, float] = {}
    for format in FORMATS:
        ids = [one] if format.is_of_one else many
        report[format.id] = await exporting.whole(ids, format)
        await asyncio.sleep(0.2)
    for format in FORMATS:
        ids = [one] if format.is_of_one else many
        found = [await exporting.cancelled(ids, format, after) for after in _CANCELLED_AFTER]
        waits[format.id] = max((wait for wait in found if wait is not None), default=0.0)
    return {**report, "cancel": waits}


def _taken_away(path: str) -> float:
    """Removes a file; how large it was, in MB."""
    size = os.path.getsize(path) / 1024**2
    os.remove(path)
    return size


def _long_chat() -> Conversation:
    texts = Texts()
    said: list[Message] = []
    while len(said) < _MESSAGES:
        parent = said[-1].id if said else ROOT
        said += exchange(texts, len(said) + 1, parent, 1.7e9, LONG + len(said) // 2)
    return Conversation(ChatHead(1, "A long chat"), Tree.of(iter(said), {}))


if __name__ == "__main__":
    take_store()
    drive(export)
