"""An answer: who answered, the thinking, the text, the tools it called, how it ended, what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from paddock.base.compat import override
from paddock.domain.markdown.think import split_think
from paddock.parts.prose.prose import PlainText
from paddock.parts.segments.segment import Frame, Group
from paddock.parts.transcript.caption import Caption
from paddock.parts.transcript.ending import EndingLine, ending_words
from paddock.parts.transcript.flow import Flow
from paddock.parts.transcript.footer import Footer
from paddock.parts.transcript.pending import Pending
from paddock.parts.transcript.question_row import QuestionRow, is_shown
from paddock.parts.transcript.rows import Row
from paddock.parts.transcript.thinking import FoldKey, ThinkingHead
from paddock.parts.transcript.tools import tool_segments

if TYPE_CHECKING:
    from paddock.domain.chat import Turn
    from paddock.domain.reply import Reply
    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.materials import Materials

_THOUGHT_SIDE = 14
_BELOW_AUTHOR = 6
_BELOW_THOUGHT = 14
_BELOW_QUESTION = 0
"""Pixels below the line with the actions of a question, which is empty most of the time."""

STEP = 8192
"""Characters that are read at once of a text that comes into view; more follows in slices."""


class AnswerRow(Row):
    """Shows the states of one Reply, each a continuation of the one before.

    `unfolded` holds the keys of what the reader opened, and outlives the row.
    """

    def __init__(
        self, materials: Materials, turn: Turn, unfolded: set[FoldKey], *, is_last: bool
    ) -> None:
        assert turn.reply is not None
        super().__init__(materials, turn.reply.model)
        self.gap = _BELOW_QUESTION if is_shown(turn) else QuestionRow.gap
        self._unfolded = unfolded
        self._author = Caption(materials, self.author)
        self._thinking_head: ThinkingHead | None = None
        self._thinking: PlainText | None = None
        self._thought = ""
        self._thought_group = Group(Frame.THOUGHT, side=_THOUGHT_SIDE, above=2, below=2)
        self.flow = Flow(materials, self.author)
        self._text = ""
        self._read = 0
        self._is_final = False
        self._tail: list[Segment[Any]] = []
        self._tools: list[Segment[Any]] = []
        self._tools_show: object = None
        self._closing: list[Segment[Any]] = []
        self._closing_shows: object = None
        self._head: list[Segment[Any]] = [self._author]
        self.show(turn, is_last=is_last)

    @property
    @override
    def is_read(self) -> bool:
        return self._read == len(self._text) and self._is_final == (not self.reply.is_open)

    @property
    @override
    def reach(self) -> int:
        return len(self._head) + len(self.flow.segments) if not self.is_read else super().reach

    @override
    def room_above(self, index: int) -> int:
        """The text begins right below its author, be it with a heading."""
        room = super().room_above(index)
        if index != len(self._head):
            return room
        return _BELOW_THOUGHT if len(self._head) > 2 else min(room, _BELOW_AUTHOR)

    def shows(self, turn: Turn) -> bool:
        """Whether `turn` is another state of this very answer."""
        return is_same_answer(self._turn, turn)

    def has(self, key: FoldKey) -> bool:
        """Whether something of this answer is called `key`."""
        return self._key() == FoldKey(key.turn, key.answer)

    def show(self, turn: Turn, *, is_last: bool) -> None:
        """Another state of the same answer. Its text is read when it is to be seen: `read_on`."""
        assert turn.reply is not None
        self._turn = turn
        self.reply: Reply = turn.reply
        self._is_last = is_last
        inline, self._text, is_thinking = split_think(turn.reply.text, final=not turn.reply.is_open)
        thought = self.reply.thinking or inline
        first = len(self._head) + len(self.flow.segments)
        if thought:
            first = min(first, self._show_thinking(thought, is_inline=is_thinking))
        self._tail = self._ending()
        self._join(first)

    @override
    def read_on(self) -> None:
        end = min(len(self._text), self._read + STEP)
        self._is_final = end == len(self._text) and not self.reply.is_open
        first = self.flow.feed(self._text, end=end, final=self._is_final)
        self._read = end
        self._join(len(self._head) + first)

    def fold(self, key: FoldKey) -> None:
        """Opens what `key` names, or closes it."""
        self._unfolded ^= {key}
        self._tail = self._ending()
        if self._thinking_head is not None and key == self._thinking_head.key:
            self._show_thinking(self._thought, is_inline=self._thinking_head.is_thinking)
        self._join(0)

    def _show_thinking(self, thought: str, *, is_inline: bool) -> int:
        """Returns the index of the first segment that is not as it was."""
        reply = self.reply
        if self._thinking_head is None:
            self._thinking_head = ThinkingHead(self.materials, self._key())
        head = self._thinking_head
        is_thinking = reply.is_open and (is_inline or reply.thinking_ended is None)
        changed = (head.is_thinking, head.seconds) != (is_thinking, reply.seconds_of_thinking)
        head.is_thinking, head.seconds = is_thinking, reply.seconds_of_thinking
        was_open, head.is_open = head.is_open, head.key in self._unfolded
        head.stale = head.stale or changed or was_open != head.is_open
        before = self._head
        self._head = [self._author, head]
        first = 1 if changed or was_open != head.is_open or len(before) < 2 else len(before)
        if head.is_open:
            if self._thinking is None:
                name = QCoreApplication.translate("Thinking", "Thinking")
                self._thinking = PlainText(self.materials.look, name, muted=True)
            if thought != self._thought or not was_open:
                first = min(first, 2 + self._thinking.grow(thought.strip("\n")))
            for segment in self._thinking.segments:
                segment.group = self._thought_group
            self._head += self._thinking.segments
        self._thought = thought
        return first

    def _ending(self) -> list[Segment[Any]]:
        calls = list(self._calls())
        return calls if self.reply.is_open else [*calls, *self._close()]

    def _close(self) -> list[Segment[Any]]:
        """The same segments as long as they show the same: the keyboard may be in one of them."""
        reply, turn = self.reply, self._turn
        place = (turn.shown, len(turn.replies))
        shows = (id(reply), place, self._is_last)
        if shows != self._closing_shows:
            self._closing_shows = shows
            self._closing = []
            if ending_words(reply):
                self._closing.append(
                    EndingLine(self.materials, turn.id, reply, is_last=self._is_last)
                )
            self._closing.append(
                Footer(self.materials, turn.id, reply, place, is_last=self._is_last)
            )
        return self._closing

    def _calls(self) -> list[Segment[Any]]:
        """The same segments as long as they show the same: the keyboard may be in one of them."""
        opened = frozenset(key for key in self._unfolded if self.has(key))
        show = (self.reply.tool_calls, self.reply.tool_results, opened)
        if show != self._tools_show:
            self._tools_show = show
            self._tools = tool_segments(
                self.materials, self.reply, self._key(), self._unfolded, self._tools
            )
        return self._tools

    def _key(self) -> FoldKey:
        return _key_of(self._turn)

    def _join(self, first: int) -> None:
        """Puts the parts together; those from `first` on have changed."""
        unread = len(self._text) - self._read
        waiting = [Pending(self.materials, unread, unread // 60)] if unread > 0 else []
        self.segments = [*self._head, *self.flow.segments, *waiting, *self._tail]
        self._arranged(min(first, len(self._head) + len(self.flow.segments)))


def is_same_answer(before: Turn, now: Turn) -> bool:
    """Whether a turn still shows the answer that it showed, be it that there is more of it."""
    old, new = before.reply, now.reply
    if old is None or new is None or _key_of(before) != _key_of(now):
        return False
    # What has ended grows no more: another text is that of a person.
    return old is new or old.is_open or (old.text, old.model) == (new.text, new.model)


def _key_of(turn: Turn) -> FoldKey:
    """Its message's id tells an answer from those beside it, of which some may be deleted."""
    reply = turn.reply
    return FoldKey(turn.id, (reply.id if reply is not None else 0) or turn.shown)
