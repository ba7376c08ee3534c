"""Formats for Markdown in a text document: fonts, margins and the theme's colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
)

from paddock.kit.tips import plain_tip

_LINE_HEIGHT = 1.5  # times the size of the font
_HEADING_SIZES = (1.5, 1.3, 1.15, 1.05, 1.0, 1.0)
_GAP = 10.0
_STEP = 24.0

QUOTE_STEP = 16.0
"""Pixels by which each quotation is moved in, for its bar."""


@dataclass(frozen=True, slots=True)
class MarkdownStyle:
    """The colours as `#rrggbb` and the two fonts of a transcript."""

    body: QFont
    code: QFont
    text: str
    muted: str
    line: str
    accent: str
    code_background: str
    line_height: float
    """Percent of the body font's own height, which differs much between fonts."""

    def plain(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(self.body)
        style.setForeground(QColor(self.text))
        return style

    def heading(self, level: int) -> QTextCharFormat:
        style = self.plain()
        font = QFont(self.body)
        font.setPointSizeF(self.body.pointSizeF() * _HEADING_SIZES[level - 1])
        font.setWeight(QFont.Weight.DemiBold)
        style.setFont(font)
        return style

    def inline_code(self, around: QTextCharFormat) -> QTextCharFormat:
        style = QTextCharFormat(around)
        font = QFont(self.code)
        font.setPointSizeF(
            self.code.pointSizeF() * around.font().pointSizeF() / self.body.pointSizeF()
        )
        style.setFont(font)
        style.setBackground(QColor(self.code_background))
        return style

    def link(self, around: QTextCharFormat, address: str) -> QTextCharFormat:
        style = QTextCharFormat(around)
        style.setAnchor(True)
        style.setAnchorHref(address)
        style.setToolTip(plain_tip(address))
        style.setForeground(QColor(self.accent))
        style.setFontUnderline(True)
        return style

    def block(self, *, depth: int = 0, quote: int = 0, tight: bool = False) -> QTextBlockFormat:
        """A paragraph `depth` lists and `quote` quotations deep."""
        style = QTextBlockFormat()
        style.setLineHeight(
            self.line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        style.setBottomMargin(2.0 if tight else _GAP)
        style.setLeftMargin(_STEP * depth + QUOTE_STEP * quote)
        if quote:
            style.setProperty(QTextFormat.Property.BlockQuoteLevel, quote)
        return style

    def heading_block(self, level: int, *, depth: int, quote: int) -> QTextBlockFormat:
        style = self.block(depth=depth, quote=quote)
        style.setHeadingLevel(level)
        style.setTopMargin(_GAP * (1.2 if level < 3 else 0.6))
        style.setLineHeight(125.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return style

    def code_block(self, *, depth: int, quote: int, last: bool) -> QTextBlockFormat:
        """One line of code inside a list or a quotation."""
        style = self.block(depth=depth, quote=quote, tight=True)
        style.setBackground(QColor(self.code_background))
        style.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        style.setBottomMargin(_GAP if last else 0.0)
        return style

    def code_line(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(self.code)
        style.setForeground(QColor(self.text))
        return style


def line_height_of(body: QFont) -> float:
    """The percentage that makes lines one and a half times as high as the font is large."""
    metrics = QFontMetricsF(body)
    size = QFontInfo(body).pixelSize()
    return max(100.0, 100.0 * _LINE_HEIGHT * size / metrics.height())


ALIGNMENTS = {
    "text-align:left": Qt.AlignmentFlag.AlignLeft,
    "text-align:center": Qt.AlignmentFlag.AlignHCenter,
    "text-align:right": Qt.AlignmentFlag.AlignRight,
}
"""What markdown-it writes into a cell's style, and Qt's word for it."""
