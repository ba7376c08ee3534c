"""What is done in idle moments: long texts in view are read to their end, what comes next is laid out."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from paddock.parts.transcript.page import Page

_READING = 0.008
_LAYING_OUT = 0.004
_SETTLED_AFTER = 60  # milliseconds without a change


class Ahead(QObject):
    """Works in slices, in seconds as named above, so that the window never waits for it."""

    text_read = Signal()
    """Messages in view have more segments."""
    guesses_corrected = Signal()
    """Heights out of view are known that were guessed before."""

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._reading = QTimer(self, singleShot=True, interval=1)
        self._reading.timeout.connect(self._read)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_AFTER)
        self._settled.timeout.connect(self._lay_out)

    def view_changed(self) -> None:
        """Something else is in view, or more of it."""
        page = self._page
        if page.column.unread & {placed.row for placed in page.placed}:
            self._reading.start()
        self._settled.start()

    def _read(self) -> None:
        column = self._page.column
        until = perf_counter() + _READING
        rows = {placed.row for placed in self._page.placed} & column.unread
        for index in sorted(rows, reverse=True):
            column.read_on(index, until)
        if rows:
            self.text_read.emit()

    def _lay_out(self) -> None:
        page = self._page
        if not page.placed or not page.viewport().isVisible():
            return
        until = perf_counter() + _LAYING_OUT
        first, last = page.placed[0], page.placed[-1]
        if not page.column.prepare(first, last, page.viewport().height(), until):
            self._settled.start()
        self.guesses_corrected.emit()
