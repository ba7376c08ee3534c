"""Words in a formula for which the font of formulas has no letters, such as Chinese ones.

Each run becomes an empty box, which is set like any other part of the formula; where the box
comes to lie, somebody who has a font for the words writes them later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from ziamath.mathfont import MathFont

Measure: TypeAlias = Callable[[str, bool], float]
"""How wide words are, in sizes of their font; the second says whether they are bold."""

SCALE = 0.9
"""The size of such words beside the letters of formulas, which are small for their size."""
EM = 1.333
"""ziamath counts an em as so many sizes of the font."""
_ABOVE = 0.86
_BELOW = 0.14  # sizes of the font, as Chinese letters have it
_MARK = "paddock-words-"
_END = "paddock-end"
_TOKENS = frozenset(("mtext", "mi", "mn", "mo", "ms"))


class UnwritableError(Exception):
    """A letter that no font has, or that has no place in a formula."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their place: pixels from the left edge and the top of the drawing."""

    text: str
    color: str
    bold: bool
    x: float = 0.0
    base: float = 0.0
    width: float = 0.0
    size: float = 0.0


def take_words(root: ET.Element, font: MathFont, measure: Measure | None) -> list[Words]:
    """Puts boxes in the places of the words that `font` cannot write. Raises UnwritableError."""
    taken: list[Words] = []
    _take(root, font, measure, taken, root.get("mathcolor", ""))
    return taken


def _take(
    element: ET.Element, font: MathFont, measure: Measure | None, taken: list[Words], color: str
) -> None:
    for index, child in enumerate(list(element)):
        own = child.get("mathcolor", color)
        text = child.text or ""
        if child.tag in _TOKENS and not text.isascii() and _foreign(text, font):
            if measure is None:
                raise UnwritableError(text)
            shown = "" if element.tag == "mphantom" else own
            element[index] = _boxed(child, font, measure, taken, shown)
        else:
            _take(child, font, measure, taken, own)


def _foreign(text: str, font: MathFont) -> bool:
    return any(_is_foreign(letter, font) for letter in text)


def _is_foreign(letter: str, font: MathFont) -> bool:
    if letter <= "\x7f" or letter.isspace() or font.glyphindex(letter):
        return False
    if not letter.isprintable():
        raise UnwritableError(letter)
    return True


def _boxed(
    token: ET.Element, font: MathFont, measure: Measure, taken: list[Words], color: str
) -> ET.Element:
    """What stands for a token: boxes, and between them the words that the font has."""
    row = ET.Element("mrow")
    variant = token.get("mathvariant", "")
    for is_foreign, letters in groupby(token.text or "", lambda one: _is_foreign(one, font)):
        text = "".join(letters)
        if not is_foreign:
            ET.SubElement(row, "mtext", token.attrib).text = text
            continue
        bold = "bold" in variant
        width = measure(text, bold) * SCALE
        sizes = {"width": width, "height": _ABOVE * SCALE, "depth": _BELOW * SCALE}
        box = ET.SubElement(
            row, "mspace", {name: f"{size / EM:.4f}em" for name, size in sizes.items()}
        )
        if color:
            box.set("mathbackground", f"{_MARK}{len(taken)}")
            # ziamath gives the colour of a blank to whatever was drawn last.
            ET.SubElement(row, "mspace", {"width": "0", "mathbackground": _END})
            taken.append(Words(text, color, bold))
    return row[0] if len(row) == 1 else row


def find_words(svg: ET.Element, taken: list[Words]) -> list[Words]:
    """Takes the boxes out of a drawing, and says where each lies."""
    if not taken:
        return []
    left, top = map(float, svg.get("viewBox", "0 0").split()[:2])
    placed = []
    for parent in list(svg.iter()):
        for box in list(parent):
            fill = box.get("fill", "")
            if box.tag != "rect" or not fill.startswith((_MARK, _END)):
                continue
            parent.remove(box)
            if fill == _END:
                continue
            x, y, width, height = (float(box.get(name, "0")) for name in _SIDES)
            words = taken[int(fill.removeprefix(_MARK))]
            size = height / (_ABOVE + _BELOW)
            base = y - top + _ABOVE * size
            placed.append(replace(words, x=x - left, base=base, width=width, size=size))
    return placed


_SIDES = ("x", "y", "width", "height")
