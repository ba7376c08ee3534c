"""The messages of the conversation that is shown, and their column, kept in step with its Chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        place = 2 * chat.place_of(turn.id)
        is_replaced = place < known and before.turns[place // 2].shown != turn.shown
        is_new = place >= known
        self.column.extend(
            self.messages.estimate(index, width) for index in range(known, self.messages.count)
        )
        if is_new and known:
            self._refresh(known - 1, width)  # which is no longer the last
        self._refresh(place + 1, width)
        return is_new, is_replaced

    def _refresh(self, index: int, width: int) -> None:
        """Shows the present state of an answer."""
        row = self.column.known(index)
        if row is not None and self.messages.update(index, row):
            self.column.changed(index)
        else:
            self.column.replace(index, self.messages.estimate(index, width))

    def _restart(self, width: int) -> None:
        self.column = Column(self.messages.row, self.messages.estimates(width))
        self.column.set_width(width)
