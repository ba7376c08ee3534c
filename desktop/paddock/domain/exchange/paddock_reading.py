"""A file of ours, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.files import Files, from_base64
from paddock.domain.exchange.loose import integer_of, list_of, mapping_of, text_of, time_of
from paddock.domain.exchange.paddock_entries import FORMAT, VERSION, ChatEntry
from paddock.domain.exchange.values import Conversation, Note, Reading, UnreadableImport
from paddock.domain.parameters import OPTIONS, OptionError, Overrides
from paddock.domain.reply import Ending, KeptFailure, Metrics, Phase, Reply, ToolResult
from paddock.domain.tree import ROOT, Message, MisplacedMessageError, Sent, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paddock.domain.exchange.joining import NewId
    from paddock.domain.exchange.paddock_entries import (
        AttachmentEntry,
        MessageEntry,
        OverridesEntry,
        ReplyEntry,
    )
    from paddock.domain.parameters import Value

_UNFINISHED = Ending.INTERRUPTED


def is_ours(value: object) -> bool:
    return mapping_of(value).get("format") == FORMAT


def read_paddock(value: Any, ids: NewId) -> Reading:
    """What the JSON of a file of ours holds. Raises UnreadableImport for a later version."""
    version = integer_of(value.get("version"))
    if version is None or version > VERSION:
        raise UnreadableImport("newer_version", f"version {value.get('version')}")
    files = Files()
    for sha256, entry in mapping_of(value.get("attachments")).items():
        data = from_base64(text_of(mapping_of(entry).get("data")))
        if data is not None:
            files.keep(data, sha256)
    conversations: list[Conversation] = []
    notes: list[Note] = []
    for index, chat in enumerate(list_of(value.get("chats"))):
        title = text_of(mapping_of(chat).get("title"))
        try:
            entry = msgspec.convert(chat, ChatEntry)
            conversation, missing = _conversation(entry, files.found, ids)
        except (msgspec.ValidationError, MisplacedMessageError) as error:
            notes.append(Note("unreadable", title, index, str(error)))
            continue
        conversations.append(conversation)
        notes += [Note("file_missing", title, index, name) for name in missing]
    return Reading(tuple(conversations), files.found, tuple(notes))


def _conversation(
    entry: ChatEntry, files: Mapping[str, bytes], ids: NewId
) -> tuple[Conversation, list[str]]:
    """The conversation, and the names of its attachments that are not in the file."""
    new = {message.id: ids() for message in entry.messages}
    if len(new) < len(entry.messages) or ROOT in new:
        raise MisplacedMessageError("ids of messages are not unique")
    missing: list[str] = []
    for message in entry.messages:
        missing += [file.name for file in message.attachments if file.sha256 not in files]
    new[ROOT] = ROOT
    chosen = {
        new[int(parent)]: new[child]
        for parent, child in entry.chosen.items()
        if parent.isdecimal() and int(parent) in new and child in new
    }
    tree = Tree.of(_messages(entry, new, files), chosen)
    head = ChatHead(
        id=0,
        title=entry.title,
        title_source=entry.title_source,
        created=time_of(entry.created),
        changed=time_of(entry.changed),
        is_pinned=entry.pinned,
        is_archived=entry.archived,
        model=entry.model,
        server=entry.server,
    )
    return Conversation(head, tree, _overrides(entry.overrides), entry.folder), missing


def _messages(
    entry: ChatEntry, new: Mapping[int, int], files: Mapping[str, bytes]
) -> Iterator[Message]:
    for message in entry.messages:
        parent = new.get(message.parent)
        if parent is None:
            raise MisplacedMessageError(f"message {message.id} follows one that is not there")
        yield _message(message, new[message.id], parent, files)


def _message(entry: MessageEntry, id: int, parent: int, files: Mapping[str, bytes]) -> Message:
    sent = entry.sent
    return Message(
        id=id,
        parent=parent,
        created=time_of(entry.created),
        text=entry.text,
        attachments=tuple(_attachment(file) for file in entry.attachments if file.sha256 in files),
        reply=None if entry.reply is None else _reply(entry.reply, id),
        sent=None
        if sent is None
        else Sent(sent.server, sent.digest, sent.head, sent.system, sent.images),
    )


def _attachment(file: AttachmentEntry) -> Attachment:
    return Attachment(file.kind, file.name, file.sha256, file.size, "", file.width, file.height)


def _reply(entry: ReplyEntry, id: int) -> Reply:
    metrics, failure = entry.metrics, entry.failure
    return Reply(
        model=entry.model,
        started=entry.started,
        text=entry.text,
        thinking=entry.thinking,
        tool_calls=entry.tool_calls,
        tool_results=tuple(ToolResult(result.text, result.failed) for result in entry.tool_results),
        phase=Phase.ENDED,
        first_token=entry.first_token,
        thinking_ended=entry.thinking_ended,
        ended=entry.ended,
        ending=_ENDINGS.get(entry.ending, _UNFINISHED),
        done_reason=entry.done_reason,
        metrics=Metrics(
            integer_of(metrics.prompt_tokens),
            integer_of(metrics.answer_tokens),
            metrics.load,
            metrics.prompt,
            metrics.answer,
            metrics.total,
        ),
        failure=None if failure is None else KeptFailure(failure.kind, failure.words, failure.raw),
        id=id,
        origin=entry.origin,
    )


_ENDINGS = {ending.value: ending for ending in Ending}


def _overrides(entry: OverridesEntry) -> Overrides:
    """Options that this version does not know, or that have values it would not send, are left out."""
    return Overrides(entry.system, known_options(entry.options), entry.keep_alive, entry.think)


def known_options(options: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in options.items():
        if name in OPTIONS and value is not None:
            try:
                found[name] = OPTIONS[name].coerce(value)
            except OptionError:
                continue
    return found
