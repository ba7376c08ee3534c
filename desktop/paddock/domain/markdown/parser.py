"""The one Markdown parser: CommonMark with tables, strikethrough, tasks, notes, links and formulas.

HTML is text. This is the only module that imports markdown-it-py and its companions, and it does so
with the first text: the import costs 50 ms and more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from paddock.domain.markdown.math import ENDS_FORMULA, UNSETTLED, display_formula, inline_formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkify_it import LinkifyIt  # type: ignore[import-untyped]
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from paddock.domain.markdown.leaves import Spans

DEPTH = 100
"""Containers within containers; a list counts twice. What is deeper is text of the innermost."""

_PARAGRAPH_FIRST = "paragraph first"
_NOTES = "notes"
_BlockRule: TypeAlias = "Callable[[StateBlock, int, int, bool], bool]"
_InlineRule: TypeAlias = "Callable[[StateInline, bool], bool]"
_HEADER = "header of a table"
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", _HEADER]}
_BEGINS_SOMETHING = re.compile(r"[\n$*<\[\\\]_`~]|!(?=\[)|&(?=[#A-Za-z])|:(?=//)")
"""Where the rules must look; what stands between is text. The fewer, the faster."""
_LONGEST_ADDRESS = 2000
_ADDRESS_ENDS = re.compile("[，。；：、！？）》」』】”’…]")
_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?\Z", re.IGNORECASE)
_LINKS = re.compile(r"www\.|@|mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a text, and the first line whose kind what follows may yet change, if any."""

    tokens: list[Token]
    unsettled: int | None


@dataclass(slots=True)
class Labels:
    """What the definitions of a text have named so far: addresses and footnotes."""

    addresses: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    read: dict[str, tuple[Spans, set[str]]] = field(default_factory=dict)
    """What was read with these labels of late; the open blocks are mostly those of the last feed."""
    read_before: dict[str, tuple[Spans, set[str]]] = field(default_factory=dict)

    def copy(self) -> Labels:
        return Labels(dict(self.addresses), set(self.notes))


class _Lookups:
    """Answers markdown-it's questions for labels, and remembers those that have no answer yet."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.missed: set[str] = set()

    def get(self, label: str, _default: None = None) -> dict[str, str] | None:
        address = self._labels.addresses.get(label)
        if address is None:
            self.missed.add(label)
            return None
        return {"href": address, "title": ""}

    def has_note(self, label: str) -> bool:
        if label in self._labels.notes:
            return True
        self.missed.add(note_key(label))
        return False


def note_key(label: str) -> str:
    """The name of a footnote among missed labels; no label of an address contains a line break."""
    return f"\n{label}"


def parse_blocks(text: str, *, paragraph_first: bool = False) -> Parsed:
    """The blocks of `text`, whose lines end in "\\n"; what is inline is not looked at yet.

    With `paragraph_first` the first line cannot become a heading or a table.
    """
    environment: dict[str, Any] = {_PARAGRAPH_FIRST: paragraph_first}
    tokens: list[Token] = []
    markdown = _blocks()
    if text:
        markdown.block.parse(text, markdown, environment, tokens)
    return Parsed(tokens, environment.get(UNSETTLED))


def parse_inline(content: str, labels: Labels) -> tuple[list[Token], set[str]]:
    """What `content` is made of, and the labels that it asks for in vain."""
    markdown = _inline()
    lookups = _Lookups(labels)
    environment = {"references": lookups, _NOTES: lookups}
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
        rules[name].fn = _not_too_deep(rules[name].fn)
    rules["lheading"].fn = _not_first(rules["lheading"].fn)
    rules["table"].fn = _not_first(_headed_by_prose(rules["table"].fn))
    for name in ("fence", "blockquote", "hr", "list", "heading"):
        rules[name].alt.append(_HEADER)
    for name in ("fence", "heading"):
        rules[name].alt.append(ENDS_FORMULA)
    block.before("fence", "display_formula", display_formula, _INTERRUPTS)
    block.before("reference", "footnote", _not_too_deep(footnote_def), _INTERRUPTS)
    return markdown


@cache
def _inline() -> MarkdownIt:
    """The parser with the rules for what is inline.

    It is another one because it goes less deep: brackets cost their number times the depth.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"linkify": True, "maxNesting": 12})
    markdown.enable(["strikethrough", "linkify"]).disable("html_inline")
    markdown.linkify = _linkifier()
    # Every address is kept here, so that "[words](file:///x)" shows its words; see spans.py.
    markdown.validateLink = _any_address  # type: ignore[method-assign]
    markdown.inline.terminator_re = _BEGINS_SOMETHING
    inline = markdown.inline.ruler
    rules = {rule.name: rule for rule in inline.__rules__}
    for name in ("link", "image"):
        rules[name].fn = _closed_later(rules[name].fn)
    inline.before("escape", "inline_formula", inline_formula)
    inline.after("image", "note", _note)
    inline.at("linkify", _web_address)
    return markdown


