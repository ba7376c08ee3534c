"""Markdown that grows: what is final already, what is still open, and what a later line revised.

Only the tail is parsed: from the start of the open block on, or from its last complete line, row or
item. And a text is looked at whenever it passes a multiple of GRID characters: what has been open
for too long there is cut. So a feed costs no more late in a text than early, and however a text is
fed, its leaves are the same in the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from paddock.domain.markdown.closing import Closed
from paddock.domain.markdown.flatten import Draft
from paddock.domain.markdown.leaves import Leaf, Paragraph
from paddock.domain.markdown.parser import place_to_cut
from paddock.domain.markdown.prefix import InFence, InList, InParagraph, InTable, Prefix
from paddock.domain.markdown.source import Source, clean, decided
from paddock.domain.markdown.spans import are_joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paddock.domain.markdown.flatten import Block

GRID = 8192
"""A text is looked at whenever it passes a multiple of this."""
LONG = 4096
"""A paragraph that has been open for so many characters by then is cut."""
LIMIT = 65536
"""And so is any other block after as many as this."""
EMPTY_CELLS = 32768
"""A table ends before the row with which more cells than this were left out in it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a feed brought.

    `closed` follows the final leaves of the feeds before. `open` follows those for now, in place of
    what was open before. `revised` are final leaves of earlier feeds, by their index since the
    start, with which a definition that came late changed the inline content, never the kind.
    """

    closed: tuple[Leaf, ...]
    open: tuple[Leaf, ...]
    revised: Mapping[int, Leaf]


def read(text: str) -> tuple[Leaf, ...]:
    """The leaves of a whole text."""
    return Growing().feed(text, final=True).closed


class Growing:
    """The reader of one text. Each call of `feed` gets the whole text, which only ever grows."""

    def __init__(
        self,
        *,
        grid: int = GRID,
        long: int = LONG,
        limit: int = LIMIT,
        empty_cells: int = EMPTY_CELLS,
    ) -> None:
        self._grid, self._long, self._limit = grid, long, limit
        self._empty_cells = empty_cells
        self._base = 0
        self._looked_at = 0
        self._prefix = Prefix()
        self._closed = Closed()
        self.characters_parsed = 0
        """How much the block parser has read so far, for tests of what a feed costs."""

    def feed(self, text: str, *, end: int | None = None, final: bool = False) -> Change:
        """Reads on, up to `end`; nothing is open after a `final` call, which must be the last."""
        if end is None:
            end = len(text)
        self._closed.begin()
        while self._looked_at + self._grid <= end:
            self._looked_at += self._grid
            while self._cut(text, self._looked_at):
                pass
        source, blocks = self._read(text, end, final=final)
        open_leaves = () if final else self._closed.preview(blocks, self._table_of(source))
        return Change(self._closed.leaves(), open_leaves, MappingProxyType(self._closed.revised))

    # ------------------------------------------------------------------------------------ reading

    def _read(self, text: str, end: int, *, final: bool = False) -> tuple[Source, list[Block]]:
        """Closes what is final in the text up to `end`, and returns the blocks that are open."""
        source = self._parse(text, end, final=final)
        while (line := source.overflow(self._empty_cells, final=final)) is not None:
            cut = source.offset(line)
            part = Source(self._prefix, source.tail[:cut], self._base)
            self._close(part, part.blocks, cut)
            source = self._parse(text, end, final=final)
        settled = len(source.blocks) if final else source.settled()
        closed, still_open = source.blocks[:settled], source.blocks[settled:]
        if final:
            self._close(source, closed, end - source.base)
        elif closed:
            line = still_open[0].start if still_open else source.complete
            self._close(source, closed, source.offset(line))
        elif not source.blocks:
            self._base += source.offset(source.complete)
        if len(still_open) == 1:
            self._follow(source, still_open[0])
        return source, still_open

    def _parse(self, text: str, end: int, *, final: bool) -> Source:
        tail = clean(text[self._base : end])
        source = Source(self._prefix, tail if final else decided(tail, self._prefix), self._base)
        self.characters_parsed += source.size
        return source

    def _close(self, source: Source, blocks: list[Block], offset: int) -> None:
        """Makes `blocks` final, and reads on without a prefix at `offset` of the tail."""
        self._closed.add(blocks, self._table_of(source))
        self._prefix = source.prefix = Prefix()
        self._base = source.base + offset

    def _table_of(self, source: Source) -> InTable | None:
        return source.prefix if isinstance(source.prefix, InTable) else None

    # ----------------------------------------------------------------------- inside an open block

    def _follow(self, source: Source, block: Block) -> None:
        """Goes on behind what is final within the only open block."""
        if block.kind == "fence" and not block.drafts[0].closed:
            self._follow_fence(source, block)
        elif block.kind == "table":
            self._follow_table(source, block)
        elif block.items:
            self._follow_list(source, block)

    def _follow_fence(self, source: Source, block: Block) -> None:
        if source.complete <= block.start:
            return  # its first line may go on
        text = block.drafts[0].text
        code = text[: text.rfind("\n") + 1]
        offset = source.offset(source.complete)
        if len(text) - len(code) >= self._grid:
            code, offset = text, len(source.tail)
        self._prefix = InFence.after(source.lines[block.start], code)
        self._base = source.base + offset

    def _follow_table(self, source: Source, block: Block) -> None:
        draft = block.drafts[0]
        first = block.start + 2
        until = source.complete
        if source.unsettled is not None:
            until = min(until, source.unsettled)
        if until < first:
            return
        count = min(until - first, len(draft.rows))
        table = self._table_of(source) or InTable.of(draft)
        self._closed.take_rows(table, draft, count)
        self._prefix = source.prefix = table
        self._base = source.base + source.offset(first + count)

    def _follow_list(self, source: Source, block: Block) -> None:
        count = source.settled_items(block)
        if not count:
            return
        self._closed.add(block.items[:count])
        del block.items[:count]
        number = None if block.first_number is None else block.first_number + count
        self._prefix = InList.after(block.delimiter, number)
        self._base = source.base + source.offset(block.items[0].start)

    # ------------------------------------------------------------------- what is open for too long

    def _cut(self, text: str, end: int) -> bool:
        """Looks at the text up to `end`, and cuts what is too long. Whether to look once more."""
        source, blocks = self._read(text, end)
        held_back = end - source.base - len(source.tail)
        if held_back >= self._long and not self._prefix.is_code:
            self._close(source, blocks, len(source.tail))
            self._prefix = InParagraph()
            return True
        if not blocks:
            return False
        first = blocks[0].items[0].start if blocks[0].items else blocks[0].start
        length = end - source.base - source.offset(first)
        if len(blocks) > 1:
            if length >= self._long:
                self._close(source, blocks[:-1], source.offset(blocks[-1].start))
            return length >= self._long
        if blocks[0].kind == "paragraph":
            if length >= self._long:
                self._cut_paragraph(source, blocks[0])
            return False
        if blocks[0].kind == "fence":
            return False
        if blocks[0].kind == "table":
            length = end - self._base
        if length >= self._limit:
            self._cut_block(text, end)
        return length >= self._limit

    def _cut_paragraph(self, source: Source, block: Block) -> None:
        if not block.drafts:  # nothing but blanks since the last cut
            self._base = source.base + len(source.tail)
            return
        content = block.drafts[0].text
        cut = place_to_cut(content, self._closed.labels, self._grid // 4)
        skip = cut > 0
        if not skip:
            cut = len(content)
        draft = Draft(Paragraph, "", (), 0, 0, text=content[:cut].rstrip(), goes_on=True)
        draft.ends_in_blank = skip and not (
            content[cut] == "\n" and are_joined(content[cut - 1], content[cut + 1])
        )
        block.drafts[:] = [draft]
        offset = source.offset_in(block, content, cut)
        if skip:
            offset += 2 if source.tail.startswith("\r\n", offset) else 1
        self._close(source, [block], offset)
        self._prefix = InParagraph()

    def _cut_block(self, text: str, end: int) -> None:
        """Cuts at the last line end, or else at the last blank."""
        tail = decided(clean(text[self._base : end]), self._prefix)
        cut = max(tail.rfind("\n"), tail.rfind("\r")) + 1
        between_lines = bool(tail[:cut].strip())
        if not between_lines:
            cut = max(tail.rstrip().rfind(" ") + 1, 0) or len(tail)
        source = Source(self._prefix, tail[:cut], self._base)
        self._close(source, source.blocks, cut)
        if not between_lines:
            self._prefix = InParagraph()
