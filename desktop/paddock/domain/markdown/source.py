"""The tail of a text as it is given to the parser, and where its lines are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paddock.domain.markdown.flatten import Block, blocks_of
from paddock.domain.markdown.leaves import Paragraph
from paddock.domain.markdown.parser import parse_blocks
from paddock.domain.markdown.prefix import empty_cells

if TYPE_CHECKING:
    from paddock.domain.markdown.prefix import Prefix

_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_CHARACTERS = re.compile("[\0\ud800-\udfff\ufffc\ufdd0-\ufdef]")
"""Neither halves of a character, nor what a text document means for itself: U+FFFC is a formula."""
_UNDECIDED = re.compile(
    r"[ \t]*+(?:#{1,6}|`{1,2}|`{3,}[^`]*|~+[ \t]*|[0-9]{1,9}[.)]?[ \t]*|[-*_+=|: \t]*)"
)
"""A beginning of a line that may become a rule, a heading, an item or a fence as well as a word.

Each beginning of such a text is one too: a line that was shown once is never held back again.
"""
_END_OF_CODE = re.compile(r"(?:^|[\r\n]) {0,3}(?:`{3,}|~{3,})[ \t]*(?=[\r\n])")
_UNDECIDED_CODE = re.compile(r" {0,3}(?:`+|~+)[ \t]*")
"""A beginning of a line in a fenced block of code that may become the end of it."""

_CLOSED_BY_THEIR_LINES = ("heading", "hr", "math_block", "fence")
_CLOSED_BY_A_BLANK_LINE = ("paragraph", "table", "blockquote", "definition")


def clean(text: str) -> str:
    """`text` with U+FFFD for what is no character, as long as before."""
    return _NO_CHARACTERS.sub("\ufffd", text).replace("\u2029", "\u2028")


def decided(text: str, prefix: Prefix) -> str:
    """`text` without a last line that its next characters may turn into another kind of block."""
    text = text.removesuffix("\r")  # which may be half of a line end
    start = max(text.rfind("\n"), text.rfind("\r")) + 1
    if start == 0 and prefix.paragraph_first:
        return text
    is_code = prefix.is_code and not _END_OF_CODE.search(text, 0, start)
    undecided = _UNDECIDED_CODE if is_code else _UNDECIDED
    return text[:start] if undecided.fullmatch(text, start) else text


class Source:
    """A prefix and a tail, parsed. Offsets count from the start of the tail, lines from the prefix."""

    def __init__(self, prefix: Prefix, tail: str, base: int) -> None:
        self.prefix = prefix
        self.tail = tail
        self.base = base
        """Where the tail begins in the whole text."""
        self._skip = len(prefix.text)
        raw = prefix.text + tail
        text = _LINE_END.sub("\n", raw) if "\r" in raw else raw
        self.lines = text.split("\n")
        self.complete = len(self.lines) - 1
        """How many lines have ended."""
        self._offsets = [0, *(match.end() for match in _LINE_END.finditer(raw))]
        self.size = len(text)
        parsed = parse_blocks(text, paragraph_first=prefix.paragraph_first)
        self.unsettled = parsed.unsettled
        self.blocks = blocks_of(parsed.tokens, self.lines, prefix.number)
        if self.blocks:
            prefix.complete(self.blocks[0])

    def offset(self, line: int) -> int:
        """Where a line starts in the tail; the end of the tail for a line that is not there."""
        if line >= len(self._offsets):
            return len(self.tail)
        return max(0, self._offsets[line] - self._skip)

    def offset_in(self, block: Block, content: str, place: int) -> int:
        """Where in the tail stands what stands at `place` in the prose `content` of `block`."""
        start = self.offset(block.start)
        raw = self.tail[start : self.offset(self.end_of(block))]
        text = _LINE_END.sub("\n", raw)
        place += text.find(content)
        pairs = 0  # each "\r\n" before the place is one character longer here
        while (found := raw.count("\r\n", 0, place + pairs)) > pairs:
            pairs = found
        return start + place + pairs

    def end_of(self, block: Block) -> int:
        """The line after the last one of `block` that is not blank."""
        end = min(block.end, len(self.lines))
        while end > block.start + 1 and not self.lines[end - 1].strip(" \t"):
            end -= 1
        return end

    def overflow(self, limit: int, *, final: bool) -> int | None:
        """The line of a table with which more cells than `limit` were left out in it, if any.

        Few characters make as many cells as they like: `|a|` under a wide head fills a whole row.
        """
        for block in self.blocks:
            if block.kind != "table":
                continue
            empty = self.prefix.empty_cells if block is self.blocks[0] else 0
            for row, cells in enumerate(block.drafts[0].rows):
                empty += empty_cells(cells)
                line = block.start + 2 + row
                if empty > limit and (final or line < self.complete):
                    return line
        return None

    def settled(self) -> int:
        """How many of the blocks, from the first on, no text that follows can change."""
        blocks = self.blocks
        done = [self._is_done(index) for index in range(len(blocks))]
        for index in range(len(blocks) - 2, -1, -1):
            if not done[index + 1] and self._may_take_title(index):
                done[index] = False
        return done.index(False) if False in done else len(done)

    def _is_done(self, index: int) -> bool:
        block = self.blocks[index]
        end = self.end_of(block)
        if self.unsettled is not None:
            reach = end if self._goes_on_with_text(block, end) else end - 1
            if reach >= self.unsettled:
                return False
        if index < len(self.blocks) - 1:
            return True
        if block.kind in _CLOSED_BY_THEIR_LINES and all(draft.closed for draft in block.drafts):
            return end <= self.complete
        return block.kind in _CLOSED_BY_A_BLANK_LINE and end < self.complete

    def _goes_on_with_text(self, block: Block, end: int) -> bool:
        """Whether a line of mere text behind `block` would be one more line of it."""
        if block.kind in ("paragraph", "table"):
            return True
        drafts = (block.items[-1] if block.items else block).drafts
        last = drafts[-1] if drafts else None
        return last is not None and last.kind is Paragraph and last.text != "" and last.end == end

    def _may_take_title(self, index: int) -> bool:
        """Whether the next block may yet be the title of the definition that this one is."""
        block, following = self.blocks[index], self.blocks[index + 1]
        if block.kind != "definition" or block.end != following.start:
            return False
        return self.lines[block.end].lstrip(" \t")[:1] in ('"', "'", "(")

    def settled_items(self, block: Block) -> int:
        """How many items of an open list are final: all before the last, if no formula is open."""
        limit = self.unsettled
        for index, item in enumerate(block.items[:-1]):
            if limit is not None and self.end_of(item) > limit:
                return index
        return len(block.items) - 1
