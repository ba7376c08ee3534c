"""Files to blobs of the server: the sha256 first, then the bytes, with progress for both.

Files are read in slices in a worker thread. What the file system raises is an OSError and stays
one.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import TypeAlias

from paddock.ollama.channel import Channel
from paddock.ollama.errors import ConnectionLost, ReplyError

OnProgress: TypeAlias = Callable[[int, int], None]
"""Called on the event loop with the bytes done and the bytes in all."""

_SLICE = 4 << 20


async def sha256_of(path: Path, on_progress: OnProgress | None = None) -> str:
    """Hash a file, as `sha256:` and 64 hexadecimal digits. Raises OSError."""
    digest = hashlib.sha256()
    async with aclosing(_slices(path, on_progress)) as slices:
        async for data in slices:
            await asyncio.to_thread(digest.update, data)
    return f"sha256:{digest.hexdigest()}"


async def blob_exists(channel: Channel, digest: str) -> bool:
    """Ask whether the server has a blob. Raises OllamaError; a malformed digest is a BadRequest."""
    try:
        await channel.ask("HEAD", f"/api/blobs/{digest}", limit=60)
    except ReplyError as error:
        if error.status != 404:
            raise
        return False
    return True


async def upload_blob(
    channel: Channel, path: Path, digest: str, on_progress: OnProgress | None = None
) -> None:
    """Send a file, unless the server has it. Raises OllamaError and OSError.

    A server that gets the blob from somebody else meanwhile answers without reading and closes:
    that counts as sent.
    """
    size = (await asyncio.to_thread(path.stat)).st_size
    if not await blob_exists(channel, digest):
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        try:
            async with (
                aclosing(_slices(path, on_progress)) as slices,
                channel.open("POST", f"/api/blobs/{digest}", slices, headers=headers),
            ):
                return
        except ConnectionLost:
            if not await blob_exists(channel, digest):
                raise
    if on_progress is not None:
        on_progress(size, size)


async def _slices(path: Path, on_progress: OnProgress | None) -> AsyncGenerator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        size = (await asyncio.to_thread(path.stat)).st_size
        done = 0
        while done < size:
            data = await asyncio.to_thread(file.read, min(_SLICE, size - done))
            if not data:
                raise OSError(errno.EIO, "the file became shorter while it was read", str(path))
            yield data
            done += len(data)
            if on_progress is not None:
                on_progress(done, size)
    finally:
        file.close()
