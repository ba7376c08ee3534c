"""The selected part of a conversation for the clipboard, as text or as Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paddock.domain.markdown.leaves import Code, Leaf, Table
from paddock.domain.markdown.words import code_markdown, markdown_of, table_plain
from paddock.parts.segments.segment import utf16_length
from paddock.parts.transcript.answer_row import AnswerRow
from paddock.parts.transcript.selection import LAST

if TYPE_CHECKING:
    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.column import Column
    from paddock.parts.transcript.messages import Messages
    from paddock.parts.transcript.rows import Row
    from paddock.parts.transcript.selection import Selection

_MOST_READ = 300_000
"""Characters that are read to become text; whole messages beyond it are copied as written."""


def copied(column: Column, messages: Messages, selection: Selection, *, markdown: bool) -> str:
    """Messages stand apart by a blank line. Widgets are not asked: what is out of view counts too."""
    pieces = []
    spent = 0
    start, end = selection.start, selection.end
    for index in range(start.row, end.row + 1):
        from_start = index > start.row or (start.segment, start.position) == (0, 0)
        is_whole = from_start and (index < end.row or end.segment == LAST)
        text = messages.text(index)
        spent += len(text)
        if is_whole and (markdown or spent > _MOST_READ):
            pieces.append(text.strip("\n"))
            continue
        row = column.row(index)
        while not row.is_read:
            row.read_on()
        pieces.append(_of_row(row, index, selection, markdown=markdown))
    return "\n\n".join(piece for piece in pieces if piece)


def block_of(row: Row, segment: Segment[Any]) -> Leaf | None:
    """The block that a segment is a piece of; None for prose and what is no Markdown."""
    sources = dict(row.flow.leaves()) if isinstance(row, AnswerRow) else {}
    leaf = sources.get(segment)
    return leaf if isinstance(leaf, Leaf) else None


def _of_row(row: Row, index: int, selection: Selection, *, markdown: bool) -> str:
    sources = dict(row.flow.leaves()) if isinstance(row, AnswerRow) else {}
    whole = _whole_leaves(row, index, sources, selection)
    joined = ""
    written: set[int] = set()
    before: Segment[Any] | None = None
    for place, segment in enumerate(row.segments):
        if not segment.has_text:
            continue
        length = utf16_length(segment.shown())
        start, end = selection.within(index, place, length)
        if start == end and length:
            continue
        leaf = sources.get(segment)
        if isinstance(leaf, Leaf) and id(leaf) in whole:
            if id(leaf) in written:
                continue
            written.add(id(leaf))
            text = _whole(leaf, markdown=markdown)
            before = None
        else:
            text = segment.plain(start, end)
            if markdown and isinstance(leaf, Code):
                text = code_markdown(replace(leaf, text=text)).strip("\n")
            elif markdown:
                text = segment.markdown(start, end).strip("\n")
        joined += _between(before, segment, sources) if joined else ""
        joined += text
        before = segment
    return joined


def _between(
    before: Segment[Any] | None, segment: Segment[Any], sources: dict[Segment[Any], Any]
) -> str:
    """What stands between two segments: pieces of one block go on, all else is a block of its own."""
    if before is None:
        return "\n\n"
    if before.torn:
        return ""
    leaf = sources.get(segment)
    of_one_block = leaf is not None and sources.get(before) is leaf
    in_one_frame = segment.group is not None and segment.group is before.group
    return "\n" if of_one_block or in_one_frame else "\n\n"


def _whole_leaves(
    row: Row, index: int, sources: dict[Segment[Any], Any], selection: Selection
) -> set[int]:
    """The blocks (by id) of which every piece is selected from its start to its end."""
    touched: set[int] = set()
    cut: set[int] = set()
    for place, segment in enumerate(row.segments):
        leaf = sources.get(segment)
        if isinstance(leaf, Leaf) and segment.has_text:
            length = utf16_length(segment.shown())
            touched.add(id(leaf))
            if selection.within(index, place, length) != (0, length):
                cut.add(id(leaf))
    return touched - cut


def _whole(leaf: Leaf, *, markdown: bool) -> str:
    if not markdown and isinstance(leaf, Code):
        return leaf.text
    if not markdown and isinstance(leaf, Table):
        return table_plain(leaf)
    return markdown_of((leaf,)).strip("\n")
