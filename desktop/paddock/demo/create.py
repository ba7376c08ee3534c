"""`/api/create`: a new model from an installed one, from the registry, or from GGUF files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from .blobs import parse_digest
from .catalog import TINY, cloud_stub
from .exchange import Exchange
from .models import Layer, LayerKind, Model, made_up_layer
from .names import Name, parse_name
from .progress import ProgressReply
from .requests import fields
from .transfers import pull_model
from .wire import ApiError
from .world import World

_BLOB_FOLDER = "/var/lib/ollama/models/blobs"
_ZEROS = "0" * 19
_BITS = {"F32": 32, "F16": 16, "BF16": 16, "Q8_0": 8.5, "Q4_K_M": 4.9, "Q4_K_S": 4.6}
_TICKS = 12


async def create(exchange: Exchange, world: World) -> None:
    given = fields(exchange.json("CreateRequest"), "CreateRequest")
    name = parse_name(given.get("model") or given.get("name") or "")
    if not name.is_valid:
        raise ApiError(400, "invalid model name")
    _check(given)
    reply = ProgressReply(exchange, is_streamed=given.get("stream", True))
    model = await _base(given, world, reply, name)
    kind = _quantization(given, model)
    model = _changed(model, given, name)
    model = await _with_files(model, given.get("adapters", {}), world, reply, "adapter")
    if kind:
        model = await _quantized(model, kind, world, reply)
    for layer in dict.fromkeys(model.layers):
        is_known = world.store.has_layer(layer)
        await reply.say(
            f"{'using existing' if is_known else 'creating new'} layer {layer.full_digest}"
        )
    await reply.say("writing manifest")
    world.store.put(model)
    await reply.succeed()


def _check(given: Mapping[str, Any]) -> None:
    for path in (*given.get("files", {}), *given.get("adapters", {})):
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise ApiError(400, "file path must be relative")
    if not given.get("from") and not given.get("files"):
        raise ApiError(400, "neither 'from' or 'files' was specified")
    template = given.get("template", "")
    if template.count("{{") > template.count("}}"):
        raise ApiError(400, "template error: template: :1: unclosed action")


async def _base(given: Mapping[str, Any], world: World, reply: ProgressReply, name: Name) -> Model:
    """What the new model is made from; a missing `from` is pulled, with its own `success` in the
    middle.
    """
    source = given.get("from", "")
    if not source:
        bare = Model(name, TINY, (), ("completion",), template="{{ .Prompt }}")
        return await _with_files(bare, given["files"], world, reply, "model")
    wanted = parse_name(source)
    if not wanted.is_valid:
        raise ApiError(400, "invalid model name")
    found = world.store.find(wanted)
    if found is not None:
        return found
    if wanted.is_cloud or given.get("remote_host"):
        return cloud_stub(source)
    model = await pull_model(world, reply, wanted)
    await reply.say("success")
    return model


async def _with_files(
    model: Model, files: Mapping[str, Any], world: World, reply: ProgressReply, kind: LayerKind
) -> Model:
    """The model with uploaded files as layers. Raises `ApiError` for what is missing or no GGUF."""
    layers: list[Layer] = []
    for text in files.values():
        await reply.say("parsing GGUF")
        digest = parse_digest(str(text))
        upload = world.store.uploads.get(digest)
        if upload is None:
            raise ApiError(500, f"open {_BLOB_FOLDER}/sha256-{digest}: no such file or directory")
        if not upload.head.startswith(b"GGUF"):
            raise ApiError(500, "supplied file was not in GGUF format")
        layers.append(Layer(kind, digest, upload.size))
    if layers:
        await reply.say("verifying conversion")
    return replace(model, weights=(*model.weights, *layers))


def _changed(base: Model, given: Mapping[str, Any], name: Name) -> Model:
    """The base with what the request sets over it; empty texts keep the base's."""
    license = given.get("license") or ()
    licenses = (license,) if isinstance(license, str) else tuple(license)
    parameters = {
        option: value for option, value in given.get("parameters", {}).items() if value is not None
    }
    model = replace(
        base,
        name=name,
        parent=base.name.display if given.get("from") else "",
        system=given.get("system") or base.system,
        parameters={**base.parameters, **parameters},
        messages=tuple(given.get("messages") or base.messages),
        licenses=(*base.licenses, *licenses),
        renderer=given.get("renderer") or base.renderer,
        parser=given.get("parser") or base.parser,
    )
    template = given.get("template")
    if not template:
        return model
    marks = {"tools": ".Tools", "insert": ".Suffix", "thinking": ".Thinking"}
    kept = [capability for capability in base.capabilities if capability not in marks]
    found = [capability for capability, mark in marks.items() if mark in template]
    return replace(model, template=template, is_jinja=False, capabilities=(*kept, *found))


def _quantization(given: Mapping[str, Any], base: Model) -> str:
    """The type to convert to, "" for none. Raises `ApiError` 500 for what cannot be done."""
    kind = str(given.get("quantize") or given.get("quantization") or "").upper()
    if not kind:
        return ""
    if kind not in _BITS:
        supported = "F32, F16, Q4_K_S, Q4_K_M, Q8_0"
        raise ApiError(
            500, f"unsupported quantization type {kind} - supported types are {supported}"
        )
    if base.architecture.quantization not in ("F16", "BF16", "F32"):
        raise ApiError(500, "quantization is only supported for F16, F32, and BF16 models")
    return kind


async def _quantized(model: Model, kind: str, world: World, reply: ProgressReply) -> Model:
    source = model.architecture.quantization
    total = sum(layer.size for layer in model.weights)
    for tick in range(1, _TICKS + 1):
        await asyncio.sleep(world.settings.pull_seconds / _TICKS / 2)
        completed = total * tick // _TICKS
        await reply.tick(f"quantizing {source} model to {kind}", _ZEROS, total, completed)
    await reply.say("verifying conversion")
    first = model.weights[0]
    size = int(first.size * _BITS[kind] / _BITS[source])
    layer = made_up_layer(first.kind, f"{first.digest} {kind}", size)
    architecture = replace(model.architecture, quantization=kind)
    return replace(model, weights=(layer, *model.weights[1:]), architecture=architecture)
