"""Streams of lines, and the rules that say whether one came to its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import TypeVar

import msgspec

from paddock.ollama.channel import Channel, Stream
from paddock.ollama.encode import body_of
from paddock.ollama.errors import MalformedLine, NotOllama, OllamaError, StreamIncomplete
from paddock.ollama.stream import StreamDecoder
from paddock.ollama.types import Chunk, Progress

T = TypeVar("T", bound=msgspec.Struct)
C = TypeVar("C", bound=Chunk)

_END_SECONDS = 1.0


async def run(
    channel: Channel, path: str, request: msgspec.Struct, kind: type[C]
) -> AsyncGenerator[list[C]]:
    """The chunks of chat and generate, in a list for each read of the socket, up to the one that is
    done.

    A debug render is the only answer that ends without being done. Raises StreamIncomplete when any
    other does.
    """
    async with aclosing(_lines(channel, path, request, kind)) as batches:
        async for batch in batches:
            last = next(
                (
                    at
                    for at, chunk in enumerate(batch)
                    if chunk.done or chunk.debug_info is not None
                ),
                None,
            )
            if last is not None:
                yield batch[: last + 1]
                await _read_out(batches)
                return
            yield batch
    raise StreamIncomplete("the answer ended before it was done", call=f"POST {path}")


async def transfer(
    channel: Channel, path: str, request: msgspec.Struct
) -> AsyncGenerator[Progress]:
    """The lines of pull, push and create. A create that pulls its base says `success` in the middle
    too, so that only the last line counts.
    """
    status = ""
    async with aclosing(_lines(channel, path, request, Progress)) as batches:
        async for batch in batches:
            for progress in batch:
                status = progress.status
                yield progress
    if status != "success":
        raise StreamIncomplete("the stream ended before its success", call=f"POST {path}")


async def _lines(
    channel: Channel, path: str, request: msgspec.Struct, kind: type[T]
) -> AsyncGenerator[list[T]]:
    """Lists of decoded lines, never empty; an error comes after the lines before it."""
    async with channel.open("POST", path, await body_of(request)) as stream:
        decoder = StreamDecoder(kind, stream.call)
        any_yet = False
        async with aclosing(stream.reads()) as reads:
            async for pieces in reads:
                if batch := decoder.feed(b"".join(pieces)):
                    any_yet = True
                    yield batch
                if decoder.failure is not None:
                    raise _meaning(decoder.failure, stream, any_yet)
        if batch := decoder.finish():
            yield batch
        if decoder.failure is not None:
            raise _meaning(decoder.failure, stream, any_yet)


def _meaning(failure: OllamaError, stream: Stream, any_yet: bool) -> OllamaError:
    """What never began as JSON, and does not claim to be, is no broken line but another program's
    answer.
    """
    if (
        isinstance(failure, MalformedLine)
        and not any_yet
        and "json" not in stream.headers.get("content-type", "")
    ):
        return NotOllama(
            "the answer is not JSON", status=stream.status, raw=failure.raw, call=stream.call
        )
    return failure


async def _read_out(batches: AsyncGenerator[list[C]]) -> None:
    """Read what follows the last line, normally nothing but the end, so that the connection can be
    used again.
    """
    with suppress(OllamaError, TimeoutError):
        async with asyncio.timeout(_END_SECONDS):
            await anext(batches, None)
