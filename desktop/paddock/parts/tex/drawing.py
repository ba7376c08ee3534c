"""TeX to SVG, for TeX that nobody has looked at: whatever it is, it ends soon or is refused.

Nothing of Qt's is used here, so that a thread may do it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from paddock.parts.tex.words import EM, UnwritableError, find_words, take_words

if TYPE_CHECKING:
    from paddock.parts.tex.words import Measure, Words

LONGEST = 4000
"""Characters. What is longer is no formula that somebody reads."""

_DEEPEST = 40
_WIDEST = 6000.0
_HIGHEST = 3000.0
COSTLIEST = 6000
"""Symbols that are set at the most, counted as often as it is done; each takes 20 to 60 µs."""
_MARGIN = 1.0

_DEFINITION = re.compile(
    r"\\(?:def|gdef|edef|let|newcommand|renewcommand|providecommand|newenvironment"
    r"|DeclareMathOperator)(?![A-Za-z])"
)
_UNNUMBERED = re.compile(r"\\(?:label\s*\{[^{}]*\}|(?:nonumber|notag)(?![A-Za-z]))")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_OPERATOR = re.compile(r"\\mathop\s*\{\s*\\(?:math|text)rm\s*\{([A-Za-z\s]+)\}\s*\}")
_WORDS = re.compile(r"(\\(?:text(?:bf|it|md|normal|rm|sf|tt|up)?|mbox|hbox|fbox)\s*\{)([^{}]*)\}")
_ROOM_AFTER_ROW = re.compile(r"\\\\\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]")
_UNKNOWN = re.compile(r"^\\[A-Za-z]+\*?$")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+)\*?\}")
_NESTING = re.compile(
    r"\\[{}\\]|(?P<open>\{|\\left(?![A-Za-z])|\\begin(?![A-Za-z]))"
    r"|(?P<close>\}|\\right(?![A-Za-z])|\\end(?![A-Za-z]))"
)

_ENVIRONMENTS = {
    **{f"{kind}matrix": f"{kind}matrix" for kind in ("", "p", "b", "B", "v", "V", "small")},
    **{name: name for name in ("array", "cases", "equation", "gather", "gathered", "multline")},
    **dict.fromkeys(("align", "aligned", "eqnarray", "flalign", "split"), "align*"),
    "dcases": "cases",
}
"""Those that latex2mathml knows, and others by the name of one that looks nearly the same."""
_ROWS = frozenset(("math", "mrow", "mtd", "mfenced", "msqrt", "menclose", "merror"))
"""Elements whose content ziamath lays out twice, each time with all that is in it."""


_SIGNS = frozenset("-−+±∓")
_ENDINGS = frozenset(")]}⟩⌋⌉|‖∣!'′″‴…⋯∞%*")
"""Operators after which a sign stands between two things, rather than before one."""
_STARS = frozenset("*∗⋆†‡")
_AFTER_STAR = "0.09em"
_ROW = (0.84, 0.36)
"""What a row of a table has at least above and below its line, in sizes of the font, as TeX has."""
_JOT = 0.4
_ROW_GAP = 0.22
"""Room between the rows of aligned formulas and of matrices, in sizes of the font."""
_COLUMN_GAP = "0.55em"

_loaded = False


class Refused(Exception):
    """It cannot be shown as a formula: its source is shown."""


class TooCostlyError(Refused):
    """It would take longer than was allowed."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG. Sizes are pixels; `ascent` is what stands above the line of writing."""

    svg: bytes
    width: float
    ascent: float
    depth: float
    words: tuple[Words, ...] = ()
    """What is to be written over it in a font that has the letters."""


def draw(
    tex: str,
    *,
    display: bool,
    size: float,
    color: str,
    costliest: int = COSTLIEST,
    measure: Measure | None = None,
) -> Drawing:
    """Sets a formula in letters `size` pixels high. Raises Refused.

    `measure` belongs to who writes the words of other scripts; without it they are refused.
    """
    check(tex)
    try:
        markup = _markup(tex, display=display, color=color)
        if _cost(markup) > costliest:
            raise TooCostlyError(tex)
        return _drawn(markup, size, measure)
    except Refused:
        raise
    except UnwritableError as error:
        raise Refused("no glyph") from error
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError) as error:
        raise Refused(str(error)) from error
    except (TypeError, ValueError, ET.ParseError, StopIteration) as error:
        raise Refused(str(error)) from error


def is_loaded() -> bool:
    """Whether a formula has been set, so that the next one waits for no import."""
    return _loaded


def check(tex: str) -> None:
    """Refuses what is not worth a try, before anything is loaded or read. Raises Refused."""
    if not tex.strip() or len(tex) > LONGEST:
        raise Refused("empty or very long")
    if _DEFINITION.search(tex):
        # Definitions that use each other grow without end from a few characters.
        raise Refused("defines something")
    depth = 0
    for found in _NESTING.finditer(tex):
        depth += 1 if found["open"] else -1 if found["close"] else 0
        if not 0 <= depth <= _DEEPEST:
            raise Refused("closes what is not open, or is too deep")
    if depth:
        raise Refused("is not closed")


