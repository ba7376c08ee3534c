"""Chats of Open WebUI, of any of its versions: histories as trees, or plain lists of messages.

Newer versions keep what a model did besides its text in `output`, older ones as `<details>` in it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.files import from_data_uri
from paddock.domain.exchange.heads import finished_head
from paddock.domain.exchange.joining import Result, Role, Said, join
from paddock.domain.exchange.loose import (
    NotJsonError,
    arguments_of,
    count_of,
    decode,
    encode,
    integer_of,
    list_of,
    mapping_of,
    name_of,
    text_of,
    time_of,
)
from paddock.domain.exchange.openwebui_writing import NAMES
from paddock.domain.exchange.paddock_reading import known_options
from paddock.domain.exchange.parts import text_and_images
from paddock.domain.exchange.values import Conversation, Note
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, KeptFailure, Metrics, ToolResult
from paddock.ollama.types import ToolCall, ToolFunction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.files import Files
    from paddock.domain.exchange.joining import NewId

_ROLES: dict[str, Role] = {
    "user": "user",
    "assistant": "answer",
    "system": "system",
    "tool": "tool",
}
_OPTIONS = {name: option for option, name in NAMES.items()}
_OPEN = re.compile(r'<details type="(reasoning|tool_calls)"([^>]{0,1000000})>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_CLOSE = "</details>"
_SUMMARY = "</summary>"


def read_openwebui_chat(
    value: Mapping[str, Any], ids: NewId, files: Files, now: float
) -> tuple[Conversation, list[Note]]:
    """One chat of an export. Raises TangledError."""
    inner = mapping_of(value.get("chat")) or value
    history = mapping_of(inner.get("history"))
    messages = mapping_of(history.get("messages"))
    notes: list[Note] = []
    if messages:
        said = [_said(key, entry, files, notes) for key, entry in messages.items()]
        children = {
            key: [text_of(child) for child in list_of(mapping_of(entry).get("childrenIds"))]
            for key, entry in messages.items()
        }
        current = text_of(history.get("currentId"))
    else:
        said, current, children = _listed(list_of(inner.get("messages")), files, notes), "", {}
    joined = join(said, ids, current, children)
    params = mapping_of(inner.get("params"))
    system = text_of(params.get("system")) or text_of(inner.get("system"))
    system = "\n\n".join(part for part in (system, joined.system) if part)
    head = ChatHead(
        id=0,
        title=text_of(value.get("title")) or text_of(inner.get("title")),
        created=time_of(value.get("created_at")) or time_of(inner.get("timestamp")),
        changed=time_of(value.get("updated_at")),
        is_pinned=value.get("pinned") is True,
        is_archived=value.get("archived") is True,
    )
    folder = name_of(mapping_of(value.get("meta")).get("folder"))
    conversation = Conversation(
        finished_head(head, joined.tree, now), joined.tree, _overrides(params, system), folder
    )
    return conversation, [*notes, *joined.notes]


def _overrides(params: Mapping[str, Any], system: str) -> Overrides:
    options = known_options({_OPTIONS.get(name, name): value for name, value in params.items()})
    think, keep_alive = params.get("think"), params.get("keep_alive")
    return Overrides(
        system or None,
        options,
        keep_alive if isinstance(keep_alive, (int, str)) and keep_alive is not True else None,
        think if isinstance(think, bool) or (isinstance(think, str) and think) else None,
    )


def _listed(entries: Sequence[Any], files: Files, notes: list[Note]) -> list[Said]:
    """A plain list of messages: each follows the one before it."""
    said: list[Said] = []
    for place, entry in enumerate(entries):
        parent = str(place - 1) if place else ""
        linked = {**mapping_of(entry), "parentId": parent}
        said.append(_said(str(place), linked, files, notes))
    return said


def _said(key: str, value: object, files: Files, notes: list[Note]) -> Said:
    entry = mapping_of(value)
    role = _ROLES.get(text_of(entry.get("role")), "")
    parent = text_of(entry.get("parentId"))
    created = time_of(entry.get("timestamp"))
    text, images = text_and_images(entry.get("content"), files, notes)
    if role == "answer":
        return _answer(entry, key, parent, created, text, images)
    if role == "tool":
        result = Result(text_of(entry.get("name")), ToolResult(text))
        return Said(key, parent, role, created=created, results=(result,))
    attached, named = _files(list_of(entry.get("files")), files, notes)
    text = "\n\n".join([text, *named] if text else named)
    return Said(key, parent, role, text, created, (*images, *attached))


def _files(
    entries: Sequence[Any], files: Files, notes: list[Note]
) -> tuple[list[Attachment], list[str]]:
    """The attachments of a message, and a line for each that is not in the file."""
    found: list[Attachment] = []
    named: list[str] = []
    for value in entries:
        entry = mapping_of(value)
        inner = mapping_of(entry.get("file"))
        name = text_of(entry.get("name")) or text_of(inner.get("filename"))
        url = text_of(entry.get("url")) if entry.get("type") == "image" else ""
        data = from_data_uri(url) if url.startswith("data:") else None
        content = text_of(mapping_of(inner.get("data")).get("content"))
        if data is not None:
            found.append(files.image(data, name))
        elif content:
            found.append(files.text(content, name))
        elif url.lower().startswith(("http://", "https://")):
            notes.append(Note("image_remote", detail=url))
            named.append(url)
        else:
            notes.append(Note("file_missing", detail=name))
            named.append(f"[{name or text_of(entry.get('type')) or 'file'}]")
    return found, named


# --------------------------------------------------------------------------------- answers


@dataclass(slots=True)
class _Parts:
    text: list[str] = field(default_factory=list)
    thinking: list[str] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


def _answer(
    entry: Mapping[str, Any],
    key: str,
    parent: str,
    created: float,
    text: str,
    images: Sequence[Attachment],
) -> Said:
    parts = _from_output(list_of(entry.get("output"))) or _from_text(text)
    named = [f"[{image.name}]" for image in images]
    error = entry.get("error")
    ending = Ending.DONE if entry.get("done", True) is not False else Ending.INTERRUPTED
    failure = None
    if error:
        words = text_of(error) or text_of(mapping_of(error).get("content"))
        failure, ending = KeptFailure("Error", words), Ending.FAILED
    return Said(
        key,
        parent,
        "answer",
        "\n\n".join(part for part in [*parts.text, *named] if part),
        created,
        thinking="\n\n".join(part for part in parts.thinking if part),
        model=text_of(entry.get("model")) or text_of(entry.get("modelName")),
        calls=tuple(parts.calls),
        results=tuple(parts.results),
        metrics=_metrics(mapping_of(entry.get("usage")) or mapping_of(entry.get("info"))),
        ending=ending,
        failure=failure,
    )


def _from_output(items: Sequence[Any]) -> _Parts | None:
    """What `output` holds; None where it holds no text, so that the message's own counts."""
    parts = _Parts()
    for value in items:
        item = mapping_of(value)
        kind = item.get("type")
        words = "".join(
            text_of(mapping_of(piece).get("text"))
            for name in ("content", "summary")
            for piece in list_of(item.get(name))
        )
        if kind == "message":
            parts.text.append(words)
        elif kind == "reasoning":
            parts.thinking.append(words)
        elif kind == "function_call":
            function = ToolFunction(text_of(item.get("name")), arguments_of(item.get("arguments")))
            parts.calls.append(ToolCall(function, text_of(item.get("call_id"))))
        elif kind == "function_call_output":
            pieces = item.get("output")
            words = text_of(pieces) or "".join(
                text_of(mapping_of(piece).get("text")) for piece in list_of(pieces)
            )
            parts.results.append(Result(text_of(item.get("call_id")), ToolResult(words)))
    return parts if any(parts.text) else None


