"""What is painted behind and over lines of code: the grounds of whole lines, the selection, fades.

Qt marks only the height of the letters, and in lines of a fixed height that leaves gaps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QLinearGradient, QTextLine

from paddock.parts.code.listing import EDGE, PADDING
from paddock.parts.segments.segment import utf16_slice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter, QTextBlock, QTextCursor, QTextDocument

    from paddock.parts.code.listing import Listing

FADE = 16
"""Pixels in which a line fades that goes on beyond the edge."""
_LEFT = PADDING - EDGE
_TURNING = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""What is written from right to left: a part of such a line may lie in several places."""


class _Row(NamedTuple):
    """One line on the screen, and the position of its first letter."""

    block: QTextBlock
    line: QTextLine
    start: int
    top: int
    is_last: bool
    """Of its block, so that the end of the line stands in it."""

    @property
    def end(self) -> int:
        return self.start + self.line.textLength()

    def x_of(self, position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
        # PySide gives the position that was reached as well, and calls the pair an object.
        at = position - self.block.position()
        return cast("tuple[float, int]", self.line.cursorToX(at, edge))[0]


class CodePainter:
    """Paints the rows that lie in `area`, of a document that is scrolled by `offset`."""

    def __init__(
        self, document: QTextDocument, listing: Listing, area: QRect, offset: int, width: int
    ) -> None:
        self._listing = listing
        self._offset = offset
        self._width = width
        self._height = listing.line_height
        self._rows = list(_rows(document, listing, area))

    def paint_behind(self, painter: QPainter, selected: QTextCursor) -> None:
        start, end = selected.selectionStart(), selected.selectionEnd()
        mark = QColor(self._listing.look.tokens.marked)
        for row in self._rows:
            ground = self._listing.ground_of(row.block)
            if ground is not None:
                painter.fillRect(QRect(0, row.top, self._width, self._height), ground)
            if start <= row.end and end > row.start:
                for left, right in self._marked(row, start, end):
                    painter.fillRect(self._box(row, left, right), mark)

    def paint_over(self, painter: QPainter, selected: QTextCursor) -> None:
        """Fades the lines that go on at the left or the right of what is seen."""
        for row in self._rows:
            right = _LEFT + row.line.naturalTextWidth() - self._offset
            if right > self._width:
                color = self._ground_at(row, self._width - 1, selected)
                self._fade(painter, row, self._width - FADE, self._width, color)
            if self._offset > _LEFT and right > 0:
                far = min(FADE, self._offset)
                self._fade(painter, row, far, 0, self._ground_at(row, 0, selected))

    def _marked(self, row: _Row, start: int, end: int) -> Iterator[tuple[float, float]]:
        """Where the marked part of a row lies, with a little more where its end is marked too."""
        begin, stop = max(start, row.start), min(end, row.end)
        if begin < stop:
            inside = row.block.position()
            part = utf16_slice(row.block.text(), row.start - inside, row.end - inside)
            if _TURNING.search(part):
                for at in range(begin, stop):
                    left, right = sorted((row.x_of(at), row.x_of(at, QTextLine.Edge.Trailing)))
                    yield left, right
            else:
                yield row.x_of(begin), row.x_of(stop)
        if row.is_last and start <= row.end < end:
            right = row.line.naturalTextWidth()
            yield right, right + self._listing.advance / 2

    def _box(self, row: _Row, left: float, right: float) -> QRect:
        at = round(_LEFT + left) - self._offset
        return QRect(at, row.top, round(_LEFT + right) - self._offset - at, self._height)

    def _ground_at(self, row: _Row, x: int, selected: QTextCursor) -> QColor:
        tokens = self._listing.look.tokens
        position = row.block.position() + row.line.xToCursor(x + self._offset - _LEFT)
        if selected.selectionStart() <= position < selected.selectionEnd():
            return QColor(tokens.marked)
        return self._listing.ground_of(row.block) or QColor(tokens.code)

    def _fade(self, painter: QPainter, row: _Row, inner: int, edge: int, color: QColor) -> None:
        clear = QColor(color)
        clear.setAlpha(0)
        shade = QLinearGradient(QPointF(inner, 0), QPointF(edge, 0))
        shade.setColorAt(0, clear)
        shade.setColorAt(1, color)
        left = min(inner, edge)
        painter.fillRect(QRect(left, row.top, abs(edge - inner), self._height), shade)


def _rows(document: QTextDocument, listing: Listing, area: QRect) -> Iterator[_Row]:
    """The lines on the screen that an area touches."""
    layout = document.documentLayout()
    if listing.wraps:
        found = layout.hitTest(QPointF(area.topLeft()), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(0, found))
        top = round(layout.blockBoundingRect(block).top())
    else:
        above = round(document.rootFrame().frameFormat().topMargin())
        number = max(0, area.top() - above) // listing.line_height
        block = document.findBlockByNumber(number)
        top = above + number * listing.line_height
    while block.isValid() and top <= area.bottom():
        layout.blockBoundingRect(block)  # lays it out
        lines = block.layout()
        count = lines.lineCount()
        for index in range(count):
            line = lines.lineAt(index)
            start = block.position() + line.textStart()
            if top + listing.line_height > area.top():
                yield _Row(block, line, start, top, index == count - 1)
            top += listing.line_height
        block = block.next()
