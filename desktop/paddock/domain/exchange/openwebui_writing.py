"""Conversations as Open WebUI exports and imports them: an array of chats with their histories.

What is known of the format: open-webui/open-webui backend/open_webui/models/chats.py
(ChatImportForm), src/lib/utils/index.ts.
"""

from __future__ import annotations

import html
import json
import uuid
from typing import TYPE_CHECKING, Any

from paddock.domain.exchange.files import bytes_of, data_uri
from paddock.domain.exchange.fingerprints import in_order
from paddock.domain.exchange.loose import clean, encode
from paddock.domain.reply import Ending
from paddock.domain.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.values import Conversation, ReadFile
    from paddock.domain.reply import Reply
    from paddock.domain.tree import Message

NAMES = {"num_predict": "max_tokens"}
"""Options that have another name there."""
_NAMESPACE = uuid.UUID("5b1f2a52-7f0e-4a86-9a55-0d6f5d1f6b53")
"""Of the ids that we make: the same for the same message, so that a second export is the same."""


def openwebui(conversations: Iterable[Conversation], read: ReadFile) -> Iterator[str]:
    """The text of the file in pieces, one at least for each message.

    Images go in as data URIs, thinking and calls of tools as the blocks that Open WebUI keeps in the
    text of an answer. Folders have no names there; ours is kept in `meta`, where nobody looks.
    """
    yield "["
    separator = "\n"
    for conversation in conversations:
        yield separator
        separator = ",\n"
        yield from _chat(conversation, read)
    yield "\n]\n"


def _chat(conversation: Conversation, read: ReadFile) -> Iterator[str]:
    head, tree = conversation.head, conversation.tree
    path = [message.id for message in tree.path()]
    outer = {
        "id": _id("chat", head.id),
        "user_id": "",
        "title": clean(head.title),
        "created_at": int(head.created),
        "updated_at": int(head.changed),
        "share_id": None,
        "archived": head.is_archived,
        "pinned": head.is_pinned,
        "meta": {"tags": [], **({"folder": conversation.folder} if conversation.folder else {})},
        "folder_id": None,
    }
    inner = {
        "id": "",
        "title": clean(head.title),
        "models": [head.model] if head.model else [],
        "params": _params(conversation),
        "tags": [],
        "timestamp": int(head.created * 1000),
        "files": [],
    }
    yield f'{encode(outer)[:-1]},"chat":{encode(inner)[:-1]},"history":{{"messages":{{'
    separator = "\n"
    for _, message in in_order(tree):
        children = tree.children.get(message.id, ())
        entry = encode(_message(message, children, read))
        yield f'{separator}"{_id("message", message.id)}":{entry}'
        separator = ",\n"
    yield f'}},"currentId":{encode(_id("message", path[-1]) if path else None)}}},"messages":['
    separator = "\n"
    for id in path:
        children = tree.children.get(id, ())
        yield separator + encode(_message(tree.messages[id], children, read))
        separator = ",\n"
    yield "]}}"


def _id(kind: str, id: int) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{kind} {id}"))


def _params(conversation: Conversation) -> dict[str, Any]:
    overrides = conversation.overrides
    params: dict[str, Any] = {
        NAMES.get(name, name): value for name, value in overrides.options_json().items()
    }
    if overrides.system is not None:
        params["system"] = overrides.system
    if overrides.think is not None:
        params["think"] = overrides.think
    if overrides.keep_alive is not None:
        params["keep_alive"] = overrides.keep_alive
    return params


def _message(message: Message, children: tuple[int, ...], read: ReadFile) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": _id("message", message.id),
        "parentId": None if message.parent == ROOT else _id("message", message.parent),
        "childrenIds": [_id("message", child) for child in children],
        "timestamp": int(message.created),
    }
    if message.reply is not None:
        return entry | _answer(message.reply)
    entry |= {"role": "user", "content": message.text}
    files = [_file(file, read) for file in message.attachments]
    if files:
        entry["files"] = files
    return entry


def _file(file: Attachment, read: ReadFile) -> dict[str, Any]:
    data = bytes_of(file, read)
    if data is None:
        return {"type": "file", "name": file.name}
    if file.kind == "image":
        return {"type": "image", "name": file.name, "url": data_uri(data)}
    content = data.decode("utf-8", "replace")
    return {
        "type": "text",
        "name": file.name,
        "context": "full",
        "file": {"data": {"content": content}, "meta": {"name": file.name}},
    }


def _answer(reply: Reply) -> dict[str, Any]:
    entry = {
        "role": "assistant",
        "content": _thought(reply) + _called(reply) + reply.text,
        "model": reply.model,
        "modelName": reply.model,
        "modelIdx": 0,
        "done": True,
    }
    usage = _usage(reply)
    if usage:
        entry["usage"] = usage
    if reply.ending is Ending.FAILED:
        entry["error"] = {"content": clean(str(reply.failure or ""))}
    return entry


def _thought(reply: Reply) -> str:
    if not reply.thinking:
        return ""
    seconds = max(0, round(reply.seconds_of_thinking or 0))
    lines = html.escape("\n".join(f"> {line}" for line in reply.thinking.split("\n")))
    summary = f"<summary>Thought for {seconds} seconds</summary>"
    return f'<details type="reasoning" done="true" duration="{seconds}">\n{summary}\n{lines}\n</details>\n'


def _called(reply: Reply) -> str:
    parts = []
    for place, call in enumerate(reply.tool_calls):
        has_come = place < len(reply.tool_results)
        result = json.dumps(reply.tool_results[place].text) if has_come else ""
        written = {
            "id": call.id,
            "name": call.function.name,
            "arguments": encode(call.function.arguments),
            "result": result,
        }
        attributes = " ".join(f'{key}="{html.escape(value)}"' for key, value in written.items())
        done = "true" if has_come else "false"
        parts.append(
            f'<details type="tool_calls" done="{done}" {attributes}>\n'
            "<summary>Tool Executed</summary>\n</details>\n"
        )
    return "".join(parts)


def _usage(reply: Reply) -> dict[str, int]:
    """The figures of an answer under Ollama's names, durations in nanoseconds."""
    metrics = reply.metrics
    durations = {
        "total_duration": metrics.total,
        "load_duration": metrics.load,
        "prompt_eval_duration": metrics.prompt,
        "eval_duration": metrics.answer,
    }
    counts = {"prompt_eval_count": metrics.prompt_tokens, "eval_count": metrics.answer_tokens}
    return {
        **{name: count for name, count in counts.items() if count is not None},
        **{name: round(value * 1e9) for name, value in durations.items() if value is not None},
    }
