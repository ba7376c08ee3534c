"""Runs of prose, and text that is no Markdown, as pieces of a message."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, cast

from paddock.base.compat import override
from paddock.domain.markdown import words
from paddock.domain.markdown.leaves import Heading, Leaf, Rule
from paddock.parts.markdown_style import pixel_size
from paddock.parts.prose.layout import HANG, gap_between, pitch_of, spans_of
from paddock.parts.prose.plain import (
    FILL,
    LETTER,
    PlainPiece,
    PlainText,
    columns,
    plain_pieces,
    wrap_anywhere,
)
from paddock.parts.prose.view import ProseView
from paddock.parts.prose.writer import ProseText
from paddock.parts.segments.text_view import TextSegment, TextView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QTextDocument

    from paddock.domain.markdown.leaves import Prose as ProseLeaf
    from paddock.parts.look import Look
    from paddock.parts.tex.formulas import Formulas

__all__ = ["PlainPiece", "PlainText", "Prose", "columns", "plain_pieces"]

_HEADING = (1.45, 1.25, 1.1)


class Prose(TextSegment):
    """A run of paragraphs, headings and rules that may grow at its end."""

    left = -HANG

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
        wrap_anywhere(document)
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
        super().release(widget)
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
        letter = pixel_size(style.body) * LETTER * FILL
        height, before = 0, None
        for leaf, place, lines in zip(self.leaves, self._text.places, self._columns, strict=True):
            height += gap_between(before, leaf)
            before = leaf
            if isinstance(leaf, Rule):
                height += 1
                continue
            level = leaf.level if isinstance(leaf, Heading) else 0
            wide = letter * (_HEADING[level - 1] * 1.05 if 0 < level <= len(_HEADING) else 1)
            room = max(wide, width - HANG - place.left)
            height += pitch_of(leaf, place, style) * sum(
                max(1, ceil(line * wide / room)) for line in lines
            )
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
