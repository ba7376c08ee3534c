"""What the head and the pieces of one block of code share: its text, its measures, where it stands."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextLayout,
    QTextOption,
)

from paddock.parts.code.colors import CodeColors
from paddock.parts.code.text import widest
from paddock.parts.highlighting import ADDED
from paddock.parts.segments.sideways import Sideways

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paddock.domain.markdown.leaves import Code
    from paddock.parts.highlighting import Spans
    from paddock.parts.look import Look

PADDING = 12
"""Between the frame and the letters, on all sides."""
EDGE = 1
"""Of the padding, so much belongs to the line of the frame, where no text may pass."""
_LINE_HEIGHT = 1.3
_TAB = 4
_GROUND = QTextFormat.Property.UserProperty.value + 1
"""In the format of a letter: the colour of the whole line behind it."""
_MEASURED = 4096  # characters of unusual letters that are measured at once; more are guessed


class Written(Protocol):
    """A piece of the block that has a document."""

    def changed(self) -> None: ...

    def recolor(self, first: int, end: int) -> None: ...


class Listing(QObject):
    """Held by the segments, so that a block lives as long as one of them. It holds none of them."""

    resized = Signal()
    """The block is wider than it was, or has another last piece."""
    renamed = Signal()
    """The language has another name."""
    wrapped = Signal()
    """Long lines are broken from now on, or no longer."""

    def __init__(self, look: Look, leaf: Code, relayout: Callable[[], None]) -> None:
        super().__init__()
        font = look.markdown.code
        self._metrics = QFontMetricsF(font)
        self.advance = self._metrics.horizontalAdvance("0")
        """Of a narrow character."""
        self._relayout = relayout
        self._width = 0.0
        self.look = look
        self.leaf = leaf
        self.wraps = False
        self.line_height = round(_LINE_HEIGHT * self._metrics.height())
        # Qt puts what a line is higher than its font above the letters.
        below = self._metrics.descent()
        air = self.line_height - below - self._metrics.capHeight()
        self.above = max(0, round(PADDING - air))
        self.below = max(0, round(PADDING - below / 2))
        """Room above the first line and below the last."""
        self.sideways = Sideways()
        self.colors = CodeColors(leaf.text, leaf.language, closed=leaf.closed)
        self.written: WeakSet[Written] = WeakSet()
        """Told when lines get colours or are broken, so that nothing is done for the others."""
        self._shades = _shades(look)
        self._has_grounds = False
        self.colors.colored.connect(self._on_colored)

    # ---- measures

    @property
    def width(self) -> int:
        """Pixels that are needed inside of the frame: the widest row with the room around it."""
        return ceil(self._width) + 2 * (PADDING - EDGE)

    def columns_in(self, width: int) -> int:
        """So many narrow characters fit beside each other."""
        return max(1, int((width - 2 * PADDING) / self.advance))

    def is_too_wide(self, width: int) -> bool:
        """Whether some row does not fit into a frame of this width."""
        return self.width > width - 2 * EDGE

    def scrolls(self, width: int) -> bool:
        return not self.wraps and self.is_too_wide(width)

    def see(self, texts: Iterable[str]) -> None:
        """Takes lines into account that are new, without laying them out."""
        most = self._width
        left = _MEASURED
        for text in texts:
            narrow, others = widest(text)
            most = max(most, narrow * self.advance)
            for row in others:
                guess = 2 * len(row) * self.advance
                if guess > most and len(row) <= left:
                    left -= len(row)
                    guess = self._metrics.horizontalAdvance(row)
                most = max(most, guess)
        self.widen(most)

    def widen(self, width: float) -> None:
        """`width` of a row, without the room around it."""
        if width > self._width:
            self._width = width
            self.resized.emit()

    def set_wraps(self, wraps: bool) -> None:
        if wraps != self.wraps:
            self.wraps = wraps
            self.sideways.move_to(0)
            for piece in list(self.written):
                piece.changed()
            self.wrapped.emit()
            self._relayout()

    # ---- formats

    def option(self) -> QTextOption:
        """How lines are set: code reads from left to right, whatever its words are."""
        option = QTextOption()
        mode = QTextOption.WrapMode
        option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if self.wraps else mode.NoWrap)
        option.setTabStopDistance(_TAB * self.advance)
        return option

    def line_format(self) -> QTextBlockFormat:
        """One height for all lines, whatever fonts their letters are borrowed from."""
        line = QTextBlockFormat()
        line.setLineHeight(self.line_height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return line

    def ranges(self, spans: Spans) -> list[QTextLayout.FormatRange]:
        ranges = []
        for at in range(0, len(spans), 3):
            part = QTextLayout.FormatRange()
            part.start = spans[at]
            part.length = spans[at + 1]
            part.format = self._shades[spans[at + 2]]
            self._has_grounds = self._has_grounds or spans[at + 2] >= ADDED
            ranges.append(part)
        return ranges

    def ground_of(self, line: QTextBlock) -> QColor | None:
        """The colour behind a whole line, for one that was added or removed."""
        if not self._has_grounds:
            return None
        ranges = line.layout().formats()
        if not ranges or not ranges[0].format.hasProperty(_GROUND):
            return None
        return QColor(ranges[0].format.property(_GROUND))

    def _on_colored(self, first: int, end: int) -> None:
        for piece in list(self.written):
            piece.recolor(first, end)


def _shades(look: Look) -> list[QTextCharFormat]:
    """The formats by the index that spans have."""
    tokens = look.tokens
    lines = ((tokens.syntax_string, tokens.added), (tokens.error, tokens.removed))
    shades = [_shade(color) for color in look.code.shades()]
    for color, ground in lines:
        shades.append(_shade(color))
        shades[-1].setProperty(_GROUND, QColor(ground))
    return shades


def _shade(color: str) -> QTextCharFormat:
    shade = QTextCharFormat()
    shade.setForeground(QColor(color))
    return shade
