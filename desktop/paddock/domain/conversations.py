"""The conversations of a side bar: what is known of each without its messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment

TitleSource: TypeAlias = Literal["words", "model", "user"]
"""Who gave a title: the first words of the chat, a model, or the person, whom nobody overrules."""

TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ChatHead:
    """One conversation. Times are seconds since 1970 in UTC; `folder` 0 is none.

    `model` and `server` are those that answered last; empty before there is an answer.
    """

    id: int
    title: str = ""
    title_source: TitleSource = "words"
    created: float = 0.0
    changed: float = 0.0
    folder: int = 0
    is_pinned: bool = False
    is_archived: bool = False
    model: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A named group of conversations, in the order of `position`."""

    id: int
    name: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written in a chat and was not sent."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.attachments


@dataclass(frozen=True, slots=True)
class Found:
    """A message that holds what was looked for.

    `snippet` is a piece of it in one line, `marks` the places of the words in that as (start,
    length) in characters.
    """

    chat: int
    message: int
    created: float
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


def first_words(text: str) -> str:
    """A title made of the beginning of a question; empty for one without words."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[:TITLE_LENGTH].rsplit(" ", 1)[0] if " " in line[:TITLE_LENGTH] else ""
    return (cut or line[:TITLE_LENGTH]) + "…"
