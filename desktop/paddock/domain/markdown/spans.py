"""Inline tokens as spans: what is shown, run by run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paddock.domain.markdown.leaves import Kind, Span, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from paddock.domain.markdown.leaves import Spans

_STYLES = {"strong": Style.STRONG, "em": Style.EMPHASIS, "s": Style.STRIKE}
_LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CJK = re.compile(
    "[\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U00020000-\U0003ffff]"
)
_NEVER_SHOWN = {0xFFFC: "\ufffd", 0x2029: "\n", 0x0D: "\n"}
"""What an entity can name but a text document means otherwise: a formula, the end of a paragraph."""
_SHARED_PUNCTUATION = "“”‘’—…·"
"""Characters that Chinese and European texts have in common; they are as wide as their neighbour."""


def spans_of(tokens: Sequence[Token]) -> Spans:
    """The spans of a line or a paragraph. Neighbours of one format are one; none is empty."""
    return _Writer().write(tokens)


class _Writer:
    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._parts: list[str] = []
        self._style = Style.PLAIN
        self._format = (Style.PLAIN, "")
        self._depths = dict.fromkeys(_STYLES, 0)
        self._links: list[str] = []
        self._last = ""
        self._break: tuple[Style, str] | None = None

    def write(self, tokens: Sequence[Token]) -> Spans:
        for token in tokens:
            self._take(token)
        self._flush()
        return tuple(self._spans)

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif token.tag in _STYLES and token.nesting:
            self._depths[token.tag] += token.nesting
            style = _STYLES[token.tag]
            self._style = self._style | style if self._depths[token.tag] else self._style & ~style
        elif kind == "softbreak":
            self._break = (self._style, self._href)
        elif kind == "hardbreak":
            self._text("\n")
        elif kind == "code_inline":
            self._text(token.content, Style.CODE)
        elif kind == "link_open":
            address = str(token.attrs.get("href", ""))
            self._links.append(address if _LINKS.match(address) else "")
        elif kind == "link_close":
            self._links.pop()
        elif kind == "note":
            self._whole(Span(token.content, self._style | Style.NOTE, self._href))
        elif kind == "math_inline":
            formula = Span(token.content, self._style, self._href, Kind.FORMULA, token.markup)
            self._whole(formula)
        elif kind == "image":
            self._image(token)

    @property
    def _href(self) -> str:
        return self._links[-1] if self._links else ""

    def _text(self, text: str, style: Style = Style.PLAIN) -> None:
        if not text:
            return
        text = text.translate(_NEVER_SHOWN)
        self._settle_break(text[0])
        self._put(text, self._style | style if style else self._style, self._href)
        self._last = text[-1]

    def _put(self, text: str, style: Style, href: str) -> None:
        if (style, href) != self._format:
            self._flush()
            self._format = (style, href)
        self._parts.append(text)

    def _whole(self, span: Span) -> None:
        """A span that is never joined with another."""
        self._settle_break("")
        self._flush()
        self._spans.append(span)
        self._last = ""

    def _image(self, token: Token) -> None:
        description = plain_text(token.children or ())
        address = str(token.attrs.get("src", ""))
        if self._href:  # images load nothing, so what matters is where the picture leads
            self._text(description or address)
            return
        if _SCHEME.match(address) and not _LINKS.match(address):
            description, address = description or address, ""
        if description or address:
            self._whole(Span(description, self._style, address, Kind.IMAGE))

    def _settle_break(self, following: str) -> None:
        """A line break in the source is a blank, but none between Chinese characters."""
        if self._break is None:
            return
        style, href = self._break
        self._break = None
        if not are_joined(self._last, following):
            self._put(" ", style, href)

    def _flush(self) -> None:
        if self._parts:
            self._spans.append(Span("".join(self._parts), *self._format))
            self._parts.clear()


def are_joined(before: str, after: str) -> bool:
    """Whether two lines that end and begin so are written without a blank between."""
    if not before or not after:
        return False
    first, second = bool(_CJK.match(before)), bool(_CJK.match(after))
    if first and second:
        return True
    return (first and after in _SHARED_PUNCTUATION) or (second and before in _SHARED_PUNCTUATION)


def plain_text(tokens: Sequence[Token]) -> str:
    """The words alone, as a description of an image has them."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "math_inline":
            parts.append(token.markup)
        elif token.children:
            parts.append(plain_text(token.children))
        else:
            parts.append(token.content)
    return "".join(parts)
