"""TeX to SVG, for TeX that nobody has looked at: whatever it is, it ends soon or is refused.

Nothing of Qt's is used here, so that a thread may do it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from ziamath.mathfont import MathFont

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


def draw(
    tex: str, *, display: bool, size: float, color: str, costliest: int = COSTLIEST
) -> Drawing:
    """Sets a formula in letters `size` pixels high. Raises Refused."""
    check(tex)
    try:
        markup = _markup(tex, display=display, color=color)
        if _cost(markup) > costliest:
            raise TooCostlyError(tex)
        return _drawn(markup, size)
    except Refused:
        raise
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


def _cost(element: ET.Element) -> int:
    """How many times ziamath will set a symbol for this element."""
    inner = sum(map(_cost, element))
    return 1 + (2 * inner if element.tag in _ROWS else inner) + len(element.text or "")


def _drawn(markup: ET.Element, size: float) -> Drawing:
    from ziamath.config import config
    from ziamath.zmath import Math

    global _loaded  # noqa: PLW0603 - as global as the modules that it speaks of
    _loaded = True
    config.svg2 = False  # else glyphs are symbols, which Qt does not draw
    formula = Math(markup, size=size, margin=_MARGIN)
    _check_letters(markup, formula.font)
    box = formula.node.bbox
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    if not (0 < width <= _WIDEST and 0 < height <= _HIGHEST):
        raise Refused("too large")
    svg = ET.tostring(formula.svgxml())
    return Drawing(svg, width + 2 * _MARGIN, box.ymax + _MARGIN, _MARGIN - box.ymin)


def _check_letters(markup: ET.Element, font: MathFont) -> None:
    """Refuses a formula with letters that the font of formulas does not have, such as Chinese."""
    for element in markup.iter():
        for letter in element.text or "":
            if letter > "\x7f" and not letter.isspace() and not font.glyphindex(letter):
                raise Refused(f"no glyph for {letter}")
