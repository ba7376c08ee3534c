"""The rows of a piece of a table at their places, as the layout of its document."""

from __future__ import annotations

from bisect import bisect_right
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QTextCharFormat

from paddock.base.compat import override
from paddock.parts.table.cell import Cell, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import (
        QPainter,
        QPainterPath,
        QTextBlock,
        QTextCursor,
        QTextDocument,
        QTextFrame,
    )

    from paddock.domain.markdown.leaves import Align
    from paddock.parts.segments.sideways import Sideways
    from paddock.parts.table.columns import Widths
    from paddock.parts.table.style import CellStyle
    from paddock.parts.table.text import RowText

ABOVE = 6
LINE = 1
_LENT_MOST = 2_000
"""Longer rows are not laid out a second time only for the caret to move up and down."""
AROUND = 2 * ABOVE + LINE
"""Above and below the text of a row, with the line under it."""


class _Row:
    """The cells of one row, whose first lines stand on one base line."""

    __slots__ = ("ascent", "cells", "text")

    def __init__(
        self, text: RowText, style: CellStyle, align: Sequence[Align], *, head: bool
    ) -> None:
        face = style.head if head else style.body
        self.text = text
        self.cells = [
            Cell(cell, style, face, each) for cell, each in zip(text.cells, align, strict=True)
        ]
        self.ascent = face.ascent

    def lay(self, widths: Sequence[int]) -> int:
        """The height of the highest cell."""
        for cell, width in zip(self.cells, widths, strict=True):
            cell.lay(width)
        self.ascent = max([cell.ascent for cell in self.cells], default=0)
        return ceil(max([self.sink(cell) + cell.height for cell in self.cells], default=0))

    def sink(self, cell: Cell) -> float:
        """By how much a cell stands lower, where another has a larger font."""
        return self.ascent - cell.ascent


