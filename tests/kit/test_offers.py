"""The buttons of an empty place are whole, however narrow it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from paddock.kit.offers import Offer, OfferRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OFFERS = [
    Offer(key, f"A button that is {key}", primary=key == "one") for key in ("one", "two", "three")
]


@pytest.mark.parametrize("width", [260, 900])
def test_no_button_is_narrower_than_its_words(qtbot: QtBot, width: int) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    place.setMinimumWidth(100)  # as the centre of the window, which its contents do not hold wide
    row = OfferRow(centred=True)
    QVBoxLayout(place).addWidget(row)
    place.resize(900, 400)
    place.show()
    row.set_offers(OFFERS)
    place.resize(width, 400)
    buttons = row.findChildren(QPushButton)
    qtbot.waitUntil(lambda: all(b.width() >= b.sizeHint().width() for b in buttons), timeout=2000)
    tops = {button.y() for button in buttons}
    assert len(tops) == (1 if width == 900 else 3)
