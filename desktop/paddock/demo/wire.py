"""JSON as the Go server reads and writes it: escapes, timestamps, error objects, errors of
decoding.
"""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_KINDS = {
    str: "string",
    bool: "bool",
    int: "number",
    float: "number",
    list: "array",
    dict: "object",
}


class ApiError(Exception):
    """A refusal: an HTTP status and the text of its `error` field, with further fields if the case
    has any.
    """

    def __init__(self, status: int, text: str, **extra: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.extra = extra

    def body(self) -> bytes:
        return encode({"error": self.text, **self.extra})


def runner_error(
    status: int, message: str, kind: str = "invalid_request_error", **extra: int
) -> ApiError:
    """An error of the runner process: its JSON body travels as a string inside the server's own
    error object.
    """
    return ApiError(
        status, dumps({"error": {"code": status, "message": message, "type": kind, **extra}})
    )


def dumps(value: Any) -> str:
    """Compact JSON with <, >, &, U+2028 and U+2029 escaped, as Go does."""
    return _ENCODER.encode(value).translate(_ESCAPES)


def encode(value: Any) -> bytes:
    return dumps(value).encode()


def loads(body: bytes, target: str) -> dict[str, Any]:
    """The first JSON value of a body, which must be an object; bytes after it are not read.

    `target` is the Go type named in the error. Raises `ApiError` 400 with Go's words.
    """
    text = body.decode("utf-8", "replace").lstrip(" \t\r\n")
    if not text:
        raise ApiError(400, "missing request body")
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text) or error.msg.startswith("Unterminated"):
            raise ApiError(400, "unexpected EOF") from error
        place = f"invalid character {text[error.pos]!r} looking for beginning of value"
        raise ApiError(400, place) from error
    except RecursionError as error:
        raise ApiError(400, "json: exceeded max depth") from error
    if not isinstance(value, dict):
        raise ApiError(
            400, f"json: cannot unmarshal {kind_of(value)} into Go value of type api.{target}"
        )
    if "\\ud" in text or "\\uD" in text:
        value = _without_surrogates(value)
    return {str(name): field for name, field in value.items()}


def kind_of(value: Any) -> str:
    """The Go decoder's word for a JSON value: string, number, bool, array, object."""
    return _KINDS.get(type(value), "null")


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {
            _without_surrogates(name): _without_surrogates(item) for name, item in value.items()
        }
    return value


def timestamp(nanoseconds: int | None = None) -> str:
    """RFC 3339 in UTC, up to nine fraction digits without trailing zeros; now by default."""
    seconds, fraction = divmod(
        time.time_ns() if nanoseconds is None else nanoseconds, 1_000_000_000
    )
    return (
        (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")
        + _fraction(fraction)
        + "Z"
    )


def local_timestamp(nanoseconds: int) -> str:
    """As `timestamp`, with the machine's present UTC offset; good beyond the years the C library
    knows.
    """
    seconds, fraction = divmod(nanoseconds, 1_000_000_000)
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    if not offset:
        return timestamp(nanoseconds)
    moment = _EPOCH + timedelta(seconds=seconds) + offset
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta() else "+"
    zone = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + _fraction(fraction) + zone


def _fraction(nanoseconds: int) -> str:
    return f".{nanoseconds:09d}".rstrip("0") if nanoseconds else ""
