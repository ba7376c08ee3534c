"""Leaves as text again: as they are shown, as plain text, as Markdown and as tables elsewhere."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from paddock.domain.markdown.leaves import (
    BULLET,
    DONE,
    TODO,
    Code,
    Formula,
    Heading,
    Kind,
    Leaf,
    Paragraph,
    Rule,
    Span,
    Table,
)
from paddock.domain.markdown.writing import code_lines, table_lines, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paddock.domain.markdown.leaves import Prose, Spans

OBJECT = "\ufffc"
"""What stands for a formula in a text document: one character."""
_MARKS = {BULLET: "•", TODO: "[ ]", DONE: "[x]"}
_RULE = "---"


def shown(leaf: Prose) -> str:
    """The text of `leaf` as it stands in a text document."""
    return "" if isinstance(leaf, Rule) else "".join(_shown(span) for span in leaf.spans)


def _shown(span: Span) -> str:
    if span.kind is Kind.FORMULA:
        return OBJECT
    return span.text or span.href if span.kind is Kind.IMAGE else span.text


# ------------------------------------------------------------------------------ of a run of prose


def plain(leaves: Sequence[Prose], start: int = 0, end: int | None = None) -> str:
    """Plain text of what stands from `start` to `end`, with the marks of lists and quotations.

    Positions count the UTF-16 code units of the `shown` texts, joined by line breaks.
    """
    return plain_of(_clipped(leaves, start, end))


def markdown(leaves: Sequence[Prose], start: int = 0, end: int | None = None) -> str:
    """The same as Markdown. For the whole run it reads back to the same leaves.

    Blanks at the cuts are left out: Markdown drops them, so keeping them takes a forest of escapes.
    """
    return markdown_of([_trimmed(leaf) for leaf in _clipped(leaves, start, end)])


def _trimmed(leaf: Prose) -> Prose:
    if isinstance(leaf, Rule) or not leaf.spans:
        return leaf
    spans = list(leaf.spans)
    if spans[0].kind is Kind.TEXT:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
    if spans[-1].kind is Kind.TEXT:
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    spans = [span for span in spans if span.text or span.kind is not Kind.TEXT]
    return (
        leaf
        if len(spans) == len(leaf.spans) and tuple(spans) == leaf.spans
        else replace(leaf, spans=tuple(spans))
    )


def _clipped(leaves: Sequence[Prose], start: int, end: int | None) -> list[Prose]:
    """The leaves between two positions; one that is cut at its start stands nowhere any more."""
    found: list[Prose] = []
    place = 0
    for leaf in leaves:
        length = _units(shown(leaf))
        first = max(start - place, 0)
        last = length if end is None else min(end - place, length)
        place += length + 1
        if first > length or last < 0 or (first == length > 0) or (last == 0 < length):
            continue
        if length == 0 and end is not None and end <= place - 1:
            continue
        found.append(leaf if (first, last) == (0, length) else _cut(leaf, first, last))
    if len(found) == 1 and found[0] not in leaves:
        found[0] = replace(found[0], inside="", markers=())
    return found


def _cut(leaf: Prose, first: int, last: int) -> Prose:
    assert not isinstance(leaf, Rule)
    spans = []
    place = 0
    for span in leaf.spans:
        text = _shown(span)
        length = _units(text)
        begin, stop = max(first - place, 0), min(last - place, length)
        place += length
        if begin >= stop:
            continue
        whole = span.kind is not Kind.TEXT
        spans.append(span if whole else replace(span, text=_slice(text, begin, stop)))
    at_start = first == 0
    return Paragraph(
        leaf.inside if at_start else "",
        leaf.markers if at_start else (),
        leaf.tight,
        tuple(spans),
    )


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _slice(text: str, start: int, end: int) -> str:
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


# ------------------------------------------------------------------------------------ of any leaves


def plain_of(leaves: Iterable[Leaf]) -> str:
    """Plain text of any leaves."""
    parts: list[str] = []
    before: Leaf | None = None
    for leaf in leaves:
        if before is not None:
            goes_on = isinstance(before, Paragraph) and before.goes_on
            if goes_on and isinstance(leaf, Paragraph):
                parts.append(_plain_text(leaf))
                before = leaf
                continue
            parts.append("\n")
            if not before.tight:
                parts.append(f"{_rest_of(_shared(before, leaf)).rstrip()}\n")
        lines = _plain_text(leaf).split("\n")
        rest = _rest_of(leaf.inside)
        parts.append(_first_of(leaf) + lines[0])
        parts += [f"\n{rest}{line}" if line else f"\n{rest.rstrip()}" for line in lines[1:]]
        before = leaf
    return "".join(parts)


def _plain_text(leaf: Leaf) -> str:
    if isinstance(leaf, Paragraph | Heading):
        return _plain_spans(leaf.spans)
    if isinstance(leaf, Code):
        return leaf.text
    if isinstance(leaf, Table):
        return table_plain(leaf)
    return leaf.source if isinstance(leaf, Formula) else _RULE


def _plain_spans(spans: Spans) -> str:
    return "".join(s.source if s.kind is Kind.FORMULA else _shown(s) for s in spans)


def _first_of(leaf: Leaf) -> str:
    """What stands before the first line: quotation marks, indentation and the marks of items."""
    parts = []
    unmarked = leaf.inside.count("l") - len(leaf.markers)
    marks = list(leaf.markers)
    for container in leaf.inside:
        if container == "q":
            parts.append("> ")
        elif unmarked > 0:
            unmarked -= 1
            parts.append("  ")
        elif marks:
            mark = marks.pop(0)
            parts.append(f"{_MARKS.get(mark, mark)} ")
    return "".join(parts)


def _rest_of(inside: str) -> str:
    return "".join("> " if container == "q" else "  " for container in inside)


def _shared(before: Leaf, after: Leaf) -> str:
    """The containers that both stand in."""
    old = after.inside.count("l") - len(after.markers)
    shared = []
    for first, second in zip(before.inside, after.inside, strict=False):
        if first != second or (second == "l" and old <= 0):
            break
        old -= second == "l"
        shared.append(second)
    return "".join(shared)


def markdown_of(leaves: Iterable[Leaf]) -> str:
    """Markdown that reads back to `leaves`."""
    return write(leaves)


# ------------------------------------------------------------------------------- tables and code


def table_markdown(table: Table) -> str:
    """`table` as Markdown."""
    return "".join(f"{line}\n" for line in table_lines(table))


def table_plain(table: Table) -> str:
    """`table` with tabs between its cells, as spreadsheets paste it."""
    return "\n".join(
        "\t".join(_plain_spans(cell).replace("\t", " ").replace("\n", " ") for cell in row)
        for row in (table.head, *table.rows)
    )


def table_csv(table: Table) -> str:
    """`table` as comma-separated values (RFC 4180). Cells are their plain text, formulas as TeX."""
    file = io.StringIO()
    rows = ([_plain_spans(cell) for cell in row] for row in (table.head, *table.rows))
    csv.writer(file).writerows(rows)
    return file.getvalue()


def code_markdown(code: Code) -> str:
    """`code` in a fence that nothing within it can end."""
    return "".join(f"{line}\n" for line in code_lines(code))
