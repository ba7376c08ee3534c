"""A piece of a block of code: up to 256 rows, with a document of its own while it is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QTextCursor

from paddock.base.compat import override
from paddock.parts.code.listing import EDGE, PADDING
from paddock.parts.code.text import LONGEST, rows_of, shown_text, true_part
from paddock.parts.code.view import BAR, CodeView
from paddock.parts.segments.text_view import TextSegment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument

    from paddock.parts.code.listing import Listing
    from paddock.parts.code.text import Cut
    from paddock.parts.segments.segment import Match
    from paddock.parts.segments.text_view import TextView


class CodeLines(TextSegment):
    """Its heights are exact without a layout while lines are not broken."""

    gap = 0

    def __init__(self, listing: Listing, cut: Cut) -> None:
        super().__init__(listing.look)
        self.name = QCoreApplication.translate("CodeLines", "Code")
        self._listing = listing
        self._cut = cut
        self._written = ""  # what the document has
        self._view: CodeView | None = None
        self._is_last = True

    @property
    def cut(self) -> Cut:
        return self._cut

    @property
    def torn(self) -> bool:
        """Whether its last line goes on in the next piece, so that no line end stands between."""
        return self._cut.torn

    def take(self, cut: Cut, colored: tuple[int, int]) -> None:
        """The piece as it is now; `colored` are lines (first, end) that have got colours."""
        self._cut = cut
        self.changed()
        if not self.has_document:
            return
        text = self.shown()
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        if text.startswith(self._written):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(self._written) :], self._letters())
            self._color(*colored)
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text, self._letters())
            self._color(cut.line, cut.line + cut.rows)
        cursor.endEditBlock()
        self._written = text

    def set_last(self, is_last: bool) -> None:
        """The last piece has the room below, and the scroll bar."""
        if is_last == self._is_last:
            return
        self._is_last = is_last
        self.changed()
        if self.has_document:
            self._set_margins(self.document)
        if self._view is not None:
            self._view.set_last(is_last)

    def recolor(self, first: int, end: int) -> None:
        """Some lines have got other colours: shows those that stand in this piece."""
        if not self.has_document:
            return
        cut = self._cut
        if first >= cut.line + cut.rows or end <= cut.line:
            return
        blocks = self._color(first, end)
        if blocks:
            start, last = blocks[0].position(), blocks[-1]
            self.document.markContentsDirty(start, last.position() + last.length() - start)

    # ---- height

    @override
    def estimate(self, width: int) -> int:
        rows = self._cut.rows
        if self._listing.wraps:
            fit = self._listing.columns_in(width)
            rows = max(rows, -(-(self._cut.end - self._cut.start) // fit))
        return self._around(width) + rows * self._listing.line_height

    @override
    def measure(self, width: int) -> int:
        if not self._listing.wraps:
            return self.estimate(width)
        wanted = self._listing.option()
        if self.document.defaultTextOption().wrapMode() != wanted.wrapMode():
            self.document.setDefaultTextOption(wanted)
        return super().measure(width - 2 * EDGE)

    @override
    def height(self, width: int) -> int:
        return super().height(width - 2 * EDGE) if self._listing.wraps else self.estimate(width)

    def _around(self, width: int) -> int:
        above = self._above
        if not self._is_last:
            return above
        return above + self._listing.below + (BAR if self._listing.scrolls(width) else 0)

    @property
    def _above(self) -> int:
        return self._listing.above if self._cut.start == 0 else 0

    # ---- document and widget

    @classmethod
    @override
    def make_widget(cls) -> CodeView:
        return CodeView()

    @override
    def write(self, document: QTextDocument) -> None:
        document.setDefaultFont(self.look.markdown.code)
        document.setDefaultTextOption(self._listing.option())
        self._set_margins(document)
        self._written = self.shown()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # without it, the cursor lays out all that was inserted
        cursor.setBlockFormat(self._listing.line_format())
        cursor.insertText(self._written, self._letters())
        for block, line in self._blocks(document, self._cut.line, self._cut.line + self._cut.rows):
            spans = self._listing.colors.of_line(line)
            if spans:
                block.layout().setFormats(self._listing.ranges(spans))
        cursor.endEditBlock()
        self._listing.written.add(self)

    @override
    def fill(self, widget: TextView) -> None:
        assert isinstance(widget, CodeView)
        self._is_filled = True
        self._listing.colors.begin()
        widget.setAccessibleName(self.name)
        widget.show_piece(self._listing, self.document, is_last=self._is_last)
        self._view = widget

    @override
    def release(self, widget: TextView) -> None:
        assert isinstance(widget, CodeView)
        self._view = None
        widget.rest()
        super().release(widget)

    @override
    def drop(self) -> None:
        super().drop()
        if not self.has_document:
            self._listing.written.discard(self)

    def _letters(self) -> QTextCharFormat:
        return self.look.markdown.code_line()

    def _set_margins(self, document: QTextDocument) -> None:
        frame = document.rootFrame()
        margins = frame.frameFormat()
        margins.setLeftMargin(PADDING - EDGE)
        margins.setRightMargin(PADDING - EDGE)
        margins.setTopMargin(self._above)
        margins.setBottomMargin(self._listing.below if self._is_last else 0)
        frame.setFrameFormat(margins)

    # ---- colours

    def _color(self, first: int, end: int) -> list[QTextBlock]:
        """Gives lines their colours; returns the blocks they stand in."""
        blocks = []
        for block, line in self._blocks(self.document, first, end):
            spans = self._listing.colors.of_line(line)
            block.layout().setFormats(self._listing.ranges(spans))
            blocks.append(block)
        return blocks

    def _blocks(
        self, document: QTextDocument, first: int, end: int
    ) -> Iterator[tuple[QTextBlock, int]]:
        """The blocks of some lines with their numbers, as far as they stand in this piece."""
        cut = self._cut
        if cut.end - cut.start <= LONGEST:
            start = max(first, cut.line)
            block = document.findBlockByNumber(start - cut.line)
            for line in range(start, min(end, cut.line + cut.rows)):
                yield block, line
                block = block.next()
            return
        line, block = cut.line, document.begin()
        for _, ends in rows_of(self._text()):
            if first <= line < end:
                yield block, line
            line += ends
            block = block.next()

    # ---- text

    def _text(self) -> str:
        return self._listing.leaf.text[self._cut.start : self._cut.end]

    @override
    def shown(self) -> str:
        return shown_text(self._text())

    @override
    def plain(self, start: int, end: int) -> str:
        return true_part(self._text(), start, end)

    @override
    def position_at(self, widget: TextView, point: QPoint) -> int:
        return super().position_at(widget, QPoint(point.x() - EDGE, point.y()))

    @override
    def show_selection(self, widget: TextView, start: int, end: int) -> None:
        assert isinstance(widget, CodeView)
        cursor = widget.textCursor()
        if (cursor.anchor(), cursor.position()) != (start, end):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            widget.select(cursor)

    @override
    def show_matches(self, widget: TextView, matches: Sequence[Match]) -> None:
        super().show_matches(widget, matches)
        for match in matches:
            if match.current and not self._listing.wraps:
                edges = (self._x_of(match.start), self._x_of(match.end))
                self._listing.sideways.reveal(*edges)

    @override
    def y_of(self, position: int) -> int:
        if self._listing.wraps:
            return super().y_of(position)
        row = self.document.findBlock(position).blockNumber()
        return self._above + row * self._listing.line_height

    def _x_of(self, position: int) -> float:
        block = self.document.findBlock(position)
        self.document.documentLayout().blockBoundingRect(block)  # lays it out
        inside = position - block.position()
        line = block.layout().lineForTextPosition(inside)
        return PADDING - EDGE + (_first(line.cursorToX(inside)) if line.isValid() else 0.0)


def _first(value: object) -> float:
    """PySide gives the position that it may move together with the place."""
    return float(value[0] if isinstance(value, tuple) else value)  # type: ignore[arg-type]
