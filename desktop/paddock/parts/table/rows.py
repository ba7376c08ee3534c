"""Some rows of a table as a segment, and what all pieces of a table share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QTextCharFormat, QTextCursor

from paddock.base.compat import override
from paddock.domain.markdown.leaves import Align, Table
from paddock.domain.markdown.words import table_markdown
from paddock.parts.segments.sideways import Sideways
from paddock.parts.segments.text_view import TextSegment
from paddock.parts.table.columns import Columns
from paddock.parts.table.grid import AROUND, Grid
from paddock.parts.table.style import CellStyle
from paddock.parts.table.text import (
    BREAK,
    MOST_COLUMNS,
    RowText,
    part_of,
    placed,
    touched,
)
from paddock.parts.table.view import BAR, TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument

    from paddock.parts.look import Look
    from paddock.parts.segments.segment import Match
    from paddock.parts.segments.text_view import TextView
    from paddock.parts.table.columns import Widths
    from paddock.parts.table.text import Pictures


class Shared:
    """What the pieces of one table have in common: the table, its columns and how it is scrolled."""

    def __init__(self, look: Look, leaf: Table, pictures: Pictures) -> None:
        self.look = look
        self.leaf = leaf
        self.pictures = pictures
        self.style = CellStyle(look)
        self.sideways = Sideways()
        self.learn()

    def learn(self) -> None:
        """Looks at the first rows for the widths of the columns."""
        self.columns = Columns(self.style, self.leaf.head, self.pictures)
        self.columns.take(self.leaf.rows)

    @property
    def align(self) -> tuple[Align, ...]:
        """Of the columns that are shown."""
        align = self.leaf.align
        return align if len(align) <= MOST_COLUMNS else (*align[:MOST_COLUMNS], Align.LEFT)

    def texts(self, first: int, count: int) -> list[RowText]:
        """The text of some rows; row 0 is the head."""
        rows: list[RowText] = []
        if first == 0 and count:
            rows.append(RowText(self.leaf.head, self.pictures))
            first, count = 1, count - 1
        body = self.leaf.rows[first - 1 : first - 1 + count]
        return rows + [RowText(row, self.pictures) for row in body]


class TableRows(TextSegment):
    """Some rows of a table in one widget, from row `first`; row 0 is the head."""

    def __init__(self, shared: Shared, first: int, count: int, left: int) -> None:
        super().__init__(shared.look)
        self.name = QCoreApplication.translate("TableRows", "Table")
        self.first = first
        self.count = count
        self.left = left
        self.gap = 0 if first else type(self).gap
        self._shared = shared
        self._grid: Grid | None = None
        self._widths: Widths | None = None

    @classmethod
    @override
    def make_widget(cls) -> TableView:
        return TableView()

    # ---- its document

    @override
    def write(self, document: QTextDocument) -> None:
        shared = self._shared
        self._grid = Grid(document, shared.style, shared.align, shared.sideways)
        document.setDocumentLayout(self._grid)
        self._append(document, shared.texts(self.first, self.count))

    def renew(self, changed: int) -> None:
        """Rows of the table from `changed` on are new; what stands before them stays."""
        self.changed()
        if self._document is None or self._grid is None:
            return
        shown = self._grid.texts
        keep = max(0, min(len(shown), changed - self.first))
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        if keep < len(shown):
            if keep:
                cursor.setPosition(placed(shown)[keep] - 1)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self._grid.cut(keep)
        first = self.first + keep
        self._append(self._document, self._shared.texts(first, self.count - keep))
        cursor.endEditBlock()

    def _append(self, document: QTextDocument, rows: Sequence[RowText]) -> None:
        if not rows or self._grid is None:
            return
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        at = cursor.position()
        text = "\n".join([row.text for row in rows])
        if self._grid.texts:
            text = "\n" + text
            at += 1
        cursor.insertText(text, QTextCharFormat())
        for start, row in zip(placed(rows), rows, strict=True):
            self._mark_links(cursor, at + start, row)
        cursor.endEditBlock()
        self._grid.add(rows, head=self.first == 0 and not self._grid.texts)

    def _mark_links(self, cursor: QTextCursor, at: int, row: RowText) -> None:
        """The keyboard goes from link to link in the document."""
        for cell, inside in zip(row.cells, row.starts, strict=True):
            for run in cell.runs:
                if run.span.href:
                    cursor.setPosition(at + inside + run.start)
                    cursor.setPosition(
                        at + inside + run.start + run.length, QTextCursor.MoveMode.KeepAnchor
                    )
                    link = self.look.markdown.link(QTextCharFormat(), run.span.href)
                    cursor.setCharFormat(link)

    @override
    def drop(self) -> None:
        super().drop()
        if not self.has_document:
            self._grid = None

    # ---- its place

    @override
    def estimate(self, width: int) -> int:
        return self.count * (self._shared.columns.row_height + AROUND)

    @override
    def measure(self, width: int) -> int:
        shared = self._shared
        widths = shared.columns.fit(width)
        shared.sideways.set_range(widths.hidden, widths.width)
        if width != self._width or widths is not self._widths:
            _made = self.document
            assert self._grid is not None
            self._height = self._grid.lay(widths)
            if shared.sideways.has_bar(self):
                self._height += BAR
            self._width, self._widths = width, widths
        return self._height

    @override
    def fill(self, widget: TextView) -> None:
        super().fill(widget)
        assert isinstance(widget, TableView)
        self._lay()
        shared = self._shared
        widget.show_sideways(shared.sideways, self)
        if self.first == 0:
            widget.offer_copy(lambda: shared.leaf, self.look.icons)
        else:
            widget.offer_copy(None)

    def _lay(self) -> Grid:
        """The rows at their places, also where the document was forgotten after it was measured."""
        width = self._width
        _made = self.document
        self._width = width  # a new document says nothing new
        assert self._grid is not None
        if self._widths is not None:
            self._grid.lay(self._widths)
        return self._grid

    @override
    def release(self, widget: TextView) -> None:
        assert isinstance(widget, TableView)
        super().release(widget)
        widget.show_sideways(None)
        widget.offer_copy(None)

    @override
    def y_of(self, position: int) -> int:
        return round(self._lay().rect_of(position).top())

    # ---- its text

    @property
    def _texts(self) -> list[RowText]:
        if self._grid is not None:
            return self._grid.texts
        return self._shared.texts(self.first, self.count)

    @override
    def shown(self) -> str:
        return "\n".join([row.text for row in self._texts]).replace(BREAK, "\n")

    @override
    def plain(self, start: int, end: int) -> str:
        return part_of(self._texts, start, end)

    @override
    def markdown(self, start: int, end: int) -> str:
        """Whole rows as rows; the text of a part that begins or ends within one."""
        rows = touched(self._texts, start, end)
        if not rows or not all(whole for _number, whole in rows):
            return self.plain(start, end)
        leaf = self._shared.leaf
        first, last = self.first + rows[0][0], self.first + rows[-1][0]
        written = table_markdown(
            Table(head=leaf.head, align=leaf.align, rows=leaf.rows[max(0, first - 1) : last])
        )
        return written if first == 0 else "\n".join(written.rstrip("\n").split("\n")[2:])

    # ---- what is marked in it

    @override
    def show_selection(self, widget: TextView, start: int, end: int) -> None:
        super().show_selection(widget, start, end)
        widget.viewport().update()

    @override
    def show_matches(self, widget: TextView, matches: Sequence[Match]) -> None:
        super().show_matches(widget, matches)
        widget.viewport().update()
        for match in matches:
            if match.current and self._grid is not None:
                left = self._grid.rect_of(match.start).left()
                right = self._grid.rect_of(match.end).left()
                self._shared.sideways.reveal(min(left, right), max(left, right))

    @override
    def position_at(self, widget: TextView, point: QPoint) -> int:
        return min(super().position_at(widget, point), max(0, self.document.characterCount() - 1))
