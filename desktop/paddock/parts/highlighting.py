"""Colours for code: Pygments' tokens as spans of a text, loaded with the first block of code."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.lexer import Lexer

_LONGEST = 5_000  # lines; beyond it colouring takes longer than anybody waits


@dataclass(frozen=True, slots=True)
class CodeColors:
    """Colours as `#rrggbb` for the kinds of token that are told apart."""

    keyword: str
    string: str
    number: str
    name: str
    comment: str


def colored_spans(
    code: str, language: str, colors: CodeColors
) -> Iterator[tuple[int, int, QColor]]:
    """(start, length, colour) in UTF-16 units, as QTextCursor counts, for what is not plain text."""
    if not language or code.count("\n") > _LONGEST:
        return
    lexer = _lexer(language)
    if lexer is None:
        return
    shades = _shades(colors)
    wide = not code.isascii() and any(character > "\uffff" for character in code)
    units = [0, *accumulate(1 + (character > "\uffff") for character in code)] if wide else []
    for start, kind, text in lexer.get_tokens_unprocessed(code):
        name = str(kind).removeprefix("Token.")
        color = next((shade for prefix, shade in shades if name.startswith(prefix)), None)
        if color is None:
            continue
        if wide:
            yield units[start], units[start + len(text)] - units[start], color
        else:
            yield start, len(text), color


def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language.lower())
    except ClassNotFound:
        return None


def _shades(colors: CodeColors) -> list[tuple[str, QColor]]:
    return [
        ("Comment", QColor(colors.comment)),
        ("Keyword", QColor(colors.keyword)),
        ("Operator.Word", QColor(colors.keyword)),
        ("Literal.String", QColor(colors.string)),
        ("Literal.Number", QColor(colors.number)),
        ("Name.Function", QColor(colors.name)),
        ("Name.Class", QColor(colors.name)),
        ("Name.Decorator", QColor(colors.name)),
        ("Name.Builtin", QColor(colors.name)),
        ("Name.Tag", QColor(colors.keyword)),
    ]
