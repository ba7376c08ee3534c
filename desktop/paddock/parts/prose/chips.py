"""The room that code and images take between words, and what is painted behind them.

A chip is words with a shade. Its text is nothing but its words, so that every letter keeps its
place for the selection; the room at its sides is a wider advance of its last letter and of the one
before it. A chip that begins a line stands out into the margin instead.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLine

from paddock.domain.markdown.leaves import Kind, Style
from paddock.parts.prose.layout import HANG, span_text, spans_of
from paddock.parts.segments.segment import utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock

    from paddock.domain.markdown.leaves import Leaf, Span
    from paddock.parts.look import Look

_AIR = 1
"""Pixels beside a chip, so that it does not touch what follows without a space."""
_CODE_RADIUS = 4.0
_IMAGE_RADIUS = 6.0
_IMAGE_SIDE = 8
_IMAGE_HEIGHT = 20
_ICON = 16
_ICON_GAP = 5
_CODE_STYLES = frozenset(style for style in map(Style, range(32)) if style & Style.CODE)
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def icon_room(look: Look) -> int:
    """What the icon of an image and the padding before it take."""
    return _IMAGE_SIDE + round(_ICON * look.zoom) + _ICON_GAP


def room_after(spans: Sequence[Span], index: int, look: Look) -> int:
    """By how many pixels the last letter of a span is wider than it is."""
    span = spans[index]
    room = 0
    if _is_chip(span):
        room = _AIR + (_IMAGE_SIDE if span.kind is Kind.IMAGE else HANG)
    if index + 1 < len(spans) and _is_chip(spans[index + 1]):
        is_image = spans[index + 1].kind is Kind.IMAGE
        room += _AIR + (icon_room(look) if is_image else HANG)
    if room and (span.kind is Kind.FORMULA or span.text.endswith("\n")):
        return 0
    return room


def last_letter(text: str) -> int:
    """Where the last letter of a text begins, with the marks that belong to it."""
    start = len(text) - 1
    while start > 0 and (unicodedata.combining(text[start]) or text[start] in _JOINERS):
        start -= 1
    return max(0, start)


def widened(style: QTextCharFormat, room: int) -> QTextCharFormat:
    """A format whose letters are followed by so many pixels."""
    wider = QTextCharFormat(style)
    wider.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    wider.setFontLetterSpacing(room)
    return wider


def paint_chips(
    painter: QPainter, look: Look, leaf: Leaf, block: QTextBlock, box: QRectF, area: QRectF
) -> None:
    """The shades behind code and images of a leaf, as far as they lie in an area."""
    spans = spans_of(leaf)
    if not any(map(_is_chip, spans)):
        return
    position = 0
    begin, end = _in_area(block, box, area)
    for span in spans:
        if position >= end:
            break
        length = utf16_length(span_text(span))
        if _is_chip(span) and position + length > begin:
            for spot, line, begins in _spots(block, box, position, length):
                if span.kind is Kind.IMAGE:
                    has_icon = begins and (position == 0 or line.textStart() < position)
                    _paint_image(painter, look, spot, begins=begins, has_icon=has_icon)
                else:
                    _paint_code(painter, look, spot)
        position += length


def _is_chip(span: Span) -> bool:
    if span.kind is not Kind.TEXT:
        return span.kind is Kind.IMAGE
    # Python's flags are slow, and most spans have none.
    return span.style is not Style.PLAIN and span.style in _CODE_STYLES


def _in_area(block: QTextBlock, box: QRectF, area: QRectF) -> tuple[int, int]:
    """Which part of a block's text stands in an area."""
    layout = block.layout()
    begin = end = 0
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        top = box.top() + line.y()
        if top + line.height() + _IMAGE_SIDE < area.top():
            begin = line.textStart() + line.textLength()
        elif top - _IMAGE_SIDE > area.bottom():
            break
        end = line.textStart() + line.textLength()
    return begin, end


def _spots(
    block: QTextBlock, box: QRectF, start: int, length: int
) -> list[tuple[QRectF, QTextLine, bool]]:
    """Where the words are in each line, down to where letters stand; and whether they begin there."""
    layout = block.layout()
    first = layout.lineForTextPosition(start)
    last = layout.lineForTextPosition(start + length)
    if not (first.isValid() and last.isValid()):
        return []
    found = []
    is_mirrored = block.textDirection() == Qt.LayoutDirection.RightToLeft
    for number in range(first.lineNumber(), last.lineNumber() + 1):
        line = layout.lineAt(number)
        begin = max(start, line.textStart())
        end = min(start + length, line.textStart() + line.textLength())
        if begin >= end:
            continue
        left, right = _edges(line, begin, end, is_mirrored=is_mirrored)
        spot = QRectF(box.left() + left, box.top() + line.y(), right - left - _AIR, line.ascent())
        found.append((spot, line, begin == start))
    return found


def _paint_code(painter: QPainter, look: Look, spot: QRectF) -> None:
    metrics = QFontMetricsF(look.markdown.code)
    top = round(spot.bottom() - metrics.ascent() - 1)
    shade = QRectF(spot.left() - HANG, top, spot.width() + HANG, round(metrics.height() + 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.tokens.hover))
    painter.drawRoundedRect(shade, _CODE_RADIUS, _CODE_RADIUS)


def _paint_image(
    painter: QPainter, look: Look, spot: QRectF, *, begins: bool, has_icon: bool
) -> None:
    """The icon has no room where its words were wrapped to the beginning of a line."""
    before = icon_room(look) if has_icon else HANG
    height = round(_IMAGE_HEIGHT * look.zoom)
    middle = spot.bottom() - QFontMetricsF(look.markdown.body).capHeight() / 2
    left, top = round(spot.left() - before), round(middle - height / 2)
    frame = QRectF(left, top, round(spot.right()) - left, height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(look.tokens.line), 1.0))
    painter.setBrush(QColor(look.tokens.hover))
    painter.drawRoundedRect(frame, _IMAGE_RADIUS, _IMAGE_RADIUS)
    if begins and has_icon:
        side = round(_ICON * look.zoom)
        scale = painter.device().devicePixelRatioF()
        icon = look.icons.pixmap("image", "muted", QSize(side, side), scale)
        painter.drawPixmap(left + _IMAGE_SIDE, round(middle - side / 2), icon)


def _edges(line: QTextLine, begin: int, end: int, *, is_mirrored: bool) -> tuple[float, float]:
    """The left and right edge of the words of a line."""
    if is_mirrored:  # where directions meet, a place between two letters is two places
        runs = [run.boundingRect() for run in line.glyphRuns(begin, end - begin)]
        if runs:
            return min(run.left() for run in runs), max(run.right() for run in runs)
    left, right = sorted((_x(line, begin), _x(line, end)))
    return left, right


def _x(line: QTextLine, position: int) -> float:
    place = line.cursorToX(position)
    return float(place[0])  # type: ignore[index]
