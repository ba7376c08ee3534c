"""A model as the answers of tags, ps and show describe it. Field order and absence are those of the
Go structs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from .models import Architecture, Model
from .wire import local_timestamp

_FILE_TYPES = {"F32": 0, "F16": 1, "Q4_0": 2, "Q8_0": 7, "Q4_K_S": 14, "Q4_K_M": 15, "MXFP4": 38}
_BLOB_FOLDER = "/var/lib/ollama/models/blobs"


def list_entry(model: Model) -> dict[str, Any]:
    """One entry of `GET /api/tags`."""
    entry: dict[str, Any] = {"name": model.name.display, "model": model.name.display}
    if model.is_stub:
        entry |= {"remote_model": model.remote_model, "remote_host": model.remote_host}
    lengths = (
        {}
        if model.is_stub
        else {
            "context_length": model.architecture.context,
            "embedding_length": model.architecture.embedding,
        }
    )
    entry |= {
        "modified_at": local_timestamp(model.modified_ns),
        "size": model.size,
        "digest": model.digest,
        "details": {**_details(model), **lengths},
        # The list does not read Jinja templates, so it misses what only they tell.
        "capabilities": ["completion"] if model.is_jinja else list(model.capabilities),
    }
    return entry


def running_entry(
    model: Model, *, size: int, size_vram: int, expires_ns: int, context: int
) -> dict[str, Any]:
    """One entry of `GET /api/ps`."""
    return {
        "name": model.name.display,
        "model": model.name.display,
        "size": size,
        "digest": model.digest,
        "details": {**_details(model), "parent_model": ""},
        "expires_at": local_timestamp(expires_ns),
        "size_vram": size_vram,
        "context_length": context,
    }


def show_reply(
    model: Model, *, verbose: bool, system: str, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer of `POST /api/show`; `system` and `parameters` are the model's or those laid over
    them.
    """
    reply: dict[str, Any] = {}
    if model.licenses:
        reply["license"] = "\n".join(model.licenses)
    reply["modelfile"] = _modelfile(model, system, parameters)
    if parameters:
        reply["parameters"] = "\n".join(_parameter_lines(parameters))
    if model.template:
        reply["template"] = model.template
    if system:
        reply["system"] = system
    reply["details"] = _details(model)
    if model.messages:
        reply["messages"] = list(model.messages)
    if model.is_stub:
        reply |= {"remote_model": model.remote_model, "remote_host": model.remote_host}
    reply["model_info"] = (
        _stub_info(model) if model.is_stub else _model_info(model.architecture, verbose=verbose)
    )
    if model.architecture.vision_blocks:
        reply["projector_info"] = _projector_info(model.architecture)
    if not model.is_stub:
        reply["tensors"] = list(_tensors(model.architecture))
    reply |= {
        "capabilities": list(model.capabilities),
        "modified_at": local_timestamp(model.modified_ns),
    }
    return reply


