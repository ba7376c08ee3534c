"""The messages of the conversation that is shown, and their column, kept in step with its Chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.parts.transcript.answer_row import is_same_answer
from paddock.parts.transcript.column import Column
from paddock.parts.transcript.messages import Messages

if TYPE_CHECKING:
    from paddock.domain.chat import Chat, Turn
    from paddock.parts.transcript.materials import Materials
    from paddock.parts.transcript.thinking import FoldKey


class Contents:
    """Widths are those that messages are laid out in, in pixels."""

    def __init__(self, materials: Materials, you: str) -> None:
        self._unfolded: set[FoldKey] = set()
        self._late: dict[int, Turn] = {}
        self.messages = Messages(materials, self._unfolded, you)
        self.column = Column(self.messages.row, ())

    def show(self, chat: Chat, width: int) -> None:
        """Another conversation."""
        self._late.clear()
        self.messages.chat = chat
        self._restart(width)

    def set_materials(self, materials: Materials, width: int) -> None:
        """The same conversation in another look."""
        self.messages.materials = materials
        self._restart(width)

    def expect(self, chat: Chat, turn: Turn) -> None:
        """A turn has changed while nobody looks: only the text is kept, until `expected` is taken."""
        self.messages.chat = chat
        self._late[turn.id] = turn

    def expected(self) -> list[Turn]:
        late, self._late = self._late, {}
        return list(late.values())

    def take(self, chat: Chat, turn: Turn, width: int) -> tuple[bool, bool]:
        """Brings a turn up to date. Returns whether it is a new one, and whether another answer
        stands in the place of one that was shown.
        """
        known = len(self.column.heights)
        before = self.messages.chat
        self.messages.chat = chat
        place = chat.place_of(turn.id)
        is_new = 2 * place >= known
        is_replaced = not is_new and _is_replaced(before.turns[place], turn)
        self.column.extend(
            self.messages.estimate(index, width) for index in range(known, self.messages.count)
        )
        if is_new and known:
            self._refresh(known - 1, width)  # which is no longer the last
            self._refresh(known - 2, width)
        self._refresh(2 * place, width)
        self._refresh(2 * place + 1, width)
        return is_new, is_replaced

    def branch(self, chat: Chat, turn_id: int, width: int) -> int:
        """From a turn on it is another conversation, or there is none. Returns the index of the
        first message that is not as it was; those above keep what was made of them.
        """
        before, self.messages.chat = self.messages.chat, chat
        place = _first_changed(before, chat, turn_id)
        self._late = {turn.id: turn for turn in chat.turns[:place] if turn.id in self._late}
        is_same_question = (
            place < min(len(before.turns), len(chat.turns))
            and before.turns[place].id == chat.turns[place].id
        )
        first = 2 * place + is_same_question
        self.column.truncate(min(first, len(self.column.heights)))
        known = len(self.column.heights)
        self.column.extend(
            self.messages.estimate(index, width) for index in range(known, self.messages.count)
        )
        for index in range(max(0, 2 * place - 2), min(first, known)):
            self._refresh(index, width)  # it may have become the last, or have other versions
        return first

    def _refresh(self, index: int, width: int) -> None:
        """Shows the present state of a message."""
        row = self.column.known(index)
        if row is not None and self.messages.update(index, row):
            self.column.changed(index)
        elif row is not None or index % 2:  # a question that was not made keeps what is known of it
            self.column.replace(index, self.messages.estimate(index, width))

    def _restart(self, width: int) -> None:
        self.column = Column(self.messages.row, self.messages.estimates(width))
        self.column.set_width(width)


def _is_replaced(before: Turn, now: Turn) -> bool:
    """Whether another answer stands where there was one."""
    return before.reply is not None and not is_same_answer(before, now)


def _first_changed(before: Chat, now: Chat, turn_id: int) -> int:
    """The index of the first turn that may be another one: that of `turn_id`, or one above it that
    is not the same message.
    """
    place = min(_place_in(before, turn_id), _place_in(now, turn_id))
    pairs = zip(before.turns[:place], now.turns, strict=False)
    return next((i for i, (old, new) in enumerate(pairs) if old.id != new.id), place)


def _place_in(chat: Chat, turn_id: int) -> int:
    """The index of a turn; the end where it is not in a chat."""
    try:
        return chat.place_of(turn_id)
    except KeyError:
        return len(chat.turns)
