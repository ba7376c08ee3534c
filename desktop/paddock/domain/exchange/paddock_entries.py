"""The entries of a file of ours, as msgspec Structs: what is written, and what is read back.

They are apart from the values of the domain, so that these can change without the format.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from paddock.ollama.types import ToolCall

FORMAT = "paddock-chats"
VERSION = 1


class AttachmentEntry(Struct, frozen=True, omit_defaults=True):
    """A file by its hash; the bytes stand at the end of the file, once for all messages."""

    kind: Literal["image", "text"]
    name: str
    sha256: str
    size: int
    width: int = 0
    height: int = 0


class SentEntry(Struct, frozen=True, omit_defaults=True):
    """With what an answer was asked for. `head` is JSON in a string, as it was sent."""

    server: str = ""
    digest: str = ""
    head: str = "{}"
    system: str = ""
    images: bool = True
    continues: int = 0


class ResultEntry(Struct, frozen=True, omit_defaults=True):
    """What a tool gave back."""

    text: str = ""
    failed: bool = False


class FailureEntry(Struct, frozen=True, omit_defaults=True):
    """What ended an answer."""

    kind: str = ""
    words: str = ""
    raw: str = ""


class MetricsEntry(Struct, frozen=True, omit_defaults=True):
    """Counts in tokens, durations in seconds."""

    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    load: float | None = None
    prompt: float | None = None
    answer: float | None = None
    total: float | None = None


class ReplyEntry(Struct, frozen=True, omit_defaults=True):
    """An answer. Its times are seconds on one clock, of which only the differences mean something.

    `ending` is missing where the answer was still coming when the file was written.
    """

    model: str = ""
    text: str = ""
    thinking: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_results: tuple[ResultEntry, ...] = ()
    started: float = 0.0
    first_token: float | None = None
    thinking_ended: float | None = None
    ended: float | None = None
    ending: str = ""
    done_reason: str = ""
    metrics: MetricsEntry = MetricsEntry()
    failure: FailureEntry | None = None
    origin: Literal["", "edited", "continued", "imported"] = ""


class MessageEntry(Struct, frozen=True, omit_defaults=True):
    """A message; `parent` 0 begins the conversation. Ids mean something within the chat only."""

    id: int
    parent: int = 0
    created: float = 0.0
    text: str = ""
    attachments: tuple[AttachmentEntry, ...] = ()
    reply: ReplyEntry | None = None
    sent: SentEntry | None = None


class OverridesEntry(Struct, frozen=True, omit_defaults=True):
    """What a person changed for the chat; a missing key, or null, is inherited."""

    system: str | None = None
    options: dict[str, Any] = {}
    keep_alive: int | float | str | None = None
    think: bool | str | None = None


class HeadEntry(Struct, frozen=True, omit_defaults=True):
    """A chat without its messages."""

    title: str = ""
    title_source: Literal["words", "model", "user"] = "words"
    created: float = 0.0
    changed: float = 0.0
    folder: str = ""
    pinned: bool = False
    archived: bool = False
    model: str = ""
    server: str = ""
    overrides: OverridesEntry = OverridesEntry()


class ChatEntry(HeadEntry, frozen=True, omit_defaults=True):
    """A chat. `chosen` names, for a parent, the child that is shown where it is not the last."""

    chosen: dict[str, int] = {}
    messages: tuple[MessageEntry, ...] = ()
