"""Text that is no Markdown, as pieces of a message: exactly as it was typed or thought."""

from __future__ import annotations

import re
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCursor, QTextOption

from paddock.base.compat import override
from paddock.parts.markdown_style import pixel_size
from paddock.parts.prose.layout import GAP, as_written, is_wide
from paddock.parts.segments.text_view import TextSegment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextCharFormat, QTextDocument

    from paddock.parts.look import Look

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffef]+")
LETTER = 0.5
"""The width of an average letter, in sizes of the font."""
FILL = 1.03
"""What lines that end with a word waste."""
_PIECE = 4096


def columns(text: str) -> int:
    """How wide a text is, in letters; those of Chinese count double."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


def wrap_anywhere(document: QTextDocument) -> None:
    """Breaks a word that is longer than a line."""
    option = document.defaultTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)


class PlainPiece(TextSegment):
    """A piece of text shown exactly as it is, as a user typed it or a model thought it."""

    gap = 0

    def __init__(self, look: Look, name: str, text: str, *, muted: bool) -> None:
        super().__init__(look)
        self.name = name
        self._text = text
        self._muted = muted
        self._columns: list[int] | None = None

    def show(self, text: str) -> None:
        """Shows another text. What is there already and only grew is appended to."""
        before, self._text = self._text, text
        self._columns = None
        if self._document is None or before == text:
            return
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        if text.startswith(before) and is_wide(text) == is_wide(before):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self._insert(cursor, text[len(before) :])
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            self._begin(cursor)
            self._insert(cursor, text)
        cursor.endEditBlock()
        self.changed()

    def _begin(self, cursor: QTextCursor) -> None:
        """The first block of a document has its format before it has text."""
        cursor.setBlockFormat(self._block(blank=self._muted))

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        """A block for each line: those that are done are not laid out again."""
        style = self._letters()
        if not self._muted:
            cursor.insertText("\n".join(map(as_written, text.split("\n"))), style)
            return
        start, *lines = text.split("\n")
        if start:
            if start.strip() and not cursor.block().text().strip():
                cursor.setBlockFormat(self._block(blank=False))
            cursor.insertText(as_written(start), style)
        for is_blank, run in groupby(lines, lambda line: not line.strip()):
            cursor.insertBlock(self._block(blank=is_blank))
            cursor.insertText("\n".join(map(as_written, run)), style)

    def _letters(self) -> QTextCharFormat:
        style = self.look.markdown.plain(small=self._muted)
        if self._muted:
            style.setForeground(QColor(self.look.markdown.muted))
        return style

    def _block(self, *, blank: bool) -> QTextBlockFormat:
        """The format of a line, or of an empty one between thoughts, which is but a small gap."""
        block = self.look.markdown.block(wide=is_wide(self._text), small=self._muted)
        if blank:
            block.setLineHeight(GAP, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return block

    @override
    def write(self, document: QTextDocument) -> None:
        wrap_anywhere(document)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        self._begin(cursor)
        self._insert(cursor, self._text)
        cursor.endEditBlock()

    @override
    def estimate(self, width: int) -> int:
        if self._columns is None:
            self._columns = [columns(line) for line in self._text.split("\n")]
        style = self.look.markdown
        size = pixel_size(style.plain(small=self._muted).font())
        letter = size * LETTER * FILL
        pitch = style.pixels(wide=is_wide(self._text), small=self._muted)
        blank = GAP if self._muted else pitch
        return sum(
            ceil(line * letter / max(1, width)) * pitch if line else blank for line in self._columns
        )

    @override
    def shown(self) -> str:
        return self._text


def plain_pieces(look: Look, name: str, text: str, *, muted: bool) -> list[PlainPiece]:
    """A text as pieces that are laid out one by one. Each but the last ends with its line or word."""
    return [PlainPiece(look, name, piece, muted=muted) for _, piece in _pieces(text)]


def _pieces(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The pieces with their beginnings; the break after a piece is not shown."""
    while True:
        end = _end_of(text, start)
        yield start, text[start:end].removesuffix("\n")
        if end >= len(text):
            return
        start = end


def _end_of(text: str, start: int) -> int:
    """Where the piece that begins at `start` ends: after a line, else after a word, else anywhere."""
    end = start + _PIECE
    if end >= len(text):
        return len(text)
    for sign in ("\n", " "):
        found = text.rfind(sign, start + _PIECE // 2, end)
        if found >= 0:
            return found + 1
    return end


class PlainText:
    """A text that grows, as segments. Only the last one is written to."""

    def __init__(self, look: Look, name: str, *, muted: bool) -> None:
        self._look = look
        self._name = name
        self._muted = muted
        self._text = ""
        self._start = 0
        self.segments: list[PlainPiece] = []

    def grow(self, text: str) -> int:
        """Shows `text`, of which what was shown is the beginning. Returns the first changed index."""
        if not text.startswith(self._text):
            self.segments, self._start = [], 0
        elif text == self._text and self.segments:
            return len(self.segments)
        self._text = text
        first = index = max(0, len(self.segments) - 1)
        for start, piece in _pieces(text, self._start):
            self._start = start
            if index < len(self.segments):
                self.segments[index].show(piece)
            else:
                made = PlainPiece(self._look, self._name, piece, muted=self._muted)
                self.segments.append(made)
            index += 1
        return first
