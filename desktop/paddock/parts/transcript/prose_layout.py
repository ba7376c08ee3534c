"""Where the leaves of prose stand: their places, the gaps between them, and their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from paddock.domain.markdown.leaves import Heading, Kind, Paragraph, Rule
from paddock.parts.markdown_style import DEEPEST, MARK_GAP, QUOTE_STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.domain.markdown.leaves import Leaf, Span
    from paddock.parts.markdown_style import MarkdownStyle

GAP = 12
"""Pixels between two paragraphs."""
_TIGHT = 4
_RULE = 18
_ABOVE_HEADING = (28, 26, 20, 16, 16, 16)
_BELOW_HEADING = (10, 8, 6, 4, 4, 4)

_ODD = re.compile(
    "[\n\r\x00\x0b\x0c\x1c-\x1e\x85\u2029\u202d\u202e\ufdd0\ufdd1\ufffc\ud800-\udfff]"
)
_BREAKS = frozenset("\n\x0b\x0c\x85\u2029")
_STRONG = re.compile(
    r"[A-Za-z\u00c0-\u02b8\u0370-\u058f\u0900-\u1fff\u3040-\ud7ff]|([\u0590-\u08ff])"
)


def as_written(text: str) -> str:
    """Text as a document can hold it in one block, each letter in its place.

    What Qt would take for a border of blocks, or for an object, becomes something harmless, and so
    do the two signs that turn all that follows around.
    """
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
    if isinstance(before, Heading):
        below = _BELOW_HEADING[before.level - 1]
        return (
            max(below, _ABOVE_HEADING[leaf.level - 1] // 2) if isinstance(leaf, Heading) else below
        )
    if isinstance(leaf, Heading):
        return _ABOVE_HEADING[leaf.level - 1]
    return _TIGHT if before.tight else GAP


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands: the left edge of each container around it, and of its text."""

    edges: tuple[int, ...] = ()
    left: int = 0
    mirrored: bool = False
    """Its text runs from right to left, and everything is counted from the right."""


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
    return Place(
        tuple(min(edge, DEEPEST) for edge in edges), min(left, DEEPEST), mirrored=_is_mirrored(leaf)
    )


def _room(marker: str, style: MarkdownStyle) -> int:
    if len(marker) < 4 or not marker[0].isdigit():
        return style.step()
    width = QFontMetricsF(style.body).horizontalAdvance(marker)
    return max(style.step(), round(width) + MARK_GAP)


def _is_mirrored(leaf: Leaf) -> bool:
    """Whether the first letter that has a direction is one of Hebrew, Arabic and their neighbours."""
    text = next((span.text for span in spans_of(leaf) if span.text.strip()), "")
    strong = None if text.isascii() else _STRONG.search(text)
    return strong is not None and strong[1] is not None
