"""Tokens to leaves, in two steps: drafts know their place, leaves also what is inside a line.

A draft is kept where a label in it has no definition yet, to be finished again when one comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paddock.domain.markdown.leaves import (
    BULLET,
    DONE,
    TODO,
    Align,
    Code,
    Formula,
    Heading,
    Leaf,
    Paragraph,
    Rule,
    Span,
    Spans,
    Table,
)
from paddock.domain.markdown.parser import parse_inline
from paddock.domain.markdown.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from paddock.domain.markdown.labels import Labels

_BLANK = re.compile(r"[ \t>]*")
_ALIGNS = {"text-align:center": Align.CENTER, "text-align:right": Align.RIGHT}


@dataclass(slots=True)
class Draft:
    """A leaf without its inline content. Lines count from the start of the text that was parsed."""

    kind: type[Leaf]
    inside: str
    markers: tuple[str, ...]
    start: int
    end: int
    family: int | None = None
    """Which outermost list it stands in, if any."""
    tight: bool = False
    text: str = ""
    """The source of prose; code; the TeX of a formula."""
    note: str = ""
    """The language of code; a formula as it was written."""
    level: int = 0
    closed: bool = True
    goes_on: bool = False
    ends_in_blank: bool = False
    """Whether a blank stands between this part of a paragraph and what follows."""
    head: tuple[str, ...] = ()
    align: tuple[Align, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def finish(self, labels: Labels) -> tuple[Leaf, set[str]]:
        """The leaf, and the labels it asks for in vain."""
        place = (self.inside, self.markers, self.tight)
        missed: set[str] = set()
        if self.kind is Paragraph:
            spans = read_inline(self.text, labels, missed)
            return Paragraph(*place, _with_blank(spans, self.ends_in_blank), self.goes_on), missed
        if self.kind is Heading:
            return Heading(*place, self.level, read_inline(self.text, labels, missed)), missed
        if self.kind is Table:
            head = read_row(self.head, labels, missed)
            rows = tuple(read_row(row, labels, missed) for row in self.rows)
            return Table(*place, head, self.align, rows), missed
        if self.kind is Code:
            text = self.text.removesuffix("\n")
            return Code(*place, text, self.note, self.closed), missed
        if self.kind is Formula:
            return Formula(*place, self.text, self.note), missed
        return Rule(*place), missed


def _with_blank(spans: Spans, blank: bool) -> Spans:
    if not blank:
        return spans
    if spans and spans[-1] == Span(spans[-1].text):
        return (*spans[:-1], Span(f"{spans[-1].text} "))
    return (*spans, Span(" "))


def read_inline(content: str, labels: Labels, missed: set[str]) -> Spans:
    if not content:
        return ()
    known = labels.read.get(content) or labels.read_before.get(content)
    if known is None:
        tokens, unknown = parse_inline(content, labels)
        known = spans_of(tokens), unknown
    labels.read[content] = known
    missed |= known[1]
    return known[0]


def read_row(cells: Sequence[str], labels: Labels, missed: set[str]) -> tuple[Spans, ...]:
    return tuple(read_inline(cell, labels, missed) for cell in cells)


@dataclass(frozen=True, slots=True)
class Definition:
    """`[label]: address`, or a footnote's label without an address."""

    label: str
    address: str | None


@dataclass(slots=True)
class Block:
    """A block of the outermost level, or an item of a list there, and what stands in it."""

    kind: str
    start: int
    end: int
    drafts: list[Draft] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    items: list[Block] = field(default_factory=list)
    """The items of a list; the drafts and definitions are theirs."""
    delimiter: str = ""
    first_number: int | None = None


def blocks_of(
    tokens: Sequence[Token], lines: Sequence[str], number: int | None = None
) -> list[Block]:
    """The blocks that `tokens` are, parsed from `lines`. The first list begins with `number`."""
    return _Walk(tokens, lines, number).blocks()


