"""The options of a model: which exist, what a person changed, and where a value comes from.

Server defaults give way to the model's own parameters, and these to what this chat overrides; only
the last are ever sent (Ollama API docs, "options").
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["int", "float", "bool", "strings"]
Group: TypeAlias = Literal["sampling", "context", "runtime"]
Source: TypeAlias = Literal["chat", "model", "server"]
Value: TypeAlias = int | float | bool | tuple[str, ...]
"""Of an option: what its kind says, a list of strings as a tuple."""
Refusal: TypeAlias = Literal["wrong_type", "too_small", "too_large", "not_allowed"]


class OptionError(ValueError):
    """A value that an option cannot have; `reason` says why."""

    def __init__(self, option: Option, reason: Refusal) -> None:
        super().__init__(f"{option.name}: {reason}")
        self.option = option
        self.reason: Refusal = reason


@dataclass(frozen=True, slots=True)
class Option:
    """One key of a request's `options`.

    `default` is the server's, None where the server decides by hardware or model. `minimum` and
    `maximum` bound what has a meaning: Ollama itself passes any number to its runner. `usual` is
    the range of a slider. An option that `reloads` makes the server load the model again.
    """

    name: str
    kind: Kind
    default: Value | None
    minimum: float | None = None
    maximum: float | None = None
    step: float = 1
    group: Group = "sampling"
    reloads: bool = False
    usual: tuple[float, float] | None = None
    refused: tuple[int, ...] = ()

    def coerce(self, value: object) -> Value:
        """`value` as the JSON type the server insists on, within bounds. Raises OptionError."""
        typed = self.typed(value)
        if isinstance(typed, (bool, tuple)):
            return typed
        if self.minimum is not None and typed < self.minimum:
            raise OptionError(self, "too_small")
        if self.maximum is not None and typed > self.maximum:
            raise OptionError(self, "too_large")
        if typed in self.refused:
            raise OptionError(self, "not_allowed")
        return typed

    def typed(self, value: object) -> Value:
        """`value` as the JSON type alone, whatever its size. Raises OptionError.

        The server answers a wrong type with status 500, even for a number in a string.
        """
        if self.kind == "bool":
            if isinstance(value, bool):
                return value
            raise OptionError(self, "wrong_type")
        return self._strings(value) if self.kind == "strings" else self._number(value)

    def _strings(self, value: object) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, Sequence) or not all(isinstance(item, str) for item in items):
            raise OptionError(self, "wrong_type")
        return tuple(items)

    def _number(self, value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise OptionError(self, "wrong_type")
        if not math.isfinite(value) or (self.kind == "int" and value != int(value)):
            raise OptionError(self, "wrong_type")
        return int(value) if self.kind == "int" else float(value)

    def parse(self, text: str) -> Value:
        r"""What a person typed. Raises OptionError.

        A comma is a decimal point. A list has a string on each line, with \n and \\ as escapes.
        """
        if self.kind == "strings":
            return tuple(_unescaped(line) for line in text.split("\n") if line)
        plain = text.strip().translate(_POINTS)
        try:
            number: int | float = int(plain) if self.kind == "int" else float(plain)
        except ValueError:
            raise OptionError(self, "wrong_type") from None
        return self.coerce(number)


_POINTS = str.maketrans(dict.fromkeys(",，．。", "."))
"""What keyboards and input methods type for a decimal point."""
_INT32 = 2**31 - 1


def strings_as_text(strings: Sequence[str]) -> str:
    """A list of strings as `Option.parse` reads it: one on each line."""
    return "\n".join(text.replace("\\", r"\\").replace("\n", r"\n") for text in strings)


def _unescaped(line: str) -> str:
    return "\\".join(part.replace(r"\n", "\n") for part in line.split(r"\\"))


def _share(name: str, default: float) -> Option:
    return Option(name, "float", default, 0, 1, 0.01, usual=(0, 1))


def _penalty(name: str) -> Option:
    return Option(name, "float", 0.0, step=0.05, usual=(-2, 2))


def _runtime(
    name: str, default: int | None, minimum: int, kind: Kind = "int", group: Group = "runtime"
) -> Option:
    return Option(name, kind, default, minimum, _INT32, group=group, reloads=True)


_CATALOGUE = (
    Option("temperature", "float", 0.8, 0, None, 0.05, usual=(0, 2)),
    _share("top_p", 0.9),
    Option("top_k", "int", 40, 0, _INT32),
    _share("min_p", 0.0),
    _share("typical_p", 1.0),
    # 1.1 before Ollama 0.32.10.
    Option("repeat_penalty", "float", 1.0, 0, None, 0.05, usual=(0, 2)),
    Option("repeat_last_n", "int", 64, -1, _INT32),
    _penalty("presence_penalty"),
    _penalty("frequency_penalty"),
    # Any negative number means random; the runner's seed has 32 bits.
    Option("seed", "int", -1, -1, 2**32 - 1),
    Option("stop", "strings", ()),
    _runtime("num_ctx", None, 4, group="context"),
    # 0 means different things on different paths of the server.
    Option("num_predict", "int", -1, -1, _INT32, group="context", refused=(0,)),
    Option("num_keep", "int", 4, -1, _INT32, group="context"),
    _runtime("num_gpu", -1, -1),
    _runtime("num_thread", 0, 0),
    _runtime("num_batch", None, 1),
    _runtime("main_gpu", None, 0),
    Option("use_mmap", "bool", None, group="runtime", reloads=True),
    _runtime("draft_num_predict", None, 0),
)

OPTIONS: Mapping[str, Option] = {option.name: option for option in _CATALOGUE}
"""All options that exist, in the order in which they are shown and sent."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person changed for one chat; None, or a missing option, is inherited."""

    system: str | None = None
    options: Mapping[str, Value] = field(default_factory=dict)
    keep_alive: int | float | str | None = None
    think: bool | str | None = None

    def with_option(self, name: str, value: object | None) -> Overrides:
        """With another value for one option; None inherits it again.

        Raises KeyError for a name that is no option, OptionError for a value it cannot have.
        """
        option = OPTIONS[name]
        options = {key: kept for key, kept in self.options.items() if key != name}
        if value is not None:
            options[name] = option.coerce(value)
        return replace(self, options=options)

    def options_json(self) -> dict[str, Any]:
        """The `options` of a request: only what was overridden, in the catalogue's order."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name in OPTIONS
            if (value := self.options.get(name)) is not None
        }


class Effective(NamedTuple):
    """The value an option will have, None where only the server knows, and who decides."""

    value: Value | None
    source: Source


def effective(name: str, overrides: Overrides, model_parameters: Mapping[str, Value]) -> Effective:
    """Which value counts for the option `name`, and whose it is."""
    if name in overrides.options:
        return Effective(overrides.options[name], "chat")
    if name in model_parameters:
        return Effective(model_parameters[name], "model")
    return Effective(OPTIONS[name].default, "server")


def overrides_json(overrides: Overrides) -> str:
    """As text that `overrides_from` reads; only what was overridden is in it."""
    parts = {
        "system": overrides.system,
        "options": overrides.options_json() or None,
        "keep_alive": overrides.keep_alive,
        "think": overrides.think,
    }
    return json.dumps({key: value for key, value in parts.items() if value is not None})


def overrides_from(text: str) -> Overrides:
    """What was kept. A value that no longer makes sense is inherited again; never raises for it."""
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        return Overrides()
    if not isinstance(kept, dict):
        return Overrides()
    found = Overrides(
        system=_of(kept.get("system"), str),
        keep_alive=_of(kept.get("keep_alive"), (int, float, str)),
        think=_of(kept.get("think"), (bool, str)),
    )
    options = kept.get("options")
    for name, value in (options if isinstance(options, dict) else {}).items():
        try:
            found = found.with_option(name, value)
        except (KeyError, OptionError):
            continue
    return found


def _of(value: Any, kinds: type | tuple[type, ...]) -> Any:
    return value if isinstance(value, kinds) else None
