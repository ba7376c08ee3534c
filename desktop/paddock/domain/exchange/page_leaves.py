"""Leaves of Markdown as HTML: the containers around them are opened and closed as they come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from paddock.domain.markdown.leaves import (
    BULLET,
    DONE,
    TODO,
    Align,
    Code,
    Formula,
    Heading,
    Kind,
    Leaf,
    Paragraph,
    Style,
    Table,
)

if TYPE_CHECKING:
    from paddock.domain.markdown.leaves import Span, Spans

Escape: TypeAlias = Callable[[str], str]
_LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_TAGS = {
    Style.STRONG: "strong",
    Style.EMPHASIS: "em",
    Style.STRIKE: "del",
    Style.CODE: "code",
    Style.NOTE: "sup",
}
_MARKS = {TODO: "☐", DONE: "☑"}
_CLASSES = {Align.LEFT: "", Align.CENTER: ' class="center"', Align.RIGHT: ' class="right"'}
_NUMBER = re.compile(r"(\d+)[.)]")


def leaves_html(leaves: Iterable[Leaf], escape: Escape) -> str:
    """The HTML of `leaves`. All text goes through `escape`; no address is ever loaded."""
    return _Writer(escape).written(leaves)


@dataclass(frozen=True, slots=True)
class _Open:
    """A container that is open: a quotation, or a list with an item."""

    tag: str
    mark: str = ""


_QUOTATION = _Open("blockquote")


class _Writer:
    def __init__(self, escape: Escape) -> None:
        self._escape = escape
        self._parts: list[str] = []
        self._open: list[_Open] = []
        self._goes_on = False

    def written(self, leaves: Iterable[Leaf]) -> str:
        for leaf in leaves:
            if self._goes_on and isinstance(leaf, Paragraph):
                self._parts.append(self._spans(leaf.spans))
            else:
                self._place(leaf)
                self._parts.append(self._begin(leaf))
            self._goes_on = isinstance(leaf, Paragraph) and leaf.goes_on
            if isinstance(leaf, Paragraph) and not self._goes_on:
                self._parts.append("</p>\n")
        if self._goes_on:
            self._parts.append("</p>\n")
        self._close(0)
        return "".join(self._parts)

    # ------------------------------------------------------------------------------- containers

    def _place(self, leaf: Leaf) -> None:
        """Closes the containers that `leaf` does not stand in, and opens those that it begins."""
        if self._goes_on:
            self._parts.append("</p>\n")
        old = leaf.inside.count("l") - len(leaf.markers)
        marks = iter(leaf.markers)
        wanted: list[_Open | None] = []
        for kind in leaf.inside:
            if kind == "q":
                wanted.append(_QUOTATION)
            elif old > 0:
                wanted.append(None)  # an item that goes on
                old -= 1
            else:
                wanted.append(_item(next(marks)))
        kept = 0
        while kept < min(len(wanted), len(self._open)) and self._lasts(wanted[kept], kept):
            kept += 1
        following = wanted[kept] if kept < len(wanted) else None
        if following is not None and self._is_next(following, kept):
            self._close(kept + 1)
            self._parts.append(f"</li>\n{self._item_tag(following)}")
            self._open[kept] = following
            kept += 1
        self._close(kept)
        for container in wanted[kept:]:
            self._begin_container(container or _item(BULLET))

    def _lasts(self, wanted: _Open | None, depth: int) -> bool:
        is_quotation = self._open[depth] is _QUOTATION
        return is_quotation if wanted is _QUOTATION else wanted is None and not is_quotation

    def _is_next(self, item: _Open, depth: int) -> bool:
        """Whether `item` follows the one that is open at that depth in the same list."""
        if depth >= len(self._open) or self._open[depth].tag != item.tag or item is _QUOTATION:
            return False
        before, after = _NUMBER.fullmatch(self._open[depth].mark), _NUMBER.fullmatch(item.mark)
        if before is None or after is None:
            return before is after
        return int(before[1]) + 1 == int(after[1]) and before[0][-1] == after[0][-1]

    def _begin_container(self, container: _Open) -> None:
        self._open.append(container)
        if container is _QUOTATION:
            self._parts.append("<blockquote>\n")
            return
        number = _NUMBER.fullmatch(container.mark)
        start = f' start="{int(number[1])}"' if number else ' class="marked"'
        plain = container.mark == BULLET
        self._parts.append(
            f"<{container.tag}{'' if plain else start}>\n{self._item_tag(container)}"
        )

    def _item_tag(self, item: _Open) -> str:
        if item.mark == BULLET or _NUMBER.fullmatch(item.mark):
            return "<li>"
        mark = self._escape(_MARKS.get(item.mark, item.mark))
        return f'<li><span class="mark">{mark}</span> '

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            container = self._open.pop()
            is_quotation = container is _QUOTATION
            self._parts.append(
                "</blockquote>\n" if is_quotation else f"</li>\n</{container.tag}>\n"
            )

    # ------------------------------------------------------------------------------------ leaves

    def _begin(self, leaf: Leaf) -> str:
        """A leaf; of a paragraph all but its end, since the next one may go on with it."""
        if isinstance(leaf, Paragraph):
            return f"<p>{self._spans(leaf.spans)}"
        if isinstance(leaf, Heading):
            # The title of the document is the only h1.
            level = min(leaf.level + 1, 6)
            return f"<h{level}>{self._spans(leaf.spans)}</h{level}>\n"
        if isinstance(leaf, Code):
            language = f' class="language-{self._escape(leaf.language)}"' if leaf.language else ""
            return f"<pre><code{language}>{self._escape(leaf.text)}</code></pre>\n"
        if isinstance(leaf, Formula):
            return f'<pre class="math"><code>{self._escape(leaf.source)}</code></pre>\n'
        return self._table(leaf) if isinstance(leaf, Table) else "<hr>\n"

    def _table(self, table: Table) -> str:
        head = self._row(table.head, table.align, "th")
        rows = "".join(self._row(row, table.align, "td") for row in table.rows)
        return f"<table>\n<thead>{head}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"

    def _row(self, cells: Sequence[Spans], align: Sequence[Align], tag: str) -> str:
        written = "".join(
            f"<{tag}{_CLASSES[side]}>{self._spans(cell)}</{tag}>"
            for cell, side in zip(cells, align, strict=True)
        )
        return f"<tr>{written}</tr>\n"

    def _spans(self, spans: Spans) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        if span.kind is Kind.FORMULA:
            text = f"<code>{self._escape(span.source)}</code>"
        elif span.kind is Kind.IMAGE:
            text = self._escape(f"[{span.text or span.href}]")
        else:
            text = self._escape(span.text).replace("\n", "<br>\n")
        if span.style:
            for style, tag in _TAGS.items():
                if style in span.style:
                    text = f"<{tag}>{text}</{tag}>"
        if span.href and _LINKS.match(span.href):
            return f'<a href="{self._escape(span.href)}" rel="noopener noreferrer">{text}</a>'
        return text


def _item(mark: str) -> _Open:
    return _Open("ol" if _NUMBER.fullmatch(mark) else "ul", mark)
