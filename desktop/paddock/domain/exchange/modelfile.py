'''A conversation as a Modelfile: the model, what was changed about it, and what was said so far.

Ollama's parser (parser/parser.go) knows no escapes. A value in `"""` ends at the first end of a line
right behind `"""`, blanks aside; unquoted it ends with its line.
'''

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.exchange.jsonl import said
from paddock.domain.exchange.loose import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.exchange.values import Conversation

_QUOTES = '"""'


def modelfile(conversation: Conversation, model: str = "") -> Iterator[str]:
    """The text of a Modelfile in pieces. `model` is that of the last answer unless given.

    Messages are those of the shown path that have words; images and thinking have no place there.
    Where a line ends in three quotes, which the format cannot hold, all such threes of that message
    become single quotes: see `altered`.
    """
    overrides = conversation.overrides
    yield f"FROM {_one_line(model or conversation.head.model)}\n"
    for name, value in overrides.options_json().items():
        for one in value if isinstance(value, list) else [value]:
            yield f"PARAMETER {name} {_written(one)}\n"
    if overrides.system:
        yield f"SYSTEM {_quoted(overrides.system)}\n"
    for role, text in _messages(conversation):
        yield f"MESSAGE {role} {_quoted(text)}\n"


def altered(conversation: Conversation) -> int:
    """How many texts the Modelfile does not hold as they are."""
    texts = [conversation.overrides.system or "", *(text for _, text in _messages(conversation))]
    return sum(_would_end(text) for text in texts)


def _messages(conversation: Conversation) -> Iterator[tuple[str, str]]:
    for message in conversation.tree.path():
        if message.reply is None:
            role, text = "user", message.text
        else:
            role, text = "assistant", said(message.reply)
        if text.strip():
            yield role, text


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    text = clean(text)
    if _would_end(text):
        text = text.replace(_QUOTES, "'''")
    if _would_end(text):  # what cannot be printed stood between the quotes
        text = text.replace('"', "'")
    return (
        f"{_QUOTES}{text}{_QUOTES}" if "\n" in text or "\r" in text or '"' in text else f'"{text}"'
    )


def _would_end(text: str) -> bool:
    """Whether a line of `text` but the last would end the value, as the parser sees it.

    It drops what cannot be printed before it looks.
    """
    if _QUOTES not in text and '"' not in text:
        return False
    lines = text.replace("\r", "\n").split("\n")[:-1]
    return any(_seen(line).endswith(_QUOTES) for line in lines)


def _seen(line: str) -> str:
    return "".join(c for c in line if c.isprintable() or c == "\t").rstrip()


def _one_line(name: str) -> str:
    return " ".join(clean(name).split())
