"""Bytes to Structs: strictly and fast where the server keeps to the API, field by field where it
does not.

Emulators send null for what is empty, numbers as text, arguments as JSON in a string. None of that
is worth losing an answer for: what fits is taken, what does not becomes the default.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar, get_args, get_origin

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

_FRACTION = re.compile(r"\.\d+")


class NotAnObject(ValueError):
    """The bytes are no JSON, or JSON but not an object."""


def decode_object(data: bytes, decoder: msgspec.json.Decoder[T], kind: type[T]) -> T:
    """Decode one JSON object. Raises NotAnObject; a field that does not fit is no error."""
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return build(kind, parse_object(data))


def parse_object(data: bytes) -> dict[str, Any]:
    """Parse one JSON object, with bytes that are not UTF-8 replaced. Raises NotAnObject."""
    try:
        value = msgspec.json.decode(data.decode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAnObject(str(error)) from None
    if not isinstance(value, dict):
        raise NotAnObject(f"a JSON {type(value).__name__} in place of an object")
    return value


def build(kind: type[T], value: dict[str, Any]) -> T:
    """Make a Struct of the fields that fit; the Structs of replies have defaults for all others."""
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        raw = value.get(field.encode_name)
        fitted = None if raw is None else _fit(_without_none(field.type), raw)
        if fitted is not None:
            fields[field.name] = fitted
    return kind(**fields)


def _fit(wanted: Any, raw: Any) -> Any:
    """The value as the type asks for it, or None where nothing can be made of it."""
    origin = get_origin(wanted)
    if origin is Annotated:
        return parse_time(raw)
    if origin is list and isinstance(raw, list):
        (item,) = get_args(wanted)
        return [fitted for fitted in (_fit(item, one) for one in raw) if fitted is not None]
    if origin is dict and isinstance(raw, str):
        return _dict_in_text(raw)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return build(wanted, raw) if isinstance(raw, dict) else None
    try:
        return msgspec.convert(raw, wanted, strict=False)
    except (msgspec.ValidationError, OverflowError):
        return None


def _without_none(wanted: Any) -> Any:
    others = [one for one in get_args(wanted) if one is not type(None)]
    return others[0] if len(others) == 1 and len(get_args(wanted)) == 2 else wanted


def _dict_in_text(text: str) -> dict[str, Any] | None:
    """Arguments of a tool call as emulators of other APIs send them."""
    try:
        return parse_object(text.encode("utf-8", "replace"))
    except NotAnObject:
        return None


def parse_time(text: Any) -> datetime | None:
    """Read an RFC 3339 time with any number of digits of a second; None if it is broken.

    Without an offset it is taken as UTC.
    """
    if not isinstance(text, str):
        return None
    try:
        time = datetime.fromisoformat(_FRACTION.sub(lambda match: match[0][:7], text.strip()))
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)
