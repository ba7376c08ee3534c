"""The text of a table's cells as it stands in the transcript, and what of it is copied.

Positions and lengths are UTF-16 units, as Qt counts them.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from paddock.domain.markdown.leaves import Kind, Span, Spans, Style
from paddock.parts.segments.segment import utf16_length, utf16_slice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paddock.parts.tex.formulas import Rendered

MOST_UNITS = 2_000
"""A longer cell ends in an ellipsis; what is copied is whole. Qt needs 0.2 µs for a unit."""
ROW_UNITS = 24_000
"""What the cells of one row share where there are very many."""
MOST_COLUMNS = 500
"""Further columns are one with an ellipsis; what is copied has them all."""

ROW_RUNS = 800
"""So many formats and links have the cells of a row together; what goes on is shown plain."""
_SPAN_UNITS = 20
_LINK_UNITS = 100

OBJECT = "\ufffc"
BREAK = "\u2028"

_ONE_TO_ONE = {
    "\t": " ",
    "\r": " ",
    "\n": BREAK,
    "\u2029": BREAK,
    # Qt takes the first two for borders of frames, and the third for an object.
    "\ufdd0": "\ufffd",
    "\ufdd1": "\ufffd",
    OBJECT: "\ufffd",
    "\0": "\ufffd",
}
_CLEAN = str.maketrans(_ONE_TO_ONE)
_SPECIAL = tuple(_ONE_TO_ONE)
_FLAT = str.maketrans({"\n": " ", "\t": " ", "\r": " ", BREAK: " ", "\u2029": " "})


Pictures: TypeAlias = "Callable[[Span], Rendered | None]"
"""Gives the picture of a formula, or None while its source is to be shown."""


def no_pictures(_formula: Span) -> Rendered | None:
    """Shows formulas as they were written."""
    return None


class Run(NamedTuple):
    """A part of a cell with a format of its own."""

    start: int
    length: int
    span: Span
    inline: Rendered | None = None


def words_of(span: Span) -> str:
    """What is read of a span."""
    if span.kind is Kind.FORMULA:
        return span.source or span.text
    return span.text or span.href


class CellText:
    """One cell as it is shown: cut where it is very long, in characters that Qt leaves alone."""

    __slots__ = ("length", "runs", "spans", "text")

    def __init__(self, spans: Spans, most: int, runs: int, pictures: Pictures) -> None:
        """`most` letters and `runs` formats are shown."""
        self.spans = spans
        self.runs: tuple[Run, ...] = ()
        if len(spans) == 1 and _is_plain(spans[0]):
            self.text = _clean(_cut(spans[0].text, most))
            self.length = utf16_length(self.text)
        else:
            self.text = ""
            self.length = 0
            self._join(most, runs, pictures)

    def _join(self, most: int, most_runs: int, pictures: Pictures) -> None:
        pieces: list[str] = []
        runs: list[Run] = []
        for span in self.spans:
            formats = len(runs) < most_runs
            inline = pictures(span) if formats and span.kind is Kind.FORMULA else None
            text = OBJECT if inline else _clean(_cut(words_of(span), most))
            most -= len(text)
            length = utf16_length(text)
            if length and formats and not _is_plain(span):
                runs.append(Run(self.length, length, span, inline))
            pieces.append(text)
            self.length += length
            if most <= 0:
                break
        self.text = "".join(pieces)
        self.runs = tuple(runs)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the first letter with a direction says so."""
        if not self.text.isascii():
            for letter in self.text:
                direction = unicodedata.bidirectional(letter)
                if direction in ("R", "AL"):
                    return True
                if direction == "L":
                    break
        return False

    def part(self, start: int, end: int) -> str:
        """What is copied of a part; nothing is missing where all that is shown was taken."""
        if start <= 0 and end >= self.length:
            return "".join(map(words_of, self.spans)).translate(_FLAT)
        text = utf16_slice(self.text, max(0, start), end)
        for run in self.runs:
            if run.inline and start <= run.start < end:
                text = text.replace(OBJECT, words_of(run.span), 1)
        return text.translate(_FLAT)


class RowText:
    """The cells of a row, with a tab between them."""

    __slots__ = ("cells", "length", "starts")

    def __init__(self, row: Sequence[Spans], pictures: Pictures) -> None:
        shown = row if len(row) <= MOST_COLUMNS else (*row[:MOST_COLUMNS], (Span("…"),))
        count = max(1, len(shown))
        most, runs = min(MOST_UNITS, ROW_UNITS // count), max(1, ROW_RUNS // count)
        self.cells = [CellText(spans, most, runs, pictures) for spans in shown]
        self.starts: list[int] = []
        self.length = -1
        for cell in self.cells:
            self.starts.append(self.length + 1)
            self.length += cell.length + 1
        self.length = max(0, self.length)

    @property
    def text(self) -> str:
        return "\t".join([cell.text for cell in self.cells])

    def part(self, start: int, end: int) -> str:
        """Of the cells that a part touches, what it takes of each."""
        if start <= 0 and end >= self.length and len(self.cells) <= MOST_COLUMNS:
            return "\t".join([cell.part(0, cell.length) for cell in self.cells])
        return "\t".join(
            [
                cell.part(start - at, end - at)
                for cell, at in zip(self.cells, self.starts, strict=True)
                if at <= end and at + cell.length >= start
            ]
        )


def placed(rows: Sequence[RowText]) -> list[int]:
    """Where each row of a text starts."""
    starts, at = [], 0
    for row in rows:
        starts.append(at)
        at += row.length + 1
    return starts


def touched(rows: Sequence[RowText], start: int, end: int) -> list[tuple[int, bool]]:
    """The rows that a part of a text touches, and whether it has all of them."""
    return [
        (number, start <= at and end >= at + row.length)
        for number, (row, at) in enumerate(zip(rows, placed(rows), strict=True))
        if at <= end and at + row.length >= start
    ]


def part_of(rows: Sequence[RowText], start: int, end: int) -> str:
    """A part of a text as it is copied: a line for each row, tabs between the cells."""
    places = placed(rows)
    return "\n".join(
        [
            rows[number].part(start - places[number], end - places[number])
            for number, _whole in touched(rows, start, end)
        ]
    )


def units_of(row: Sequence[Spans]) -> int:
    """About how much a row costs to lay out, in letters; a link costs as much as a long word."""
    return sum(
        [
            len(span.text) + (_LINK_UNITS if span.href else _SPAN_UNITS)
            for cell in row
            for span in cell
        ]
    )


def _is_plain(span: Span) -> bool:
    return span.kind is Kind.TEXT and span.style is Style.PLAIN and not span.href


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(0, most - 1)] + "…"


def _clean(text: str) -> str:
    return text.translate(_CLEAN) if any(map(text.__contains__, _SPECIAL)) else text
