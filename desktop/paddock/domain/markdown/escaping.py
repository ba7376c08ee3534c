"""Spans written as inline Markdown.

First with the few escapes that a person would write. If that does not read back to the same spans,
then with an escape before all that could mean something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paddock.domain.markdown.labels import Labels
from paddock.domain.markdown.leaves import Kind, Span, Style
from paddock.domain.markdown.parser import parse_blocks, parse_inline
from paddock.domain.markdown.spans import spans_of

if TYPE_CHECKING:
    from paddock.domain.markdown.leaves import Spans

_MARKS = {Style.STRIKE: "~~", Style.STRONG: "**", Style.EMPHASIS: "*"}
_LIGHT = re.compile(r"[\\`*\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_ALL = re.compile(r"[!\"#$%&'*+,\-./:;<=>?@\[\\\]^_`{|}~]")
"""All but parentheses, since `\\(` begins a formula; and so does `\\[`, see _escaped."""
_LINE_START = re.compile(
    r"([ \t]*)(#{1,6}(?=[ \t]|$)|[-+>=:|]|~{3,}|`{3,}|\$\$|\d{1,9}(?=[.)](?:[ \t]|$)))"
)
_BLANK_AT_BREAK = re.compile(r"\n(?=\s)|(?<=\s)\n")
_BLANK_EDGE = re.compile(r"^\s|\s$")


def write_spans(spans: Spans, *, cell: bool = False, heading: bool = False) -> str:
    """`spans` as Markdown, in one line but for hard breaks."""
    text = _Writer(_LIGHT, cell=cell).write(spans)
    if not cell and not heading:
        text = _guarded(text)
    if _reads_back(text, spans, cell=cell, heading=heading):
        return text
    text = _Writer(_ALL, cell=cell).write(spans)
    if cell or heading or _reads_back(text, spans, cell=cell, heading=heading):
        return text
    return f"{text}[]()" if text.startswith(("$$", "\\[")) else text  # a formula, but within a line


def _guarded(text: str) -> str:
    """With an escape where a line would begin like another kind of block."""
    return "\n".join(
        _LINE_START.sub(_escape_start, line, count=1) if _LINE_START.match(line) else line
        for line in text.split("\n")
    )


def _escape_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark}\\" if mark[0].isdigit() else f"{match[1]}\\{mark}"


def _reads_back(text: str, spans: Spans, *, cell: bool, heading: bool) -> bool:
    notes = {span.text for span in spans if span.style & Style.NOTE}
    if cell:
        text = text.replace("\\|", "|")
    tokens, _ = parse_inline(text, Labels(notes=notes))
    if spans_of(tokens) != spans:
        return False
    if cell or heading:
        return "\n" not in text and text == text.strip() and not text.endswith("#")
    blocks = parse_blocks(text).tokens
    return not text or (
        [token.type for token in blocks[::2]] == ["paragraph_open", "paragraph_close"]
        and blocks[1].content == text
    )


class _Writer:
    def __init__(self, special: re.Pattern[str], *, cell: bool) -> None:
        self._special = special
        self._cell = cell
        self._open: list[Style | str] = []
        self._parts: list[str] = []

    def write(self, spans: Spans) -> str:
        for index, span in enumerate(spans):
            self._format(spans, index)
            self._parts.append(self._text(span, index in (0, len(spans) - 1)))
        self._close(0)
        text = "".join(self._parts)
        return text.replace("|", "\\|").replace("\\\\|", "\\|") if self._cell else text

    def _format(self, spans: Spans, index: int) -> None:
        """Closes what ends before the span, and opens what begins, the longest first."""
        wanted = _formats(spans[index])
        for depth, name in enumerate(self._open):
            if name not in wanted:
                self._close(depth)
                break
        new = [name for name in wanted if name not in self._open]
        for name in sorted(new, key=lambda name: -_length(spans, index, name)):
            self._open.append(name)
            self._parts.append("[" if isinstance(name, str) else _MARKS[name])

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            name = self._open.pop()
            self._parts.append(f"](<{_address(name)}>)" if isinstance(name, str) else _MARKS[name])

    def _text(self, span: Span, edge: bool) -> str:
        if span.kind is Kind.FORMULA:
            return span.source
        if span.kind is Kind.IMAGE:
            return f"![{_ALL.sub(_escaped, span.text)}](<{_address(span.href)}>)"
        if span.style & Style.NOTE:
            return f"[^{span.text}]"
        if span.style & Style.CODE:
            return _code(span.text)
        text = self._special.sub(_escaped, span.text)
        if self._special is _ALL and (edge or self._open):
            text = _BLANK_EDGE.sub(lambda blank: f"&#{ord(blank.group())};", text)
        if self._special is _ALL:
            text = _BLANK_AT_BREAK.sub("&#10;", text)
        return text.replace("\n", "&#10;" if self._cell else "\\\n")


def _formats(span: Span) -> list[Style | str]:
    names: list[Style | str] = [style for style in _MARKS if span.style & style]
    return [*names, span.href] if span.href and span.kind is not Kind.IMAGE else names


def _length(spans: Spans, start: int, name: Style | str) -> int:
    """For how many spans a format lasts."""
    length = 0
    for span in spans[start:]:
        if name not in _formats(span):
            break
        length += 1
    return length


def _escaped(match: re.Match[str]) -> str:
    if match.group() == "[":
        return "&#91;"
    return f"\\{match.group()}"


def _address(href: str) -> str:
    return re.sub(r"[<>\\]", _escaped, href).replace("\n", "%0A")


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall("`+", text)}
    length = next(length for length in range(1, len(text) + 2) if length not in runs)
    fence = "`" * length
    padded = (
        text.startswith("`")
        or text.endswith("`")
        or (text[0] == text[-1] == " " and text.strip(" "))
    )
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"
