"""Layers on their way from the pretended registry: shared by all who pull them, kept when nobody
does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from .models import Layer


class Download:
    """One layer, partly here. Progress happens only while somebody pulls."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.completed = 0
        self._pullers = 0
        self._advanced_at = 0.0

    @contextmanager
    def pulling(self) -> Iterator[None]:
        if not self._pullers:
            self._advanced_at = time.monotonic()
        self._pullers += 1
        try:
            yield
        finally:
            self._pullers -= 1

    def advance(self, rate: float, limit: int) -> None:
        """Let the bytes of the time since the last call arrive, at `rate` per second, up to
        `limit`.
        """
        now = time.monotonic()
        arrived = int((now - self._advanced_at) * rate)
        self._advanced_at = now
        self.completed = min(self.completed + arrived, max(limit, self.completed))

    @property
    def is_complete(self) -> bool:
        return self.completed >= self.layer.size


class Downloads:
    """All unfinished layers by digest."""

    def __init__(self) -> None:
        self._by_digest: dict[str, Download] = {}

    def of(self, layer: Layer) -> Download:
        return self._by_digest.setdefault(layer.digest, Download(layer))

    def forget(self, layer: Layer) -> None:
        self._by_digest.pop(layer.digest, None)
