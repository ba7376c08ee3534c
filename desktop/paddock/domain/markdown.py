"""Markdown in blocks: which part of a growing text is final, and which is still open.

Parsing is markdown-it-py's (CommonMark with tables and strikethrough); HTML is text, never markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")


@cache
def parser() -> MarkdownIt:
    """The one parser. Its import costs 50 ms, so it happens with the first answer."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(
        ["table", "strikethrough"]
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: its tokens, its source, and whether it is a fenced block of code."""

    tokens: tuple[Token, ...]
    source: str

    @property
    def is_fence(self) -> bool:
        return self.tokens[0].type == "fence"

    @property
    def language(self) -> str:
        """The first word of the fence's info string, or empty."""
        words = self.tokens[0].info.split()
        return words[0] if words else ""

    @property
    def code(self) -> str:
        """The text inside a fence, without its last line break."""
        return self.tokens[0].content.removesuffix("\n")


@dataclass(slots=True)
class Splitter:
    """Cuts a growing text into blocks; every block but the last is final once a next one has begun.

    The text may only be appended to. Reference definitions are remembered across calls.
    """

    _consumed: int = 0
    _environment: dict[str, Any] = field(default_factory=dict)

    def feed(self, text: str, *, final: bool = False) -> tuple[list[Block], Block | None]:
        """The blocks that became final since the last call, and the open one (None when `final`)."""
        tail = text[self._consumed :]
        blocks = split(tail, self._environment)
        if not blocks:
            return [], None
        if final:
            self._consumed = len(text)
            return [block for block, _ in blocks], None
        if len(blocks) > 1:
            self._consumed += blocks[-2][1]
        return [block for block, _ in blocks[:-1]], blocks[-1][0]


def split(text: str, environment: dict[str, Any] | None = None) -> list[tuple[Block, int]]:
    """The top-level blocks of `text`, each with the offset in `text` at which it ends."""
    if not text.strip():
        return []
    tokens = parser().parse(text, {} if environment is None else environment)
    offsets = _line_offsets(text)
    found: list[tuple[list[Token], int, int]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.map is not None:
            found.append(([], token.map[0], token.map[1]))
        if found:
            found[-1][0].append(token)
    result: list[tuple[Block, int]] = []
    for position, (members, first, last) in enumerate(found):
        # Blank lines after a block belong to it, so that the next block's text starts at its own first line.
        end = found[position + 1][1] if position + 1 < len(found) else last
        end_offset = offsets[min(end, len(offsets) - 1)]
        result.append((Block(tuple(members), text[offsets[first] : end_offset]), end_offset))
    return result


def _line_offsets(text: str) -> list[int]:
    """Where each line starts, and the end of the text. Lines end as CommonMark says."""
    return [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
