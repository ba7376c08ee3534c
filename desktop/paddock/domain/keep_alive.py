"""How long a model stays loaded, as a person types it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

KeepAliveFault: TypeAlias = Literal["not_a_duration", "missing_unit", "unknown_unit", "too_long"]

_SECONDS = {
    "ns": 1e-9,
    "us": 1e-6,
    "µs": 1e-6,
    "μs": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
}
_MOST_SECONDS = 9.2e9
"""Go counts a duration as nanoseconds in 64 bits; a longer one overflows and may unload at once."""


class KeepAliveError(ValueError):
    """A text that the server would refuse as `keep_alive`; `reason` says why."""

    def __init__(self, text: str, reason: KeepAliveFault) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason: KeepAliveFault = reason


def parse_keep_alive(text: str) -> int | float | str | None:
    """What a person typed as `keep_alive`, as the JSON value to send; None when nothing was.

    A bare number is seconds (negative: for ever) and must be a JSON number, since the server
    refuses it as a string; with units it is a Go duration and stays a string. Raises
    KeepAliveError.
    """
    typed = text.strip()
    if not typed:
        return None
    sign, plain = (typed[0], typed[1:]) if typed[0] in "+-" else ("", typed)
    number = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
    if re.fullmatch(number, plain):
        seconds = float(plain)
        if seconds > _MOST_SECONDS:
            raise KeepAliveError(typed, "too_long")
        value = int(seconds) if seconds.is_integer() else seconds
        return -value if sign == "-" else value
    pieces = re.findall(rf"({number})([^0-9.\s]*)", plain)
    if not pieces or "".join(amount + unit for amount, unit in pieces) != plain:
        raise KeepAliveError(typed, "not_a_duration")
    if any(not unit for _, unit in pieces):
        raise KeepAliveError(typed, "missing_unit")
    if any(unit not in _SECONDS for _, unit in pieces):
        raise KeepAliveError(typed, "unknown_unit")
    if sum(float(amount) * _SECONDS[unit] for amount, unit in pieces) > _MOST_SECONDS:
        raise KeepAliveError(typed, "too_long")
    return sign + plain
