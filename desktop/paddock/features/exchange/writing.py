"""Writes a file of conversations while the window stays alive, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, TypeAlias

from paddock.domain.exchange.values import Conversation
from paddock.storage.errors import StorageError, known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.features.exchange.work import Work

Load: TypeAlias = Callable[[int], Awaitable[Conversation | None]]
"""Gives the conversation of an id; None for one that is gone by now."""

_SLICE = 0.008
"""Seconds that are worked before the event loop gets its turn."""
_STEPS = 100
"""So much of the progress is one conversation."""


class Feed(Iterator[Conversation]):
    """Conversations for a generator that cannot wait: the next one is loaded before it is asked for."""

    def __init__(self, ids: Sequence[int], load: Load) -> None:
        self._left = deque(ids)
        self._load = load
        self._ready: Conversation | None = None
        self._total = len(ids)
        self._said = 0
        self._messages = 1
        self.taken = 0
        """How many were given out."""

    def __next__(self) -> Conversation:
        ready, self._ready = self._ready, None
        if ready is None:
            raise StopIteration
        self.taken += 1
        self._said = 0
        self._messages = max(1, len(ready.tree.messages))
        return ready

    async def fill(self) -> None:
        """Loads the next one, unless it waits already or there is none."""
        while self._ready is None and self._left:
            self._ready = await self._load(self._left.popleft())

    def step(self) -> tuple[int, int]:
        """Counts a piece; how far that is, and how far it goes."""
        self._said += 1
        begun = max(0, self.taken - 1) * _STEPS
        within = min(_STEPS - 1, self._said * _STEPS // self._messages)
        return begun + within, max(1, self._total) * _STEPS


async def write_text(path: str, pieces: Iterator[str], feed: Feed, work: Work) -> None:
    """Writes the pieces to `path`. Raises StorageError and Cancelled; there is no file then."""
    part = f"{path}.part"
    try:
        with await asyncio.to_thread(open, part, "wb") as file:
            async for piece in in_slices(pieces, feed, work):
                file.write(piece.encode("utf-8", "replace"))
            await asyncio.to_thread(sync, file)
        os.replace(part, path)
    except OSError as error:
        raise failure(error, path) from error
    finally:
        remove(part)


async def in_slices(pieces: Iterator[str], feed: Feed, work: Work) -> AsyncIterator[str]:
    """The pieces one after another; now and then others get their turn. Raises Cancelled."""
    until = time.perf_counter() + _SLICE
    while True:
        await feed.fill()
        piece = next(pieces, None)
        if piece is None:
            return
        yield piece
        done, total = feed.step()
        if time.perf_counter() >= until:
            work.at(done, total)
            await asyncio.sleep(0)
            work.check()
            until = time.perf_counter() + _SLICE


def failure(error: OSError, path: str) -> StorageError:
    return known(error, path) or StorageError("io", str(error), path)


def remove(part: str) -> None:
    """Of what was not finished nothing stays."""
    with suppress(OSError):
        os.remove(part)


def sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
