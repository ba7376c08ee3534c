"""Conversations as lines for fine-tuning: OpenAI's `messages`, and ShareGPT's `conversations`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.heads import finished_head
from paddock.domain.exchange.joining import Result, Role, Said, join
from paddock.domain.exchange.loose import arguments_of, list_of, mapping_of, text_of
from paddock.domain.exchange.parts import text_and_images
from paddock.domain.exchange.values import Conversation, Note
from paddock.domain.parameters import Overrides
from paddock.domain.reply import ToolResult
from paddock.ollama.types import ToolCall, ToolFunction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paddock.domain.exchange.files import Files
    from paddock.domain.exchange.joining import NewId

_ROLES: dict[str, Role] = {
    "user": "user",
    "human": "user",
    "assistant": "answer",
    "gpt": "answer",
    "chatgpt": "answer",
    "bot": "answer",
    "model": "answer",
    "system": "system",
    "developer": "system",
    "tool": "tool",
    "function": "tool",
    "observation": "tool",
}


def is_line(value: object) -> bool:
    """Whether an object is a conversation of this kind."""
    entry = mapping_of(value)
    messages = list_of(entry.get("messages")) or list_of(entry.get("conversations"))
    first = mapping_of(messages[0]) if messages else {}
    return isinstance(first.get("role"), str) or isinstance(first.get("from"), str)


def read_line(
    value: Mapping[str, Any], ids: NewId, files: Files, now: float
) -> tuple[Conversation, list[Note]]:
    """One conversation. Raises TangledError."""
    notes: list[Note] = []
    entries = list_of(value.get("messages")) or list_of(value.get("conversations"))
    said = [_said(place, mapping_of(entry), files, notes) for place, entry in enumerate(entries)]
    joined = join(said, ids)
    parts = [text_of(value.get("system")), joined.system]
    system = "\n\n".join(part for part in parts if part)
    head = finished_head(ChatHead(0, text_of(value.get("title"))), joined.tree, now)
    conversation = Conversation(head, joined.tree, Overrides(system=system or None))
    return conversation, [*notes, *joined.notes]


def _said(place: int, entry: Mapping[str, Any], files: Files, notes: list[Note]) -> Said:
    key, parent = str(place), str(place - 1) if place else ""
    said_by = (text_of(entry.get("role")) or text_of(entry.get("from"))).lower()
    role = _ROLES.get(said_by, "")
    if not role:
        notes.append(Note("content_unknown", detail=said_by))
    content = entry["content"] if "content" in entry else entry.get("value")
    text, images = text_and_images(content, files, notes)
    if role == "tool":
        of = text_of(entry.get("tool_call_id")) or text_of(entry.get("name"))
        return Said(key, parent, role, results=(Result(of, ToolResult(text)),))
    if role != "answer":
        return Said(key, parent, role, text, attachments=images)
    named = [f"[{image.name}]" for image in images]
    thinking = text_of(entry.get("thinking")) or text_of(entry.get("reasoning_content"))
    calls = tuple(_call(mapping_of(call)) for call in list_of(entry.get("tool_calls")))
    text = "\n\n".join(part for part in [text, *named] if part)
    return Said(key, parent, role, text, thinking=thinking, calls=calls)


def _call(call: Mapping[str, Any]) -> ToolCall:
    function = mapping_of(call.get("function"))
    arguments = arguments_of(function.get("arguments"))
    return ToolCall(ToolFunction(text_of(function.get("name")), arguments), text_of(call.get("id")))
