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
_UNDECIDED = re.compile(r"[ \t]*(?:#{1,6}|`{3,}[^`]*|[0-9]{1,9}[.)]?[ \t]*|[-*_+=|: \t]*)")
"""A beginning of a line that may become a rule, a heading, an item or a fence as well as a word."""


@cache
def parser() -> MarkdownIt:
    """The one parser. Its import costs 50 ms, so it happens with the first answer."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(
        ["table", "strikethrough"]
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: its tokens, and whether it is a fenced block of code."""

    tokens: tuple[Token, ...]

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

    The text may only be appended to. Reference definitions are remembered across calls. A last line
    that can still turn into something else waits for its next characters: `***` after a paragraph is
    a rule, but `***word***` goes on with it.
    """

    _consumed: int = 0
    _references: dict[str, Any] = field(default_factory=dict)

    def feed(self, text: str, *, final: bool = False) -> tuple[list[Block], Block | None]:
        """The blocks that became final since the last call, and the open one (None when `final`)."""
        tail = text[self._consumed :]
        shown = tail if final else _decided(tail)
        environment = {"references": dict(self._references)}
        blocks = split(shown, environment)
        if not blocks:
            return [], None
        if final:
            self._consumed = len(text)
            return [block for block, _ in blocks], None
        if len(blocks) > 1:
            self._consume(shown[: blocks[-2][1]], environment["references"])
        return [block for block, _ in blocks[:-1]], blocks[-1][0]

    def _consume(self, closed: str, references: dict[str, Any]) -> None:
        """Goes on after `closed`. A definition behind it is read again: its address may yet grow."""
        self._consumed += len(closed)
        lines = len(_line_offsets(closed)) - 1
        for label, reference in references.items():
            if label not in self._references and reference["map"][1] <= lines:
                self._references[label] = reference


def split(text: str, environment: dict[str, Any] | None = None) -> list[tuple[Block, int]]:
    """The top-level blocks of `text`, each with the offset in `text` at which it ends."""
    if not text.strip():
        return []
    tokens = parser().parse(text, {} if environment is None else environment)
    offsets = _line_offsets(text)
    found: list[tuple[list[Token], int]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.map is not None:
            found.append(([], token.map[1]))
        if found:
            found[-1][0].append(token)
    return [
        (Block(tuple(members)), offsets[min(last, len(offsets) - 1)]) for members, last in found
    ]


def _decided(text: str) -> str:
    """`text` without a last line that its next characters may turn into another kind of block."""
    text = text.removesuffix("\r")  # which may be half of a line end
    start = max(text.rfind("\n"), text.rfind("\r")) + 1
    return text[:start] if _UNDECIDED.fullmatch(text, start) else text


def _line_offsets(text: str) -> list[int]:
    """Where each line starts, and the end of the text. Lines end as CommonMark says."""
    return [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