def go_value(value: Any) -> str:
    """A value in Go's %#v form, where every number is a float: `0.7`, `2048`, `1.048576e+06`,
    `"text"`.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _go_number(float(value))
    return _go_quoted(str(value))


def _details(model: Model) -> dict[str, Any]:
    figures = model.architecture
    return {
        "parent_model": model.parent,
        "format": "" if model.is_stub else "gguf",
        "family": figures.family,
        "families": [figures.family],
        "parameter_size": figures.parameter_size,
        "quantization_level": figures.quantization,
    }


def _model_info(figures: Architecture, *, verbose: bool) -> dict[str, Any]:
    family = figures.family
    info: dict[str, Any] = {
        "general.architecture": family,
        "general.file_type": _FILE_TYPES.get(figures.quantization, 15),
        "general.parameter_count": figures.parameters,
        "general.quantization_version": 2,
        f"{family}.attention.head_count": figures.heads,
        f"{family}.attention.head_count_kv": figures.kv_heads,
        f"{family}.attention.layer_norm_rms_epsilon": 0.00001,
        f"{family}.block_count": figures.blocks,
        f"{family}.context_length": figures.context,
        f"{family}.embedding_length": figures.embedding,
        f"{family}.feed_forward_length": figures.feed_forward,
        f"{family}.rope.freq_base": 500_000,
        f"{family}.vocab_size": figures.vocabulary,
        "tokenizer.ggml.bos_token_id": 0,
        "tokenizer.ggml.eos_token_id": 1,
        "tokenizer.ggml.merges": [] if verbose else None,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "gpt-2",
        "tokenizer.ggml.token_type": [1] * figures.vocabulary if verbose else None,
        "tokenizer.ggml.tokens": [f"piece{n}" for n in range(figures.vocabulary)]
        if verbose
        else None,
    }
    if figures.is_embedder:
        info[f"{family}.pooling_type"] = 1
        info[f"{family}.attention.causal"] = False
    return dict(sorted(info.items()))


def _stub_info(model: Model) -> dict[str, Any]:
    figures = model.architecture
    return {
        f"{figures.family}.context_length": figures.context,
        f"{figures.family}.embedding_length": figures.embedding,
        "general.architecture": figures.family,
        "general.basename": model.remote_model,
    }


def _projector_info(figures: Architecture) -> dict[str, Any]:
    return {
        "clip.has_vision_encoder": True,
        "clip.vision.block_count": figures.vision_blocks,
        "clip.vision.embedding_length": 1152,
        "clip.vision.image_size": 896,
        "clip.vision.patch_size": 14,
        "general.architecture": "clip",
        "general.parameter_count": 435_159_040,
    }


def _tensors(figures: Architecture) -> Iterator[dict[str, Any]]:
    width, kind = figures.embedding, figures.quantization.removesuffix("_M").removesuffix("_S")
    narrow = width * figures.kv_heads // figures.heads
    yield {"name": "token_embd.weight", "type": kind, "shape": [width, figures.vocabulary]}
    yield {"name": "output_norm.weight", "type": "F32", "shape": [width]}
    for block in range(figures.blocks):
        for part, rows in (
            ("attn_k", narrow),
            ("attn_output", width),
            ("attn_q", width),
            ("attn_v", narrow),
        ):
            yield {"name": f"blk.{block}.{part}.weight", "type": kind, "shape": [width, rows]}
        yield {"name": f"blk.{block}.attn_norm.weight", "type": "F32", "shape": [width]}
        yield {
            "name": f"blk.{block}.ffn_down.weight",
            "type": kind,
            "shape": [figures.feed_forward, width],
        }
        yield {
            "name": f"blk.{block}.ffn_gate.weight",
            "type": kind,
            "shape": [width, figures.feed_forward],
        }
        yield {"name": f"blk.{block}.ffn_norm.weight", "type": "F32", "shape": [width]}
        yield {
            "name": f"blk.{block}.ffn_up.weight",
            "type": kind,
            "shape": [width, figures.feed_forward],
        }


def _modelfile(model: Model, system: str, parameters: Mapping[str, Any]) -> str:
    name = model.name.display
    lines = [
        '# Modelfile generated by "ollama show"',
        "# To build a new Modelfile based on this, replace FROM with:",
        f"# FROM {name}",
        "",
    ]
    lines += [
        f"FROM {_BLOB_FOLDER}/sha256-{layer.digest}"
        for layer in model.weights
        if layer.kind != "adapter"
    ]
    lines += [
        f"ADAPTER {_BLOB_FOLDER}/sha256-{layer.digest}"
        for layer in model.weights
        if layer.kind == "adapter"
    ]
    template = "{{ .Prompt }}" if model.is_jinja else model.template
    if template:
        lines.append(f"TEMPLATE {_file_quoted(template)}")
    if system:
        lines.append(f"SYSTEM {_file_quoted(system)}")
    lines += [
        f"{word} {value}"
        for word, value in (("RENDERER", model.renderer), ("PARSER", model.parser))
        if value
    ]
    for option, value in parameters.items():
        values = value if isinstance(value, list) else [value]
        lines += [f"PARAMETER {option} {_plain(item)}" for item in values]
    lines += [f"LICENSE {_file_quoted(license)}" for license in model.licenses]
    lines += [
        f"MESSAGE {entry['role']} {_file_quoted(str(entry['content']))}" for entry in model.messages
    ]
    return "\n".join(lines) + "\n"


def _parameter_lines(parameters: Mapping[str, Any]) -> Iterator[str]:
    for option, value in parameters.items():
        for item in value if isinstance(value, list) else [value]:
            yield f"{option:<30} {go_value(item)}"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else go_value(value)


def _file_quoted(text: str) -> str:
    if "\n" not in text and text == text.strip(" "):
        return text
    return f'"""{text}"""' if '"' in text else f'"{text}"'


def _go_number(value: float) -> str:
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    power = len(digits) + int(exponent) - 1
    if value and not -5 < power < 6:
        mantissa = str(digits[0]) + ("." + "".join(map(str, digits[1:])) if len(digits) > 1 else "")
        return f"{'-' if sign else ''}{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"
    return repr(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


def _go_quoted(text: str) -> str:
    names = {
        "\a": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\v": "\\v",
    }
    names |= {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(names.get(mark) or _go_character(mark) for mark in text) + '"'


def _go_character(mark: str) -> str:
    if mark.isprintable():
        return mark
    point = ord(mark)
    if point < 0x80:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
