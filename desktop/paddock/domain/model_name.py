"""Names of models: what people type or paste, and the form in which a server lists them.

`[host/][namespace/]model[:tag]`. Source: Ollama API docs.
"""

from __future__ import annotations

import re
from enum import Enum

_REGISTRIES = frozenset({"ollama.com", "www.ollama.com", "registry.ollama.ai"})
_HUGGING_FACE = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_FILE_PAGES = frozenset({"blob", "resolve"})
_COMMAND = re.compile(r"(?:[$>#]\s*)?ollama(?:\.exe)?\s+(?:run|pull|show)\b(.*)", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}")
_NAMESPACE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}")
_MODEL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")
_QUOTES = "\"'`“”‘’"
_CLOUD = ":cloud"


class NameFault(Enum):
    """Why a text is no name of a model."""

    EMPTY = "empty"
    NO_MODEL = "no-model"  # a command or an address in which no model is named
    WORDS = "words"  # several words
    DIGEST = "digest"  # name@sha256:… is not supported by Ollama
    HOST = "host"
    NAMESPACE = "namespace"
    MODEL = "model"
    TAG = "tag"


class InvalidName(ValueError):
    """A text that names no model; `part` is the piece of it that is to blame, if any."""

    def __init__(self, reason: NameFault, part: str = "") -> None:
        super().__init__(f"{reason.value}: {part!r}")
        self.reason = reason
        self.part = part


def parse_pull_name(text: str) -> str:
    """The name that `text` means: a name, an `ollama run` line, or the address of a model's page.

    Raises InvalidName. A name that this gave comes back unchanged.
    """
    name = _argument(text.strip().strip(_QUOTES).strip())
    scheme = _SCHEME.match(name)
    if scheme:
        name = re.split(r"[?#]", name[scheme.end() :], maxsplit=1)[0].rstrip("/")
    if not name:
        raise InvalidName(NameFault.NO_MODEL if text.strip() else NameFault.EMPTY)
    if any(character.isspace() for character in name):
        raise InvalidName(NameFault.WORDS, name)
    if "@" in name:
        raise InvalidName(NameFault.DIGEST, name)
    parts = name.split("/")
    host = parts[0].lower()
    if host in _REGISTRIES and len(parts) > 1:
        parts = _of_registry(parts[1:])
    elif host in _HUGGING_FACE and scheme:
        parts = _of_hugging_face(parts[1:])
    return _checked(parts)


def full_name(name: str) -> str:
    """`name` as a server lists it, which is always with its tag."""
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def is_cloud_name(name: str) -> bool:
    """Whether a model of this name runs at ollama.com and not on the server."""
    return name.endswith((_CLOUD, "-cloud"))


def _argument(text: str) -> str:
    """The first word after `ollama run` that is no flag; any other text as it is."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return text
    words = (word.strip(_QUOTES) for word in command[1].split())
    return next((word for word in words if not word.startswith("-")), "")


def _of_registry(path: list[str]) -> list[str]:
    """The model of a page of ollama.com: /library/model or /user/model, and pages below it."""
    if len(path) < 2 or not path[1]:
        raise InvalidName(NameFault.NO_MODEL, "/".join(path))
    return path[:2]


def _of_hugging_face(path: list[str]) -> list[str]:
    """The model of a repository; the page of one of its files chooses that file as the tag."""
    if len(path) < 2 or not path[1]:
        raise InvalidName(NameFault.NO_MODEL, "/".join(path))
    model = path[1]
    if len(path) > 4 and path[2] in _FILE_PAGES and path[-1].lower().endswith(".gguf"):
        model = f"{model}:{path[-1]}"
    return ["hf.co", path[0], model]


def _checked(parts: list[str]) -> str:
    """The parts joined, without those that are the default. Raises InvalidName."""
    *above, last = parts
    # A cloud model may carry the mark behind its tag.
    cloud = _CLOUD if last.endswith(_CLOUD) and last.count(":") > 1 else ""
    model, colon, tag = last.removesuffix(cloud).rpartition(":") if ":" in last else (last, "", "")
    namespace = above[-1] if above else "library"
    host = "/".join(above[:-1])
    for part, grammar, fault in (
        (model, _MODEL, NameFault.MODEL),
        (tag or ("" if colon else "latest"), _MODEL, NameFault.TAG),
        (namespace, _NAMESPACE, NameFault.NAMESPACE),
        (host or ("" if len(above) > 1 else "localhost"), _HOST, NameFault.HOST),
    ):
        if not grammar.fullmatch(part):
            raise InvalidName(fault, part)
    if above == ["library"]:
        above = []
    return "/".join([*above, last])
