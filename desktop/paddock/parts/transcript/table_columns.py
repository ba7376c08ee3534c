"""How wide the columns of a table are, learned from its first rows and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paddock.parts.transcript.table_cell import natural_width
from paddock.parts.transcript.table_text import RowText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.domain.markdown.leaves import Spans
    from paddock.parts.transcript.table_cell import CellStyle, Face
    from paddock.parts.transcript.table_text import Pictures

SIDE = 12
"""Between the border of a column and its text."""

_SAMPLE_ROWS = 30
_SAMPLE_CELLS = 640
"""Very wide tables are judged by fewer rows, so that opening one costs no more."""
_SAMPLE_LETTERS = 160
_LEAST_EM = 3.0
_WORD_EM = 10.0
_COMFORTABLE_EM = 14.0


@dataclass(frozen=True, slots=True)
class Widths:
    """Where the text of each column stands, in pixels, in a table that is given `width`."""

    width: int
    lefts: tuple[int, ...]
    widths: tuple[int, ...]
    total: int

    @property
    def hidden(self) -> int:
        """By how much the columns are wider than the place there is."""
        return max(0, self.total - self.width)


class Columns:
    """Natural widths of the columns; they change only while the first rows arrive."""

    def __init__(self, style: CellStyle, head: Sequence[Spans], pictures: Pictures) -> None:
        self._style = style
        self._pictures = pictures
        known = self._figures(RowText(head, pictures), style.head)
        self._settled = known
        self._known = known
        self._sample = max(1, min(_SAMPLE_ROWS, _SAMPLE_CELLS // max(1, len(known))))
        self._count = 0
        self._fitted = Widths(-1, (), (), 0)

    @property
    def row_height(self) -> int:
        return self._style.row_height

    def take(self, rows: Sequence[Sequence[Spans]]) -> bool:
        """Learns from rows of which all but the last are final. True when the widths change."""
        if self._count >= self._sample:
            return False
        final = min(len(rows) - 1, self._sample)
        for row in rows[self._count : final]:
            self._settled = _larger(self._settled, self._row(row))
        self._count = max(self._count, final)
        known = self._settled
        if self._count < self._sample and rows:
            known = _larger(known, self._row(rows[-1]))
        if known == self._known:
            return False
        self._known = known
        return self._refit(self._fitted.width) if self._fitted.width >= 0 else True

    def fit(self, width: int) -> Widths:
        """The same object until the widths change."""
        if width != self._fitted.width:
            self._refit(width)
        return self._fitted

    def _refit(self, width: int) -> bool:
        em = self._style.em
        naturals = [max(1.0, line) for line, _word in self._known]
        leasts = [
            min(line, max(_LEAST_EM * em, min(word, _WORD_EM * em))) for line, word in self._known
        ]
        room = width - 2 * SIDE * len(naturals)
        lefts, widths, x = [], [], 0
        for each in share(naturals, leasts, room, _COMFORTABLE_EM * em):
            lefts.append(x + SIDE)
            widths.append(each)
            x += each + 2 * SIDE
        fitted = Widths(width, tuple(lefts), tuple(widths), x)
        if fitted == self._fitted:
            return False
        self._fitted = fitted
        return True

    def _row(self, row: Sequence[Spans]) -> list[tuple[float, float]]:
        return self._figures(RowText(row, self._pictures), self._style.body)

    def _figures(self, row: RowText, face: Face) -> list[tuple[float, float]]:
        return [natural_width(cell, self._style, face, _SAMPLE_LETTERS) for cell in row.cells]


def share(
    naturals: Sequence[float], leasts: Sequence[float], room: float, comfortable: float
) -> list[int]:
    """Widths of columns that fill a room, whole pixels.

    What is left over is given in proportion. Where the room is short, columns that need no more
    than their share keep what they need, and the others divide the rest in proportion, none below
    its least. Where even the least do not fit, they get what is comfortable: the table scrolls.
    """
    needed = [int(natural) + 2 for natural in naturals]  # whole, and no line breaks by rounding
    total = sum(needed)
    if not needed or total <= room:
        return _stretched(needed, total, int(room))
    floors = [min(need, int(least) + 2) for need, least in zip(needed, leasts, strict=True)]
    if sum(floors) >= room:
        return [
            max(floor, min(need, int(comfortable)))
            for need, floor in zip(needed, floors, strict=True)
        ]
    return _shrunk(needed, floors, int(room))


def _stretched(needed: Sequence[int], total: int, room: int) -> list[int]:
    widths = [need * room // total for need in needed] if total else list(needed)
    if widths:
        widths[-1] += room - sum(widths)
    return widths


def _shrunk(needed: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    widths = list(needed)
    wide = set(range(len(widths)))
    rest = room
    while True:
        part = rest / len(wide)
        narrow = {i for i in wide if needed[i] <= part}
        if not narrow or narrow == wide:
            break
        wide -= narrow
        rest -= sum(needed[i] for i in narrow)
    if sum(floors[i] for i in wide) > rest:
        wide, rest = set(range(len(widths))), room
    # A column that would fall below its least gets just that, and the others share again.
    while wide:
        total = sum(needed[i] for i in wide)
        low = {i for i in wide if needed[i] * rest // total < floors[i]}
        if not low:
            break
        for i in low:
            widths[i] = floors[i]
            rest -= floors[i]
        wide -= low
    total = sum(needed[i] for i in wide)
    for i in wide:
        widths[i] = needed[i] * rest // total
    widths[max(wide, default=-1)] += room - sum(widths)
    return widths


def _larger(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    return [(max(a, c), max(b, d)) for (a, b), (c, d) in zip(one, other, strict=True)]
