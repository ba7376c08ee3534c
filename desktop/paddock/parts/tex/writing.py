"""Writes the words of a formula for which its own font has no letters, such as Chinese ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

if TYPE_CHECKING:
    from paddock.parts.tex.words import Words

_MEASURED = 64
"""Pixels of the font in which words are measured."""


def _font_of(pixels: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def width_of(text: str, bold: bool) -> float:
    """How wide words are, in sizes of their font."""
    return QFontMetricsF(_font_of(_MEASURED, bold=bold)).horizontalAdvance(text) / _MEASURED


def write_words(painter: QPainter, words: Words, top: float, ratio: float, usual: QColor) -> None:
    """Writes words in the application's font, in the middle of the room that was left for them.

    `top` is where the drawing begins in the image; `usual` stands for a colour that is none.
    """
    font = _font_of(max(1, round(words.size * ratio)), bold=words.bold)
    spare = words.width * ratio - QFontMetricsF(font).horizontalAdvance(words.text)
    color = QColor(words.color)
    painter.setFont(font)
    painter.setPen(color if color.isValid() else usual)
    place = QPointF(words.x * ratio + spare / 2, round(top + words.base * ratio))
    painter.drawText(place, words.text)
