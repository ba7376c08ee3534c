"""What is exchanged: whole conversations, what is said about reading them, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from paddock.base.errors import KnownError
from paddock.domain.conversations import ChatHead
from paddock.domain.parameters import Overrides
from paddock.domain.tree import Tree

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment
    from paddock.domain.reply import Reply

ReadFile: TypeAlias = "Callable[[Attachment], bytes]"
"""Gives the bytes of an attachment. One that raises OSError is named instead of written."""

NoteKind: TypeAlias = Literal[
    "unreadable",  # the whole conversation, or line; `detail` says why, for experts
    "system_left_out",  # a system message in the middle; `detail` is its text
    "file_missing",  # a file that is named but not there; `detail` is its name
    "image_remote",  # an image on another machine, kept as its address
    "image_of_answer",  # an image that a model made: only its name is kept
    "loop",  # messages that follow each other in a circle, cut open
    "parent_missing",  # a message that follows one that is not there
    "content_unknown",  # a message of a kind that we do not know; `detail` is the kind
]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with all of its messages. `folder` is the name of its folder, empty for none.

    One that was read from a file has the id 0 and the folder 0 in its head; a time that the file
    does not tell is 0.0 in a message.
    """

    head: ChatHead
    tree: Tree
    overrides: Overrides = field(default_factory=Overrides)
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What was not taken over as it stands. `index` is the place of the conversation in the file."""

    kind: NoteKind
    title: str = ""
    index: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    The attachments of the conversations have no path yet: `files` has their bytes by SHA-256 in
    hexadecimal, to be stored. An image may be a GIF or a WebP, and one that comes from another
    program has a width and a height of 0: whoever stores it measures it, or makes a PNG of it.
    """

    conversations: tuple[Conversation, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


Refusal: TypeAlias = Literal["not_json", "unknown_format", "newer_version", "empty", "too_large"]


class UnreadableImport(KnownError):
    """A file in which no conversation can be found; `reason` is one of Refusal."""

    def __init__(self, reason: Refusal, raw: str = "") -> None:
        super().__init__(reason, raw)


@dataclass(frozen=True, slots=True)
class Words:
    """What a document for people says around the messages, in their language.

    `model` names who answered where that is not known. `when` writes a time in seconds since 1970,
    `ended` what came of an answer that did not end by itself, `measured` its figures; either may be
    empty.
    """

    you: str
    model: str
    thinking: str
    when: Callable[[float], str]
    ended: Callable[[Reply], str]
    measured: Callable[[Reply], str]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a document for people holds besides questions and answers.

    With `folder`, attachments lie in a folder `attachments` beside the document.
    """

    thinking: bool = False
    metrics: bool = False
    folder: bool = False
