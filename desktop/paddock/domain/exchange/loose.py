"""JSON of which nothing is known: read with patience, and looked into without trust."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HALVES = re.compile("[\ud800-\udfff]")
_ESCAPES = re.compile(r"\\(?:(u[dD][89abAB]..\\u[dD][c-fC-F]..)|(u[dD][89a-fA-F]..)|.)", re.DOTALL)
"""Of a JSON string: a whole character, half of one, anything else."""
_DEEPEST = 40
"""Arguments of tools that are nested deeper are kept as text: nobody could encode them again."""
_LONGEST_INTEGER = 18
_LARGEST_COUNT = 2**31 - 1
"""The plural forms of a count are chosen by a C integer."""
_LONGEST_NAME = 200
_LATEST = 1e11
"""A time that is larger is not in seconds."""


class NotJsonError(ValueError):
    """Bytes that are no JSON."""


def decode(data: bytes) -> Any:
    """The value of a JSON text, which may hold NaN, halves of characters and numbers of any size.

    Numbers that nobody can keep are None, halves of characters U+FFFD. Raises NotJsonError, also
    for a text that is nested too deep.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    text = _ESCAPES.sub(_whole, data.decode("utf-8", "replace"))
    try:
        return json.loads(
            text, parse_int=_integer, parse_float=_finite, parse_constant=lambda _name: None
        )
    except (ValueError, RecursionError) as error:
        raise NotJsonError(str(error)) from None


def encode(value: Any) -> str:
    """`value` as JSON in one line, whatever a model or another program put into it."""
    try:
        return msgspec.json.encode(value).decode()
    except (UnicodeEncodeError, OverflowError):
        return clean(json.dumps(msgspec.to_builtins(value), ensure_ascii=False))


def _whole(escape: re.Match[str]) -> str:
    return r"\ufffd" if escape[2] else escape[0]


def _integer(digits: str) -> int | float | None:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else _finite(digits)


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def clean(text: str) -> str:
    """`text` with U+FFFD for halves of characters, which no file and no database can hold."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def text_of(value: object) -> str:
    """A string, or nothing."""
    return clean(value) if isinstance(value, str) else ""


def name_of(value: object) -> str:
    """A title or the like: one line of 200 characters at most."""
    return " ".join(text_of(value).split())[:_LONGEST_NAME].rstrip()


def mapping_of(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def integer_of(value: object) -> int | None:
    """A whole number that a database can hold, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return int(value) if abs(value) < 2**63 else None


def count_of(value: object, most: int = _LARGEST_COUNT) -> int | None:
    """How many there are of something, or None for a number that cannot be true."""
    number = integer_of(value)
    return number if number is not None and 0 <= number <= most else None


def time_of(value: object) -> float:
    """A time in seconds since 1970, from seconds, milli-, micro- or nanoseconds; 0.0 for none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0.0
    if not 0 < value < 1e20:
        return 0.0
    seconds = float(value)
    while seconds >= _LATEST:
        seconds /= 1000
    return seconds


def arguments_of(value: object) -> dict[str, Any]:
    """The arguments of a call, from an object or from JSON in a string."""
    if isinstance(value, str):
        try:
            decoded = decode(value.encode("utf-8", "replace"))
        except NotJsonError:
            decoded = None
        if not isinstance(decoded, dict):
            return {"text": clean(value)} if value else {}
        value = decoded
    if not isinstance(value, dict):
        return {}
    if _depth(value) > _DEEPEST:
        return {"text": clean(json.dumps(value))}
    found: dict[str, Any] = decode(encode(value).encode())
    return found


def _depth(value: object) -> int:
    depth = 0
    level = [value]
    while level:
        depth += 1
        inner: list[object] = []
        for part in level:
            if isinstance(part, dict):
                inner += part.values()
            elif isinstance(part, list):
                inner += part
        level = inner
    return depth
