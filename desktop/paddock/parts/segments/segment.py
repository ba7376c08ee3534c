"""The pieces of a message: each knows its height for a width, and fills a widget while it is in view."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

W = TypeVar("W", bound=QWidget)


class Frame(Enum):
    """What the row paints behind neighbouring segments of one group."""

    CODE = "code"
    QUESTION = "question"
    THOUGHT = "thought"
    """A line on the left only."""


@dataclass(eq=False, slots=True)
class Group:
    """Segments that stand in one frame, without a gap: a question, the head and lines of code.

    Compared by identity: two blocks of code that follow each other are two groups.
    """

    frame: Frame
    left: int = 0
    width: int | None = None
    """Pixels; None is all there is. A question is no wider than it needs, and stands right."""
    side: int = 0
    """Room inside of the frame, left and right of the segments; then above and below them."""
    above: int = 0
    below: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A found place in a segment, in UTF-16 units. `current` is the one that was jumped to."""

    start: int
    end: int
    current: bool = False


class Segment(ABC, Generic[W]):
    """Made when its message is first looked at; its document and layout only when it is in view.

    Heights and widths are pixels. Positions in its text are UTF-16 units, as Qt counts them. A
    segment holds no widget: `fill` gives it one of the pool, `release` takes it away again.
    """

    gap: int = 12
    """Space above it, when it is not the first of its message or group."""
    left: int = 0
    """How far it is moved in."""
    group: Group | None = None
    stale: bool = False
    """What its widget shows is no longer true: `fill` again."""

    @classmethod
    @abstractmethod
    def make_widget(cls) -> W:
        """A new widget for the pool of this class."""

    @abstractmethod
    def estimate(self, width: int) -> int:
        """A guess of the height that costs nothing, for what is not in view."""

    def height(self, width: int) -> int:
        """What is known of the height without laying out."""
        return self.estimate(width)

    def measure(self, width: int) -> int:
        """The exact height; lays out. Called again with the same width it costs nothing.

        Of a segment that has nothing to lay out, the estimate is exact.
        """
        return self.estimate(width)

    @abstractmethod
    def fill(self, widget: W) -> None:
        """Shows the segment in a widget that already has the width and height measured."""

    def release(self, widget: W) -> None:
        """The widget goes back to the pool; what it knew and the segment must keep is taken over."""

    def drop(self) -> None:
        """Forgets document and layout to save memory; `measure` makes them again."""

    @property
    def torn(self) -> bool:
        """Whether its last line goes on in the next segment, being too long to be laid out whole."""
        return False

    # ---- text, for finding, selecting and copying; a segment without text keeps these

    has_text: ClassVar[bool] = False

    def shown(self) -> str:
        """The text as it stands in the widget."""
        return ""

    def plain(self, start: int, end: int) -> str:
        """The part between two positions for the clipboard, as text."""
        return ""

    def markdown(self, start: int, end: int) -> str:
        """The same as Markdown."""
        return ""

    def position_at(self, widget: W, point: QPoint) -> int:
        """The position nearest to a point of the widget."""
        return 0

    def show_selection(self, widget: W, start: int, end: int) -> None:
        """Marks a part as selected; nothing when start == end."""

    def show_matches(self, widget: W, matches: Sequence[Match]) -> None:
        """Marks what was searched for."""

    def line_at(self, y: int) -> tuple[int, int] | None:
        """The position that begins the line at a height, and by how much that line is above it."""
        return None

    def y_of(self, position: int) -> int:
        """How far below the segment's top the line with a position is; it has been measured."""
        return 0


def utf16_length(text: str) -> int:
    """How many units Qt counts for a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """The part of a text between two positions of Qt."""
    if text.isascii():
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "replace")
