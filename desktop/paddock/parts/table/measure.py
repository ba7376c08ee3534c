"""How wide the text of a cell is by itself, found without laying it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paddock.parts.segments.segment import utf16_slice
from paddock.parts.table.style import ROOM, is_code
from paddock.parts.table.text import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFontMetricsF

    from paddock.parts.table.style import CellStyle, Face
    from paddock.parts.table.text import CellText

_IDEOGRAPHS = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Chinese and Japanese: a line may break between any two of them, but for marks."""
_OPENING, _CLOSING = "（［｛「『《〈【〔", "）］｝」』》〉】〕，。、；：！？"
"""No line breaks after the former nor before the latter."""
_LATIN = rf"[{_OPENING}]*[^\s{_IDEOGRAPHS}]"
_WORD = re.compile(rf"({_LATIN}+[{_CLOSING}]*)|(?:(?!{_LATIN})[{_IDEOGRAPHS}])+")
_DIGIT = re.compile(r"^\W*\d")
_FIGURE = 10
"""So many letters a figure with its unit has at the most."""


def natural_width(text: CellText, style: CellStyle, face: Face, most: int) -> tuple[float, float]:
    """How wide a cell's longest line and its longest word are, of its first `most` letters.

    A figure with its unit, such as `16.0 GiB`, is one word: nobody likes it broken.
    """
    if text.runs:
        line, word = _mixed(text, style, face, most)
    else:
        line, word = _plain(text.text[:most], face.metrics)
    is_figure = len(text.text) <= _FIGURE and _DIGIT.search(text.text)
    return line, line if is_figure else word


def _mixed(text: CellText, style: CellStyle, face: Face, most: int) -> tuple[float, float]:
    longest = _Longest()
    for part, metrics, width in _parts(text, style, face):
        longest.skip(width)
        if metrics is not None:
            longest.add(part[:most], metrics)
        most -= len(part)
        if most <= 0:
            break
    longest.end_line()
    return longest.line, longest.word


def _plain(text: str, metrics: QFontMetricsF) -> tuple[float, float]:
    line = word = 0.0
    for part in text.split(BREAK):
        line = max(line, metrics.horizontalAdvance(part))
        word = max(word, *map(metrics.horizontalAdvance, _words(part)), 0.0)
    return line, word


def _words(text: str) -> list[str]:
    """What no line breaks within; of Chinese a letter with a mark."""
    if text.isascii():
        return text.split()
    return [found[1] or found[0][:2] for found in _WORD.finditer(text)]


def _parts(
    text: CellText, style: CellStyle, face: Face
) -> Iterator[tuple[str, QFontMetricsF | None, float]]:
    """The parts of a cell with their fonts, and of each how wide it is besides its letters."""
    at = 0
    for run in text.runs:
        if run.start > at:
            yield utf16_slice(text.text, at, run.start), face.metrics, 0.0
        at = run.start + run.length
        if run.inline:
            yield "", None, run.inline.width
        else:
            part = utf16_slice(text.text, run.start, at)
            yield part, style.metrics_of(run, face), 2.0 * ROOM * is_code(run)
    if at < text.length:
        yield utf16_slice(text.text, at, text.length), face.metrics, 0.0


class _Longest:
    """Adds up lines and words that are made of parts."""

    def __init__(self) -> None:
        self.line = 0.0
        self.word = 0.0
        self._line = 0.0
        self._word = 0.0

    def skip(self, width: float) -> None:
        self._line += width
        self._word += width

    def add(self, text: str, metrics: QFontMetricsF) -> None:
        for number, part in enumerate(text.split(BREAK)):
            if number:
                self.end_line()
            self._line += metrics.horizontalAdvance(part)
            words = _words(part)
            if part[:1].isspace() or not words:
                self._end_word()
            for index, word in enumerate(words):
                if index:
                    self._end_word()
                self._word += metrics.horizontalAdvance(word)
            if part[-1:].isspace():
                self._end_word()

    def end_line(self) -> None:
        self._end_word()
        self.line = max(self.line, self._line)
        self._line = 0.0

    def _end_word(self) -> None:
        self.word = max(self.word, self._word)
        self._word = 0.0
