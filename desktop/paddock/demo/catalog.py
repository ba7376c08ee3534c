"""The models a demo server has from the start, and those its pretended registry offers."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from . import templates
from .models import Architecture, Layer, Model, made_up_layer, named

_GB = 1_000_000_000
_HOUR_NS = 3600 * 1_000_000_000
_LICENSE = (
    "Demonstration licence\n\nThere are no weights behind this model. It belongs to the demo "
    "server built into Paddock, which composes its own sentences. Do with them what you like."
)
_STOPS = {"stop": ["<|im_start|>", "<|im_end|>"]}
_LOAD_ERROR = (
    "llama-server process has terminated: exit status 1: error loading model: "
    "unable to allocate CUDA0 buffer\n"
    "llama_model_load_from_file_impl: failed to load model\n"
    "common_init_from_params: failed to load model (this one of the demo server never loads)"
)

_LLAMA_8B = Architecture(
    "llama", 8_030_261_312, "Q4_K_M", 131_072, 4096, 32, 32, 8, 14_336, 128_256
)
_QWEN_4B = Architecture("qwen3", 4_022_468_096, "Q4_K_M", 262_144, 2560, 36, 32, 8, 9728, 151_936)
_GEMMA_7B = Architecture(
    "gemma3", 7_251_203_840, "Q4_K_M", 131_072, 3072, 32, 16, 8, 12_288, 262_144, vision_blocks=27
)
_QWEN_14B = Architecture(
    "qwen3", 14_768_307_200, "Q4_K_M", 40_960, 5120, 40, 40, 8, 17_408, 151_936
)
_QWEN_1B = Architecture("qwen2", 1_543_714_304, "Q8_0", 32_768, 1536, 28, 12, 2, 8960, 151_936)
_BERT = Architecture(
    "nomic-bert", 136_727_040, "F16", 2048, 768, 12, 12, 12, 3072, 30_522, is_embedder=True
)
_LLAMA_13B = Architecture("llama", 13_015_864_320, "Q4_K_M", 4096, 5120, 40, 40, 40, 13_824, 32_000)
_LLAMA_1B = Architecture("llama", 1_235_814_432, "Q8_0", 131_072, 2048, 16, 32, 8, 8192, 128_256)
TINY = Architecture("llama", 5_984_768, "F16", 4096, 512, 2, 8, 2, 512, 3026)
_GIANT = Architecture("gptoss", 116_800_000_000, "MXFP4", 131_072, 2880, 36, 64, 8, 2880, 201_088)


def installed_models() -> tuple[Model, ...]:
    """The models of a fresh server, each a few hours older than the one before."""
    now = time.time_ns()
    return tuple(
        replace(model, modified_ns=now - age * _HOUR_NS)
        for age, model in enumerate(_models(), start=1)
    )


def registry_models() -> tuple[Model, ...]:
    """What can be pulled: the models above, smaller ones, and those that show trouble (see
    `transfers`).
    """
    names = ("slow-model", "fail-net", "no-space", "stall-model", "rollback-model", "bad-digest")
    troubled = tuple(_model(name, _LLAMA_1B, 1.3, ("completion",)) for name in names)
    small = (
        _model("demo-small:1b", _LLAMA_1B, 1.32, ("completion",)),
        _model("demo-tiny", TINY, 0.012068448, ("completion",)),
    )
    return (*_models(), *small, *troubled)


def _models() -> tuple[Model, ...]:
    projector = made_up_layer("projector", "vision projector", 870_318_144)
    warm = {"temperature": 0.7, **_STOPS}
    tools, thinking = ("completion", "tools"), ("completion", "thinking")
    agent = ("completion", "tools", "thinking")
    insert = ("completion", "insert")
    return (
        _model("demo-chat:8b", _LLAMA_8B, 4.92, ("completion",), parameters=warm),
        _model("demo-think:4b", _QWEN_4B, 2.49, thinking, template=templates.THINK),
        _model("demo-vision:7b", _GEMMA_7B, 4.3, ("completion", "vision"), more=(projector,)),
        _model("demo-tools:8b", _LLAMA_8B, 4.93, tools, template=templates.TOOL),
        _model("demo-agent:14b", _QWEN_14B, 9.27, agent, template=templates.JINJA, is_jinja=True),
        _model("demo-code:1.5b", _QWEN_1B, 1.65, insert, template=templates.INSERT),
        _model("demo-embed", _BERT, 0.274, ("embedding",), template="{{ .Prompt }}", parameters={}),
        _model("demo-broken:13b", _LLAMA_13B, 7.87, ("completion",), load_error=_LOAD_ERROR),
        cloud_stub("demo-giant:120b-cloud"),
    )


def cloud_stub(name: str) -> Model:
    """A model that runs elsewhere: a few hundred bytes here, no template and no weights."""
    remote = name.removesuffix("-cloud").removesuffix(":cloud")
    return Model(
        named(name),
        _GIANT,
        (),
        ("completion", "tools", "thinking"),
        template="",
        remote_model=remote,
        remote_host="https://ollama.com:443",
    )


def _model(
    name: str,
    architecture: Architecture,
    gigabytes: float,
    capabilities: tuple[str, ...],
    *,
    more: tuple[Layer, ...] = (),
    **fields: Any,
) -> Model:
    """A model with made-up weights of this size; `more` are further layers of weights."""
    weights = (made_up_layer("model", name, round(gigabytes * _GB)), *more)
    model = Model(named(name), architecture, weights, capabilities, parameters=_STOPS)
    return replace(model, licenses=(_LICENSE,), **fields)
