"""A cell of a table: a text that Qt breaks into lines, with formats, pictures and links."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextLayout, QTextLine

from paddock.domain.markdown.leaves import Align
from paddock.parts.segments.segment import utf16_slice
from paddock.parts.table.style import JOINER, ROOM, is_code
from paddock.parts.table.text import BREAK, OBJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QTextCharFormat

    from paddock.parts.table.style import CellStyle, Face
    from paddock.parts.table.text import CellText, Run

_SHORT = 120
"""Up to here it is cheaper to ask for a text's width than to lay it out."""
_CHIP_SIDE = 4.0
_CHIP_RADIUS = 4.0


class Cell:
    """Knows its height for a width at once, and has a layout only when it must."""

    __slots__ = ("_face", "_layout", "_option", "_style", "_width", "ascent", "height", "text")

    def __init__(self, text: CellText, style: CellStyle, face: Face, align: Align) -> None:
        self.text = text
        self._style = style
        self._face = face
        if align is Align.LEFT and text.is_right_to_left:
            align = Align.RIGHT
        self._option = style.options[align]
        self._layout: QTextLayout | None = None
        self._width = -1.0
        self.height = face.line
        self.ascent = face.ascent  # of the first line

    def lay(self, width: float) -> None:
        """Knows height and ascent at a width."""
        if width != self._width:
            self._width = width
            if self._is_one_line(width):
                self._layout = None
                self.height, self.ascent = self._face.line, self._face.ascent
            else:
                self._break(self._layout or self._make())

    @property
    def layout(self) -> QTextLayout:
        """Broken at the width that was laid out last."""
        if self._layout is None:
            self._break(self._make())
        assert self._layout is not None
        return self._layout

    def draw(
        self, painter: QPainter, corner: QPointF, marks: Sequence[QTextLayout.FormatRange]
    ) -> None:
        if not self.text.length:
            return
        painter.setPen(self._face.color)
        for run in self.text.runs:
            if is_code(run):
                self._draw_chip(painter, corner, run)
        self.layout.draw(painter, corner, marks)
        for run in self.text.runs:
            if run.inline:
                line = self.layout.lineForTextPosition(run.start)
                place = corner + QPointF(_x_of(line, run.start), line.y() + line.ascent())
                target = QRectF(
                    place.x(),
                    place.y() - run.inline.ascent,
                    run.inline.width,
                    run.inline.height,
                )
                painter.drawImage(target, run.inline.image)

    def _draw_chip(self, painter: QPainter, corner: QPointF, run: Run) -> None:
        """What stands behind code, in each line that it reaches into."""
        layout, metrics = self.layout, self._style.metrics_of(run, self._face)
        pen = painter.pen()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.chip_color)
        stop = run.start + run.length
        first = layout.lineForTextPosition(run.start).lineNumber()
        last = layout.lineForTextPosition(stop - 1).lineNumber()
        for number in range(first, last + 1):
            line = layout.lineAt(number)
            begin = max(run.start, line.textStart())
            end = min(stop, line.textStart() + line.textLength())
            left, right = sorted((_x_of(line, begin), _x_of(line, end)))
            # The room behind the last letter belongs to the line, not to the box.
            right -= self._room_after(run) if end == stop else 0
            right = min(right, line.naturalTextRect().right())  # without a blank at its end
            top = line.y() + line.ascent() - metrics.ascent() - 1
            box = QRectF(
                left - _CHIP_SIDE, top, right - left + 2 * _CHIP_SIDE, metrics.height() + 2
            )
            painter.drawRoundedRect(box.translated(corner), _CHIP_RADIUS, _CHIP_RADIUS)
        painter.setPen(pen)

    def position_at(self, point: QPointF, *, exact: bool) -> int:
        """The position nearest to a point; if exact, the letter under it, or -1."""
        layout = self.layout
        count = layout.lineCount()
        line = layout.lineAt(0)
        for number in range(1, count):
            below = layout.lineAt(number)
            if below.y() > point.y():
                break
            line = below
        if not exact:
            found = line.xToCursor(point.x())
            return found if self.text.text.isascii() else _nearest(line, point.x(), found)
        if not line.naturalTextRect().contains(point):
            return -1
        return line.xToCursor(point.x(), QTextLine.CursorPosition.CursorOnCharacter)

    def rect_of(self, position: int) -> QRectF:
        """The line with a position, at its place in the line and without a width."""
        line = self.layout.lineForTextPosition(position)
        if not line.isValid():
            return QRectF(0, 0, 0, self._face.line)
        return QRectF(_x_of(line, position), line.y(), 0, line.height())

    def _is_one_line(self, width: float) -> bool:
        """Whether it certainly is, and as high as the font: other scripts may use other fonts."""
        text = self.text.text
        if self.text.runs or len(text) > _SHORT or not text.isascii():
            return False
        return not text or self._face.metrics.horizontalAdvance(text) < width - 1

    def _make(self) -> QTextLayout:
        text = self.text.text
        if self.text.runs:
            text = text.replace(OBJECT, JOINER)
        layout = QTextLayout(text, self._face.font)
        layout.setTextOption(self._option)
        layout.setCacheEnabled(True)
        if self.text.runs:
            layout.setFormats(self._formats())
        self._layout = layout
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """Those of the runs, and room around code, which Qt sets behind a letter."""
        style = self._style
        ranges = [
            marked(run.start, run.length, style.format_of(run, self._face))
            for run in self.text.runs
        ]
        for run in self.text.runs:
            if is_code(run):
                if self._is_single(run.start - 1):
                    ranges.append(marked(run.start - 1, 1, style.room))
                if self._room_after(run):
                    ranges.append(marked(run.start + run.length - 1, 1, style.room))
        return ranges

    def _room_after(self, run: Run) -> int:
        stop = run.start + run.length
        return ROOM if stop < self.text.length and self._is_single(stop - 1) else 0

    def _is_single(self, position: int) -> bool:
        """Whether there is a letter that certainly joins none, so that room may follow it."""
        if position < 0:
            return False
        letter = utf16_slice(self.text.text, position, position + 1)
        is_single = letter.isascii() or "\u2e80" <= letter < "\ua000"
        return is_single or (letter != BREAK and unicodedata.category(letter)[0] in "PZ")

    def _break(self, layout: QTextLayout) -> None:
        """Lines of the font's height at least, so that those of neighbours are at one height."""
        face, y = self._face, 0.0
        pictures = [run for run in self.text.runs if run.inline]
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            own = line.ascent()
            ascent = max(face.ascent, own)
            descent = max(face.line - face.ascent, line.descent())
            for run in pictures:
                if run.inline and 0 <= run.start - line.textStart() < line.textLength():
                    ascent = max(ascent, run.inline.ascent)
                    descent = max(descent, run.inline.depth)
            line.setPosition(QPointF(0, y + ascent - own))
            if not y:
                self.ascent = ascent
            y += ascent + descent
        layout.endLayout()
        self.height = max(y, face.line)


def marked(start: int, length: int, format: QTextCharFormat) -> QTextLayout.FormatRange:
    """A format for a part of a layout."""
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = format
    return made


def _x_of(line: QTextLine, position: int) -> float:
    # PySide gives the position that was reached as well, and calls the pair an object.
    return cast("tuple[float, int]", line.cursorToX(position))[0]


def _nearest(line: QTextLine, x: float, found: int) -> int:
    """Beside a line that runs to the left, Qt finds its other end."""
    ends = (line.textStart(), line.textStart() + line.textLength())
    return min((found, *ends), key=lambda position: abs(_x_of(line, position) - x))
