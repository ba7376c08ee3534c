"""A table as segments: pieces of some rows, which share the widths of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.parts.table.rows import Shared, TableRows
from paddock.parts.table.text import no_pictures, units_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.domain.markdown.leaves import Table
    from paddock.parts.look import Look
    from paddock.parts.table.text import Pictures

_PIECE_CELLS = 400
_PIECE_ROWS = 50
_PIECE_UNITS = 12_000
"""A piece that has so much text takes no more rows: laying out one piece takes a few ms."""


def _nothing() -> None:
    """Nobody shows the table."""


class TableBlock:
    """The pieces of one table, which grows at its end while it is open."""

    def __init__(
        self,
        look: Look,
        leaf: Table,
        left: int = 0,
        relayout: Callable[[], None] = _nothing,
        pictures: Pictures = no_pictures,
    ) -> None:
        """`relayout` is called when pieces changed on their own, and are to be measured again.

        `pictures` gives formulas their pictures; until one has its own, its source is shown.
        """
        self._look = look
        self._left = left
        self._relayout = relayout
        self._pictures = pictures
        self.segments: list[TableRows] = []
        """Always the same list, so that others may keep it."""
        self._start(leaf)

    @property
    def leaf(self) -> Table:
        return self._shared.leaf

    def grow(self, leaf: Table) -> int:
        """Takes the table as it is now; returns the first segment that is to be measured again.

        Rows that were final are not compared: for a table that changed elsewhere make a new block.
        """
        old = self._shared.leaf
        if len(leaf.rows) < len(old.rows) or leaf.head != old.head or leaf.align != old.align:
            self._start(leaf)
            return 0
        self._shared.leaf = leaf
        changed = len(old.rows)
        if changed and leaf.rows[changed - 1] != old.rows[-1]:
            changed -= 1
        if changed == len(leaf.rows):
            return len(self.segments)
        first = len(self.segments) - 1
        moved = self._shared.columns.take(leaf.rows)
        self._divide()
        for piece in self.segments[first:]:
            piece.renew(changed + 1)
        return 0 if moved else first

    def formulas_ready(self) -> None:
        """Some formulas have a picture now: the cells are made again."""
        self._shared.learn()
        for piece in self.segments:
            piece.renew(0)
        self._relayout()

    def _start(self, leaf: Table) -> None:
        self._shared = Shared(self._look, leaf, self._pictures)
        self._most = max(1, min(_PIECE_ROWS, _PIECE_CELLS // max(1, len(leaf.head))))
        self.segments[:] = [TableRows(self._shared, 0, 1, self._left)]
        self._divided = 0  # rows that are in a piece
        self._units = units_of(leaf.head)  # text of the last piece but for its last row
        self._divide()

    def _divide(self) -> None:
        """Gives new rows to pieces. A piece is full by what is final, so no row ever moves."""
        rows = self._shared.leaf.rows
        for number in range(self._divided, len(rows)):
            piece = self.segments[-1]
            count = piece.count - (piece.first == 0)
            if count:
                self._units += units_of(rows[number - 1])
            if count >= self._most or (count and self._units >= _PIECE_UNITS):
                self.segments.append(TableRows(self._shared, number + 1, 1, self._left))
                self._units = 0
            else:
                piece.count += 1
        self._divided = len(rows)
        self._shared.sideways.set_last(self.segments[-1])
