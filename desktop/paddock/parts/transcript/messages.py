"""A Chat as messages by their index: a question and an answer for each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.chat import Chat
from paddock.domain.markdown.think import split_think
from paddock.parts.transcript.answer_row import AnswerRow
from paddock.parts.transcript.pending import Guess
from paddock.parts.transcript.pictures import pictures_height
from paddock.parts.transcript.question_row import QuestionRow, is_shown
from paddock.parts.transcript.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.chat import Turn
    from paddock.parts.transcript.materials import Materials
    from paddock.parts.transcript.thinking import FoldKey

_AROUND_QUESTION = 74
_AROUND_ANSWER = 56
_UNASKED = 28
"""Pixels more above an answer without a question."""
_CHIPS_IN_A_LINE = 3
_CHIPS = 32


class Messages:
    """Makes the rows. Index 2n is the question of turn n, 2n + 1 its answer."""

    def __init__(self, materials: Materials, unfolded: set[FoldKey], you: str) -> None:
        self.materials = materials
        self.chat = Chat()
        self._unfolded = unfolded
        self._you = you

    @property
    def count(self) -> int:
        return 2 * len(self.chat.turns)

    def row(self, index: int) -> Row:
        turn = self.chat.turns[index // 2]
        if index % 2 == 0:
            is_last = self._is_last(index)
            return QuestionRow(self.materials, turn, self._you, is_last=is_last)
        if turn.reply is None:
            return Row(self.materials, "")
        return AnswerRow(self.materials, turn, self._unfolded, is_last=self._is_last(index))

    def update(self, index: int, row: Row) -> bool:
        """Shows the present state of a message; False where another one stands in its place now."""
        turn = self.chat.turns[index // 2]
        if isinstance(row, QuestionRow):
            return row.show(turn, is_last=self._is_last(index))
        if not isinstance(row, AnswerRow) or turn.reply is None or not row.shows(turn):
            return False
        row.show(turn, is_last=self._is_last(index))
        return True

    def fold(self, row: Row, key: FoldKey) -> bool:
        """Opens or closes what `key` names, if it is in this message."""
        if isinstance(row, AnswerRow) and row.has(key):
            row.fold(key)
            return True
        return False

    def text(self, index: int) -> str:
        """The message as it was written, without thoughts that a server left in it."""
        turn = self.chat.turns[index // 2]
        return turn.question if index % 2 == 0 else _answer(turn)

    def texts(self, start: int, most: int) -> list[str]:
        """The messages from one on, until `most` characters are reached or passed."""
        found: list[str] = []
        turns = self.chat.turns
        for place in range(start // 2, len(turns)):
            turn = turns[place]
            found += (turn.question, _answer(turn))
            most -= len(found[-1]) + len(found[-2])
            if most <= 0:
                break
        return found[start % 2 :]

    def estimate(self, index: int, width: int) -> int:
        """A guess of the height of a message that has not been made."""
        turn, guess = self.chat.turns[index // 2], Guess.of(self.materials, width)
        if index % 2:
            return _answer_height(turn, guess)
        return _question_height(turn, guess, width)

    def estimates(self, width: int) -> Iterator[int]:
        """The guesses for all messages."""
        guess = Guess.of(self.materials, width)
        for turn in self.chat.turns:
            yield _question_height(turn, guess, width)
            yield _answer_height(turn, guess)

    def _is_last(self, index: int) -> bool:
        return index // 2 == len(self.chat.turns) - 1


def _question_height(turn: Turn, guess: Guess, width: int) -> int:
    if not turn.attachments:
        return _AROUND_QUESTION + guess.height(turn.question) if turn.question else 0
    images = len(turn.images)
    texts = len(turn.attachments) - images
    files = pictures_height(images, width) + -(-texts // _CHIPS_IN_A_LINE) * _CHIPS
    return _AROUND_QUESTION + files + (guess.height(turn.question) if turn.question else 0)


def _answer_height(turn: Turn, guess: Guess) -> int:
    if turn.reply is None:
        return 0
    return _AROUND_ANSWER + guess.height(turn.reply.text) + (0 if is_shown(turn) else _UNASKED)


def _answer(turn: Turn) -> str:
    reply = turn.reply
    if reply is None:
        return ""
    if "<" not in reply.text[:32]:
        return reply.text
    return split_think(reply.text, final=not reply.is_open)[1]
