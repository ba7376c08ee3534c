"""Puts the attachments of conversations where they stay, before their messages are written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paddock.domain.exchange.files import image_type
from paddock.domain.tree import Tree
from paddock.parts.preparing import Refused, Source, prepare
from paddock.storage import blobs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.values import Conversation
    from paddock.domain.tree import Message
    from paddock.features.exchange.work import Work

_SENT = ("image/png", "image/jpeg")


def with_stored_files(
    conversations: Sequence[Conversation], files: Mapping[str, bytes], folder: str, work: Work
) -> list[Conversation]:
    """The conversations with attachments that are in `folder`: images as PNG or JPEG, measured.

    An image that nobody here can read stays as it is. For a thread. Raises StorageError and
    Cancelled; files that are there by then go at the next start.
    """
    wanted = {
        file.sha256: file
        for conversation in conversations
        for message in conversation.tree.messages.values()
        for file in message.attachments
        if file.sha256 in files
    }
    stored: dict[str, Attachment] = {}
    for sha256, file in wanted.items():
        work.check()
        stored[sha256] = _stored(file, files[sha256], folder)
    if not stored:
        return list(conversations)
    return [replace(one, tree=_with_files(one.tree, stored)) for one in conversations]


def _stored(file: Attachment, data: bytes, folder: str) -> Attachment:
    width, height = file.width, file.height
    if file.kind == "image" and (image_type(data) not in _SENT or not width or not height):
        made = prepare(Source(file.name, data=data), 0)
        if not isinstance(made, Refused) and made.kind == "image":
            data, width, height = made.data, made.width, made.height
    sha256, path = blobs.keep(folder, data)
    return replace(file, sha256=sha256, size=len(data), path=path, width=width, height=height)


def _with_files(tree: Tree, stored: Mapping[str, Attachment]) -> Tree:
    messages = {id: _with_stored(message, stored) for id, message in tree.messages.items()}
    return replace(tree, messages=messages)


def _with_stored(message: Message, stored: Mapping[str, Attachment]) -> Message:
    if not message.attachments:
        return message
    # The same bytes may have another name in another message.
    attachments = tuple(
        replace(stored[file.sha256], name=file.name) if file.sha256 in stored else file
        for file in message.attachments
    )
    return replace(message, attachments=attachments)
