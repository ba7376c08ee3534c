"""How wide the columns of a table are, learned from its first rows and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paddock.parts.table.measure import natural_width
from paddock.parts.table.share import share
from paddock.parts.table.text import RowText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.domain.markdown.leaves import Spans
    from paddock.parts.table.style import CellStyle, Face
    from paddock.parts.table.text import Pictures

_SAMPLE_ROWS = 30
_SAMPLE_CELLS = 400
"""Very wide tables are judged by fewer rows, so that opening one costs no more."""
_SAMPLE_LETTERS = 160
_LEAST_EM = 3.0
_WORD_EM = 10.0
_HEAD_WORD_EM = 20.0
_COMFORTABLE_EM = 14.0


@dataclass(frozen=True, slots=True)
class Widths:
    """Where the text of each column stands, in pixels, in a table that is given `width`."""

    width: int
    side: int
    lefts: tuple[int, ...]
    widths: tuple[int, ...]
    total: int

    @property
    def hidden(self) -> int:
        """By how much the columns are wider than the place there is."""
        return max(0, self.total - self.width)

    @property
    def seen(self) -> int:
        """How much of the width the table takes."""
        return min(self.total, self.width)


class Columns:
    """Natural widths of the columns; they change only while the first rows arrive."""

    def __init__(self, style: CellStyle, head: Sequence[Spans], pictures: Pictures) -> None:
        self._style = style
        self._pictures = pictures
        self._head = self._figures(RowText(head, pictures), style.head)
        self._sample = max(1, min(_SAMPLE_ROWS, _SAMPLE_CELLS // max(1, len(self._head))))
        self._final: list[list[tuple[float, float]]] = []
        self._known: list[list[tuple[float, float]]] = []
        self._fitted = Widths(-1, 0, (), (), 0)

    @property
    def row_height(self) -> int:
        return self._style.row_height

    def take(self, rows: Sequence[Sequence[Spans]]) -> bool:
        """Learns from rows of which all but the last are final. True when the widths change."""
        if len(self._final) >= self._sample:
            return False
        for row in rows[len(self._final) : min(len(rows) - 1, self._sample)]:
            self._final.append(self._row(row))
        known = list(self._final)
        if len(known) < self._sample and rows:
            known.append(self._row(rows[-1]))
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
        lines = [[line for line, _word in row] for row in (self._head, *self._known)]
        leasts = [max(_LEAST_EM * em, min(word, _HEAD_WORD_EM * em)) for _line, word in self._head]
        for row in self._known:
            leasts = [
                max(least, min(word, _WORD_EM * em))
                for least, (_line, word) in zip(leasts, row, strict=True)
            ]
        side, shares = share(lines, leasts, width, _COMFORTABLE_EM * em)
        lefts, x = [], 0
        for each in shares:
            lefts.append(x + side)
            x += each + 2 * side
        fitted = Widths(width, side, tuple(lefts), tuple(shares), x)
        if fitted == self._fitted:
            return False
        self._fitted = fitted
        return True

    def _row(self, row: Sequence[Spans]) -> list[tuple[float, float]]:
        return self._figures(RowText(row, self._pictures), self._style.body)

    def _figures(self, row: RowText, face: Face) -> list[tuple[float, float]]:
        return [natural_width(cell, self._style, face, _SAMPLE_LETTERS) for cell in row.cells]
