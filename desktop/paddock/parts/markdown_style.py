"""Formats for Markdown in a text document: fonts, distances and the theme's colours."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetrics,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
)

from paddock.domain.markdown.leaves import Align
from paddock.kit.tips import plain_tip

STEP = 24
"""Pixels by which each list is moved in, for its marks."""
QUOTE_STEP = 16
"""Pixels by which each quotation is moved in, for its bar."""
DEEPEST = 240
"""Pixels that a text is moved in at the most, however deep it stands."""
MARK_GAP = 5
"""Pixels between the mark of a list item and its text."""

_LINE_HEIGHT = 1.5  # times the size of the font
_WIDE_LINE = 1.6  # of Chinese, whose letters fill their squares
_SMALL = 0.9  # about a point less
_HEADING_LINE = 1.3
_HEADING_SIZES = (1.45, 1.25, 1.1, 1.0, 1.0, 1.0)


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

    # ---- letters

    def plain(self, *, small: bool = False) -> QTextCharFormat:
        """Body text; `small` is that of thoughts and footnotes."""
        style = QTextCharFormat()
        style.setFont(_smaller(self.body) if small else self.body)
        style.setForeground(QColor(self.text))
        return style

    def heading(self, level: int) -> QTextCharFormat:
        style = self.plain()
        font = QFont(self.body)
        font.setPointSizeF(self.body.pointSizeF() * _HEADING_SIZES[level - 1])
        font.setWeight(QFont.Weight.DemiBold)
        style.setFont(font)
        if level == len(_HEADING_SIZES):
            style.setForeground(QColor(self.muted))
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

    def link(self, around: QTextCharFormat, address: str, note: str = "") -> QTextCharFormat:
        """Words that lead somewhere; as they are where the address leads nowhere.

        The tool tip has the address as it is asked for, in which no letter looks like another, and
        `note` above it.
        """
        style = QTextCharFormat(around)
        shown = asked_for(address)
        if not shown:
            return style
        style.setAnchor(True)
        style.setAnchorHref(address)
        style.setToolTip(plain_tip(f"{note}\n{shown}" if note else shown))
        style.setForeground(QColor(self.accent))
        style.setFontUnderline(True)
        return style

    def code_line(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(self.code)
        style.setForeground(QColor(self.text))
        return style

    # ---- lines

    def pixels(self, level: int = 0, *, wide: bool = False, small: bool = False) -> int:
        """How high a line of text is, or of a heading. `wide`: its letters are mostly Chinese."""
        if level == 0:
            size = pixel_size(_smaller(self.body) if small else self.body)
            return ceil((_WIDE_LINE if wide else _LINE_HEIGHT) * size - 0.01)
        size = pixel_size(self.heading(level).font())
        return round((_HEADING_LINE if level < 4 else _LINE_HEIGHT) * size)

    def step(self) -> int:
        """How far a list is moved in: two digits have room, also when the text is zoomed."""
        return max(STEP, ceil(QFontMetricsF(self.body).horizontalAdvance("00.") + MARK_GAP - 2))

    def left_of(self, inside: str) -> int:
        """Where the text of a leaf begins that stands in these containers (see `Leaf.inside`)."""
        left = self.step() * inside.count("l") + QUOTE_STEP * inside.count("q")
        return min(left, DEEPEST)

    def block(
        self,
        *,
        left: int = 0,
        above: int = 0,
        level: int = 0,
        wide: bool = False,
        small: bool = False,
    ) -> QTextBlockFormat:
        """A paragraph with its distance from the one before; `level` that of a heading.

        A least height for lines rather than a factor: it keeps those with letters of another font,
        Chinese in an English text, at the same distance, and lets a tall formula have its room.
        """
        style = QTextBlockFormat()
        minimum = QTextBlockFormat.LineHeightTypes.MinimumHeight
        style.setLineHeight(self.pixels(level, wide=wide, small=small), minimum.value)
        style.setLeftMargin(left)
        style.setTopMargin(above)
        if level:
            style.setHeadingLevel(level)
        return style


def pixel_size(font: QFont) -> float:
    """The size of a font in pixels, not rounded as `QFontInfo` has it."""
    if font.pixelSize() > 0:
        return float(font.pixelSize())
    return font.pointSizeF() * QFontMetrics(font).fontDpi() / 72


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * _SMALL)
    return made


def asked_for(address: str) -> str:
    """An address as it is asked for: letters of other scripts are encoded. Empty for a broken one."""
    return QUrl(address).toString(QUrl.ComponentFormattingOption.FullyEncoded)


def line_height_of(body: QFont) -> float:
    """The percentage that makes lines one and a half times as high as the font is large."""
    metrics = QFontMetricsF(body)
    size = QFontInfo(body).pixelSize()
    return max(100.0, 100.0 * _LINE_HEIGHT * size / metrics.height())


ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
"""Qt's word for how a column is set."""
