"""Model names: `[host/][namespace/]model[:tag]` with the defaults and the limits of the Ollama API
docs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT_HOST = "registry.ollama.ai"
DEFAULT_NAMESPACE = "library"
DEFAULT_TAG = "latest"

_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}")
_NAMESPACE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Name:
    """A whole model name; two names are the same model when their `key` is equal."""

    host: str
    namespace: str
    model: str
    tag: str

    @property
    def is_valid(self) -> bool:
        return bool(
            _HOST.fullmatch(self.host)
            and _NAMESPACE.fullmatch(self.namespace)
            and _PART.fullmatch(self.model)
            and _PART.fullmatch(self.tag)
        )

    @property
    def is_cloud(self) -> bool:
        return self.tag == "cloud" or self.tag.endswith("-cloud")

    @property
    def key(self) -> str:
        return self.full.lower()

    @property
    def full(self) -> str:
        return f"{self.host}/{self.namespace}/{self.model}:{self.tag}"

    @property
    def display(self) -> str:
        """The form of the model list: defaults left out, the tag always shown."""
        if self.host != DEFAULT_HOST:
            return self.full
        if self.namespace != DEFAULT_NAMESPACE:
            return f"{self.namespace}/{self.model}:{self.tag}"
        return f"{self.model}:{self.tag}"


def parse_name(text: str) -> Name:
    """Split a name and fill in what it leaves out; the result may be invalid."""
    path, tag = text, DEFAULT_TAG
    colon = text.rfind(":")
    if colon > text.rfind("/"):
        path, tag = text[:colon], text[colon + 1 :]
    rest, _, model = path.rpartition("/")
    host, _, namespace = rest.rpartition("/")
    _, _, host = host.rpartition("://")
    return Name(host.strip("/") or DEFAULT_HOST, namespace or DEFAULT_NAMESPACE, model, tag)
