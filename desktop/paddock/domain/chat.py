"""A conversation: questions, and for each the answers that were tried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.domain.reply import Reply

_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answers; `shown` is the index of the answer that the conversation goes on from.

    `images` are encoded files that go with the question.
    """

    id: int
    question: str
    replies: tuple[Reply, ...] = ()
    shown: int = 0
    images: tuple[bytes, ...] = ()

    @property
    def reply(self) -> Reply | None:
        return self.replies[self.shown] if self.replies else None

    def with_new(self, reply: Reply) -> Turn:
        """Adds an answer beside the earlier ones and shows it."""
        return replace(self, replies=(*self.replies, reply), shown=len(self.replies))

    def with_reply(self, index: int, reply: Reply) -> Turn:
        """Replaces the answer at `index` by a later state of it."""
        replies = list(self.replies)
        replies[index] = reply
        return replace(self, replies=tuple(replies))


@dataclass(frozen=True, slots=True)
class Chat:
    """The turns in order. Every change makes a new value; `id` tells one conversation from another."""

    turns: tuple[Turn, ...] = ()
    id: int = 0

    @property
    def title(self) -> str:
        """The first words of the first question; empty for a chat without one."""
        if not self.turns:
            return ""
        line = " ".join(self.turns[0].question.split())
        if len(line) <= _TITLE_LENGTH:
            return line
        cut = line[:_TITLE_LENGTH].rsplit(" ", 1)[0] if " " in line[:_TITLE_LENGTH] else ""
        return (cut or line[:_TITLE_LENGTH]) + "…"

    def asked(self, turn_id: int, question: str) -> Chat:
        return replace(self, turns=(*self.turns, Turn(turn_id, question)))

    def turn(self, turn_id: int) -> Turn:
        """Raises KeyError for a turn that is not in this chat."""
        return self.turns[self.place_of(turn_id)]

    def place_of(self, turn_id: int) -> int:
        """The index of a turn. Raises KeyError. Looks from the end, where answers grow."""
        for place in range(len(self.turns) - 1, -1, -1):
            if self.turns[place].id == turn_id:
                return place
        raise KeyError(turn_id)

    def with_turn(self, changed: Turn) -> Chat:
        """Raises KeyError for a turn that is not in this chat."""
        place = self.place_of(changed.id)
        return replace(self, turns=(*self.turns[:place], changed, *self.turns[place + 1 :]))
