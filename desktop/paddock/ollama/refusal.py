"""An answer that is no success, as the typed error that says the most about it.

The server's words come as `{"error": "text"}`, as an object with a `message`, or as a string that
holds JSON again (the runner's own body, since 0.30); from proxies and from the router of the server
they come as plain text or HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec

from paddock.ollama.errors import (
    BadRequest,
    EndpointMissing,
    Forbidden,
    ModelNotFound,
    NotOllama,
    OllamaError,
    ReplyError,
    ServerBusy,
    ServerFailed,
    Unauthorized,
)

_NESTING = 6


def refusal(status: int, headers: Mapping[str, str], body: bytes, call: str) -> OllamaError:
    """Make the error for an answer whose status is not a success."""
    if status < 400:
        location = headers.get("location", "")
        text = f"redirected to {location}" if location else f"unexpected status {status}"
        return NotOllama(text, status=status, location=location, raw=body, call=call)
    value = _json(body)
    if value is None and is_html(headers, body):
        return NotOllama(f"an HTML page with status {status}", status=status, raw=body, call=call)
    text = _words(value, body) or f"{status} {_phrase(status)}".rstrip()
    # The answer to HEAD has the type of a body and no body.
    bodyless_json = not body and "json" in headers.get("content-type", "")
    kind = _kind(status, is_ollamas=bodyless_json or (isinstance(value, dict) and "error" in value))
    error = kind(
        text.partition("\n")[0],
        status=status,
        headers=headers,
        raw=body,
        call=call,
        detail=text,
    )
    if isinstance(error, Unauthorized) and isinstance(value, dict):
        error.signin_url = signin_url(value)
    return error


def _kind(status: int, *, is_ollamas: bool) -> type[ReplyError]:
    """The class for a status; a 404 of the router, Ollama's or another program's, is no model's."""
    if status in (404, 405) and not is_ollamas:
        return EndpointMissing
    kinds: dict[int, type[ReplyError]] = {
        400: BadRequest,
        401: Unauthorized,
        403: Forbidden,
        404: ModelNotFound,
        503: ServerBusy,
    }
    return kinds.get(status, ServerFailed if status >= 500 else ReplyError)


def error_text(error: Any, depth: int = _NESTING) -> str:
    """The words in the value of an `error` key, whatever its form."""
    if isinstance(error, dict):
        inner = error.get("message", error.get("error"))
        return error_text(inner, depth - 1) if inner and depth else _dump(error)
    if not isinstance(error, str):
        return _dump(error)
    text = error.strip()
    if depth and text.startswith("{"):
        inner = _json(text.encode("utf-8", "replace"))
        if isinstance(inner, dict):
            return error_text(inner, depth - 1)
    return text or "an error without words"


def signin_url(value: dict[str, Any]) -> str | None:
    """Where to sign in, if the server says so."""
    url = value.get("signin_url")
    return url if isinstance(url, str) and url else None


def is_html(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether this is a page for a browser, by its type or its beginning."""
    return "html" in headers.get("content-type", "").lower() or body.lstrip()[:1] == b"<"


def _words(value: Any, body: bytes) -> str:
    if isinstance(value, dict):
        if value.get("error"):
            return error_text(value["error"])
        other = value.get("message") or value.get("detail")
        if isinstance(other, str):
            return other
    return body.decode("utf-8", "replace").strip()


def _json(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _dump(value: Any) -> str:
    return msgspec.json.encode(value).decode("utf-8", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
