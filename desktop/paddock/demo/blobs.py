"""`/api/blobs/:digest`: files uploaded for create. Their bytes are hashed and, but for the
beginning, forgotten.
"""

from __future__ import annotations

import hashlib
import re

from .exchange import Exchange
from .store import Blob
from .wire import ApiError, dumps
from .world import World

_DIGEST = re.compile(r"sha256[:-]([0-9a-f]{64})")
_HEAD_BYTES = 4096
_DRAINED_BYTES = 256 * 1024


def parse_digest(text: str) -> str:
    """The 64 hex digits of `sha256:…` or `sha256-…`. Raises `ApiError` 400."""
    found = _DIGEST.fullmatch(text)
    if found is None:
        raise ApiError(400, "invalid digest format")
    return found[1]


async def blob(exchange: Exchange, world: World) -> None:
    text = exchange.path.rpartition("/")[2]
    digest = parse_digest(text)
    if exchange.method == "HEAD":
        if not world.store.has_blob(digest):
            raise ApiError(404, f"blob {dumps(text)} not found")
        await exchange.reply()
    elif world.store.has_blob(digest):
        await _answer_unread(exchange)
    else:
        await _receive(exchange, world, digest)


async def _answer_unread(exchange: Exchange) -> None:
    """Answer without reading; a body too long to drain closes the connection under its sender."""
    is_long = int(exchange.headers.get("content-length", _DRAINED_BYTES + 1)) > _DRAINED_BYTES
    await exchange.reply(headers={"connection": "close"} if is_long else None)


async def _receive(exchange: Exchange, world: World, digest: str) -> None:
    hashed, size = hashlib.sha256(), 0
    async for chunk in exchange.chunks():
        hashed.update(chunk)
        size += len(chunk)
        if len(exchange.body) < _HEAD_BYTES:
            exchange.body += chunk[: _HEAD_BYTES - len(exchange.body)]
    got = hashed.hexdigest()
    if got != digest:
        raise ApiError(400, f'digest mismatch, expected "sha256:{digest}", got "sha256:{got}"')
    world.store.uploads[digest] = Blob(size, exchange.body)
    await exchange.reply(status=201)
