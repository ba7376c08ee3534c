"""The models and blobs on the pretended disk."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .models import Layer, Model
from .names import Name


@dataclass(frozen=True, slots=True)
class Blob:
    """An uploaded file: only its beginning is kept, enough to tell what it is."""

    size: int
    head: bytes


class Store:
    """Looked up ignoring case, as the real one. Used on the server's loop only."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._models = {model.name.key: model for model in models}
        self.uploads: dict[str, Blob] = {}
        self._layers = {layer.digest for model in self._models.values() for layer in model.layers}

    def newest_first(self) -> list[Model]:
        return sorted(self._models.values(), key=lambda model: model.modified_ns, reverse=True)

    def find(self, name: Name) -> Model | None:
        return self._models.get(name.key)

    def put(self, model: Model) -> None:
        """Install or replace; an existing model keeps the case of its name."""
        known = self._models.get(model.name.key)
        name = known.name if known else model.name
        self._models[model.name.key] = replace(model, name=name, modified_ns=time.time_ns())
        self._layers.update(layer.digest for layer in model.layers)

    def delete(self, name: Name) -> None:
        """Remove a model and the layers that no other model uses."""
        del self._models[name.key]
        self._layers = {layer.digest for model in self._models.values() for layer in model.layers}

    def has_layer(self, layer: Layer) -> bool:
        return layer.digest in self._layers

    def has_blob(self, digest: str) -> bool:
        """Whether the 64 hex digits name a layer or an uploaded file."""
        return digest in self.uploads or digest in self._layers
