"""Where the leaves of prose stand: their places, the gaps between them, and their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from paddock.domain.markdown.leaves import Heading, Kind, Paragraph, Rule, Style
from paddock.parts.markdown_style import DEEPEST, MARK_GAP, QUOTE_STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.domain.markdown.leaves import Leaf, Span
    from paddock.parts.markdown_style import MarkdownStyle

GAP = 12
"""Pixels between two paragraphs."""
HANG = 4
"""Pixels by which the widget stands out on the left: the shade of code that begins a line."""
_NOTES = 20  # above the first footnote
_BETWEEN_NOTES = 6
_NOTE_STEP = 14
RAISED_SIZE = 2 / 3
"""The size of a footnote's mark beside the text's, as Qt has it for a raised letter."""
LONGEST_NAME = 24
"""Letters of a footnote's name that are shown before it."""
_TIGHT = 4
_RULE = 18
_ABOVE_HEADING = (28, 26, 20, 16, 16, 16)
_BELOW_HEADING = (10, 8, 6, 4, 4, 4)

_ODD = re.compile(
    "[\n\r\x00\x0b\x0c\x1c-\x1e\x85\u2029\u202d\u202e\ufdd0\ufdd1\ufffc\ud800-\udfff]"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u0eb4-\u0ebc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
_STACKED = re.compile(f"([{_MARKS}]{{3}})([{_MARKS}]+)")
_UNSEEN = "\u034f"
_CJK = re.compile(
    "[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]"
)
_LOOKED_AT = 160  # letters
_BREAKS = frozenset("\n\x0b\x0c\x85\u2029")
_STRONG = re.compile(
    r"[A-Za-z\u00c0-\u02b8\u0370-\u058f\u0900-\u1fff\u3040-\ud7ff]|([\u0590-\u08ff])"
)


def as_written(text: str) -> str:
    """Text as a document can hold it in one block, each letter in its place.

    What Qt would take for a border of blocks, or for an object, becomes something harmless, and so
    do the two signs that turn all that follows around, and marks stacked on one letter beyond what
    any language has.
    """
    if not text.isascii() and _STACKED.search(text):
        text = _STACKED.sub(lambda found: found[1] + _UNSEEN * len(found[2]), text)
    return _ODD.sub(_replaced, text) if _ODD.search(text) else text


def _replaced(found: re.Match[str]) -> str:
    letter = found[0]
    if letter in _BREAKS:
        return "\u2028"
    return " " if letter == "\r" else "\ufffd"


def span_text(span: Span) -> str:
    """What stands in the document for a span."""
    if span.kind is Kind.FORMULA:
        return "\ufffc"
    return as_written(span.text or span.href if span.kind is Kind.IMAGE else span.text)


def spans_of(leaf: Leaf) -> Sequence[Span]:
    return leaf.spans if isinstance(leaf, Paragraph | Heading) else ()


def gap_between(before: Leaf | None, leaf: Leaf) -> int:
    """Pixels above a leaf; none above the first one."""
    if before is None or (isinstance(before, Paragraph) and before.goes_on):
        return 0
    if isinstance(before, Rule) or isinstance(leaf, Rule):
        return _RULE
    if is_note(leaf):
        goes_on = before.inside.startswith("l") and not before.markers  # perhaps of another note
        return _BETWEEN_NOTES if is_note(before) else GAP if goes_on else _NOTES
    if isinstance(before, Heading):
        below = _BELOW_HEADING[before.level - 1]
        return (
            max(below, _ABOVE_HEADING[leaf.level - 1] // 2) if isinstance(leaf, Heading) else below
        )
    if isinstance(leaf, Heading):
        return _ABOVE_HEADING[leaf.level - 1]
    return _TIGHT if before.tight else GAP


def is_note(leaf: Leaf) -> bool:
    """Whether a footnote begins here, whose mark is `[its name]`."""
    return bool(leaf.markers) and leaf.markers[0].startswith("[")


def is_wide(text: str) -> bool:
    """Whether a text is Chinese, Japanese or Korean, with Latin names or not: it needs more room."""
    start = text[:_LOOKED_AT]
    if start.isascii():
        return False
    return 5 * len(_CJK.findall(start)) > len(start)


def _start_of(leaf: Leaf) -> str:
    start = ""
    for span in spans_of(leaf):
        if span.kind is Kind.TEXT and not span.style & Style.CODE:
            start += span.text[:_LOOKED_AT]
            if len(start) >= _LOOKED_AT:
                break
    return start


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands: the left edge of each container around it, and of its text."""

    edges: tuple[int, ...] = ()
    left: int = 0
    mirrored: bool = False
    """Its text runs from right to left, and everything is counted from the right."""
    wide: bool = False
    """It is Chinese, Japanese or Korean."""
    noted: bool = False
    """It is a footnote."""
    pictured: bool = False
    """It begins with what stands for an image."""
    coded: bool = False
    """It begins with code right after the mark of an item."""


def place_of(leaf: Leaf, before: tuple[Leaf, Place] | None, style: MarkdownStyle) -> Place:
    """Moves in one container after the other; a long number takes more room for its item."""
    above = before[0].inside if before else ""
    known = (*before[1].edges, before[1].left) if before else ()
    unmarked = leaf.inside.count("l") - len(leaf.markers)
    edges, left, items = [], 0, 0
    for depth, container in enumerate(leaf.inside):
        edges.append(left)
        if container == "q":
            left += QUOTE_STEP
            continue
        marker = leaf.markers[items - unmarked] if items >= unmarked else None
        items += 1
        if marker is not None:
            left += _room(marker, style)
        elif above[: depth + 1] == leaf.inside[: depth + 1]:
            left = max(left, known[depth + 1])
        else:
            left += style.step()
    spans = spans_of(leaf)
    return Place(
        tuple(min(edge, DEEPEST) for edge in edges),
        min(left, DEEPEST),
        mirrored=_is_mirrored(leaf),
        wide=isinstance(leaf, Paragraph) and is_wide(_start_of(leaf)),
        noted=_is_noted(leaf, before),
        pictured=bool(spans) and spans[0].kind is Kind.IMAGE,
        coded=bool(spans and leaf.markers and spans[0].style & Style.CODE),
    )


def pitch_of(leaf: Leaf, place: Place, style: MarkdownStyle) -> int:
    """How high its lines are."""
    level = leaf.level if isinstance(leaf, Heading) else 0
    return style.pixels(level, wide=place.wide, small=place.noted)


def _is_noted(leaf: Leaf, before: tuple[Leaf, Place] | None) -> bool:
    if leaf.markers or before is None:
        return is_note(leaf)
    return before[1].noted and leaf.inside.startswith("l")


def _room(marker: str, style: MarkdownStyle) -> int:
    """How far an item is moved in for its mark."""
    if marker.startswith("["):
        width = QFontMetricsF(style.body).horizontalAdvance(marker[1:-1][:LONGEST_NAME])
        return max(_NOTE_STEP, round(width * RAISED_SIZE) + MARK_GAP)
    if len(marker) < 4 or not marker[0].isdigit():
        return style.step()
    width = QFontMetricsF(style.body).horizontalAdvance(marker)
    return max(style.step(), round(width) + MARK_GAP)


def _is_mirrored(leaf: Leaf) -> bool:
    """Whether the first letter that has a direction is one of Hebrew, Arabic and their neighbours."""
    text = next((span.text for span in spans_of(leaf) if span.text.strip()), "")
    strong = None if text.isascii() else _STRONG.search(text)
    return strong is not None and strong[1] is not None
