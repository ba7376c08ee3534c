"""Marks a message for a moment: the one that somebody was brought to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from paddock.parts.transcript.stage import Stage

_LASTS = 1600  # milliseconds: long enough to find it with the eyes


class Flash(QObject):
    """One message at a time. Nothing moves or blinks: a shade stands behind it, then it does not."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._row: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=_LASTS)
        self._timer.timeout.connect(self.clear)

    def show(self, row: int) -> None:
        self._row = row
        self._timer.start()
        self.refresh()

    def clear(self) -> None:
        self._timer.stop()
        self._row = None
        self.refresh()

    def refresh(self) -> None:
        """Other messages are in view, or the same ones in other boxes."""
        for index, box in self._stage.boxes.items():
            box.set_flashed(index == self._row)
