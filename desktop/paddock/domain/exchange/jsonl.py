"""Conversations as lines of JSON for fine-tuning: one line holds the path that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddock.domain.attachment import quoted
from paddock.domain.exchange.files import bytes_of
from paddock.domain.exchange.loose import encode
from paddock.domain.markdown.think import split_think
from paddock.domain.reply import Ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddock.domain.exchange.values import Conversation, ReadFile
    from paddock.domain.reply import Reply
    from paddock.domain.tree import Message


def jsonl(
    conversations: Iterable[Conversation], read: ReadFile, *, finished_only: bool = False
) -> Iterator[str]:
    """`{"messages": [{"role", "content"}, …]}` for each conversation, the system message first.

    Thinking and images are left out, text files quoted as the model was told them. With
    `finished_only` an answer that failed or was broken off goes, and its question with it; and so do
    questions without an answer. A conversation of which nothing stays has no line.
    """
    for conversation in conversations:
        system = conversation.overrides.system
        started = '{"messages":['
        if system:
            started += encode({"role": "system", "content": system}) + ","
        written = False
        for pair in _pairs(conversation, finished_only=finished_only):
            for message in pair:
                entry = encode(_entry(message, read))
                yield f",{entry}" if written else f"{started}{entry}"
                written = True
        yield "]}\n" if written else ""


def images_left_out(conversations: Iterable[Conversation]) -> int:
    """How many images of the shown paths `jsonl` does not write."""
    return sum(
        file.kind == "image"
        for conversation in conversations
        for message in conversation.tree.path()
        for file in message.attachments
    )


def _pairs(conversation: Conversation, *, finished_only: bool) -> Iterator[tuple[Message, ...]]:
    """Questions with their answers. An empty question above an answer that came unasked stays."""
    asked: Message | None = None
    for message in conversation.tree.path():
        if message.reply is None:
            asked = message
        elif asked is not None:
            if not finished_only or _is_whole(message.reply):
                yield (asked, message) if asked.text or asked.attachments else (message,)
            asked = None
    if asked is not None and not finished_only:
        yield (asked,)


def _is_whole(reply: Reply) -> bool:
    return reply.ending is Ending.DONE and bool(said(reply).strip())


def said(reply: Reply) -> str:
    """The text of an answer without the thinking that older servers leave in it."""
    return split_think(reply.text, final=True)[1]


def _entry(message: Message, read: ReadFile) -> dict[str, Any]:
    if message.reply is not None:
        return {"role": "assistant", "content": said(message.reply)}
    texts = []
    for file in message.attachments:
        data = bytes_of(file, read) if file.kind == "text" else None
        if data is not None:
            texts.append(quoted(file, data.decode("utf-8", "replace")))
    return {
        "role": "user",
        "content": "\n\n".join([*texts, *([message.text] * bool(message.text))]),
    }
