"""Bodies of chat and generate as typed values, refused with the Go decoder's words when a type is
wrong.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .durations import parse_keep_alive
from .wire import ApiError, dumps, kind_of

_LEVELS = ("high", "medium", "low", "max")
_BASE64 = re.compile(r"[A-Za-z0-9+/\r\n]*")
_GO_TYPES: dict[str, tuple[str, tuple[type, ...]]] = {
    "model": ("string", (str,)),
    "name": ("string", (str,)),
    "prompt": ("string", (str,)),
    "suffix": ("string", (str,)),
    "system": ("string", (str,)),
    "template": ("string", (str,)),
    "stream": ("bool", (bool,)),
    "raw": ("bool", (bool,)),
    "truncate": ("bool", (bool,)),
    "shift": ("bool", (bool,)),
    "logprobs": ("bool", (bool,)),
    "verbose": ("bool", (bool,)),
    "insecure": ("bool", (bool,)),
    "_debug_render_only": ("bool", (bool,)),
    "top_logprobs": ("int", (int,)),
    "dimensions": ("int", (int,)),
    "context": ("[]int", (list,)),
    "images": ("[]api.ImageData", (list,)),
    "messages": ("[]api.Message", (list,)),
    "tools": ("api.Tools", (list,)),
    "options": ("map[string]interface {}", (dict,)),
    "source": ("string", (str,)),
    "destination": ("string", (str,)),
    "from": ("string", (str,)),
    "quantize": ("string", (str,)),
    "files": ("map[string]string", (dict,)),
    "adapters": ("map[string]string", (dict,)),
    "parameters": ("map[string]interface {}", (dict,)),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; `calls` are (name, arguments) pairs, `images` raw bytes."""

    role: str
    content: str = ""
    thinking: str = ""
    images: tuple[bytes, ...] = ()
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    tool_name: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for text. `think` is None, a bool or a level; `keep_ns` None when not given."""

    model: str
    messages: tuple[Message, ...]
    stream: bool
    think: bool | str | None
    keep_ns: int | None
    format: Any
    options: Mapping[str, Any] | None
    tools: tuple[Mapping[str, Any], ...]
    images: tuple[bytes, ...]
    prompt: str
    suffix: str
    system: str
    template: str
    context: tuple[int, ...]
    raw: bool
    truncate: bool
    shift: bool
    logprobs: bool
    top_logprobs: int
    render_only: bool


def fields(body: Mapping[str, Any], target: str) -> dict[str, Any]:
    """A body's fields by lower-case name, nulls left out, the known ones of the right type."""
    found = {name.lower(): value for name, value in body.items() if value is not None}
    for name, value in found.items():
        go_type, types = _GO_TYPES.get(name, ("", ()))
        if not types:
            continue
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise _wrong_type(value, f"{target}.{name}", go_type)
    return found


def parse_ask(body: Mapping[str, Any], target: str) -> Ask:
    """Read a chat or generate body. Raises `ApiError` 400."""
    given = fields(body, target)
    top = given.get("top_logprobs", 0)
    if not 0 <= top <= 20:
        raise ApiError(400, "top_logprobs must be between 0 and 20")
    context = given.get("context", [])
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in context):
        raise _wrong_type("", f"{target}.context", "int")
    is_chat = target == "ChatRequest"
    return Ask(
        model=given.get("model", "").strip(),
        messages=tuple(_message(entry) for entry in given.get("messages", ())) if is_chat else (),
        stream=given.get("stream", True),
        think=_think(given.get("think")),
        keep_ns=parse_keep_alive(given.get("keep_alive")),
        format=given.get("format"),
        options=given.get("options"),
        tools=tuple(tool for tool in given.get("tools", ()) if isinstance(tool, dict))
        if is_chat
        else (),
        images=tuple(_image(item, "") for item in given.get("images", ())),
        prompt="" if is_chat else given.get("prompt", ""),
        suffix="" if is_chat else given.get("suffix", ""),
        system="" if is_chat else given.get("system", ""),
        template="" if is_chat else given.get("template", ""),
        context=() if is_chat else tuple(context),
        raw=not is_chat and given.get("raw", False),
        truncate=given.get("truncate", True),
        shift=given.get("shift", True),
        logprobs=given.get("logprobs", False),
        top_logprobs=top,
        render_only=given.get("_debug_render_only", False),
    )


def _message(entry: Any) -> Message:
    if not isinstance(entry, dict):
        raise _wrong_type(entry, "ChatRequest.messages", "api.Message")
    given = {name.lower(): value for name, value in entry.items() if value is not None}
    for name in ("role", "content", "thinking", "tool_name", "tool_call_id"):
        if not isinstance(given.get(name, ""), str):
            raise _wrong_type(given[name], f"Alias.{name}", "string")
    images = given.get("images", [])
    prefix = "json: cannot unmarshal string into Alias.images.{} of type api.ImageData: "
    return Message(
        role=given.get("role", "").lower(),
        content=given.get("content", ""),
        thinking=given.get("thinking", ""),
        images=tuple(_image(item, prefix.format(place)) for place, item in enumerate(images)),
        calls=tuple(_call(item) for item in given.get("tool_calls", ())),
        tool_name=given.get("tool_name", ""),
    )


def _wrong_type(value: Any, field: str, go_type: str) -> ApiError:
    words = f"cannot unmarshal {kind_of(value)} into Go struct field {field} of type {go_type}"
    return ApiError(400, f"json: {words}")


def _call(item: Any) -> tuple[str, Mapping[str, Any]]:
    function = item.get("function", {}) if isinstance(item, dict) else {}
    arguments = function.get("arguments") or {}
    if not isinstance(arguments, dict):
        raise ApiError(400, "Value looks like object, but can't find closing '}' symbol")
    return str(function.get("name", "")), arguments


def _image(item: Any, prefix: str) -> bytes:
    if not isinstance(item, str):
        raise ApiError(
            400, f"{prefix}json: cannot unmarshal {kind_of(item)} into Go value of type []uint8"
        )
    text = item.rstrip("=")
    good = _BASE64.match(text)
    place = good.end() if good else 0
    if place < len(text):
        raise ApiError(400, f"{prefix}illegal base64 data at input byte {place}")
    try:
        return base64.b64decode(item)
    except binascii.Error as error:
        raise ApiError(400, f"{prefix}illegal base64 data at input byte {len(text)}") from error


def _think(value: Any) -> bool | str | None:
    choices = '"high", "medium", "low", "max", true, or false'
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise ApiError(400, f"think must be a boolean or string ({choices})")
    if value not in _LEVELS:
        raise ApiError(400, f"invalid think value: {dumps(value)} (must be {choices})")
    return value
