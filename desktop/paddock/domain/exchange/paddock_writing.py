"""Conversations as a file of ours: everything that is known of them, to be read back as it was."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from paddock.domain.exchange.files import bytes_of
from paddock.domain.exchange.fingerprints import in_order
from paddock.domain.exchange.loose import clean, encode
from paddock.domain.exchange.paddock_entries import (
    FORMAT,
    VERSION,
    AttachmentEntry,
    FailureEntry,
    HeadEntry,
    MessageEntry,
    MetricsEntry,
    OverridesEntry,
    ReplyEntry,
    ResultEntry,
    SentEntry,
)
from paddock.domain.reply import KeptFailure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.values import Conversation, ReadFile
    from paddock.domain.reply import Reply
    from paddock.domain.tree import Message


def paddock_json(
    conversations: Iterable[Conversation], read: ReadFile, now: float
) -> Iterator[str]:
    """The text of the file in pieces, one at least for each message. `now` is the time of writing."""
    written = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    yield f'{{"format":"{FORMAT}","version":{VERSION},"exported":"{written}","chats":['
    attached: dict[str, Attachment] = {}
    separator = "\n"
    for conversation in conversations:
        yield separator + encode(_head(conversation))[:-1]
        separator = ",\n"
        yield from _messages(conversation, attached)
        yield "]}"
    yield '],"attachments":{'
    separator = "\n"
    for sha256, attachment in attached.items():
        data = bytes_of(attachment, read)
        if data is not None:
            written = base64.b64encode(data).decode()
            yield f'{separator}{encode(sha256)}:{{"size":{len(data)},"data":"{written}"}}'
            separator = ",\n"
    yield "}}\n"


def _messages(conversation: Conversation, attached: dict[str, Attachment]) -> Iterator[str]:
    tree = conversation.tree
    chosen = {str(parent): child for parent, child in tree.chosen.items()}
    head = f',"chosen":{encode(chosen)},"messages":['
    yield head if encode(_head(conversation)) != "{}" else head[1:]
    separator = "\n"
    for _, message in in_order(tree):
        for attachment in message.attachments:
            attached.setdefault(attachment.sha256, attachment)
        yield separator + encode(_message(message))
        separator = ",\n"


def _head(conversation: Conversation) -> HeadEntry:
    head, overrides = conversation.head, conversation.overrides
    return HeadEntry(
        title=head.title,
        title_source=head.title_source,
        created=head.created,
        changed=head.changed,
        folder=conversation.folder,
        pinned=head.is_pinned,
        archived=head.is_archived,
        model=head.model,
        server=head.server,
        overrides=OverridesEntry(
            overrides.system, overrides.options_json(), overrides.keep_alive, overrides.think
        ),
    )


def _message(message: Message) -> MessageEntry:
    sent = message.sent
    return MessageEntry(
        id=message.id,
        parent=message.parent,
        created=message.created,
        text=message.text,
        attachments=tuple(_attachment(file) for file in message.attachments),
        reply=None if message.reply is None else _reply(message.reply),
        sent=None
        if sent is None
        else SentEntry(
            sent.server, sent.digest, sent.head, sent.system, sent.images, sent.continues
        ),
    )


def _attachment(file: Attachment) -> AttachmentEntry:
    return AttachmentEntry(file.kind, file.name, file.sha256, file.size, file.width, file.height)


def _reply(reply: Reply) -> ReplyEntry:
    metrics = reply.metrics
    return ReplyEntry(
        model=reply.model,
        text=reply.text,
        thinking=reply.thinking,
        tool_calls=reply.tool_calls,
        tool_results=tuple(
            ResultEntry(result.text, result.failed) for result in reply.tool_results
        ),
        started=reply.started,
        first_token=reply.first_token,
        thinking_ended=reply.thinking_ended,
        ended=reply.ended,
        ending="" if reply.ending is None else reply.ending.value,
        done_reason=reply.done_reason,
        metrics=MetricsEntry(
            metrics.prompt_tokens,
            metrics.answer_tokens,
            metrics.load,
            metrics.prompt,
            metrics.answer,
            metrics.total,
        ),
        failure=None if reply.failure is None else _failure(reply.failure),
        origin=reply.origin,
    )


def _failure(failure: BaseException) -> FailureEntry:
    if isinstance(failure, KeptFailure):
        return FailureEntry(failure.kind, str(failure), failure.raw)
    raw = getattr(failure, "raw", "")
    return FailureEntry(
        type(failure).__name__, clean(str(failure)), raw if isinstance(raw, str) else ""
    )
