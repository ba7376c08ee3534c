"""Leaves written as Markdown that reads back to the same leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from paddock.domain.markdown.escaping import write_spans
from paddock.domain.markdown.leaves import (
    BULLET,
    DONE,
    TODO,
    Align,
    Code,
    Formula,
    Heading,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paddock.domain.markdown.leaves import Leaf

_MARKS = {BULLET: "- ", TODO: "- [ ] ", DONE: "- [x] "}
_DELIMITERS = {Align.LEFT: "---", Align.CENTER: ":-:", Align.RIGHT: "--:"}
_BACKTICKS = re.compile(r"^ *(`{3,})", re.MULTILINE)
_TILDES = re.compile(r"^ *(~{3,})", re.MULTILINE)
_NOTE_INDENT = 4


def write(leaves: Iterable[Leaf]) -> str:
    """Markdown of `leaves`. Of containers that began before the first of them nothing is known."""
    lines: list[str] = []
    containers: list[int] = []
    before: Leaf | None = None
    for leaf in leaves:
        goes_on = isinstance(before, Paragraph) and before.goes_on and isinstance(leaf, Paragraph)
        if goes_on and lines:
            lines[-1] += "\n".join(_lines(leaf))
            before = leaf
            continue
        marks = [_mark(mark) for mark in leaf.markers]
        kept, first = _first_line(leaf, marks, containers)
        if before is not None and not before.tight:
            lines.append(_rest(before.inside[: len(kept)], kept).rstrip())
        containers = _containers(leaf, marks, kept)
        rest = _rest(leaf.inside, containers)
        for number, line in enumerate(_lines(leaf)):
            written = (rest if number else first) + line
            lines.append(written if line or leaf.markers[-1:] == (TODO,) else written.rstrip())
        before = leaf
    return "".join(f"{line}\n" for line in lines)


def _mark(mark: str) -> tuple[str, int]:
    """A mark as it is written, and how far the rest of its item is indented."""
    if mark.startswith("["):
        return f"[^{mark[1:-1]}]: ", _NOTE_INDENT
    if mark in _MARKS:
        return _MARKS[mark], 2
    return f"{mark} ", len(mark) + 1


def _first_line(
    leaf: Leaf, marks: list[tuple[str, int]], containers: list[int]
) -> tuple[list[int], str]:
    """The containers that go on from the leaf before, and what its first line begins with."""
    old = leaf.inside.count("l") - len(marks)
    kept: list[int] = []
    parts: list[str] = []
    left = list(marks)
    for depth, container in enumerate(leaf.inside):
        if container == "q":
            parts.append("> ")
            if len(kept) == depth < len(containers):
                kept.append(0)
        elif old > 0:
            old -= 1
            width = containers[depth] if depth < len(containers) else 0
            parts.append(" " * width)
            if len(kept) == depth:
                kept.append(width)
        elif left:
            parts.append(left.pop(0)[0])
    return kept, "".join(parts)


def _containers(leaf: Leaf, marks: list[tuple[str, int]], kept: list[int]) -> list[int]:
    """How far each container of `leaf` indents its lines; 0 for a quotation."""
    widths = list(kept[: len(leaf.inside)])
    left = list(marks)
    began = leaf.inside[len(widths) :]
    return widths + [left.pop(0)[1] if mark == "l" and left else 0 for mark in began]


def _rest(inside: str, widths: list[int]) -> str:
    return "".join(
        "> " if container == "q" else " " * width
        for container, width in zip(inside, widths, strict=False)
    )


def _lines(leaf: Leaf) -> list[str]:
    if isinstance(leaf, Paragraph):
        if not leaf.spans and not leaf.markers:
            return ["[]()"]  # nothing that is shown, but a paragraph
        if leaf.goes_on and leaf.spans and leaf.spans[-1].text.endswith(" "):
            *others, last = leaf.spans
            kept = (*others, replace(last, text=last.text[:-1])) if last.text != " " else others
            return f"{write_spans(tuple(kept))} ".split("\n")
        return write_spans(leaf.spans).split("\n")
    if isinstance(leaf, Heading):
        text = write_spans(leaf.spans, heading=True)
        if "\n" in text:
            return [*text.split("\n"), "===" if leaf.level == 1 else "---"]
        return [f"{'#' * leaf.level} {text}"]
    if isinstance(leaf, Code):
        return code_lines(leaf)
    if isinstance(leaf, Table):
        return table_lines(leaf)
    return leaf.source.split("\n") if isinstance(leaf, Formula) else ["***"]


def code_lines(code: Code) -> list[str]:
    """A fenced block. Its fence is longer than any within, and fits the language."""
    mark, inner = ("~", _TILDES) if "`" in code.language else ("`", _BACKTICKS)
    length = max((len(run) for run in inner.findall(code.text)), default=2) + 1
    fence = mark * max(3, length)
    return [f"{fence}{code.language}", *code.text.split("\n"), fence]


def table_lines(table: Table) -> list[str]:
    rows = [[write_spans(cell, cell=True) for cell in row] for row in (table.head, *table.rows)]
    rows.insert(1, [_DELIMITERS[align] for align in table.align])
    return [f"| {' | '.join(row)} |" for row in rows]
