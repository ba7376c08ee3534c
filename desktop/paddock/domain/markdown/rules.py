"""Rules of our own for the parser, and limits to those that it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkify_it import LinkifyIt  # type: ignore[import-untyped]
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

DEPTH = 100
"""Containers within containers; a list counts twice. What is deeper is text of the innermost."""
PARAGRAPH_FIRST = "paragraph first"
"""In the environment of a parse: whether the text goes on with a paragraph."""
NOTES = "notes"
"""In the environment of a parse: who knows the labels of footnotes."""
HEADER = "header of a table"
"""The name of the chain of block rules that keep a line from being the head of a table."""
BlockRule: TypeAlias = "Callable[[StateBlock, int, int, bool], bool]"
InlineRule: TypeAlias = "Callable[[StateInline, bool], bool]"

LONGEST_ADDRESS = 2000
ADDRESS_ENDS = re.compile("[，。；：、！？）》」』】”’…]")
"""Characters that end an address in a Chinese text, where no blank does."""
_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?\Z", re.IGNORECASE)


def not_too_deep(rule: BlockRule) -> BlockRule:
    """`rule` of a container, which stands for nothing where markdown-it would drop what is inside."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < DEPTH and rule(state, start, end, silent)

    return limited


def not_first(rule: BlockRule) -> BlockRule:
    """`rule`, but not for the first line of a text that goes on with a paragraph."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if start == 0 and state.env[PARAGRAPH_FIRST]:
            return False
        parent = state.parentType
        found = rule(state, start, end, silent)
        state.parentType = parent  # lheading leaves its own behind where it finds nothing
        return found

    return limited


def headed_by_prose(rule: BlockRule) -> BlockRule:
    """`rule` of a table, but not for a line that begins another block, as GFM has it."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        parent, state.parentType = state.parentType, "root"
        others = state.md.block.ruler.getRules(HEADER)
        is_prose = not any(other(state, start, end, True) for other in others)
        state.parentType = parent
        return is_prose and rule(state, start, end, silent)

    return limited


def closed_later(rule: InlineRule) -> InlineRule:
    """`rule` of a bracket, which need not look at one behind which none closes."""

    def limited(state: StateInline, silent: bool) -> bool:
        return (
            state.src[state.pos] in "[!"
            and state.src.find("]", state.pos) >= 0
            and rule(state, silent)
        )

    return limited


def note(state: StateInline, silent: bool) -> bool:
    """A reference to a footnote, `[^label]`."""
    start = state.pos
    if not state.src.startswith("[^", start):
        return False
    end = state.src.find("]", start + 2, min(state.posMax, start + 1000))
    label = state.src[start + 2 : end]
    if end < 0 or not label or " " in label or "\n" in label:
        return False
    if not state.env[NOTES].has_note(label):
        return False
    if not silent:
        state.push("note", "", 0).content = label
    state.pos = end + 1
    return True


def web_address(linkifier: LinkifyIt) -> InlineRule:
    """A bare `http://…` or `https://…`. Its end is linkify's, or the next Chinese punctuation."""

    def rule(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.linkLevel > 0 or not state.src.startswith("://", start):
            return False
        scheme = _SCHEME.search(state.src[max(0, start - 6) : start])
        if scheme is None or not state.pending.endswith(scheme.group()):
            return False
        begin = start - len(scheme.group())
        rest = state.src[begin : min(state.posMax, begin + LONGEST_ADDRESS)]
        if stop := ADDRESS_ENDS.search(rest):
            rest = rest[: stop.start()]
        after_scheme = len(scheme.group()) + 1
        length = linkifier.test_schema_at(rest, "http:", after_scheme)
        if not length:
            return False
        address = rest[: after_scheme + length].rstrip("*")
        if not silent:
            state.pending = state.pending[: -len(scheme.group())]
            state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
            state.push("text", "", 0).content = state.md.normalizeLinkText(address)
            state.push("link_close", "a", -1)
        state.pos = begin + len(address)
        return True

    return rule
