"""A small pill: a capability, a size, a state."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from paddock.kit.roles import set_role, set_state

Tone: TypeAlias = Literal["quiet", "accent", "warn", "error"]


class Badge(QLabel):
    """A word in a frame. Its colour only repeats what the word says."""

    def __init__(self, text: str = "", tone: Tone = "quiet") -> None:
        super().__init__(text)
        set_role(self, "badge")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tone(tone)

    def set_tone(self, tone: Tone) -> None:
        set_state(self, "tone", tone)
