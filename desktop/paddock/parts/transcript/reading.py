"""What a reader does with a conversation besides scrolling: selects, copies, finds, walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from paddock.parts.transcript.searching import Searching
from paddock.parts.transcript.selecting import Selecting
from paddock.parts.transcript.walking import Walking

if TYPE_CHECKING:
    from paddock.parts.segments.text_view import TextView
    from paddock.parts.transcript.page import Page


class Reading(QObject):
    """The three together, as the view keeps them up to date."""

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self.selecting = Selecting(page, self)
        self.searching = Searching(page, self)
        self.walking = Walking(page)

    def adopt(self, view: TextView) -> None:
        self.selecting.adopt(view)

    def refresh(self) -> None:
        """Other segments are in view, or more of them."""
        if self.selecting.selection is not None:
            self.selecting.mark()
        if self.searching.is_active:
            self.searching.mark()

    def clear(self) -> None:
        """Other segments stand where the same messages are: what was selected is not there."""
        self.selecting.clear()
        self.searching.restart()

    def leave(self) -> None:
        """Another conversation."""
        self.selecting.clear()
        self.searching.end()
