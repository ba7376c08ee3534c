"""Leaves of prose in a text document: one block for each, and only the end is written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from paddock.domain.markdown.leaves import Heading, Kind, Rule, Style
from paddock.parts.prose.chips import last_letter, room_after
from paddock.parts.prose.formats import ProseFormats
from paddock.parts.prose.formula_object import FORMULA_OBJECT, FormulaObject
from paddock.parts.prose.layout import pitch_of, place_of, span_text, spans_of
from paddock.parts.segments.segment import utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextCharFormat, QTextDocument

    from paddock.domain.markdown.leaves import Leaf, Span
    from paddock.parts.look import Look
    from paddock.parts.prose.layout import Place
    from paddock.parts.tex.formulas import Formulas


@dataclass(frozen=True, slots=True)
class _Cut:
    """Up to where two sequences of leaves are the same: `units` into the block of the leaf `index`."""

    index: int
    span: int = 0
    letters: int = 0
    units: int = -1
    """-1: the leaf is another one altogether."""


class ProseText:
    """The leaves, the place of each, and what writes them into a document."""

    def __init__(self, look: Look, formulas: Formulas) -> None:
        self.look = look
        self.leaves: list[Leaf] = []
        self.places: list[Place] = []
        self._formulas = formulas
        self._object: FormulaObject | None = None
        self._formats = ProseFormats(look)
        self._pending: set[int] = set()

    @property
    def is_pending(self) -> bool:
        """Whether it shows the source of a formula of which there may be an image later."""
        return bool(self._pending)

    def replace(
        self, first: int, leaves: Sequence[Leaf], document: QTextDocument | None
    ) -> int | None:
        """Puts `leaves` in place of those from `first` on. Returns the first that changed, if any."""
        old_places = self.places[first:]
        cut = self._cut(first, leaves)
        self.leaves[first:] = leaves
        if cut is None:
            return None
        del self.places[cut.index :]
        for index in range(cut.index, len(self.leaves)):
            before = (self.leaves[index - 1], self.places[index - 1]) if index else None
            self.places.append(place_of(self.leaves[index], before, self.look.markdown))
        if cut.units >= 0 and self.places[cut.index] != old_places[cut.index - first]:
            cut = _Cut(cut.index)
        if document is not None:
            self._write(document, cut)
        return cut.index

    def write(self, document: QTextDocument) -> None:
        """Writes all into an empty document."""
        self._object = None
        self._pending.clear()
        self._write(document, _Cut(0))

    def show_formulas(self, document: QTextDocument) -> bool:
        """Gives the formulas that have an image now their room. Returns whether there were any."""
        changed = False
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for index in sorted(self._pending):
            leaf, is_pending = self.leaves[index], False
            position = document.findBlockByNumber(index).position()
            for span in spans_of(leaf):
                if span.kind is Kind.FORMULA:
                    style, waits = self._formula(span, index, document)
                    is_pending |= waits
                    if not waits:
                        cursor.setPosition(position)
                        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
                        cursor.setCharFormat(style)
                        changed = True
                position += utf16_length(span_text(span))
            if not is_pending:
                self._pending.discard(index)
        cursor.endEditBlock()
        return changed

    # ---- what is the same

    def _cut(self, first: int, leaves: Sequence[Leaf]) -> _Cut | None:
        """Where the leaves from `first` on begin to differ from `leaves`; None when they do not."""
        old = self.leaves[first:]
        index = 0
        while index < min(len(old), len(leaves)) and old[index] == leaves[index]:
            index += 1
        if index == len(leaves) == len(old):
            return None
        if index == len(old) or index == len(leaves) or not _alike(old[index], leaves[index]):
            return _Cut(first + index)
        before, after = spans_of(old[index]), spans_of(leaves[index])
        common = min(len(before), len(after))
        number = units = letters = 0
        while number < common and before[number] == after[number]:
            if self._room(before, number) != self._room(after, number):
                break
            units += utf16_length(span_text(before[number]))
            number += 1
        if number < common and _grew(before[number], after[number]):
            text = span_text(before[number])
            is_longer = before[number] != after[number]
            # A letter that is wider for what followed it, or for what follows now, is written anew.
            is_kept = is_longer and not self._room(before, number)
            letters = len(text) if is_kept else last_letter(text)
            units += utf16_length(text[:letters])
        return _Cut(first + index, number, letters, units)

    def _room(self, spans: Sequence[Span], number: int) -> int:
        return room_after(spans, number, self.look)

    # ---- writing

    def _write(self, document: QTextDocument, cut: _Cut) -> None:
        self._pending = {index for index in self._pending if index < cut.index}
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        number = cut.index
        if cut.units >= 0:
            start = document.findBlockByNumber(number).position() + cut.units
            self._clear(cursor, start, number)
            self._insert(cursor, number, cut.span, cut.letters, document)
            number += 1
        else:
            block = document.findBlockByNumber(number - 1) if number else document.begin()
            end = block.position() + (block.length() - 1 if number else 0)
            self._clear(cursor, end, number - 1)
        while number < len(self.leaves):
            self._start(cursor, number)
            self._insert(cursor, number, 0, 0, document)
            number += 1
        cursor.endEditBlock()

    def _clear(self, cursor: QTextCursor, start: int, number: int) -> None:
        """Removes all from a place in the block `number` on."""
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        if not cursor.hasSelection():
            return
        cursor.removeSelectedText()
        if number >= 0 and cursor.block().length() == 1:
            # Qt lets an empty block take the format of what was removed behind it.
            self._format_block(cursor, number)

    def _format_block(self, cursor: QTextCursor, number: int) -> None:
        before = self.leaves[number - 1] if number else None
        leaf, place = self.leaves[number], self.places[number]
        cursor.setBlockFormat(self._formats.block(before, leaf, place))
        cursor.setBlockCharFormat(self._formats.base(leaf, place))

    def _start(self, cursor: QTextCursor, number: int) -> None:
        if number:
            leaf, place = self.leaves[number], self.places[number]
            block = self._formats.block(self.leaves[number - 1], leaf, place)
            cursor.insertBlock(block, self._formats.base(leaf, place))
        else:
            self._format_block(cursor, number)

    def _insert(
        self, cursor: QTextCursor, number: int, span: int, letters: int, document: QTextDocument
    ) -> None:
        leaf, place = self.leaves[number], self.places[number]
        spans = spans_of(leaf)
        for index in range(span, len(spans)):
            part = spans[index]
            if part.kind is Kind.FORMULA:
                style, waits = self._formula(part, number, document)
                if waits:
                    self._pending.add(number)
                cursor.insertText("\ufffc", style)
                letters = 0
                continue
            text, room = span_text(part), self._room(spans, index)
            end = last_letter(text) if room else len(text)
            if letters < end:
                cursor.insertText(text[letters:end], self._formats.span(part, leaf, place))
            if end < len(text):
                cursor.insertText(
                    text[max(letters, end) :], self._formats.span(part, leaf, place, room)
                )
            letters = 0

    def _formula(
        self, span: Span, number: int, document: QTextDocument
    ) -> tuple[QTextCharFormat, bool]:
        if self._object is None:
            self._object = FormulaObject(self.look, self._formulas)
            document.documentLayout().registerHandler(FORMULA_OBJECT, self._object)
        leaf, place = self.leaves[number], self.places[number]
        around = self._formats.styled(leaf, place, span.style & ~Style.CODE)
        return self._object.format_of(span, around, pitch_of(leaf, place, self.look.markdown))


def _alike(old: Leaf, new: Leaf) -> bool:
    """Whether the blocks of two leaves have the same format, and differ in their words at most."""
    if isinstance(old, Heading) and isinstance(new, Heading) and old.level != new.level:
        return False
    same = type(old) is type(new) and not isinstance(new, Rule)
    return same and (old.inside, old.markers) == (new.inside, new.markers)


def _grew(old: Span, new: Span) -> bool:
    """Whether a span is another one with more at its end."""
    if old.kind is not Kind.TEXT or (old.style, old.href, old.kind) != (
        new.style,
        new.href,
        new.kind,
    ):
        return False
    return new.text.startswith(old.text)