class Grid(QAbstractTextDocumentLayout):
    """Lays out, paints and hit-tests rows whose text is a block each in the document.

    Qt's own layout of a table is made anew for every row that is added. Here what was added is
    laid out, and only cells in the painted part of it are asked for more than their height.
    """

    def __init__(
        self,
        document: QTextDocument,
        style: CellStyle,
        align: Sequence[Align],
        sideways: Sideways,
    ) -> None:
        super().__init__(document)
        self._style = style
        self._align = align
        self._sideways = sideways
        self._rows: list[_Row] = []
        self._starts: list[int] = []
        self._tops: list[int] = [0]  # one more than are laid out
        self._widths: Widths | None = None

    # ---- what it is told

    def cut(self, keep: int) -> None:
        """Forgets all rows but the first `keep`."""
        del self._rows[keep:], self._starts[keep:], self._tops[keep + 1 :]

    def add(self, texts: Sequence[RowText], *, head: bool = False) -> None:
        """Appends rows, the first of them as the head."""
        for text in texts:
            at = self._starts[-1] + self._rows[-1].text.length + 1 if self._rows else 0
            self._starts.append(at)
            self._rows.append(_Row(text, self._style, self._align, head=head))
            head = False

    def lay(self, widths: Widths) -> int:
        """The height of all rows; lays out those that are new, or all where the widths are."""
        if widths is not self._widths:
            self._widths = widths
            del self._tops[1:]
        new = self._rows[len(self._tops) - 1 :]
        for row in new:
            self._tops.append(self._tops[-1] + row.lay(widths.widths) + AROUND)
        if new:
            self.update.emit()
        return self._tops[-1]

    # ---- what it knows

    @property
    def texts(self) -> list[RowText]:
        return [row.text for row in self._rows]

    @property
    def seen(self) -> int:
        """How much of its place the table takes."""
        return self._widths.seen if self._widths else 0

    def rect_of(self, position: int) -> QRectF:
        """The place of the caret, in the table, not in what is seen of it."""
        if self._widths is None or len(self._tops) < 2:
            return QRectF()
        number, column, inside = self._find(position)
        row = self._rows[number]
        cell = row.cells[column]
        top = self._tops[number] + ABOVE + row.sink(cell)
        return cell.rect_of(inside).translated(self._widths.lefts[column], top)

    def draw_caret(self, painter: QPainter, position: int) -> None:
        rect = self.rect_of(position)
        caret = QRectF(round(rect.x() - self._sideways.offset), rect.y(), 1, rect.height())
        painter.fillRect(caret, QColor(self._style.color))

    def _find(self, position: int) -> tuple[int, int, int]:
        """Row, column and position in the cell."""
        number = max(0, bisect_right(self._starts, position, hi=len(self._tops) - 1) - 1)
        row, inside = self._rows[number].text, position - self._starts[number]
        column = max(0, bisect_right(row.starts, inside) - 1)
        return number, column, min(inside - row.starts[column], row.cells[column].length)

    def _row_at(self, y: float) -> int:
        return max(0, min(bisect_right(self._tops, y) - 1, len(self._tops) - 2))

    def _column_at(self, x: float) -> int:
        assert self._widths is not None
        return max(0, bisect_right(self._widths.lefts, x + self._widths.side) - 1)

    # ---- what Qt asks a layout

    @override
    def hitTest(
        self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy
    ) -> int:
        assert isinstance(point, QPointF)
        exact = accuracy is Qt.HitTestAccuracy.ExactHit
        outside = not 0 <= point.y() < self._tops[-1]
        if self._widths is None or len(self._tops) < 2 or (exact and outside):
            return -1 if exact else 0
        x = point.x() + self._sideways.offset
        number, column = self._row_at(point.y()), self._column_at(x)
        row = self._rows[number]
        cell = row.cells[column]
        top = self._tops[number] + ABOVE + row.sink(cell)
        inside = QPointF(x - self._widths.lefts[column], point.y() - top)
        found = cell.position_at(inside, exact=exact)
        return found if found < 0 else self._starts[number] + row.text.starts[column] + found

    @override
    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if self._widths is None or len(self._tops) < 2:
            return
        clip = context.clip
        marks = [_mark_of(each) for each in context.selections]
        offset = self._sideways.offset
        first = self._column_at(clip.left() + offset)
        last = self._column_at(clip.right() + offset)
        for number in range(self._row_at(clip.top()), self._row_at(clip.bottom()) + 1):
            start = self._starts[number]
            touching = [
                mark
                for mark in marks
                if mark[0] < start + self._rows[number].text.length and mark[1] > start
            ]
            self._draw_row(painter, number, range(first, last + 1), touching)

    def _draw_row(
        self,
        painter: QPainter,
        number: int,
        columns: range,
        marks: Sequence[tuple[int, int, QTextCharFormat]],
    ) -> None:
        assert self._widths is not None
        row, y = self._rows[number], self._tops[number] + ABOVE
        below = self._tops[number + 1]
        # Marks that are stacked on a letter would reach into other rows.
        painter.save()
        painter.setClipRect(
            QRectF(0, self._tops[number], self._widths.seen, below - self._tops[number]),
            Qt.ClipOperation.IntersectClip,
        )
        for column in columns:
            cell = row.cells[column]
            at = self._starts[number] + row.text.starts[column]
            ranges = [
                marked(
                    max(0, start - at), min(cell.text.length, end - at) - max(0, start - at), how
                )
                for start, end, how in marks
                if start < at + cell.text.length and end > at
            ]
            cell.draw(
                painter,
                QPointF(self._widths.lefts[column] - self._sideways.offset, y + row.sink(cell)),
                ranges,
            )
        painter.restore()
        painter.fillRect(
            QRectF(0, below - LINE, self._widths.seen, LINE), QColor(self._style.line_color)
        )

    @override
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Where a row is; lends its block a line, by which Qt moves the caret from row to row."""
        number = block.blockNumber()
        if self._widths is None or number + 1 >= len(self._tops):
            return QRectF()
        top = self._tops[number]
        lent = block.layout()
        if not lent.lineCount() and block.length() < _LENT_MOST:
            lent.beginLayout()
            lent.createLine().setPosition(QPointF(self._widths.side, ABOVE))
            lent.endLayout()
        lent.setPosition(QPointF(0, top))
        return QRectF(0, top, self._widths.total, self._tops[number + 1] - top)

    @override
    def documentSize(self) -> QSizeF:
        """Nothing that the widget could scroll to: it is as tall as the piece."""
        return QSizeF(1, 1)

    @override
    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        return QRectF(0, 0, self._widths.total if self._widths else 0, self._tops[-1])

    @override
    def pageCount(self) -> int:
        return 1

    @override
    def documentChanged(self, _position: int, _removed: int, _added: int) -> None:
        """The segment tells what it changed, by rows."""


def _mark_of(
    selection: QAbstractTextDocumentLayout.Selection,
) -> tuple[int, int, QTextCharFormat]:
    """Copied: what PySide gives of a selection is gone with the selection."""
    cursor: QTextCursor = selection.cursor
    return (
        cursor.selectionStart(),
        cursor.selectionEnd(),
        QTextCharFormat(selection.format),
    )