def _any_address(url: str) -> bool:  # noqa: ARG001
    return True


def _not_too_deep(rule: _BlockRule) -> _BlockRule:
    """`rule` of a container, which stands for nothing where markdown-it would drop what is inside."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < DEPTH and rule(state, start, end, silent)

    return limited


def _not_first(rule: _BlockRule) -> _BlockRule:
    """`rule`, but not for the first line of a text that goes on with a paragraph."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if start == 0 and state.env[_PARAGRAPH_FIRST]:
            return False
        parent = state.parentType
        found = rule(state, start, end, silent)
        state.parentType = parent  # lheading leaves its own behind where it finds nothing
        return found

    return limited


def _headed_by_prose(rule: _BlockRule) -> _BlockRule:
    """`rule` of a table, but not for a line that begins another block, as GFM has it."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        parent, state.parentType = state.parentType, "root"
        others = state.md.block.ruler.getRules(_HEADER)
        is_prose = not any(other(state, start, end, True) for other in others)
        state.parentType = parent
        return is_prose and rule(state, start, end, silent)

    return limited


# --------------------------------------------------------------------------------- inline rules


def _closed_later(rule: _InlineRule) -> _InlineRule:
    """`rule` of a bracket, which need not look at one behind which none closes."""

    def limited(state: StateInline, silent: bool) -> bool:
        return (
            state.src[state.pos] in "[!"
            and state.src.find("]", state.pos) >= 0
            and rule(state, silent)
        )

    return limited


def _note(state: StateInline, silent: bool) -> bool:
    """A reference to a footnote, `[^label]`."""
    start = state.pos
    if not state.src.startswith("[^", start):
        return False
    end = state.src.find("]", start + 2, min(state.posMax, start + 1000))
    label = state.src[start + 2 : end]
    if end < 0 or not label or " " in label or "\n" in label:
        return False
    if not state.env[_NOTES].has_note(label):
        return False
    if not silent:
        state.push("note", "", 0).content = label
    state.pos = end + 1
    return True


def _web_address(state: StateInline, silent: bool) -> bool:
    """A bare `http://…` or `https://…`. Its end is linkify's, or the next Chinese punctuation."""
    start = state.pos
    if state.linkLevel > 0 or not state.src.startswith("://", start):
        return False
    scheme = _SCHEME.search(state.src[max(0, start - 6) : start])
    if scheme is None or not state.pending.endswith(scheme.group()):
        return False
    begin = start - len(scheme.group())
    rest = state.src[begin : min(state.posMax, begin + _LONGEST_ADDRESS)]
    if stop := _ADDRESS_ENDS.search(rest):
        rest = rest[: stop.start()]
    after_scheme = len(scheme.group()) + 1
    length = _schemes().test_schema_at(rest, "http:", after_scheme)
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


@cache
def _schemes() -> LinkifyIt:
    from linkify_it import LinkifyIt

    return LinkifyIt()


def _linkifier() -> LinkifyIt:
    """Finds `www.…` and e-mail addresses; no other names of hosts, since README.md would be one."""
    from linkify_it import LinkifyIt

    linkifier = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": True})
    for scheme in ("http:", "https:", "ftp:", "//"):
        linkifier.add(scheme, None)
    host = r"^(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,}"
    pattern = re.compile(host + linkifier.re["src_port"] + linkifier.re["src_path"], re.IGNORECASE)
    return linkifier.add("www.", {"validate": pattern, "normalize": _with_scheme})


def _with_scheme(_linkifier: LinkifyIt, match: Any) -> None:
    match.url = f"http://{match.url}"


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
    lookups = _Lookups(labels)
    environment = {"references": lookups, _NOTES: lookups}
    state = _tracing_state()(content, markdown, environment, [])
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules("")[
        :-1
    ]:  # the last one joins what is told apart here
        rule(state)
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