def _markup(tex: str, *, display: bool, color: str) -> ET.Element:
    """The formula as MathML without what need not be there. Raises Refused for what is unknown."""
    import latex2mathml.exceptions as errors
    from ziamath.tex import tex2mml

    tex = _ENVIRONMENT.sub(_renamed, tex)
    tex = _UNNUMBERED.sub("", tex)
    tex = _ROOM_AFTER_ROW.sub(r"\\\\ ", tex)
    tex = _TAG.sub(r"\\qquad\\text{(\1)}", tex)
    tex = _OPERATOR.sub(r"\\operatorname*{\1}", tex)
    tex = _WORDS.sub(_escaped, tex)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    known = tuple(kind for kind in kinds if issubclass(kind, Exception))
    try:
        text = tex2mml(tex, inline=not display)
    except known as error:
        raise Refused(type(error).__name__) from error
    root = ET.fromstring(text)  # noqa: S314 - see above
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.text and _UNKNOWN.match(element.text.strip()):
            raise Refused(f"unknown macro {element.text}")
    root.set("mathcolor", color)
    _flatten(root)
    _hoist(root)
    _tell_signs(root)
    _widen_rows(root)
    return root


def _renamed(found: re.Match[str]) -> str:
    name = _ENVIRONMENTS.get(found[2])
    if name is None:
        raise Refused(f"unknown environment {found[2]}")
    return f"\\{found[1]}{{{name}}}"


def _escaped(found: re.Match[str]) -> str:
    """Words in a formula, so that none of their letters is read as markup."""
    words = found[2].replace("\\&", "&").replace("&", "&amp;")
    return f"{found[1]}{words.replace('<', '&lt;').replace('>', '&gt;')}}}"


def _flatten(element: ET.Element) -> None:
    """Takes rows of one element away: each doubles the time that its content takes."""
    for index, child in enumerate(element):
        inner = child
        while inner.tag == "mrow" and len(inner) == 1 and inner[0].tag not in ("mo", "mstyle"):
            inner = inner[0]
        if inner is not child:
            element[index] = inner
        _flatten(inner)


def _hoist(root: ET.Element) -> None:
    """The formula is a row itself, unless it has several lines, for which ziamath needs the row."""
    row = root[0] if len(root) == 1 else root
    if row.tag == "mrow" and len(row) and not any(part.get("linebreak") for part in row):
        root[:] = list(row)


def _tell_signs(element: ET.Element) -> None:
    """Says of a plus or minus after another operator that it belongs to what follows it.

    A raised star gets room, so that it does not touch what follows.
    """
    before: ET.Element | None = None
    for index, child in enumerate(element):
        if child.tag == "mspace" or (child.tag == "mi" and not child.text):
            continue
        is_sign = child.tag == "mo" and (child.text or "").strip() in _SIGNS
        if is_sign and index + 1 < len(element) and _awaits(before):
            child.set("form", "prefix")
        if child.tag in ("msup", "msubsup") and (child[-1].text or "") in _STARS:
            # ziamath leaves nothing behind it.
            row = ET.Element("mrow")
            row.append(child[-1])
            ET.SubElement(row, "mspace", {"width": _AFTER_STAR})
            child[-1] = row
        before = child
        _tell_signs(child)


def _awaits(before: ET.Element | None) -> bool:
    """Whether what stands before a sign leaves nothing to add to."""
    return before is not None and before.tag == "mo" and (before.text or "").strip() not in _ENDINGS


def _widen_rows(root: ET.Element) -> None:
    """Keeps the rows of tables apart: each gets a last cell with nothing but a height."""
    for table in root.iter("mtable"):
        is_aligned = table.get("displaystyle") == "true"
        table.set("displaystyle", str(is_aligned).lower())  # as in TeX: small fractions in matrices
        table.set("rowspacing", f"{(_JOT if is_aligned else _ROW_GAP) / EM:.4f}em")
        columns = max((len(row) for row in table), default=0)
        if columns:
            usual = "0.3em" if is_aligned else _COLUMN_GAP
            given = table.get("columnspacing", usual).split() or [usual]
            between = [given[column % len(given)] for column in range(columns - 1)]
            table.set("columnspacing", " ".join([*between, "0em"]))
        above, below = (f"{size / EM:.4f}em" for size in _ROW)
        for row in table:
            cell = ET.SubElement(row, "mtd")
            ET.SubElement(cell, "mspace", {"height": above, "depth": below})


def _cost(element: ET.Element) -> int:
    """How many times ziamath will set a symbol for this element."""
    inner = sum(map(_cost, element))
    return 1 + (2 * inner if element.tag in _ROWS else inner) + len(element.text or "")


def _drawn(markup: ET.Element, size: float, measure: Measure | None) -> Drawing:
    from ziamath.config import config
    from ziamath.zmath import Math, loadedfonts

    global _loaded  # noqa: PLW0603 - as global as the modules that it speaks of
    _loaded = True
    config.svg2 = False  # else glyphs are symbols, which Qt does not draw
    words = take_words(markup, loadedfonts["default"], measure)
    formula = Math(markup, size=size, margin=_MARGIN)
    box = formula.node.bbox
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    if not (0 < width <= _WIDEST and 0 < height <= _HIGHEST):
        raise Refused("too large")
    picture = formula.svgxml()
    placed = find_words(picture, words)
    return Drawing(
        ET.tostring(picture),
        width + 2 * _MARGIN,
        box.ymax + _MARGIN,
        _MARGIN - box.ymin,
        tuple(placed),
    )