class _Walk:
    def __init__(self, tokens: Sequence[Token], lines: Sequence[str], number: int | None) -> None:
        self._tokens = tokens
        self._lines = lines
        self._number = number
        self._blocks: list[Block] = []
        self._drafts: list[Draft] = []
        self._inside = ""
        self._counters: list[int | None] = []
        self._marks: list[tuple[str, int]] = []
        self._families = 0

    def blocks(self) -> list[Block]:
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            if token.level == 0 and token.nesting >= 0:
                self._begin(token)
            elif token.type == "list_item_open" and token.level == 1:
                self._begin_item(token)
            index = self._take(token, index)
        for draft, following in zip(self._drafts, self._drafts[1:], strict=False):
            draft.tight = self._close(draft, following)
        return self._blocks

    def _begin(self, token: Token) -> None:
        block = Block(token.type.removesuffix("_open"), *_lines_of(token))
        follows = self._blocks and self._blocks[-1].kind == block.kind == "footnote_reference"
        self._families += not follows
        if token.type.endswith("_list_open"):
            block.delimiter = token.markup
            if token.type == "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                block.first_number = start if self._number is None else self._number
                self._number = None
        self._blocks.append(block)

    def _begin_item(self, token: Token) -> None:
        if self._blocks[-1].kind.endswith("_list"):
            self._blocks[-1].items.append(Block("item", *_lines_of(token)))

    def _take(self, token: Token, index: int) -> int:
        """Reads the token at `index` with what belongs to it, and says where to go on."""
        kind = token.type
        if kind in ("paragraph_open", "heading_open"):
            draft = self._draft(Heading if kind == "heading_open" else Paragraph, token)
            draft.text = self._tokens[index + 1].content
            draft.level = int(token.tag[1]) if kind == "heading_open" else 0
            return index + 3
        if kind == "table_open":
            return self._table(token, index)
        if kind == "hr":
            self._draft(Rule, token)
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "math_block":
            draft = self._draft(Formula, token)
            draft.text, draft.note = token.content, token.markup
        elif kind == "definition":
            self._define(Definition(token.meta["id"], token.meta["url"]))
        else:
            self._container(token)
        return index + 1

    def _container(self, token: Token) -> None:
        kind = token.type
        if kind == "blockquote_open":
            self._inside += "q"
        elif kind in ("list_item_open", "footnote_reference_open"):
            self._inside += "l"
            self._marks.append((self._mark(token), _lines_of(token)[0]))
        elif kind in ("list_item_close", "footnote_reference_close"):
            if self._marks:  # it was empty
                self._add(Draft(Paragraph, "", (), self._marks[-1][1], self._marks[-1][1] + 1))
            self._inside = self._inside[:-1]
        elif kind == "blockquote_close":
            self._inside = self._inside[:-1]
        elif kind.endswith("_list_open"):
            self._open_list(token)
        elif kind.endswith("_list_close"):
            self._counters.pop()

    def _open_list(self, token: Token) -> None:
        if not self._counters and self._blocks[-1].kind != "footnote_reference":
            self._families += 1
        if token.type == "bullet_list_open":
            self._counters.append(None)
        else:
            first = self._blocks[-1].first_number if token.level == 0 else None
            self._counters.append(int(token.attrs.get("start", 1)) if first is None else first)

    def _mark(self, token: Token) -> str:
        if token.type == "footnote_reference_open":
            self._define(Definition(token.meta["label"], None))
            return f"[{token.meta['label']}]"
        number = self._counters[-1]
        if number is not None:
            self._counters[-1] = number + 1
        if "checked" in token.meta:
            return DONE if token.meta["checked"] else TODO
        return BULLET if number is None else f"{number}{token.markup}"

    def _draft(self, kind: type[Leaf], token: Token) -> Draft:
        return self._add(Draft(kind, "", (), *_lines_of(token)))

    def _add(self, draft: Draft) -> Draft:
        draft.inside = self._inside
        draft.markers = tuple(mark for mark, _ in self._marks)
        if self._marks:
            draft.start = min(draft.start, self._marks[0][1])
            self._marks.clear()
        if self._counters or self._blocks[-1].kind == "footnote_reference":
            draft.family = self._families
        self._home().drafts.append(draft)
        self._drafts.append(draft)
        return draft

    def _define(self, definition: Definition) -> None:
        self._home().definitions.append(definition)

    def _home(self) -> Block:
        block = self._blocks[-1]
        return block.items[-1] if block.items else block

    def _code(self, token: Token) -> None:
        draft = self._draft(Code, token)
        draft.text = token.content
        if token.type == "fence":
            draft.note = next(iter(token.info.split()), "")
            partial = bool(token.content) and not token.content.endswith("\n")
            inner = token.content.count("\n") + partial
            draft.closed = draft.end - _lines_of(token)[0] - 1 > inner

    def _table(self, token: Token, index: int) -> int:
        draft = self._draft(Table, token)
        row: list[str] = []
        align: list[Align] = []
        rows: list[tuple[str, ...]] = []
        while self._tokens[index].type != "table_close":
            token = self._tokens[index]
            if token.type == "tr_open":
                row = []
            elif token.type == "inline":
                row.append(token.content)
            elif token.type == "th_open":
                align.append(_ALIGNS.get(str(token.attrs.get("style")), Align.LEFT))
            elif token.type == "tr_close":
                rows.append(tuple(row))
            index += 1
        draft.head, draft.align, draft.rows = rows[0], tuple(align), rows[1:]
        return index + 1

    def _close(self, draft: Draft, following: Draft) -> bool:
        """Whether the two stand close: in one list, and no blank line between them."""
        if draft.family is None or draft.family != following.family:
            return False
        return not any(_BLANK.fullmatch(line) for line in self._lines[draft.end : following.start])


def _lines_of(token: Token) -> tuple[int, int]:
    assert token.map is not None
    return token.map[0], token.map[1]
