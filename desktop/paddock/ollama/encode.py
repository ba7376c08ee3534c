"""Requests to JSON, whatever the text in them."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec

from paddock.ollama.types import ChatRequest, GenerateRequest

_encoder = msgspec.json.Encoder()


def encode(request: msgspec.Struct) -> bytes:
    """Encode a request. Half a surrogate pair, which Qt and Python allow in a string and UTF-8 does
    not, becomes U+FFFD; two halves become their character.
    """
    try:
        return _encoder.encode(request)
    except UnicodeEncodeError:
        return _encoder.encode(_mended(msgspec.to_builtins(request)))


async def body_of(request: msgspec.Struct) -> bytes:
    """The same, in a worker thread for a request with images, which may have tens of megabytes."""
    if _has_images(request):
        return await asyncio.to_thread(encode, request)
    return encode(request)


def _has_images(request: msgspec.Struct) -> bool:
    if isinstance(request, GenerateRequest):
        return bool(request.images)
    return isinstance(request, ChatRequest) and any(
        message.images for message in request.messages or ()
    )


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_mended(item) for item in value]
    return value
