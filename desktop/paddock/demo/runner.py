"""Which models are in memory: loading takes time, one request at a time per model, idle models
expire.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from .durations import FIVE_MINUTES_NS
from .models import Model
from .options import Options
from .wire import ApiError

DEFAULT_CONTEXT = 4096
_MOST_LOADED = 3
_GPU_BYTES = 8_000_000_000
_BUFFER_BYTES = 300_000_000


@dataclass(slots=True)
class Loaded:
    """A model in memory. `expires_ns` is Unix time; `users` counts the requests that run on it."""

    model: Model
    context: int
    settings: tuple[object, ...]
    keep_ns: int
    expires_ns: int = 0
    users: int = 0

    @property
    def size(self) -> int:
        figures = self.model.architecture
        width = figures.embedding * figures.kv_heads // figures.heads
        cache = 2 * 2 * figures.blocks * width * self.context
        return sum(layer.size for layer in self.model.weights) + cache + _BUFFER_BYTES

    @property
    def size_vram(self) -> int:
        return min(self.size, _GPU_BYTES)

    def touch(self) -> None:
        self.expires_ns = time.time_ns() + self.keep_ns


class Runner:
    """The scheduler. `load_seconds` is the time one load takes. Used on the server's loop only."""

    def __init__(self, load_seconds: float, max_queue: int = 512) -> None:
        self.load_seconds = load_seconds
        self._max_queue = max_queue
        self._waiting = 0
        self._loaded: dict[str, Loaded] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._loading = asyncio.Lock()

    def running(self) -> list[Loaded]:
        """What is in memory, latest expiry first."""
        now = time.time_ns()
        for key, loaded in list(self._loaded.items()):
            if not loaded.users and loaded.expires_ns <= now:
                del self._loaded[key]
        return sorted(self._loaded.values(), key=lambda loaded: loaded.expires_ns, reverse=True)

    def unload(self, model: Model) -> None:
        """Forget a model; one that is busy goes when its requests end."""
        loaded = self._loaded.get(model.name.key)
        if loaded is not None and loaded.users:
            loaded.keep_ns = 0
            loaded.touch()
        else:
            self._loaded.pop(model.name.key, None)

    @asynccontextmanager
    async def use(
        self, model: Model, options: Options, *, keep_ns: int | None = None, shift: bool = True
    ) -> AsyncIterator[Loaded]:
        """The model, loaded and ours alone until the block ends. Cancelling while it loads aborts
        the load.

        Raises `ApiError` 503 when too many wait, 500 when the model cannot be loaded.
        """
        turn = self._turns.setdefault(model.name.key, asyncio.Lock())
        if turn.locked() and self._waiting >= self._max_queue:
            raise ApiError(503, "server busy, please try again.  maximum pending requests exceeded")
        self._waiting += 1
        try:
            await turn.acquire()
        finally:
            self._waiting -= 1
        try:
            loaded = await self._ready(model, options, shift=shift)
            if keep_ns is not None:
                loaded.keep_ns = keep_ns
            loaded.users += 1
            loaded.touch()
            try:
                yield loaded
            finally:
                loaded.users -= 1
                loaded.touch()
                self.running()
        finally:
            turn.release()

    async def _ready(self, model: Model, options: Options, *, shift: bool) -> Loaded:
        self.running()
        context = context_length(model, options)
        settings = (context, shift, model.digest, *options.load_time)
        loaded = self._loaded.get(model.name.key)
        if loaded is not None and loaded.settings == settings:
            return loaded
        async with self._loading:
            self._loaded.pop(model.name.key, None)
            await asyncio.sleep(0 if model.is_stub else self.load_seconds)
            if model.load_error:
                raise ApiError(500, model.load_error)
            loaded = Loaded(model, context, settings, FIVE_MINUTES_NS)
            loaded.touch()
            self._make_room()
            self._loaded[model.name.key] = loaded
        return loaded

    def _make_room(self) -> None:
        """Drop idle models, the soonest to expire first, until one more fits."""
        for loaded in reversed(self.running()):
            if len(self._loaded) >= _MOST_LOADED and not loaded.users:
                del self._loaded[loaded.model.name.key]


def context_length(model: Model, options: Options) -> int:
    """Tokens of context a load with these options gets."""
    least = 2048 if model.architecture.vision_blocks else 4
    wanted = DEFAULT_CONTEXT if options.num_ctx is None else max(options.num_ctx, least)
    return min(wanted, model.architecture.context)
