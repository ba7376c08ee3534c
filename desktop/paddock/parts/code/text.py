"""How the text of a block of code is cut: into rows that are laid out, and into pieces of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paddock.parts.segments.segment import utf16_length, utf16_slice

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 256
"""So many rows a piece has at the most."""
LONGEST = 1024
"""So many characters a row has; a longer line goes on in the next row.

Qt lays out and paints the whole of a row, also what is far out of view at the right. Such lines
have no colours (`highlighting.LONGEST`), so that colours need not be cut.
"""
_CHARACTERS = 16_384  # no further row begins in a piece that has so many
_TAB = 4

# What Qt would take for the end of a line or for a part of its own structure; what has no meaning
# in UTF-16; and what turns the direction of the text, so that code reads other than it runs.
_STRANGE = re.compile(
    "[\0\r\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0\ufdd1\ufff9-\ufffc\ud800-\udfff]"
)
# Other than Latin, Greek, Cyrillic, punctuation, arrows and lines, which take one column.
_WIDE = re.compile("[\u0590-\u1fff\u2c00-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a piece lies in the text. Lines are counted from 0, as they are written.

    `goes_on`: the piece begins in the middle of line `line`. `next` is where the next piece begins,
    None for the last one. `torn`: the next piece goes on in the same line.
    """

    start: int
    end: int
    line: int
    rows: int
    goes_on: bool = False
    next: int | None = None

    @property
    def torn(self) -> bool:
        return self.next == self.end


def cuts(text: str, start: int = 0, line: int = 0, *, goes_on: bool = False) -> Iterator[Cut]:
    """The pieces of a text from `start` on, where a piece begins.

    A text that grows at its end keeps all of them but the last, and each of its rows but the last.
    """
    at: int | None = start
    while at is not None:
        end, rows, following = _fast(text, at) or _careful(text, at)
        cut = Cut(at, end, line, rows, goes_on, following)
        yield cut
        line += text.count("\n", at, end) + (not cut.torn)
        goes_on = cut.torn
        at = following


def _fast(text: str, start: int) -> tuple[int, int, int | None] | None:
    """The end, the rows and the next start, where no line is cut and the piece ends with its rows."""
    chunk = text[start : start + _CHARACTERS]
    lines = chunk.split("\n", ROWS)
    rest: str | None = None
    if len(lines) > ROWS:
        rest = lines.pop()
    elif len(chunk) == _CHARACTERS:
        return None
    if len(max(lines, key=len)) > LONGEST:
        return None
    if rest is None:
        return start + len(chunk), len(lines), None
    end = start + len(chunk) - len(rest) - 1
    return end, ROWS, end + 1


def _careful(text: str, start: int) -> tuple[int, int, int | None]:
    """The same, row by row."""
    at, rows = start, 0
    while True:
        rows += 1
        end = text.find("\n", at, at + LONGEST + 1)
        if end >= 0:
            following = end + 1
        elif at + LONGEST < len(text):
            end = following = at + LONGEST
        else:
            return len(text), rows, None
        if rows == ROWS or following - start >= _CHARACTERS:
            return end, rows, following
        at = following


def rows_of(piece: str) -> list[tuple[str, bool]]:
    """The rows of a piece's text, and of each whether the line ends with it."""
    rows = []
    for line in piece.split("\n"):
        starts = range(0, max(1, len(line)), LONGEST)
        rows += [(line[at : at + LONGEST], at + LONGEST >= len(line)) for at in starts]
    return rows


def shown_text(piece: str) -> str:
    """A piece as Qt gets it: a row is a line of its own, and no character means more than itself.

    Each of those characters is replaced by one that is as long.
    """
    if len(piece) > LONGEST:
        piece = "\n".join([row for row, _ in rows_of(piece)])
    return without_strange(piece)


def without_strange(text: str) -> str:
    """A text in which characters that would mean more than themselves are seen as such."""
    if text.isascii() and "\r" not in text and "\0" not in text:
        return text
    return _STRANGE.sub("\ufffd", text)


def true_part(piece: str, start: int, end: int) -> str:
    """What was written between two positions (UTF-16 units) of the shown text of a piece."""
    if len(piece) <= LONGEST:
        return utf16_slice(piece, start, end)
    parts = []
    at = 0
    for row, ends in rows_of(piece):
        text = row + "\n" if ends else row
        length = utf16_length(row)
        if at <= end and start <= at + length:
            parts.append(utf16_slice(text, max(0, start - at), max(0, end - at)))
        at += length + 1
    # The last row has no line end of its own, and no position lies behind it.
    return "".join(parts)


def widest(piece: str) -> tuple[int, list[str]]:
    """The columns of the widest row made of narrow characters, and the rows that have others."""
    rows = piece.split("\n")
    if len(piece) > LONGEST and len(max(rows, key=len)) > LONGEST:
        rows = [row for row, _ in rows_of(piece)]
    if "\t" in piece:
        rows = [row.expandtabs(_TAB) for row in rows]
    if piece.isascii():
        return len(max(rows, key=len)), []
    wide = [row for row in rows if not row.isascii() and _WIDE.search(row)]
    if wide:
        known = set(wide)
        rows = [row for row in rows if row not in known]
    return len(max(rows, key=len, default="")), wide
