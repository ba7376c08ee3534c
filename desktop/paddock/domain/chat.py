"""A conversation as it is shown: questions, and for each the answers that were tried.

It is one path through the tree of all messages, see `tree`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paddock.domain.conversations import first_words

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment
    from paddock.domain.reply import Reply


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answers; `shown` is the index of the answer that the conversation goes on from.

    `id` is that of the question's message. An empty question without attachments stands above an
    answer that came unasked. `branch` is the place of the question among those that were tried
    there, and their number.
    """

    id: int
    question: str
    replies: tuple[Reply, ...] = ()
    shown: int = 0
    attachments: tuple[Attachment, ...] = ()
    branch: tuple[int, int] = (0, 1)

    @property
    def images(self) -> tuple[Attachment, ...]:
        return tuple(file for file in self.attachments if file.kind == "image")

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
        return first_words(self.turns[0].question) if self.turns else ""

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
