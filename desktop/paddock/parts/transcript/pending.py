"""The part of a long message that has not been read yet: as tall as it will about be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from paddock.base.compat import override
from paddock.parts.segments.segment import Segment

if TYPE_CHECKING:
    from paddock.parts.transcript.materials import Materials

_CHARACTER = 0.52  # of the height of a letter, on average
_COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class Guess:
    """How high texts will be, judged by their lengths and line breaks alone."""

    line: float
    letters: float
    """In a line."""

    @classmethod
    def of(cls, materials: Materials, width: int) -> Guess:
        size = materials.look.markdown.body.pointSizeF() * 96 / 72
        return cls(size * 1.5, max(8.0, width / (size * _CHARACTER)))

    def height(self, text: str) -> int:
        """Breaks are counted in the first part of a long text, and taken to go on like that."""
        if len(text) <= _COUNTED:
            breaks: float = text.count("\n")
        else:
            breaks = text.count("\n", 0, _COUNTED) * len(text) / _COUNTED
        return self.height_of(len(text), breaks)

    def height_of(self, characters: int, breaks: float) -> int:
        return int((characters / self.letters + breaks * 0.6 + 0.5) * self.line)


class Pending(Segment[QWidget]):
    """Holds the place; nothing is painted in it."""

    def __init__(self, materials: Materials, characters: int, lines: int) -> None:
        self._materials = materials
        self.characters = characters
        self._lines = lines

    @classmethod
    @override
    def make_widget(cls) -> QWidget:
        return QWidget()

    @override
    def estimate(self, width: int) -> int:
        return Guess.of(self._materials, width).height_of(self.characters, self._lines)

    @override
    def fill(self, widget: QWidget) -> None:
        """There is nothing to show."""