def _from_text(text: str) -> _Parts:
    """Text with blocks of thinking and of tools in it. A block without an end is text."""
    parts = _Parts()
    at = 0
    kept: list[str] = []
    while (opened := _OPEN.search(text, at)) is not None:
        end = text.find(_CLOSE, opened.end())
        if end < 0:
            break
        kept.append(text[at : opened.start()])
        inside = text[opened.end() : end]
        if opened[1] == "reasoning":
            parts.thinking.append(_unquoted(inside))
        else:
            _take_call(dict(_ATTRIBUTE.findall(opened[2])), parts)
        at = end + len(_CLOSE)
        at += text.startswith("\n", at)
    kept.append(text[at:])
    parts.text.append("".join(kept))
    return parts


def _unquoted(inside: str) -> str:
    start = inside.find(_SUMMARY)
    body = html.unescape(inside[start + len(_SUMMARY) if start >= 0 else 0 :])
    body = body.removeprefix("\n").removesuffix("\n")
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in body.split("\n"))


def _take_call(attributes: Mapping[str, str], parts: _Parts) -> None:
    known = {name: html.unescape(value) for name, value in attributes.items()}
    id = known.get("id", "")
    function = ToolFunction(known.get("name", ""), arguments_of(known.get("arguments", "")))
    parts.calls.append(ToolCall(function, id))
    if known.get("result"):
        try:
            result = decode(known["result"].encode())
        except NotJsonError:
            result = known["result"]
        words = _result_text(result)
        parts.results.append(Result(id or function.name, ToolResult(words)))


def _result_text(value: object) -> str:
    """What a tool gave back, as text: a string as it is, anything else as JSON."""
    return text_of(value) if isinstance(value, str) else encode(value)


def _metrics(usage: Mapping[str, Any]) -> Metrics:
    """Figures under Ollama's names, or counts under OpenAI's."""

    def seconds(name: str) -> float | None:
        nanoseconds = integer_of(usage.get(name))
        return nanoseconds / 1e9 if nanoseconds else None

    def count(*names: str) -> int | None:
        found = (count_of(usage.get(name)) for name in names)
        return next((number for number in found if number), None)

    return Metrics(
        prompt_tokens=count("prompt_eval_count", "prompt_tokens", "input_tokens"),
        answer_tokens=count("eval_count", "completion_tokens", "output_tokens"),
        load=seconds("load_duration"),
        prompt=seconds("prompt_eval_duration"),
        answer=seconds("eval_duration"),
        total=seconds("total_duration"),
    )
