"""`/api/embed` and `/api/embeddings`: vectors of hashed words and letter groups, near for texts
that share them.
"""

from __future__ import annotations

import math
import re
import time
import zlib
from collections import Counter
from typing import Any

from . import tokens
from .durations import parse_keep_alive
from .exchange import Exchange
from .models import Model
from .options import parse_options
from .requests import fields
from .wire import ApiError
from .world import World

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
_NO_EMBEDDINGS = "This server does not support embeddings. Start it with `--embeddings`"
_TOO_LONG = "the input length exceeds the context length"


async def embed(exchange: Exchange, world: World) -> None:
    began = time.perf_counter_ns()
    given = fields(exchange.json("EmbedRequest"), "EmbedRequest")
    texts = _texts(given.get("input"))
    keep_ns = parse_keep_alive(given.get("keep_alive"))
    name = given.get("model", "").strip()
    model = world.model(name, 'model "{}" not found, try pulling it first')
    options = parse_options(model.parameters, given.get("options"))
    async with world.runner.use(model, options, keep_ns=keep_ns) as loaded:
        load_ns = time.perf_counter_ns() - began
        if texts:
            _require_embedding(model)
        fitted = [
            _fitted(text, loaded.context, truncate=given.get("truncate", True)) for text in texts
        ]
        size = model.architecture.embedding
        wanted = given.get("dimensions", 0)
        vectors = [
            normalised(vector(text, size)[: wanted if 0 < wanted < size else size])
            for text in fitted
        ]
        reply: dict[str, Any] = {"model": name, "embeddings": vectors}
        if texts:
            reply["total_duration"] = time.perf_counter_ns() - began
            reply["load_duration"] = load_ns
            reply["prompt_eval_count"] = sum(tokens.count(text) + 2 for text in fitted)
        await exchange.reply_json(reply)


async def embeddings(exchange: Exchange, world: World) -> None:
    """The deprecated call: one text, not normalised, and nearly every failure a 500."""
    given = fields(exchange.json("EmbeddingRequest"), "EmbeddingRequest")
    name = given.get("model", "").strip()
    if not name:
        raise ApiError(400, "model is required")
    model = world.model(name)
    options = parse_options(model.parameters, given.get("options"))
    prompt = given.get("prompt", "")
    async with world.runner.use(model, options, keep_ns=parse_keep_alive(given.get("keep_alive"))):
        if prompt and "embedding" not in model.capabilities:
            raise ApiError(500, _NO_EMBEDDINGS)
        numbers = vector(prompt, model.architecture.embedding) if prompt else []
        await exchange.reply_json({"embedding": numbers})


def vector(text: str, size: int) -> list[float]:
    """The sum of a direction for each word and each three letters, dampened by frequency."""
    features = Counter[str]()
    for word in _WORD.findall(text.lower()):
        features[word] += 2
        marked = f"<{word}>"
        features.update(marked[place : place + 3] for place in range(len(marked) - 2))
    numbers = [0.0] * size
    numbers[0] = 0.05
    for feature, count in features.items():
        mark = zlib.crc32(feature.encode())
        numbers[mark % size] += math.sqrt(count) * (1 if mark & 0x8000_0000 else -1)
    return numbers


def normalised(numbers: list[float]) -> list[float]:
    """The same direction with length 1, to the precision of a float32."""
    length = math.sqrt(math.fsum(number * number for number in numbers))
    return [round(number / length, 8) for number in numbers] if length else numbers


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ApiError(400, "invalid input type")
    return texts


def _require_embedding(model: Model) -> None:
    if "embedding" not in model.capabilities:
        raise ApiError(501, _NO_EMBEDDINGS)


def _fitted(text: str, context: int, *, truncate: bool) -> str:
    pieces = tokens.split(text)
    if len(pieces) + 2 <= context:
        return text
    if not truncate:
        raise ApiError(400, _TOO_LONG)
    return "".join(pieces[: context - 2])
