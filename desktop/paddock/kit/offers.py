"""The buttons under a notice or in an empty place: what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

MOST = 4
_GAP = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: `key` says which was pressed, `text` is the verb on it."""

    key: str
    text: str
    primary: bool = False


class OfferRow(QWidget):
    """Up to four buttons beside each other, or below each other where the place is too narrow.

    Hidden while there is none.
    """

    chosen = Signal(str)
    """The key of the offer whose button was pressed."""

    def __init__(self, *, centred: bool = False) -> None:
        super().__init__()
        self._buttons: list[QPushButton] = []
        self._before = 1 if centred else 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        if centred:
            row.addStretch()
        row.addStretch()
        self._row = row
        self.hide()

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Replaces the buttons. Raises ValueError for more than fit."""
        if len(offers) > MOST:
            raise ValueError(f"{len(offers)} offers do not fit")
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        for place, button in enumerate(self._buttons, self._before):
            self._row.insertWidget(place, button)
        self.setVisible(bool(offers))
        self._fit()

    def _fit(self) -> None:
        """Words that are cut off help nobody."""
        wanted = sum(button.sizeHint().width() + _GAP for button in self._buttons) - _GAP
        direction = QBoxLayout.Direction
        narrow = wanted > self.width()
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.text)
        if offer.primary:
            set_kind(button, "primary")
        button.clicked.connect(lambda: self.chosen.emit(offer.key))
        return button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
