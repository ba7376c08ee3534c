"""What Markdown is made of once it is read: a flat list of leaves, each with the place it stands in.

Containers (quotations, list items) are not nodes of a tree here: a leaf says how deep it stands and
which marks stand before it. So a text that grows only ever appends leaves or changes the last ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntFlag
from typing import TypeAlias


class Style(IntFlag):
    """How a span is set. They combine."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    STRIKE = 4
    CODE = 8
    NOTE = 16
    """A reference to a footnote, set raised."""


class Kind(Enum):
    """What a span is."""

    TEXT = "text"
    FORMULA = "formula"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of one format.

    `text` is what is read: the words (with "\\n" for a hard line break), the TeX of a formula, the
    description of an image. `href` is where a link leads, or where an image lies. `source` is a
    formula as it was written, with its delimiters.
    """

    text: str
    style: Style = Style.PLAIN
    href: str = ""
    kind: Kind = Kind.TEXT
    source: str = ""


Spans: TypeAlias = tuple[Span, ...]


class Align(Enum):
    """How the cells of a column are set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


BULLET = "bullet"
TODO = "todo"
DONE = "done"
"""Marks of list items; a numbered item has its number as a mark, as it is shown: `3.` or `3)`."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What all leaves know.

    `inside` names the containers around it from the outside in: `q` a quotation, `l` a list item or
    a footnote. `markers` are the marks that stand before this leaf, outermost first, those of the
    innermost containers `l`: the first leaf of an item has one, `- - a` has two, others have none.
    `tight` says that no blank line follows where one could: the next leaf stands close.
    """

    inside: str = ""
    markers: tuple[str, ...] = ()
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph(Leaf):
    """Prose. `goes_on`: the next leaf is the same paragraph, cut because it is very long."""

    spans: Spans = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Heading(Leaf):
    """`level` is 1 to 6."""

    level: int = 1
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Rule(Leaf):
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Code(Leaf):
    """A block of code. `language` is the first word of the info string, as written, or empty.

    While it is open (see Growing) its text only grows at the end.
    """

    text: str = ""
    language: str = ""
    closed: bool = True
    """False where the fence was never closed (yet)."""


@dataclass(frozen=True, slots=True)
class Table(Leaf):
    """Every row has as many cells as `head`. While it is open all rows but the last are final."""

    head: tuple[Spans, ...] = ()
    align: tuple[Align, ...] = ()
    rows: tuple[tuple[Spans, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Formula(Leaf):
    """Mathematics on lines of its own. `source` is as written, with its delimiters."""

    tex: str = ""
    source: str = ""


Prose: TypeAlias = Paragraph | Heading | Rule
