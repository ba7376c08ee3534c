"""Leaves written as Markdown that reads back to the same leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
_NUMBER = re.compile(r"(\d+)([.)]) ")
_NOTE_INDENT = 4
_NOTHING = "[//]: #"
"""A definition that nobody asks for: it ends a list, and shows nothing."""


def write(leaves: Iterable[Leaf]) -> str:
    """Markdown of `leaves`. Of containers that began before the first of them nothing is known."""
    lines: list[str] = []
    containers: list[_Container] = []
    before: Leaf | None = None
    for leaf in leaves:
        if isinstance(before, Paragraph) and before.goes_on and isinstance(leaf, Paragraph):
            lines[-1] += "\n".join(_lines(leaf))
            before = leaf
            continue
        kept, began = _containers(leaf, containers)
        around = "".join(container.rest for container in kept)
        if before is not None and not before.tight:
            lines.append(around.rstrip())
            if (
                began
                and len(containers) > len(kept)
                and _would_count_on(containers[len(kept)], began[0])
            ):
                lines += [f"{around}{_NOTHING}", around.rstrip()]
        containers = kept + began
        rest = "".join(container.rest for container in containers)
        first = around + "".join(container.first for container in began)
        for number, line in enumerate(_lines(leaf)):
            written = (rest if number else first) + line
            lines.append(
                written if line or leaf.markers[-1:] in ((TODO,), (DONE,)) else written.rstrip()
            )
        before = leaf
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Container:
    """What the first line in a quotation or an item begins with, and what the others do."""

    first: str
    rest: str


_QUOTATION = _Container("> ", "> ")
_UNKNOWN = _Container("", "")


def _containers(leaf: Leaf, before: list[_Container]) -> tuple[list[_Container], list[_Container]]:
    """The containers of `leaf`: those that go on, and those that begin with it."""
    old = leaf.inside.count("l") - len(leaf.markers)
    marks = iter(leaf.markers)
    kept: list[_Container] = []
    began: list[_Container] = []
    for depth, kind in enumerate(leaf.inside):
        goes_on = (
            not began and depth < len(before) and (before[depth] == _QUOTATION) == (kind == "q")
        )
        if kind == "q":
            container = _QUOTATION
        elif old > 0:
            container = before[depth] if goes_on else _UNKNOWN
        else:
            container = _item(next(marks))
            goes_on = False
        old -= kind == "l"
        (kept if goes_on else began).append(container)
    return kept, began


def _item(mark: str) -> _Container:
    if mark.startswith("["):
        return _Container(f"[^{mark[1:-1]}]: ", " " * _NOTE_INDENT)
    if mark in _MARKS:
        return _Container(_MARKS[mark], "  ")
    return _Container(f"{mark} ", " " * (len(mark) + 1))


def _would_count_on(before: _Container, item: _Container) -> bool:
    """Whether a numbered item would get another number than its own behind the one `before`."""
    old, new = _NUMBER.fullmatch(before.first), _NUMBER.fullmatch(item.first)
    return (
        old is not None and new is not None and old[2] == new[2] and int(old[1]) + 1 != int(new[1])
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
