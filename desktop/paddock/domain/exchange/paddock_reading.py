"""A file of ours, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.files import Files, from_base64
from paddock.domain.exchange.loose import (
    count_of,
    integer_of,
    list_of,
    mapping_of,
    name_of,
    text_of,
    time_of,
)
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
        SentEntry,
    )
    from paddock.domain.parameters import Value

_UNFINISHED = Ending.INTERRUPTED
_LONGEST_SIDE = 1_000_000


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
        title = name_of(mapping_of(chat).get("title"))
        try:
            entry = msgspec.convert(chat, ChatEntry)
            conversation = _conversation(entry, files.found, ids)
        except (msgspec.ValidationError, MisplacedMessageError) as error:
            notes.append(Note("unreadable", title, index, str(error)))
            continue
        conversations.append(conversation)
        notes += _left_out(entry, files.found, title, index)
    return Reading(tuple(conversations), files.found, tuple(notes))


def _left_out(
    entry: ChatEntry, files: Mapping[str, bytes], title: str, index: int
) -> Iterator[Note]:
    """The attachments that are not in the file, and the requests that are none."""
    for message in entry.messages:
        for file in message.attachments:
            if file.sha256 not in files:
                yield Note("file_missing", title, index, file.name)
        if message.sent is not None and not _is_object(message.sent.head):
            yield Note("content_unknown", title, index, "sent.head")


def _conversation(entry: ChatEntry, files: Mapping[str, bytes], ids: NewId) -> Conversation:
    new = {message.id: ids() for message in entry.messages}
    if len(new) < len(entry.messages) or ROOT in new:
        raise MisplacedMessageError("ids of messages are not unique")
    new[ROOT] = ROOT
    parents = {str(id): id for id in new}
    chosen = {
        new[parents[parent]]: new[child]
        for parent, child in entry.chosen.items()
        if parent in parents and child in new
    }
    tree = Tree.of(_messages(entry, new, files), chosen)
    head = ChatHead(
        id=0,
        title=name_of(entry.title),
        title_source=entry.title_source,
        created=time_of(entry.created),
        changed=time_of(entry.changed),
        is_pinned=entry.pinned,
        is_archived=entry.archived,
        model=entry.model,
        server=entry.server,
    )
    return Conversation(head, tree, _overrides(entry.overrides), name_of(entry.folder))


def _messages(
    entry: ChatEntry, new: Mapping[int, int], files: Mapping[str, bytes]
) -> Iterator[Message]:
    for message in entry.messages:
        parent = new.get(message.parent)
        if parent is None:
            raise MisplacedMessageError(f"message {message.id} follows one that is not there")
        yield _message(message, new, parent, files)


def _message(
    entry: MessageEntry, new: Mapping[int, int], parent: int, files: Mapping[str, bytes]
) -> Message:
    id = new[entry.id]
    return Message(
        id=id,
        parent=parent,
        created=time_of(entry.created),
        text=entry.text,
        attachments=tuple(
            _attachment(file, len(files[file.sha256]))
            for file in entry.attachments
            if file.sha256 in files
        ),
        reply=None if entry.reply is None else _reply(entry.reply, id),
        sent=None if entry.sent is None else _sent(entry.sent, new),
    )


def _sent(entry: SentEntry, new: Mapping[int, int]) -> Sent | None:
    """None where the request is damaged: what nobody can show was not kept."""
    if not _is_object(entry.head):
        return None
    continues = new.get(entry.continues, 0)
    return Sent(entry.server, entry.digest, entry.head, entry.system, entry.images, continues)


def _is_object(text: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(text), dict)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False


def _attachment(file: AttachmentEntry, size: int) -> Attachment:
    """Of `size` bytes, whatever is said; an image with sides that cannot be is measured anew."""
    width, height = (count_of(side, _LONGEST_SIDE) or 0 for side in (file.width, file.height))
    return Attachment(file.kind, file.name, file.sha256, size, "", width, height)


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
            count_of(metrics.prompt_tokens),
            count_of(metrics.answer_tokens),
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
