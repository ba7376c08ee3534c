"""Find in a conversation: counting, going from match to match, marking those in view."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.parts.transcript.finding import Finder, Found, Haystacks, matches

if TYPE_CHECKING:
    from paddock.parts.transcript.page import Page
    from paddock.parts.transcript.segment import Segment

_AT_ONCE = 0.015
_SLICE = 0.008


class Searching(QObject):
    """`counted` tells which match is the current one (from 1, 0 for none) and how many there are."""

    counted = Signal(int, int)

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._finder: Finder | None = None
        self._haystacks: Haystacks | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._count_on)
        self._current: Found | None = None
        self._marked: dict[Segment[Any], object] = {}

    @property
    def is_active(self) -> bool:
        return self._finder is not None

    def find(self, words: str) -> None:
        """Searches for other words; the first match at or below the view becomes the current one.

        A very long conversation is counted in slices: `counted` tells how far it has come.
        """
        self._current = None
        self._finder = None
        if words:
            if self._haystacks is None:
                self._haystacks = Haystacks(self._page.messages)
            self._finder = Finder(self._page.messages, self._haystacks, words)
            self._finder.count_on(perf_counter() + _AT_ONCE)
        self._counted()

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
        self._finder, self._haystacks, self._current = None, None, None
        self.mark()

    def text_grew(self) -> None:
        """An answer has more text, or there is a new one."""
        if self._finder is not None:
            self._finder.text_grew()
            self._finder.count_on(perf_counter() + _SLICE)
            self._tell()

    def mark(self) -> None:
        """Shows the matches in what is in view."""
        finder = self._finder
        if finder is None and not self._marked:
            return
        page = self._page
        marked: dict[Segment[Any], object] = {}
        found_in: dict[int, list[Found]] = {}
        for row, index, segment, widget in page.stage.shown():
            if not segment.has_text:
                continue
            if finder is not None and row not in found_in:
                found_in[row] = finder.in_row(row, page.column.row(row))
            shown = matches(found_in.get(row, []), index, self._current)
            if shown or segment in self._marked:
                segment.show_matches(widget, shown)
            if shown:
                marked[segment] = shown
        self._marked = marked

    def _count_on(self) -> None:
        if self._finder is not None:
            self._finder.count_on(perf_counter() + _SLICE)
            self._counted()
        elif self._haystacks is not None and not self._haystacks.is_complete:
            self._haystacks.fold_more()
            self._timer.start()

    def _counted(self) -> None:
        """Goes to the first match when all are known."""
        finder = self._finder
        if finder is not None and not finder.is_complete:
            self._timer.start()
        elif finder is not None and finder.total:
            start = self._page.placed[0].row if self._page.placed else 0
            self._go_from(start, -1, forward=True)
        self.mark()
        self._tell()

    def _step(self, *, forward: bool) -> None:
        if self._finder is None or not self._finder.total:
            return
        current = self._current
        if current is None:
            start = self._page.placed[0].row if self._page.placed else 0
            self._go_from(start, -1, forward=forward)
        else:
            places = self._in(current.row)
            at = places.index(current) if current in places else -1
            self._go_from(current.row, at + (1 if forward else -1), forward=forward)
        self.mark()
        self._tell()

    def _go_from(self, row: int, at: int, *, forward: bool) -> None:
        """The match `at` of a message, else the next one in a message that has any.

        A source may hold words that its text does not show: such a message is passed over.
        """
        finder = self._finder
        assert finder is not None
        if at >= 0 or not forward:
            places = self._in(row)
            if 0 <= at < len(places):
                self._show(places[at])
                return
        rows = finder.rows()
        if at < 0 and forward:
            order = [r for r in rows if r >= row] + [r for r in rows if r < row]
        elif forward:
            order = [r for r in rows if r > row] + [r for r in rows if r <= row]
        else:
            order = [r for r in rows if r < row][::-1] + [r for r in rows if r >= row][::-1]
        for index in order:
            places = self._in(index)
            if places:
                self._show(places[0] if forward else places[-1])
                return
        self._current = None

    def _in(self, index: int) -> list[Found]:
        assert self._finder is not None
        row = self._page.column.row(index)
        while not row.is_read:
            row.read_on()
        self._page.column.changed(index)
        return self._finder.in_row(index, row)

    def _show(self, place: Found) -> None:
        self._current = place
        row = self._page.column.row(place.row)
        segment = row.segments[place.segment]
        segment.measure(row.span(place.segment)[1])
        self._page.go_to(place.row, place.segment, segment.y_of(place.start))

    def _tell(self) -> None:
        finder, current = self._finder, self._current
        if finder is None:
            self.counted.emit(0, 0)
            return
        number = 0
        if current is not None:
            places = self._in(current.row)
            inside = places.index(current) + 1 if current in places else 0
            number = finder.before(current.row) + inside
        self.counted.emit(number, finder.total)
