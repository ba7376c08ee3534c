"""The text of a file of conversations, in pieces, for each format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paddock.domain.exchange.jsonl import jsonl
from paddock.domain.exchange.markdown import markdown
from paddock.domain.exchange.modelfile import modelfile
from paddock.domain.exchange.openwebui_writing import openwebui
from paddock.domain.exchange.paddock_writing import paddock_json
from paddock.domain.exchange.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.exchange.values import Conversation, ReadFile, Shown, Words
    from paddock.features.exchange.formats import FormatId


@dataclass(frozen=True, slots=True)
class Manner:
    """How conversations are written. `now` is the time of writing in seconds since 1970."""

    words: Words
    shown: Shown
    read: ReadFile
    now: float


def pieces(
    format: FormatId, conversations: Iterator[Conversation], manner: Manner
) -> Iterator[str]:
    """The text of the file. No piece takes more than one conversation. A PDF is made of HTML."""
    match format:
        case "markdown":
            return _markdown(conversations, manner)
        case "html" | "pdf":
            return _html(conversations, manner)
        case "paddock":
            return paddock_json(conversations, manner.read, manner.now)
        case "openwebui":
            return openwebui(conversations, manner.read)
        case "jsonl":
            return jsonl(conversations, manner.read, finished_only=True)
        case "modelfile":
            conversation = next(conversations, None)
            return iter(()) if conversation is None else modelfile(conversation)


def _markdown(conversations: Iterator[Conversation], manner: Manner) -> Iterator[str]:
    rule = ""
    for conversation in conversations:
        yield rule
        rule = "\n---\n\n"
        yield from markdown(conversation, manner.words, manner.shown)


def _html(conversations: Iterator[Conversation], manner: Manner) -> Iterator[str]:
    """One page of all conversations: the head of the first, the end of the last."""
    end = ""
    for conversation in conversations:
        parts = page(conversation, manner.words, manner.shown, manner.read)
        head = next(parts)
        # What was said is escaped, so that the first such tag is that of the title.
        yield f"<hr>\n{head[head.index('<h1>') :]}" if end else head
        end = next(parts)
        for part in parts:
            yield end
            end = part
    yield end
