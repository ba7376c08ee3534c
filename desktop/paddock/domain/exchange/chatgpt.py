"""Conversations of ChatGPT as its export holds them: a mapping of nodes, each with its parent.

The format has no description of its maker. A node without a message holds others together, what a
model did before it answers (thoughts, calls, results of tools) are nodes of their own, and images
are pointers to other members of the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.chatgpt_content import Content, content_of
from paddock.domain.exchange.files import image_type
from paddock.domain.exchange.heads import finished_head
from paddock.domain.exchange.joining import Result, Said, join
from paddock.domain.exchange.loose import arguments_of, list_of, mapping_of, text_of, time_of
from paddock.domain.exchange.values import Conversation, Note
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, ToolResult
from paddock.ollama.types import ToolCall, ToolFunction

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.files import Files
    from paddock.domain.exchange.joining import NewId

_CONVERSATIONS = re.compile(r"(?:.*/)?conversations(?:[-_](\d+))?\.json", re.IGNORECASE)
_FILE_ID = re.compile(r"file[-_][A-Za-z0-9]+")
_ROLES = ("user", "assistant", "tool", "system")
Members: TypeAlias = Mapping[str, bytes]
"""The members of an archive by name. It may read them only when they are asked for."""


def members(names: Iterable[str]) -> list[str]:
    """The members of an archive that hold conversations, in order: `conversations-000.json`, …"""
    found = [(name, match) for name in names if (match := _CONVERSATIONS.fullmatch(name))]
    return [name for name, match in sorted(found, key=lambda pair: (_number(pair[1]), pair[0]))]


def _number(match: re.Match[str]) -> int:
    return int(match[1][:9]) if match[1] else -1


class Assets:
    """The files of an archive, found by the ids under which messages point to them."""

    def __init__(self, archive: Members) -> None:
        self._archive = archive
        self._names: dict[str, str] = {}
        for name in archive:
            match = _FILE_ID.match(name.rpartition("/")[2])
            if match:
                self._names.setdefault(match[0], name)

    def find(self, pointer: str) -> tuple[bytes | None, str]:
        """The bytes of what is pointed to, None where they are not there, and the name of it."""
        id = _id(pointer)
        name = self._names.get(id)
        return (None, id) if name is None else (self._archive[name], name)


def is_chatgpt(value: object) -> bool:
    return isinstance(mapping_of(value).get("mapping"), dict)


def read_chatgpt(
    value: Mapping[str, Any], ids: NewId, files: Files, assets: Assets, now: float
) -> tuple[Conversation, list[Note]]:
    """One conversation. Raises TangledError."""
    nodes = mapping_of(value.get("mapping"))
    reader = _Reader(text_of(value.get("default_model_slug")), files, assets)
    parents = _parents(nodes)
    said = [reader.said(key, parents[key], mapping_of(node)) for key, node in nodes.items()]
    children = {key: _children(node) for key, node in nodes.items()}
    joined = join(said, ids, text_of(value.get("current_node")), children)
    head = ChatHead(
        id=0,
        title=text_of(value.get("title")),
        created=time_of(value.get("create_time")),
        changed=time_of(value.get("update_time")),
        is_pinned=value.get("is_starred") is True,
        is_archived=value.get("is_archived") is True,
    )
    conversation = Conversation(
        finished_head(head, joined.tree, now), joined.tree, Overrides(system=joined.system or None)
    )
    return conversation, [*reader.notes, *joined.notes]


def _children(node: object) -> list[str]:
    return [text_of(child) for child in list_of(mapping_of(node).get("children"))]


def _parents(nodes: Mapping[str, Any]) -> dict[str, str]:
    """The parent of each node, from its own word or else from that of the parent."""
    found = {child: key for key, node in nodes.items() for child in _children(node)}
    return {
        key: text_of(mapping_of(node).get("parent"))
        if "parent" in mapping_of(node)
        else found.get(key, "")
        for key, node in nodes.items()
    }


class _Reader:
    """Reads the nodes of one conversation."""

    def __init__(self, model: str, files: Files, assets: Assets) -> None:
        self.notes: list[Note] = []
        self._model = model
        self._files = files
        self._assets = assets

    def said(self, key: str, parent: str, node: Mapping[str, Any]) -> Said:
        message = mapping_of(node.get("message"))
        metadata = mapping_of(message.get("metadata"))
        author = mapping_of(message.get("author"))
        created = time_of(message.get("create_time"))
        if not message or metadata.get("is_visually_hidden_from_conversation") is True:
            return Said(key, parent, "", created=created)
        role = text_of(author.get("role"))
        content = content_of(mapping_of(message.get("content")))
        unknown = content.unknown or (role if role not in _ROLES else "")
        if unknown:
            self.notes.append(Note("content_unknown", detail=unknown))
        if role not in _ROLES:
            return Said(key, parent, "", created=created)
        if role == "user":
            attached, named = self._attached(content, list_of(metadata.get("attachments")))
            text = "\n\n".join(part for part in [content.text, *named] if part)
            return Said(key, parent, "user", text, created, attached)
        if role == "system":
            return Said(key, parent, "system", content.text, created)
        text = "\n\n".join(part for part in [content.text, *self._pictured(content)] if part)
        if role == "tool":
            result = Result(text_of(author.get("name")), ToolResult(text, content.failed))
            return Said(key, parent, "tool", created=created, results=(result,) if text else ())
        return self._answer(key, parent, created, message, content, text)

    def _answer(
        self,
        key: str,
        parent: str,
        created: float,
        message: Mapping[str, Any],
        content: Content,
        text: str,
    ) -> Said:
        metadata = mapping_of(message.get("metadata"))
        model = text_of(metadata.get("model_slug")) or self._model
        recipient = text_of(message.get("recipient")) or "all"
        calls: tuple[ToolCall, ...] = ()
        if recipient != "all":
            calls = (ToolCall(ToolFunction(recipient, arguments_of(text))),) if text else ()
            text = ""
        elif content.is_code and text:
            text = f"```{content.language}\n{text}\n```"
        return Said(
            key,
            parent,
            "answer",
            text,
            created,
            thinking=content.thinking,
            model=model,
            calls=calls,
            ending=_ending(message, metadata),
        )

    def _attached(
        self, content: Content, listed: Iterable[Any]
    ) -> tuple[tuple[Attachment, ...], list[str]]:
        """What a user attached, and a line for each file that is not in the archive."""
        names: dict[str, str] = {}
        for value in listed:
            entry = mapping_of(value)
            names[text_of(entry.get("id"))] = text_of(entry.get("name"))
        pointers = {_id(pointer): pointer for pointer in content.pointers}
        found: list[Attachment] = []
        named: list[str] = []
        for id in {**pointers, **names}:
            data, name = self._assets.find(pointers.get(id, id))
            name = names.get(id) or name
            attachment = None if data is None else self._attachment(data, name)
            if attachment is not None:
                found.append(attachment)
            elif name:
                self.notes.append(Note("file_missing", detail=name))
                named.append(f"[{name}]")
        return tuple(found), named

    def _attachment(self, data: bytes, name: str) -> Attachment | None:
        if image_type(data):
            return self._files.image(data, name)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return None
        return None if "\0" in text else self._files.text(text, name)

    def _pictured(self, content: Content) -> list[str]:
        """A line for each image that a model made: an answer has no attachments."""
        names = [self._assets.find(pointer)[1].rpartition("/")[2] for pointer in content.pointers]
        self.notes += [Note("image_of_answer", detail=name) for name in names]
        return [f"[{name}]" for name in names]


def _id(pointer: str) -> str:
    """The id in an address such as `file-service://file-Ab3` or `sediment://file_00ab`."""
    last = pointer.rpartition("/")[2]
    match = _FILE_ID.match(last)
    return match[0] if match else last


def _ending(message: Mapping[str, Any], metadata: Mapping[str, Any]) -> Ending:
    how = mapping_of(metadata.get("finish_details")).get("type")
    if how == "max_tokens":
        return Ending.LENGTH
    if how == "interrupted":
        return Ending.STOPPED
    return Ending.INTERRUPTED if message.get("status") == "in_progress" else Ending.DONE
