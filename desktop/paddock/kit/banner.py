"""A notice inside the window: what happened, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from paddock.kit.icon_label import IconLabel
from paddock.kit.offers import OfferRow
from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.kit.icons import Icons
    from paddock.kit.offers import Offer

Kind: TypeAlias = Literal["info", "warn", "error"]

_LINE = 26
"""Pixels; icon, first line and close button stand on one line."""
_ICONS: dict[Kind, tuple[str, str]] = {
    "info": ("info", "accent"),
    "warn": ("warning", "warn"),
    "error": ("error", "error"),
}


class Banner(QFrame):
    """A bar with an icon, words and up to four buttons; hidden until `show_notice`."""

    offer_chosen = Signal(str)
    """The key of the offer whose button was pressed."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        set_role(self, "banner")
        self._icons = icons
        self._icon = IconLabel(20)
        self._icon.setMinimumHeight(_LINE)
        self._text = QLabel()
        self._text.setMinimumHeight(_LINE)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offers = OfferRow()
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setFixedSize(_LINE, _LINE)
        self._close.setAccessibleName(self.tr("Close notice"))
        self._close.setToolTip(self.tr("Close notice"))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._text)
        words.addWidget(self._offers)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self._offers.chosen.connect(self.offer_chosen)
        self._close.clicked.connect(self.hide)

    def show_notice(
        self, kind: Kind, text: str, offers: Sequence[Offer] = (), *, closable: bool = True
    ) -> None:
        """Replaces what the bar says, and tells assistive technology."""
        icon, token = _ICONS[kind]
        set_kind(self, kind)
        self._icon.set_icon(self._icons.icon(icon, token))
        self._text.setText(text)
        self.setAccessibleName(text)
        self._offers.set_offers(offers)
        self._close.setVisible(closable)
        self.show()
        # These names cost 9 ms, and no notice is shown before the first paint.
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        return self._text.text()
