"""`keep_alive`: a number of seconds or a Go duration text, as nanoseconds."""

from __future__ import annotations

import re
from typing import Any, Final

from .wire import ApiError, dumps

FOREVER_NS: Final = 2**63 - 1
FIVE_MINUTES_NS: Final = 300 * 1_000_000_000

_UNITS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_PIECE = re.compile(r"(\d+\.?\d*|\.\d+)([^\d.]*)")
_GO_TYPES = {bool: "bool", list: "[]interface {}", dict: "map[string]interface {}"}


def parse_keep_alive(value: Any) -> int | None:
    """Nanoseconds, `FOREVER_NS` for any negative value, None when nothing was given. Raises
    `ApiError` 400.
    """
    if value is None:
        return None
    if isinstance(value, str):
        nanoseconds = parse_duration(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        nanoseconds = int(value * 1_000_000_000)
    else:
        raise ApiError(400, f"Unsupported type: '{_GO_TYPES[type(value)]}'")
    return FOREVER_NS if nanoseconds < 0 else min(nanoseconds, FOREVER_NS)


def parse_duration(text: str) -> int:
    """`1h30m`, `-1m`, `1.5s`, `0` in nanoseconds. Raises `ApiError` 400 with the words of Go's time
    package.
    """
    rest = text[1:] if text[:1] in ("-", "+") else text
    if rest == "0":
        return 0
    total, place = 0.0, 0
    while place < len(rest):
        piece = _PIECE.match(rest, place)
        if piece is None:
            raise ApiError(400, f"time: invalid duration {dumps(text)}")
        number, unit = piece.groups()
        if not unit:
            raise ApiError(400, f"time: missing unit in duration {dumps(text)}")
        if unit not in _UNITS:
            raise ApiError(400, f"time: unknown unit {dumps(unit)} in duration {dumps(text)}")
        total += float(number) * _UNITS[unit]
        place = piece.end()
    if not rest:
        raise ApiError(400, f"time: invalid duration {dumps(text)}")
    return int(-total if text.startswith("-") else total)
