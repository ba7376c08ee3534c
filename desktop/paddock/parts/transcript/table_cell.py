"""A cell of a table: a text that Qt breaks into lines, with formats, pictures and links."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from paddock.domain.markdown.leaves import Align, Kind, Style
from paddock.parts.transcript.table_text import BREAK, OBJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from paddock.parts.look import Look
    from paddock.parts.transcript.table_text import CellText, Run

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_LINE_HEIGHT = 1.4
_SHORT = 120
"""Up to here it is cheaper to ask for a text's width than to lay it out."""
_JOINER = "\u00a0"
"""Stands for a picture in a layout, made as wide as that by the space after the letter."""


class Face:
    """A font with some air between its lines, and what is asked of it again and again."""

    __slots__ = ("ascent", "font", "line", "metrics")

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        own = self.metrics.ascent() + self.metrics.descent()
        self.line = max(own, _LINE_HEIGHT * QFontInfo(font).pixelSize())
        self.ascent = self.metrics.ascent() + (self.line - own) / 2


class CellStyle:
    """The fonts and formats of all cells of a table; made once for each."""

    def __init__(self, look: Look) -> None:
        self._markdown = look.markdown
        self.color = look.markdown.text
        self.line_color = look.markdown.line
        self.body = Face(look.markdown.body)
        head = QFont(look.markdown.body)
        head.setWeight(QFont.Weight.DemiBold)
        self.head = Face(head)
        self.code = Face(look.markdown.code)
        self.em = QFontInfo(look.markdown.body).pixelSize()
        self._formats: dict[Style, QTextCharFormat] = {}
        self.options = {align: _option(flag) for align, flag in _ALIGNMENTS.items()}

    @property
    def row_height(self) -> int:
        """Of one line, without what is around it."""
        return ceil(self.body.line)

    def format_of(self, run: Run) -> QTextCharFormat:
        """How a run is painted, and where its link leads."""
        if run.inline:
            return self._gap(run.inline.width)
        code = run.span.kind is Kind.FORMULA
        style = run.span.style | Style.CODE if code else run.span.style
        known = self._formats.get(style)
        if known is None:
            known = self._formats[style] = self._format(style)
        return self._markdown.link(known, run.span.href) if run.span.href else known

    def _format(self, style: Style) -> QTextCharFormat:
        made = QTextCharFormat()
        if style & Style.CODE:
            made = self._markdown.inline_code(self._markdown.plain())
        if style & Style.STRONG:
            made.setFontWeight(QFont.Weight.Bold.value)
        if style & Style.EMPHASIS:
            made.setFontItalic(True)
        if style & Style.STRIKE:
            made.setFontStrikeOut(True)
        if style & Style.NOTE:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made

    def _gap(self, width: float) -> QTextCharFormat:
        font = QFont(self.body.font)
        space = self.body.metrics.horizontalAdvance(_JOINER)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, width - space)
        made = QTextCharFormat()
        made.setFont(font)
        return made


def _option(flag: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(flag)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


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
            text = text.replace(OBJECT, _JOINER)
        layout = QTextLayout(text, self._face.font)
        layout.setTextOption(self._option)
        layout.setCacheEnabled(True)
        if self.text.runs:
            layout.setFormats([self._range(run) for run in self.text.runs])
        self._layout = layout
        return layout

    def _range(self, run: Run) -> QTextLayout.FormatRange:
        return marked(run.start, run.length, self._style.format_of(run))

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


def natural_width(text: CellText, style: CellStyle, face: Face, most: int) -> tuple[float, float]:
    """How wide a cell's longest line and its longest word are, of its first `most` letters."""
    code = text.runs and any(run.span.style & Style.CODE for run in text.runs)
    metrics = (style.code if code else face).metrics
    line, word = 0.0, 0.0
    for part in text.text[:most].split(BREAK):
        line = max(line, metrics.horizontalAdvance(part))
        word = max(word, *map(metrics.horizontalAdvance, part.split()), 0.0)
    for run in text.runs:
        if run.inline:
            line += run.inline.width
            word = max(word, run.inline.width)
    return line, word


def _x_of(line: QTextLine, position: int) -> float:
    # PySide gives the position that was reached as well, and calls the pair an object.
    return cast("tuple[float, int]", line.cursorToX(position))[0]


def _nearest(line: QTextLine, x: float, found: int) -> int:
    """Beside a line that runs to the left, Qt finds its other end."""
    ends = (line.textStart(), line.textStart() + line.textLength())
    return min((found, *ends), key=lambda position: abs(_x_of(line, position) - x))
