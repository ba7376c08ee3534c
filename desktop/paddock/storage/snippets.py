"""The piece of a message around what was found in it.

The index knows words as spaced and folded text; what a person reads is the text itself, so it is
searched again, by the same rules: case and accents do not count, and a word is found whole, but for
scripts that have no spaces.
"""

from __future__ import annotations

import re
import unicodedata

from paddock.storage.index import CJK, composed

LENGTH = 120
"""Characters of a snippet, without the "…" where it begins or ends within the text."""

_BEFORE = 40
_RAW = 4  # A window is so many times wider in the text, where spaces may stand in rows.
_FIRST_LOOK = 4000
_ACCENTS = "[\u0300-\u036f]*"
_WORD = rf"[^\W_{CJK}]"
_PARTS = re.compile(rf"[{CJK}]|{_WORD}(?:{_WORD}|[\u0300-\u036f])*")
_IS_CJK = re.compile(f"[{CJK}]")
_IS_ACCENT = re.compile("[\u0300-\u036f]")


class _Folds(dict[int, int]):
    """Each character without case and accent, one for one, so that places stay what they are."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        apart = unicodedata.normalize("NFD", character)
        plain, accents = apart[0], apart[1:]
        if accents and not (plain.isascii() and all(map(unicodedata.combining, accents))):
            plain = character
        folded = plain.casefold()
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_FOLDS = _Folds()


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_FOLDS)


class Matcher:
    """Finds the terms of one search in many texts."""

    def __init__(self, terms: list[tuple[str, bool]]) -> None:
        """`terms` are words or phrases, each with whether it may be the beginning of a word."""
        patterns = [_pattern(term, grows) for term, grows in terms]
        self._patterns = [re.compile(pattern) for pattern in patterns if pattern]

    def snippet(self, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """One line around the first match, and where the matches in it are: (start, length)."""
        text = composed(text)
        line = _line(text, self._first(text))
        return line, self._marks(line)

    def _first(self, text: str) -> int:
        for piece in (text[:_FIRST_LOOK], text):
            folded = _folded(piece)
            found = [match.start() for p in self._patterns if (match := p.search(folded))]
            if found:
                return min(found)
        return 0

    def _marks(self, line: str) -> tuple[tuple[int, int], ...]:
        folded = _folded(line)
        spans = sorted(match.span() for p in self._patterns for match in p.finditer(folded))
        marks: list[tuple[int, int]] = []
        for start, end in spans:
            if marks and start < sum(marks[-1]):
                last = marks[-1][0]
                marks[-1] = (last, max(sum(marks[-1]), end) - last)
            elif end > start:
                marks.append((start, end - start))
        return tuple(marks)


def _pattern(term: str, grows: bool) -> str:
    parts = _PARTS.findall(composed(term))
    if not parts:
        return ""
    pattern = "" if _IS_CJK.match(parts[0]) else f"(?<!{_WORD})"
    for place, part in enumerate(parts):
        if place:
            either = _IS_CJK.match(part) or _IS_CJK.match(parts[place - 1])
            pattern += r"[\W_]*" if either else r"[\W_]+"
        letters = [letter for letter in _folded(part) if not _IS_ACCENT.match(letter)]
        pattern += "".join(re.escape(letter) + _ACCENTS for letter in letters)
    return pattern if grows or _IS_CJK.match(parts[-1]) else f"{pattern}(?!{_WORD})"


def _line(text: str, first: int) -> str:
    """About LENGTH characters around `first`, with each row of spaces as one."""
    begin = max(0, first - _BEFORE * _RAW)
    before = " ".join(text[begin:first].split())
    if text[first - 1 : first].isspace():
        before += " "
    is_cut = begin > 0 or len(before) > _BEFORE
    if is_cut:
        before = before[-_BEFORE:]
        # Not within a word, which then could look like another.
        before = re.sub(rf"^(?:{_WORD}|[\u0300-\u036f])+", "", before).lstrip()
    after = " ".join(text[first : first + LENGTH * _RAW].split())
    room = LENGTH - len(before)
    goes_on = len(after) > room or len(text) > first + LENGTH * _RAW
    if len(after) > room:
        after = after[:room].rsplit(" ", 1)[0] if " " in after[:room] else after[:room]
    line = ("…" if is_cut else "") + before + after
    return (line.rstrip() if goes_on else line.strip()) + ("…" if goes_on else "")
