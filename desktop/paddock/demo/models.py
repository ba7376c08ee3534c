"""What an installed model is to the demo server."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from . import templates
from .names import Name, parse_name
from .wire import encode

LayerKind = Literal[
    "model", "projector", "adapter", "template", "system", "params", "messages", "license", "config"
]


@dataclass(frozen=True, slots=True)
class Architecture:
    """The weights' figures, as a GGUF header gives them. `vision_blocks` 0 means no image input."""

    family: str
    parameters: int
    quantization: str
    context: int
    embedding: int
    blocks: int
    heads: int
    kv_heads: int
    feed_forward: int
    vocabulary: int
    vision_blocks: int = 0
    is_embedder: bool = False

    @property
    def parameter_size(self) -> str:
        """As the model list shows it: `8.0B`, `137M`, `119K`."""
        for unit, size in (("B", 1_000_000_000), ("M", 1_000_000), ("K", 1_000)):
            if self.parameters >= size:
                number = self.parameters / size
                digits = 1 if unit == "B" else 2
                return f"{number:.{digits}f}".removesuffix(".00") + unit
        return str(self.parameters)


@dataclass(frozen=True, slots=True)
class Layer:
    """A blob of a model: `digest` is 64 hex digits without the `sha256:`, `size` is bytes."""

    kind: LayerKind
    digest: str
    size: int

    @property
    def full_digest(self) -> str:
        return f"sha256:{self.digest}"


def text_layer(kind: LayerKind, value: Any) -> Layer:
    """The layer of a small text or of JSON settings, named by its real digest."""
    data = value.encode() if isinstance(value, str) else encode(value)
    return Layer(kind, hashlib.sha256(data).hexdigest(), len(data))


def made_up_layer(kind: LayerKind, label: str, size: int) -> Layer:
    """The layer of weights that do not exist: a stable digest made from a label."""
    return Layer(kind, hashlib.sha256(f"paddock demo {label}".encode()).hexdigest(), size)


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model, or a stub of a cloud model (`remote_host` set, no weights)."""

    name: Name
    architecture: Architecture
    weights: tuple[Layer, ...]
    capabilities: tuple[str, ...]
    template: str = templates.CHAT
    is_jinja: bool = False
    system: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    licenses: tuple[str, ...] = ()
    messages: tuple[Mapping[str, Any], ...] = ()
    parent: str = ""
    renderer: str = ""
    parser: str = ""
    remote_model: str = ""
    remote_host: str = ""
    load_error: str = ""
    modified_ns: int = field(default_factory=time.time_ns)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Weights first, then the texts, the configuration last."""
        texts: list[Layer] = []
        if self.template and not self.is_jinja and not self.remote_host:
            texts.append(text_layer("template", self.template))
        if self.system:
            texts.append(text_layer("system", self.system))
        if self.parameters:
            texts.append(text_layer("params", self.parameters))
        if self.messages:
            texts.append(text_layer("messages", list(self.messages)))
        texts += [text_layer("license", license) for license in self.licenses]
        return (*self.weights, *texts, self._config)

    @property
    def size(self) -> int:
        return sum(layer.size for layer in self.layers)

    @property
    def digest(self) -> str:
        """64 hex digits over the layers: changes whenever the model does, and is the same for a
        copy.
        """
        return hashlib.sha256("".join(layer.digest for layer in self.layers).encode()).hexdigest()

    @property
    def is_stub(self) -> bool:
        return bool(self.remote_host)

    @property
    def _config(self) -> Layer:
        figures = self.architecture
        return text_layer(
            "config",
            {
                "model_format": "" if self.remote_host else "gguf",
                "model_family": figures.family,
                "model_type": figures.parameter_size,
                "file_type": figures.quantization,
                "renderer": self.renderer,
                "parser": self.parser,
                "remote_model": self.remote_model,
            },
        )


def named(text: str) -> Name:
    """A name known to be valid."""
    return parse_name(text)
