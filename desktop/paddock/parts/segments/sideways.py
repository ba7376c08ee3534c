"""How far a table that is wider than its place is scrolled sideways: one value for all its pieces."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

_MARGIN = 24


class Sideways(QObject):
    """Pixels from the left, between nothing and what is hidden."""

    moved = Signal(int)
    bar_changed = Signal()
    """What its bar shows, or the piece it stands under."""

    def __init__(self) -> None:
        super().__init__()
        self.offset = 0
        self.hidden = 0
        self.page = 0
        self.last: object = None

    def set_range(self, hidden: int, page: int) -> None:
        """`page` is the width that is seen, `hidden` what is not."""
        if (hidden, page) != (self.hidden, self.page):
            self.hidden, self.page = hidden, page
            self.move_to(self.offset)
            self.bar_changed.emit()

    def set_last(self, piece: object) -> None:
        """The bar stands under this piece of the table."""
        if piece is not self.last:
            self.last = piece
            self.bar_changed.emit()

    def has_bar(self, piece: object) -> bool:
        return self.hidden > 0 and piece is self.last

    def move_to(self, offset: int) -> None:
        offset = max(0, min(offset, self.hidden))
        if offset != self.offset:
            self.offset = offset
            self.moved.emit(offset)

    def reveal(self, left: float, right: float) -> None:
        """Brings a place of the table into view, its left side if it is wider than the view."""
        if right > self.offset + self.page - _MARGIN:
            self.move_to(round(right) - self.page + _MARGIN)
        if left < self.offset + _MARGIN:
            self.move_to(round(left) - _MARGIN)
