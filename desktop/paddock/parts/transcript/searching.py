"""Find in a conversation: counting, going from match to match, marking those in view.

All of it is done in slices of some milliseconds, so that the window stays alive however much there
is to be read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from paddock.parts.transcript.finding import (
    Finder,
    Haystacks,
    fold,
    has_marks,
    ranges_of,
)
from paddock.parts.transcript.match_walk import Found, Walk, as_matches
from paddock.parts.transcript.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.page import Page

_AT_ONCE = 0.015
_SLICE = 0.008
_QUICK = 24
"""Segments of an ordinary message: they are counted in any case, so that the number is at hand."""
_GROWN_EVERY = 300
"""Milliseconds: an answer that grows is counted anew no more often."""
_CUT = 4
"""Pixels of a line that may be out of view where it still counts as seen."""
_TALL_LINE = 48
_NEAR_END = 60
"""Pixels at the lower end of the view where a match is not left."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """What a segment in view has been told to mark; the same again costs nothing."""

    widget: QWidget | None
    needle: str
    text: str
    ranges: list[tuple[int, int]]
    current: tuple[int, int] | None


class Searching(QObject):
    """`counted` tells which match is the current one (from 1, 0 for none) and how many there are.

    While it is still counted or gone through, it tells how far that has come.
    """

    counted = Signal(int, int)

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._haystacks: Haystacks | None = None
        self._finder: Finder | None = None
        self._goes: bool | None = None  # forward, back; None where nobody waits for a match
        self._walk: Iterator[Found | None] | None = None
        self._rest: Iterator[None] | None = None
        self._current: Found | None = None
        self._place = 0  # of the current one in its message, from 1; 0 while that is not known
        self._marked: dict[Segment[Any], _Marked] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._growth = QTimer(self, singleShot=True, interval=_GROWN_EVERY)
        self._timer.timeout.connect(self._on_idle)
        self._growth.timeout.connect(self._on_grown)

    @property
    def is_active(self) -> bool:
        return self._finder is not None

    def find(self, words: str) -> None:
        """Searches for other words; the first match at or below the view becomes the current one."""
        self._finder, self._goes = None, None
        self._forget_current()
        if words:
            self._finder = self._finder_of(fold(words))
            self._goes = True
        self._go_on(perf_counter() + _AT_ONCE)
        self.mark()

    def prepare(self) -> None:
        """Somebody is about to search: what it takes is made ready in idle moments."""
        if self._haystacks is None:
            self._haystacks = Haystacks(self._page.messages)
            self._timer.start()

    def next(self) -> None:
        self._step(forward=True)

    def previous(self) -> None:
        self._step(forward=False)

    def end(self) -> None:
        """No more marks."""
        self._timer.stop()
        self._growth.stop()
        self._finder, self._haystacks, self._goes = None, None, None
        self._forget_current()
        self.mark()

    def restart(self) -> None:
        """The messages show other texts, or in another way: the words are found anew.

        The view stays where it is, unless somebody still waits to be taken to a match.
        """
        if self._haystacks is not None:
            self._haystacks.forget_changed()
        self._forget_current()
        if self._finder is None:
            return
        self._finder = self._finder_of(self._finder.needle)
        self._finder.count_on(perf_counter() + _SLICE)
        self._marked = {s: replace(marked, widget=None) for s, marked in self._marked.items()}
        self.mark()
        self._tell()
        self._timer.start()  # the view may be about to lay out: all else waits for that

    def text_grew(self) -> None:
        """An answer has more text, or there is a new one: counted soon."""
        if self._haystacks is not None and not self._growth.isActive():
            self._growth.start()

    # ---- counting and going, in slices

    def _finder_of(self, needle: str) -> Finder:
        keeps_marks = has_marks(needle)
        if self._haystacks is None or self._haystacks.keeps_marks != keeps_marks:
            self._haystacks = Haystacks(self._page.messages, keeps_marks=keeps_marks)
        return Finder(self._page.messages, self._haystacks, needle)

    def _forget_current(self) -> None:
        self._walk, self._rest, self._current, self._place = None, None, None, 0

    def _on_idle(self) -> None:
        if self._finder is not None:
            self._go_on(perf_counter() + _SLICE)
        elif self._haystacks is not None and not self._haystacks.is_complete:
            self._haystacks.fold_more()
            self._timer.start()

    def _on_grown(self) -> None:
        if self._haystacks is None:
            return
        first = self._haystacks.forget_changed()
        if self._finder is not None:
            self._finder.forget(first)
            self._rest = None
            if self._current is not None and self._current.row >= first:
                self._place = 0
            self._go_on(perf_counter() + _SLICE)

    def _go_on(self, until: float) -> None:
        """Counts; then goes where somebody waits to be taken; then counts what is in view exactly."""
        finder = self._finder
        if finder is not None:
            finder.count_on(until)
            if finder.is_complete and self._goes is not None:
                self._walk_on(finder, until, forward=self._goes)
            if finder.is_complete and self._goes is None:
                self._settle_on(finder, until)
            if not finder.is_complete or self._goes is not None or self._rest is not None:
                self._timer.start()
        self._tell()

    def _step(self, *, forward: bool) -> None:
        if self._finder is None or not self._finder.total or self._goes is forward:
            return
        self._goes, self._walk = forward, None
        self._go_on(perf_counter() + _SLICE)

    def _walk_on(self, finder: Finder, until: float, *, forward: bool) -> None:
        if self._walk is None:
            self._walk = Walk(self._page, finder).matches(
                self._start(forward=forward), forward=forward
            )
        for found in self._walk:
            if found is not None:
                self._arrive(found)
                return
            if perf_counter() >= until:
                return
        self._arrive(None)

    def _settle_on(self, finder: Finder, until: float) -> None:
        if self._rest is None:
            self._rest = self._settle(Walk(self._page, finder))
        for step, _ in enumerate(self._rest):
            if step >= _QUICK and perf_counter() >= until:
                return
        self._rest = None

    def _settle(self, walk: Walk) -> Generator[None, None, None]:
        if self._current is not None and not self._place:
            self._place = yield from walk.place_of(self._current)
        yield from walk.settle(sorted({placed.row for placed in self._page.placed}))

    def _start(self, *, forward: bool) -> Spot:
        """Where the walk begins: at the current match, else at the top of the view."""
        current = self._current
        if current is not None:
            position = current.end if forward else current.start
            return Spot(current.row, current.segment, position)
        if not self._page.placed:
            return Spot(0, 0, 0)
        top = self._page.placed[0]
        row = self._page.column.row(top.row)
        if top.segment >= len(row.segments):
            return Spot(top.row, 0, 0)
        segment = row.segments[top.segment]
        widget = self._page.stage.widget_of(segment)
        position = 0
        hidden = -top.top - row.room_above(top.segment)
        if segment.has_text and widget is not None and hidden > 0:
            position = _first_below(segment, widget, hidden)
        return Spot(top.row, top.segment, position)

    def _arrive(self, found: Found | None) -> None:
        self._goes = None
        self._forget_current()
        self._current = found
        if found is not None:
            self._bring(found)
        self.mark()

    def _bring(self, found: Found) -> None:
        """Scrolls where the line of a match is not in view, or too near to the lower end."""
        page = self._page
        row = page.column.row(found.row)
        segment = row.segments[found.segment]
        segment.measure(row.span(found.segment)[1])
        y = segment.y_of(found.start)
        if page.stage.widget_of(segment) is not None:
            above = row.room_above(found.segment) + y
            most = page.viewport().height() - _NEAR_END
            place = (found.row, found.segment)
            tops = (p.top for p in page.placed if (p.row, p.segment) == place)
            if any(-_CUT <= top + above < most for top in tops):
                return
        page.go_to(found.row, found.segment, y)

    def _tell(self) -> None:
        finder, number = self._finder, 0
        if finder is None:
            self.counted.emit(0, 0)
            return
        if self._current is not None and self._place:
            number = finder.before(self._current.row) + self._place
        self.counted.emit(number, finder.total)

    # ---- marking

    def mark(self) -> None:
        """Shows the matches in what is in view."""
        finder = self._finder
        if finder is None and not self._marked:
            return
        before, self._marked = self._marked, {}
        for row, index, segment, widget in self._page.stage.shown():
            if not segment.has_text:
                continue
            old = before.get(segment)
            if finder is not None:
                self._marked[segment] = self._mark(finder.needle, old, row, index, segment, widget)
            elif old is not None and old.ranges:
                segment.show_matches(widget, [])
        if finder is not None and self._is_unsettled(finder):
            self._timer.start()

    def _mark(
        self,
        needle: str,
        old: _Marked | None,
        row: int,
        index: int,
        segment: Segment[Any],
        widget: QWidget,
    ) -> _Marked:
        text = segment.shown()
        if old is not None and old.needle == needle and old.text == text:
            ranges = old.ranges
        else:
            ranges = ranges_of(needle, text)
        found, current = self._current, None
        if found is not None and (found.row, found.segment) == (row, index):
            current = (found.start, found.end)
        new = _Marked(widget, needle, text, ranges, current)
        if new != old and (ranges or (old is not None and old.ranges)):
            segment.show_matches(widget, as_matches(ranges, current))
        return new

    def _is_unsettled(self, finder: Finder) -> bool:
        """Whether a message in view has been read but not been counted in what it shows."""
        rows = {placed.row for placed in self._page.placed}
        known = ((index, self._page.column.known(index)) for index in rows)
        return any(row and row.is_read and not finder.is_settled(index) for index, row in known)


def _first_below(segment: Segment[Any], widget: QWidget, hidden: int) -> int:
    """Where the first line begins that is not, or hardly, hidden by the top of the view."""
    position = 0
    for down in range(0, _TALL_LINE, _CUT):
        position = segment.position_at(widget, QPoint(0, hidden + down))
        if segment.y_of(position) >= hidden - _CUT:
            break
    return position
