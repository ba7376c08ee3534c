"""The defaults that a model brings, as /api/show writes them."""

from __future__ import annotations

import math
import re

from paddock.domain.parameters import OPTIONS, OptionError, Value

_GO_ESCAPES = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
    "'": "'",
}
_ESCAPE = (
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})"
    r"""|([abfnrtv\\"']))"""
)


def parse_model_parameters(text: str) -> dict[str, Value]:
    """The defaults a model brings, from the `parameters` text of /api/show.

    One `name value` a line, the value as Go prints it with %#v; a list repeats its name. A line
    that cannot be read is left out: odd models store maps.
    """
    found: dict[str, Value] = {}
    for line in text.split("\n"):
        name, _, written = line.strip().partition(" ")
        value = _go_value(written.strip())
        if value is None:
            continue
        option = OPTIONS.get(name)
        if option is None:
            found[name] = (value,) if isinstance(value, str) else value
            continue
        try:
            known = option.typed(value)
        except OptionError:
            continue
        earlier = found.get(name)
        if isinstance(known, tuple) and isinstance(earlier, tuple):
            known = earlier + known
        found[name] = known
    return found


def _go_value(written: str) -> str | bool | int | float | None:
    if len(written) >= 2 and written[0] == written[-1] == '"':
        return _go_string(written[1:-1])
    if written in ("true", "false"):
        return written == "true"
    # Python would take 1_000 and nan, Go writes neither.
    if not re.fullmatch(r"[+-]?[0-9.]+(e[+-]?[0-9]+)?", written):
        return None
    try:
        number = float(written)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _go_string(quoted: str) -> str | None:
    """The inside of a Go string literal; None when it is none."""
    if not re.fullmatch(rf'(?:[^"\\]|{_ESCAPE})*', quoted):
        return None
    try:
        text = re.sub(_ESCAPE, _character, quoted)
    except (ValueError, OverflowError):
        return None  # a code point that does not exist
    # Half of a surrogate pair could not be sent back as UTF-8.
    return None if re.search("[\ud800-\udfff]", text) else text


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    return chr(int(code, 16)) if code else _GO_ESCAPES[escape[4]]
