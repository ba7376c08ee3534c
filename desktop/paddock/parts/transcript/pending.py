"""The part of a long message that has not been read yet: as tall as it will about be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from paddock.base.compat import override
from paddock.parts.transcript.segment import Segment

if TYPE_CHECKING:
    from paddock.parts.transcript.materials import Materials

_CHARACTER = 0.52  # of the height of a letter, on average


def text_height(materials: Materials, characters: int, lines: int, width: int) -> int:
    """A guess for a text from its length and line breaks alone."""
    size = materials.look.markdown.body.pointSizeF() * 96 / 72
    in_a_line = max(8.0, width / (size * _CHARACTER))
    return int((characters / in_a_line + lines * 0.6 + 0.5) * size * 1.5)


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
        return text_height(self._materials, self.characters, self._lines, width)

    @override
    def measure(self, width: int) -> int:
        return self.estimate(width)

    @override
    def fill(self, widget: QWidget) -> None:
        """There is nothing to show."""
