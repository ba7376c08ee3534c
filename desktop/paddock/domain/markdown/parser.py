"""The one Markdown parser: CommonMark with tables, strikethrough, tasks, notes, links and formulas.

HTML is text. This is the only module that imports markdown-it-py and its companions, and it does so
with the first text, so that the first paint does not wait for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from paddock.domain.markdown.labels import Lookups
from paddock.domain.markdown.math import ENDS_FORMULA, UNSETTLED, display_formula, inline_formula
from paddock.domain.markdown.rules import (
    ADDRESS_ENDS,
    DEPTH,
    HEADER,
    LONGEST_ADDRESS,
    NOTES,
    PARAGRAPH_FIRST,
    closed_later,
    headed_by_prose,
    not_first,
    not_too_deep,
    note,
    web_address,
)

if TYPE_CHECKING:
    from linkify_it import LinkifyIt  # type: ignore[import-untyped]
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

    from paddock.domain.markdown.labels import Labels

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", HEADER]}
_BEGINS_SOMETHING = re.compile(r"[\n$*<\[\\\]_`~]|!(?=\[)|&(?=[#A-Za-z])|:(?=//)")
"""Where the rules must look; what stands between is text. The fewer, the faster."""
_LINKS = re.compile(r"www\.|@|mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a text, and the first line whose kind what follows may yet change, if any."""

    tokens: list[Token]
    unsettled: int | None


def parse_blocks(text: str, *, paragraph_first: bool = False) -> Parsed:
    """The blocks of `text`, whose lines end in "\\n"; what is inline is not looked at yet.

    With `paragraph_first` the first line cannot become a heading or a table.
    """
    environment: dict[str, Any] = {PARAGRAPH_FIRST: paragraph_first}
    tokens: list[Token] = []
    markdown = _blocks()
    if text:
        markdown.block.parse(text, markdown, environment, tokens)
    return Parsed(tokens, environment.get(UNSETTLED))


def parse_inline(content: str, labels: Labels) -> tuple[list[Token], set[str]]:
    """What `content` is made of, and the labels that it asks for in vain."""
    markdown = _inline()
    lookups = Lookups(labels)
    environment = {"references": lookups, NOTES: lookups}
    tokens: list[Token] = []
    markdown.inline.parse(content, markdown, environment, tokens)
    if len(tokens) == 1 and tokens[0].type == "text" and not _LINKS.search(content):
        return tokens, lookups.missed
    return _joined(tokens, content, environment), lookups.missed


def _joined(tokens: list[Token], content: str, environment: dict[str, Any]) -> list[Token]:
    from markdown_it.rules_core import StateCore, linkify, text_join
    from markdown_it.token import Token

    holder = Token("inline", "", 0, content=content, children=tokens)
    state = StateCore("", _inline(), environment, [holder])
    if _LINKS.search(content):
        linkify(state)
    text_join(state)
    return holder.children or []


