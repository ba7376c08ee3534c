"""Leaves of prose in a text document: one block for each, and only the end is written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor

from paddock.domain.markdown.leaves import Heading, Kind, Rule, Style
from paddock.parts.transcript.formula import FORMULA_OBJECT, FormulaObject
from paddock.parts.transcript.prose_layout import (
    gap_between,
    place_of,
    span_text,
    spans_of,
)
from paddock.parts.transcript.segment import utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument

    from paddock.domain.markdown.leaves import Leaf, Span
    from paddock.parts.formulas import Formulas
    from paddock.parts.look import Look
    from paddock.parts.transcript.prose_layout import Place


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
        self._formats: dict[tuple[int, bool, Style], QTextCharFormat] = {}
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
                    style, waits = self._formula(span, leaf, document)
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
        number = units = letters = 0
        while number < min(len(before), len(after)) and before[number] == after[number]:
            units += utf16_length(span_text(before[number]))
            number += 1
        if number < min(len(before), len(after)) and _grew(before[number], after[number]):
            letters = len(before[number].text)
            units += utf16_length(before[number].text)
        return _Cut(first + index, number, letters, units)

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
        cursor.setBlockFormat(self._block_format(number))
        cursor.setBlockCharFormat(self._base(self.leaves[number]))

    def _start(self, cursor: QTextCursor, number: int) -> None:
        if number:
            cursor.insertBlock(self._block_format(number), self._base(self.leaves[number]))
        else:
            self._format_block(cursor, number)

    def _insert(
        self, cursor: QTextCursor, number: int, span: int, letters: int, document: QTextDocument
    ) -> None:
        leaf = self.leaves[number]
        for part in spans_of(leaf)[span:]:
            if part.kind is Kind.FORMULA:
                style, waits = self._formula(part, leaf, document)
                if waits:
                    self._pending.add(number)
                cursor.insertText("\ufffc", style)
            else:
                cursor.insertText(span_text(part)[letters:], self._format(part, leaf))
            letters = 0

    def _block_format(self, number: int) -> QTextBlockFormat:
        leaf, place = self.leaves[number], self.places[number]
        above = gap_between(self.leaves[number - 1] if number else None, leaf)
        level = leaf.level if isinstance(leaf, Heading) else 0
        block = self.look.markdown.block(left=place.left, above=above, level=level)
        if place.mirrored:
            block.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            block.setLeftMargin(0)
            block.setRightMargin(place.left)
        if isinstance(leaf, Rule):
            block.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return block

    def _base(self, leaf: Leaf) -> QTextCharFormat:
        return self._styled(leaf, Style.PLAIN)

    def _styled(self, leaf: Leaf, style: Style) -> QTextCharFormat:
        level = leaf.level if isinstance(leaf, Heading) else 0
        quoted = "q" in leaf.inside
        known = self._formats.get((level, quoted, style))
        if known is None:
            known = self._made(level, style, quoted=quoted)
            self._formats[level, quoted, style] = known
        return known

    def _made(self, level: int, style: Style, *, quoted: bool) -> QTextCharFormat:
        markdown = self.look.markdown
        made = markdown.heading(level) if level else markdown.plain()
        if quoted:
            made.setForeground(QColor(markdown.muted))
        if style & Style.CODE:
            made = markdown.inline_code(made)
            made.clearBackground()  # the view paints it, with room at its sides
        if style & Style.STRONG:
            made.setFontWeight(QFont.Weight.Bold)
        if style & Style.EMPHASIS:
            made.setFontItalic(True)
        if style & Style.STRIKE:
            made.setFontStrikeOut(True)
        if style & Style.NOTE:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            made.setForeground(QColor(markdown.accent))
        return made

    def _format(self, span: Span, leaf: Leaf) -> QTextCharFormat:
        style = self._styled(leaf, span.style)
        if span.href:
            style = self.look.markdown.link(style, span.href)
            if span.kind is Kind.IMAGE or span.style & Style.NOTE:
                style.setFontUnderline(False)
        return style

    def _formula(
        self, span: Span, leaf: Leaf, document: QTextDocument
    ) -> tuple[QTextCharFormat, bool]:
        if self._object is None:
            self._object = FormulaObject(self.look, self._formulas)
            document.documentLayout().registerHandler(FORMULA_OBJECT, self._object)
        return self._object.format_of(span, self._styled(leaf, span.style & ~Style.CODE))


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
