"""Runs of prose, and text that is no Markdown, as pieces of a message."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QColor, QFontInfo, QTextCursor, QTextOption

from paddock.base.compat import override
from paddock.domain.markdown import words
from paddock.domain.markdown.leaves import Heading, Leaf, Rule
from paddock.parts.transcript.prose_layout import as_written, gap_between, spans_of
from paddock.parts.transcript.prose_view import ProseView
from paddock.parts.transcript.prose_writer import ProseText
from paddock.parts.transcript.text_view import TextSegment, TextView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QTextDocument

    from paddock.domain.markdown.leaves import Prose as ProseLeaf
    from paddock.parts.formulas import Formulas
    from paddock.parts.look import Look

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffef]+")
_LETTER = 0.5  # the width of an average letter, in sizes of the font
_FILL = 1.03  # what lines that end with a word waste
_PIECE = 4096
_HEADING = (1.45, 1.25, 1.1)


def columns(text: str) -> int:
    """How wide a text is, in letters; those of Chinese count double."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


def _wrap_anywhere(document: QTextDocument) -> None:
    option = document.defaultTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)


class Prose(TextSegment):
    """A run of paragraphs, headings and rules that may grow at its end."""

    def __init__(
        self, look: Look, formulas: Formulas, name: str, relayout: Callable[[], None]
    ) -> None:
        super().__init__(look)
        self.name = name
        self._formulas = formulas
        self._relayout = relayout
        self._text = ProseText(look, formulas)
        self._open = 0
        self._shown: str | None = None
        self._columns: list[list[int]] = []
        self._estimates: dict[int, int] = {}

    @property
    def leaves(self) -> Sequence[Leaf]:
        return self._text.leaves

    @property
    def _prose(self) -> Sequence[ProseLeaf]:
        return cast("Sequence[ProseLeaf]", self._text.leaves)

    @property
    def size(self) -> int:
        """How many characters it holds."""
        return sum(len(span.text) for leaf in self.leaves for span in spans_of(leaf))

    def write_leaves(self, closed: Sequence[Leaf], opened: Sequence[Leaf]) -> None:
        """Adds final leaves and replaces the open ones at the end."""
        self._replace(len(self.leaves) - self._open, [*closed, *opened])
        self._open = len(opened)

    def revise(self, index: int, leaf: Leaf) -> None:
        """Replaces one leaf."""
        self._replace(index, [leaf, *self.leaves[index + 1 :]])

    def _replace(self, first: int, leaves: Sequence[Leaf]) -> None:
        document = self._document if self.has_document else None
        changed = self._text.replace(first, leaves, document)
        if changed is None:
            return
        del self._columns[changed:]
        self._estimates.clear()
        self._shown = None
        if changed == 0 and self.leaves:
            self.gap = max(type(self).gap, gap_between(_ANY, self.leaves[0]))
        if document is not None:
            self.changed()
            self._await_formulas()

    def formulas_ready(self) -> None:
        """Gives the formulas their room that were only source before."""
        if self._document is None or not self._text.is_pending:
            return
        if self._text.show_formulas(self._document):
            self.changed()
            self._relayout()
        self._await_formulas()

    def _await_formulas(self) -> None:
        if self._text.is_pending:
            self._formulas.tell(self)

    # ---- what a segment is asked

    @classmethod
    @override
    def make_widget(cls) -> TextView:
        return ProseView()

    @override
    def write(self, document: QTextDocument) -> None:
        _wrap_anywhere(document)
        self._text.write(document)
        self._await_formulas()

    @override
    def fill(self, widget: TextView) -> None:
        super().fill(widget)
        assert isinstance(widget, ProseView)
        widget.show_text(self._text)

    @override
    def release(self, widget: TextView) -> None:
        assert isinstance(widget, ProseView)
        widget.show_text(None)

    @override
    def estimate(self, width: int) -> int:
        known = self._estimates.get(width)
        if known is None:
            for leaf in self.leaves[len(self._columns) :]:
                text = "".join(span.text for span in spans_of(leaf))
                self._columns.append([columns(line) for line in text.split("\n")])
            known = self._estimates[width] = self._guess(width)
        return known

    def _guess(self, width: int) -> int:
        style = self.look.markdown
        letter = QFontInfo(style.body).pixelSize() * _LETTER * _FILL
        height, before = 0, None
        for leaf, place, lines in zip(self.leaves, self._text.places, self._columns, strict=True):
            height += gap_between(before, leaf)
            before = leaf
            if isinstance(leaf, Rule):
                height += 1
                continue
            level = leaf.level if isinstance(leaf, Heading) else 0
            wide = letter * (_HEADING[level - 1] * 1.05 if 0 < level <= len(_HEADING) else 1)
            room = max(wide, width - place.left)
            height += style.pixels(level) * sum(max(1, ceil(line * wide / room)) for line in lines)
        return max(1, height)

    @override
    def shown(self) -> str:
        if self._shown is None:
            self._shown = "\n".join(map(words.shown, self._prose))
        return self._shown

    @override
    def plain(self, start: int, end: int) -> str:
        return words.plain(self._prose, start, end)

    @override
    def markdown(self, start: int, end: int) -> str:
        return words.markdown(self._prose, start, end)


_ANY = Leaf()


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
        if text.startswith(before):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self._insert(cursor, text[len(before) :])
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            self._insert(cursor, text)
        cursor.endEditBlock()
        self.changed()

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        style = self.look.markdown.plain()
        if self._muted:
            style.setForeground(QColor(self.look.markdown.muted))
        # A block for each line: those that are done are not laid out again.
        cursor.insertText("\n".join(map(as_written, text.split("\n"))), style)

    @override
    def write(self, document: QTextDocument) -> None:
        _wrap_anywhere(document)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(self.look.markdown.block())
        self._insert(cursor, self._text)

    @override
    def estimate(self, width: int) -> int:
        if self._columns is None:
            self._columns = [columns(line) for line in self._text.split("\n")]
        letter = QFontInfo(self.look.markdown.body).pixelSize() * _LETTER * _FILL
        lines = sum(max(1, ceil(line * letter / max(1, width))) for line in self._columns)
        return lines * self.look.markdown.pixels()

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