@cache
def _blocks() -> MarkdownIt:
    """The parser with the rules for blocks."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote.index import footnote_def

    options = {"tasklists": True, "inline_definitions": True, "maxNesting": DEPTH + 20}
    markdown = MarkdownIt("commonmark", options).enable("table").disable("html_block")
    markdown.validateLink = _any_address  # type: ignore[method-assign]
    block = markdown.block.ruler
    rules = {rule.name: rule for rule in block.__rules__}
    for name in ("blockquote", "list"):
        rules[name].fn = not_too_deep(rules[name].fn)
    rules["lheading"].fn = not_first(rules["lheading"].fn)
    rules["table"].fn = not_first(headed_by_prose(rules["table"].fn))
    for name in ("fence", "blockquote", "hr", "list", "heading"):
        rules[name].alt.append(HEADER)
    for name in ("fence", "heading"):
        rules[name].alt.append(ENDS_FORMULA)
    block.before("fence", "display_formula", display_formula, _INTERRUPTS)
    block.before("reference", "footnote", not_too_deep(footnote_def), _INTERRUPTS)
    return markdown


@cache
def _inline() -> MarkdownIt:
    """The parser with the rules for what is inline.

    It is another one because it goes less deep: brackets cost their number times the depth.
    """
    from linkify_it import LinkifyIt
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"linkify": True, "maxNesting": 12})
    markdown.enable(["strikethrough", "linkify"]).disable("html_inline")
    markdown.linkify = _linkifier()
    markdown.validateLink = _any_address  # type: ignore[method-assign]
    markdown.inline.terminator_re = _BEGINS_SOMETHING
    inline = markdown.inline.ruler
    rules = {rule.name: rule for rule in inline.__rules__}
    for name in ("link", "image"):
        rules[name].fn = closed_later(rules[name].fn)
    inline.before("escape", "inline_formula", inline_formula)
    inline.after("image", "note", note)
    inline.at("linkify", web_address(LinkifyIt()))
    return markdown


def _any_address(url: str) -> bool:  # noqa: ARG001
    """Every address is kept, so that "[words](file:///x)" shows its words; see spans.py."""
    return True


def _linkifier() -> LinkifyIt:
    """Finds `www.…` and e-mail addresses; no other names of hosts, since README.md would be one."""
    from linkify_it import LinkifyIt

    linkifier = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": True})
    for scheme in ("http:", "https:", "ftp:", "//"):
        linkifier.add(scheme, None)
    host = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,}"
    pattern = re.compile(host + linkifier.re["src_port"] + linkifier.re["src_path"], re.IGNORECASE)

    def length(_linkifier: LinkifyIt, text: str, start: int) -> int:
        rest = text[start : start + LONGEST_ADDRESS]
        stop = ADDRESS_ENDS.search(rest)
        match = pattern.match(rest[: stop.start()] if stop else rest)
        return match.end() if match else 0

    def complete(_linkifier: LinkifyIt, match: Any) -> None:
        match.url = f"http://{match.url}"

    return linkifier.add("www.", {"validate": length, "normalize": complete})


# ----------------------------------------------------------------------------- where prose is cut


def place_to_cut(content: str, labels: Labels, window: int) -> int:
    """Where prose may be cut in its last `window` characters: at a blank, or -1.

    The last blank at which nothing is open that shows, or else may yet close; or else the last.
    """
    since = len(content) - window
    blanks, first_open = _free_blanks(content, labels, since)
    early = [blank for blank in blanks if blank < first_open]
    if early or blanks:
        return max(early or blanks)
    return max(content.rfind(blank, max(since, 1)) for blank in " \t\n")


def _free_blanks(content: str, labels: Labels, since: int) -> tuple[list[int], int]:
    """The blanks outside of every construct, and where one begins that has no end yet."""
    markdown = _inline()
    lookups = Lookups(labels)
    environment = {"references": lookups, NOTES: lookups}
    state = _tracing_state()(content, markdown, environment, [])
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules("")[:-1]:
        rule(state)  # but not the last one, which joins what is told apart here
    depths = []
    depth = 0
    for token in state.tokens:
        depth += token.nesting
        depths.append(depth)
    depths.append(depth)
    blanks = []
    opened = [state.places[mark.token] for mark in state.delimiters if mark.open and mark.end < 0]
    for place, text, index, level in state.chunks:
        if text[0] in "[`$":
            opened.append(place)
        elif level == 0 and depths[index] == 0 and place + len(text) > since:
            blanks += [place + at for at, character in enumerate(text) if character in " \t\n"]
    first_open = min((place for place in opened if place >= since), default=len(content))
    return [blank for blank in blanks if blank >= max(since, 1)], first_open


@cache
def _tracing_state() -> Any:
    """A state of the inline parser that remembers where it found what."""
    from markdown_it.rules_inline import StateInline

    class TracingState(StateInline):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.chunks: list[tuple[int, str, int, int]] = []
            self.places: dict[int, int] = {}

        def append_pending(self, text: str) -> None:
            self.chunks.append((self.pos, text, len(self.tokens), self.level))
            super().append_pending(text)

        def push(self, ttype: str, tag: str, nesting: Any) -> Token:
            if ttype == "softbreak":
                self.chunks.append((self.pos, "\n", len(self.tokens), self.level))
            token = super().push(ttype, tag, nesting)
            self.places[len(self.tokens) - 1] = self.pos
            return token

    return TracingState
