"""The `options` object: its types, its defaults, and which of them belong to loading a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .wire import ApiError, runner_error

_INTEGERS = (
    "num_ctx", "num_batch", "num_gpu", "main_gpu", "num_thread", "draft_num_predict",
    "top_k", "repeat_last_n", "seed", "num_predict", "num_keep",
)  # fmt: skip
_FLOATS = (
    "temperature",
    "top_p",
    "min_p",
    "typical_p",
    "repeat_penalty",
    "presence_penalty",
    "frequency_penalty",
)
_LOAD_TIME = (
    "num_ctx",
    "num_batch",
    "main_gpu",
    "use_mmap",
    "num_thread",
    "draft_num_predict",
    "num_gpu",
)


@dataclass(frozen=True, slots=True)
class Options:
    """What the demo server acts upon. `num_predict` below 1 means until the end; `seed` below 0
    any.
    """

    temperature: float
    seed: int
    num_predict: int
    stop: tuple[str, ...]
    num_ctx: int | None
    load_time: tuple[tuple[str, Any], ...]


def parse_options(model: Mapping[str, Any], request: Mapping[str, Any] | None) -> Options:
    """The model's parameters with the request's options over them; unknown names are ignored.

    Raises `ApiError` 500 for a wrong type, as the real server does, and 400 for what a sampler
    refuses.
    """
    merged = {
        name: value for name, value in {**model, **(request or {})}.items() if value is not None
    }
    for name, value in merged.items():
        _check(name, value)
    if merged.get("repeat_penalty", 1) <= 0:
        text = "Failed to initialize samplers: penalty_repeat must be finite and greater than 0"
        raise runner_error(400, text)
    load_time = tuple((name, merged[name]) for name in _LOAD_TIME if name in merged)
    return Options(
        temperature=float(merged.get("temperature", 0.8)),
        seed=int(merged.get("seed", -1)),
        num_predict=int(merged.get("num_predict", -1)),
        stop=tuple(merged.get("stop", ())),
        num_ctx=int(merged["num_ctx"]) if "num_ctx" in merged else None,
        load_time=load_time,
    )


def _check(name: str, value: Any) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    wanted = ""
    if name in _INTEGERS and not is_number:
        wanted = "integer"
    elif name in _FLOATS and not is_number:
        wanted = "float32"
    elif name == "use_mmap" and not isinstance(value, bool):
        wanted = "boolean"
    elif name == "stop" and not isinstance(value, list):
        wanted = "array"
    elif name == "stop" and not all(isinstance(item, str) for item in value):
        wanted = "array of strings"
    if wanted:
        raise ApiError(500, f'option "{name}" must be of type {wanted}')
