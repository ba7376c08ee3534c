"""A Chat as messages by their index: a question and an answer for each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddock.domain.chat import Chat
from paddock.parts.transcript.answer_row import AnswerRow
from paddock.parts.transcript.pending import text_height
from paddock.parts.transcript.question_row import QuestionRow
from paddock.parts.transcript.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.parts.transcript.materials import Materials

_AROUND_QUESTION = 48
_AROUND_ANSWER = 76


class Messages:
    """Makes the rows. Index 2n is the question of turn n, 2n + 1 its answer."""

    def __init__(self, materials: Materials, unfolded: set[Any], you: str) -> None:
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
            return QuestionRow(self.materials, turn, self._you)
        if turn.reply is None:
            return Row(self.materials, "")
        return AnswerRow(self.materials, turn, self._unfolded, is_last=self._is_last(index))

    def update(self, index: int, row: Row) -> bool:
        """Shows the present state of an answer; False where another one stands in its place now."""
        turn = self.chat.turns[index // 2]
        if not isinstance(row, AnswerRow) or turn.reply is None or not row.shows(turn):
            return False
        row.show(turn, is_last=self._is_last(index))
        return True

    def fold(self, row: Row, key: Any) -> bool:
        """Opens or closes what `key` names, if it is in this message."""
        if isinstance(row, AnswerRow) and row.has(key):
            row.fold(key)
            return True
        return False

    def text(self, index: int) -> str:
        """The message as it was written."""
        turn = self.chat.turns[index // 2]
        if index % 2 == 0:
            return turn.question
        return turn.reply.text if turn.reply is not None else ""

    def texts(self, start: int, most: int) -> list[str]:
        """The messages from one on, until `most` characters are reached or passed."""
        found: list[str] = []
        turns = self.chat.turns
        for place in range(start // 2, len(turns)):
            turn = turns[place]
            reply = turn.reply
            found += (turn.question, reply.text if reply is not None else "")
            most -= len(found[-1]) + len(found[-2])
            if most <= 0:
                break
        return found[start % 2 :]

    def author(self, index: int) -> str:
        turn = self.chat.turns[index // 2]
        if index % 2 == 0:
            return self._you
        return turn.reply.model if turn.reply is not None else ""

    def estimate(self, index: int, width: int) -> int:
        """A guess of the height of a message that has not been made."""
        text = self.text(index)
        around = _AROUND_ANSWER if index % 2 else _AROUND_QUESTION
        return around + text_height(self.materials, len(text), text.count("\n"), width)

    def estimates(self, width: int) -> Iterator[int]:
        size = text_height(self.materials, 0, 1000, width) / 600
        in_a_line = max(8.0, width / (size / 1.5 * 0.52))
        for turn in self.chat.turns:
            question = turn.question
            lines = len(question) / in_a_line + question.count("\n") * 0.6 + 0.5
            yield _AROUND_QUESTION + int(lines * size)
            reply = turn.reply
            if reply is None:
                yield 0
                continue
            lines = len(reply.text) / in_a_line + reply.text.count("\n") * 0.6 + 0.5
            yield _AROUND_ANSWER + int(lines * size)

    def _is_last(self, index: int) -> bool:
        return index // 2 == len(self.chat.turns) - 1
