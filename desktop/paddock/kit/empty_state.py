"""What an empty place says: why it is empty, and the button that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paddock.kit.icon_label import IconLabel
from paddock.kit.offers import OfferRow
from paddock.kit.roles import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.kit.icons import Icons
    from paddock.kit.offers import Offer

_WIDEST = 440


class EmptyState(QWidget):
    """A title, a sentence and buttons in the middle of an empty place."""

    offer_chosen = Signal(str)
    """The key of the offer whose button was pressed."""

    def __init__(self, icons: Icons, icon: str = "") -> None:
        super().__init__()
        self._icons = icons
        self._icon = IconLabel(40)
        self._title = QLabel()
        set_role(self._title, "large")
        self._text = QLabel()
        set_role(self._text, "muted")
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(_WIDEST)
        self._offers = OfferRow(centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._icon, self._title, self._text):
            centred = QHBoxLayout()
            # A label that wraps asks for a square; the factor gives it the line it may have.
            centred.addStretch(1)
            centred.addWidget(widget, 100)
            centred.addStretch(1)
            column.addLayout(centred)
        column.addWidget(self._offers)
        column.addStretch(3)
        self._draw(icon)
        self._offers.chosen.connect(self.offer_chosen)

    def show_words(
        self, title: str, text: str, offers: Sequence[Offer] = (), icon: str = ""
    ) -> None:
        """Says why the place is empty; an empty `icon` keeps the one it has."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._offers.set_offers(offers)
        if icon:
            self._draw(icon)

    def _draw(self, icon: str) -> None:
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(self._icons.icon(icon, "faint"))
