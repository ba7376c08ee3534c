"""The fonts and formats of the cells of a table."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QTextCharFormat, QTextOption

from paddock.domain.markdown.leaves import Align, Kind, Style

if TYPE_CHECKING:
    from paddock.parts.look import Look
    from paddock.parts.table.text import Run

JOINER = "\u00a0"
"""Stands for a picture in a layout, made as wide as that by the space after the letter."""
ROOM = 5
"""Pixels between code and the words around it, besides their own blanks: its box needs them."""
_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_LINE_HEIGHT = 1.4
_HEAD_SIZE = 0.9


class Face:
    """A font with some air between its lines, and what is asked of it again and again."""

    __slots__ = ("ascent", "color", "font", "line", "metrics")

    def __init__(self, font: QFont, color: str) -> None:
        self.font = font
        self.color = QColor(color)
        self.metrics = QFontMetricsF(font)
        own = self.metrics.ascent() + self.metrics.descent()
        self.line = max(own, _LINE_HEIGHT * QFontInfo(font).pixelSize())
        self.ascent = self.metrics.ascent() + (self.line - own) / 2


class CellStyle:
    """Made once for all cells of a table."""

    def __init__(self, look: Look) -> None:
        markdown = look.markdown
        self._markdown = markdown
        self.color = markdown.text
        self.line_color = markdown.line
        self.chip_color = QColor(look.tokens.hover)
        self.body = Face(markdown.body, markdown.text)
        head = QFont(markdown.body)
        head.setPointSizeF(head.pointSizeF() * _HEAD_SIZE)
        head.setWeight(QFont.Weight.DemiBold)
        self.head = Face(head, markdown.muted)
        self.em = QFontInfo(markdown.body).pixelSize()
        self._formats: dict[tuple[Style, Face], QTextCharFormat] = {}
        self._metrics: dict[tuple[Style, Face], QFontMetricsF] = {}
        self.options = {align: _option(flag) for align, flag in _ALIGNMENTS.items()}
        self.room = QTextCharFormat()
        """Merged into the format of the letter before the room."""
        self.room.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        self.room.setFontLetterSpacing(ROOM)

    @property
    def row_height(self) -> int:
        """Of one line, without what is around it."""
        return ceil(self.body.line)

    def format_of(self, run: Run, face: Face) -> QTextCharFormat:
        """How a run is painted, and where its link leads."""
        if run.inline:
            return self._gap(run.inline.width)
        key = (_style_of(run), face)
        known = self._formats.get(key)
        if known is None:
            known = self._formats[key] = self._format(*key)
        return self._markdown.link(known, run.span.href) if run.span.href else known

    def metrics_of(self, run: Run, face: Face) -> QFontMetricsF:
        key = (_style_of(run), face)
        known = self._metrics.get(key)
        if known is None:
            known = self._metrics[key] = QFontMetricsF(self._font(*key))
        return known

    def _font(self, style: Style, face: Face) -> QFont:
        font = QFont(face.font)
        if style & Style.CODE:
            font = self._markdown.inline_code(self._around(face)).font()
        if style & Style.STRONG:
            font.setWeight(QFont.Weight.Bold)
        if style & Style.EMPHASIS:
            font.setItalic(True)
        return font

    def _around(self, face: Face) -> QTextCharFormat:
        around = QTextCharFormat()
        around.setFont(face.font)
        around.setForeground(face.color)
        return around

    def _format(self, style: Style, face: Face) -> QTextCharFormat:
        made = self._around(face)
        made.setFont(self._font(style, face))
        if style & Style.STRIKE:
            made.setFontStrikeOut(True)
        if style & Style.NOTE:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made

    def _gap(self, width: float) -> QTextCharFormat:
        font = QFont(self.body.font)
        space = self.body.metrics.horizontalAdvance(JOINER)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, width - space)
        made = QTextCharFormat()
        made.setFont(font)
        return made


def is_code(run: Run) -> bool:
    """Whether a run stands in a box; the source of a formula without a picture does too."""
    return not run.inline and bool(_style_of(run) & Style.CODE)


def _style_of(run: Run) -> Style:
    style = run.span.style
    return style | Style.CODE if run.span.kind is Kind.FORMULA else style


def _option(flag: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(flag)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
