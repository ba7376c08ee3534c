"""Colours for code: Pygments' tokens as spans of lines, loaded with the first block of code."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pygments.lexer import Lexer

_log = logging.getLogger(__name__)

LINES = 5_000
"""A longer block stays plain: nobody waits so long for its colours."""
CHARACTERS = 200_000
"""So does one with more characters."""
LONGEST = 1_000
"""A longer line stays plain: there are lexers that take the square of its length."""
_AT_ONCE = 8192  # characters
PATIENCE = 0.05
"""Seconds for one token, after which a text is taken to be made to stall us."""
_ENDURANCE = 3.0  # seconds for all of a block

Spans: TypeAlias = tuple[int, ...]
"""The colours of a line, flat: start, length (UTF-16 units), shade (an index), start, …"""

COMMENT, KEYWORD, STRING, NUMBER, NAME, ADDED, REMOVED = range(7)
"""The shades. The last two are those of whole lines, in a comparison of two texts."""

_KINDS = {
    "Comment": COMMENT,
    "Generic.Heading": COMMENT,
    "Generic.Prompt": COMMENT,
    "Generic.Subheading": COMMENT,
    "Keyword": KEYWORD,
    "Operator.Word": KEYWORD,
    "Literal.String": STRING,
    "Keyword.Constant": NUMBER,
    "Literal.Number": NUMBER,
    "Name.Builtin": NAME,
    "Name.Class": NAME,
    "Name.Decorator": NAME,
    "Name.Function": NAME,
    "Name.Tag": NAME,
    "Name.Variable": NAME,
    "Generic.Inserted": ADDED,
    "Generic.Deleted": REMOVED,
}
_SHELLS = {"bash", "console"}
_OPTION = re.compile(r"--?[A-Za-z][\w-]*")
# What is wrong in a lexer shows as one of these, and is no reason to stop for a person who reads.
_FAULTS = (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
_MORE_NAMES = {"jsonc": "json", "svelte": "html", "node": "javascript", "patch": "diff"}
_loaded: dict[str, Lexer] = {}


@dataclass(frozen=True, slots=True)
class CodeColors:
    """Colours as `#rrggbb` for the kinds of token that are told apart."""

    keyword: str
    string: str
    number: str
    name: str
    comment: str

    def shades(self) -> tuple[str, ...]:
        """The colours by the index that spans have, from COMMENT to NAME."""
        return (self.comment, self.keyword, self.string, self.number, self.name)


def prewarm() -> None:
    """Loads Pygments and the language that is written most, so that the first block need not."""
    lexer = find_lexer("python")
    if lexer is not None:
        spans_of("def prewarm(): pass", lexer)


def find_lexer(language: str) -> Lexer | None:
    """The lexer for the name of a language, as a model wrote it; None for one that is not known."""
    name = _name(language)
    if not name or name not in _names():
        return None
    if name not in _loaded:
        from pygments.lexers import get_lexer_by_name

        _loaded[name] = get_lexer_by_name(name)
    return _loaded[name]


def is_loaded(language: str) -> bool:
    """Whether its lexer is there without being loaded first, which takes 10 to 90 ms."""
    name = _name(language)
    return not name or name in _loaded or name not in _names()


def _name(language: str) -> str:
    name = language.lower()
    return _MORE_NAMES.get(name, name)


@cache
def _names() -> frozenset[str]:
    """The names of Pygments' own lexers: asked for another, it would look into all packages."""
    from pygments.lexers import get_all_lexers

    names = {name for _, aliases, _, _ in get_all_lexers(plugins=False) for name in aliases}
    return frozenset(names - {"text", "output"})


def spans_of(line: str, lexer: Lexer) -> Spans:
    """The colours of one line by itself; of what began on a line before, it knows nothing."""
    lexing = Lexing([line], lexer)
    lexing.advance(PATIENCE)
    return lexing.spans[0] if lexing.spans else ()


class Lexing:
    """Colours lines as a whole, a slice of time after the other.

    Lines of more than 1,000 characters stay plain, and the lexer sees nothing of them.
    """

    def __init__(self, lines: Sequence[str], lexer: Lexer) -> None:
        self.spans: list[Spans] = []
        """Of the lines that are done, from the first on."""
        # Blanks at the end have no colour, and there are lexers that take their number squared.
        self._lines = [line.rstrip() if len(line) <= LONGEST else "" for line in lines]
        self._tokens = _tokens("\n".join(self._lines) + "\n", lexer)
        self._line = 0
        self._start = 0  # where the line begins in the text
        self._open: list[int] = []  # the spans of the line
        self._spent = 0.0
        self.done = not self._lines

    def advance(self, seconds: float) -> None:
        """Goes on for so long; a single token that takes longer is waited for, once."""
        began, worked = perf_counter(), thread_time()
        while not self.done:
            token = next(self._tokens, None)
            if token is None:
                self._finish()
                break
            self._take(*token)
            if perf_counter() - began >= seconds:
                break
        # The work is counted, not the time: a busy machine is not the text's fault.
        spent = thread_time() - worked
        self._spent += spent
        if spent > seconds + PATIENCE or self._spent > _ENDURANCE:
            _log.info("the lexer takes too long for this text: the rest of it stays plain")
            self._finish()

    def _take(self, start: int, shade: int | None, text: str) -> None:
        if shade is None or start < self._start:
            return
        while start > self._start + len(self._lines[self._line]):
            self._end_line()
            if self.done:
                return
        first = True
        for part in text.split("\n"):
            if not first:
                self._end_line()
                if self.done:
                    return
            self._add(start - self._start if first else 0, part, shade)
            first = False

    def _add(self, column: int, part: str, shade: int) -> None:
        if not part:
            return
        line = self._lines[self._line]
        if not line.isascii():
            begin, end = _units(line[:column]), _units(line[: column + len(part)])
        else:
            begin, end = column, column + len(part)
        last = self._open
        if last and last[-1] == shade and last[-3] + last[-2] == begin:
            last[-2] += end - begin
        else:
            last += (begin, end - begin, shade)

    def _end_line(self) -> None:
        self.spans.append(tuple(self._open))
        self._open = []
        self._start += len(self._lines[self._line]) + 1
        self._line += 1
        self.done = self._line == len(self._lines)

    def _finish(self) -> None:
        while not self.done:
            self._end_line()


def _tokens(text: str, lexer: Lexer) -> Iterator[tuple[int, int | None, str]]:
    """(start, shade, text) of each token; None for plain. Ends early where the lexer fails."""
    from pygments.lexer import DelegatingLexer
    from pygments.token import Error

    # Two languages in one are lexed before the first token comes: such a text goes in parts.
    step = _AT_ONCE if isinstance(lexer, DelegatingLexer) else len(text)
    is_shell = not _SHELLS.isdisjoint(lexer.aliases)
    begin = 0
    try:
        while begin < len(text):
            end = text.find("\n", begin + step) + 1 or len(text)
            in_gap = False
            for start, kind, part in lexer.get_tokens_unprocessed(text[begin:end]):
                shade = None if kind is Error else _shade(str(kind))
                if is_shell and in_gap and shade is None and _OPTION.fullmatch(part):
                    shade = NUMBER  # Pygments takes options for any words
                in_gap = part[-1:].isspace()
                yield begin + start, shade, part
            begin = end
    except _FAULTS as error:
        _log.info("the lexer %s failed: %r", lexer.name, error)


@cache
def _shade(kind: str) -> int | None:
    name = kind.removeprefix("Token.")
    while name:
        if name in _KINDS:
            return _KINDS[name]
        name = name.rpartition(".")[0]
    return None


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
