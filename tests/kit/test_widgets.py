"""The widgets of the kit, used as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QVBoxLayout, QWidget

from paddock.kit.banner import Banner
from paddock.kit.elided import ElidedLabel
from paddock.kit.empty_state import EmptyState
from paddock.kit.growing_edit import GrowingEdit
from paddock.kit.offers import MOST, Offer
from paddock.kit.section import Section
from paddock.kit.segmented import Segmented
from paddock.kit.slider_field import SliderField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme

# The offscreen platform says so for each window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)


def _has_ink(widget: QWidget) -> bool:
    """Whether anything is drawn on the widget's ground."""
    image = widget.grab().toImage()
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return len({image.pixel(*place) for place in pixels}) > 1


def _visible(within: QWidget, text: str) -> QAbstractButton | None:
    buttons = within.findChildren(QAbstractButton)
    return next((b for b in buttons if b.text() == text and b.isVisible()), None)


def _button(qtbot: QtBot, within: QWidget, text: str) -> QAbstractButton:
    """The button with `text`; Qt shows one that was just added in the next turn of its loop."""
    qtbot.waitUntil(lambda: _visible(within, text) is not None)
    button = _visible(within, text)
    assert button is not None
    return button


def _press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_segments_are_chosen_by_mouse_and_by_arrows(qtbot: QtBot, theme: Theme) -> None:
    choice = Segmented("think", [("off", "off"), ("on", "on"), ("high", "high")])
    _shown(qtbot, choice)
    seen: list[str] = []
    choice.chosen.connect(seen.append)
    choice.set_chosen("off")
    assert seen == []
    on = choice.findChildren(QToolButton)[1]
    _press(on)
    on.setFocus()
    QTest.keyClick(on, Qt.Key.Key_Right)
    assert seen == ["on", "high"]
    assert choice.chosen_key() == "high"


def test_segments_can_show_that_nobody_chose(qtbot: QtBot, theme: Theme) -> None:
    choice = Segmented("think", [("off", "off"), ("on", "on")])
    _shown(qtbot, choice)
    choice.set_chosen("on")
    choice.set_chosen(None)
    assert choice.chosen_key() is None
    choice.set_segments([("low", "low")])
    assert _button(qtbot, choice, "low").isEnabled()
    assert not _visible(choice, "off")


def test_a_section_makes_its_content_when_it_is_first_opened(qtbot: QtBot, icons: Icons) -> None:
    made: list[QLabel] = []

    def fill(column: QVBoxLayout) -> None:
        made.append(QLabel("num_gpu"))
        column.addWidget(made[0])

    section = Section(icons, "Runtime", fill)
    _shown(qtbot, section)
    assert not made
    header = _button(qtbot, section, "Runtime")
    QTest.keyClick(header, Qt.Key.Key_Space)
    assert made[0].isVisible()
    _press(header)
    assert not made[0].isVisible()
    _press(header)
    assert len(made) == 1


def test_a_field_grows_with_its_text_and_then_scrolls(qtbot: QtBot, theme: Theme) -> None:
    edit = GrowingEdit(1, 4)
    edit.setFixedWidth(200)
    _shown(qtbot, edit)
    heights = []
    for _ in range(6):
        heights.append(edit.height())
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert heights[:4] == sorted(set(heights[:4]))
    assert heights[3] == heights[4] == heights[5]
    assert edit.verticalScrollBar().maximum() > 0
    edit.clear()
    assert edit.height() == heights[0]


def test_a_long_line_makes_a_field_grow_too(qtbot: QtBot, theme: Theme) -> None:
    edit = GrowingEdit(1, 8)
    edit.setFixedWidth(120)
    _shown(qtbot, edit)
    before = edit.height()
    QTest.keyClicks(edit, "several words that do not fit")
    assert edit.height() > before


def test_a_slider_and_its_field_name_the_same_value(qtbot: QtBot, theme: Theme) -> None:
    box = SliderField("temperature", (0, 2), 0.05)
    _shown(qtbot, box)
    assert box.slider is not None
    typed: list[str] = []
    slid: list[float] = []
    box.typed.connect(typed.append)
    box.slid.connect(slid.append)
    box.show_value("0.2", 0.2, inherited=False)
    assert (typed, slid) == ([], [])
    box.slider.setFocus()
    QTest.keyClick(box.slider, Qt.Key.Key_Right)
    assert slid == [0.25]
    box.field.selectAll()
    QTest.keyClicks(box.field, "1")
    assert typed == ["1"]


def test_an_inherited_value_is_a_placeholder(qtbot: QtBot, theme: Theme) -> None:
    box = SliderField("temperature", (0, 2), 0.05)
    _shown(qtbot, box)
    box.show_value("0.8", 0.8, inherited=True)
    assert box.field.text() == ""
    assert box.field.placeholderText() == "0.8"


def test_a_notice_offers_what_can_be_done(qtbot: QtBot, icons: Icons) -> None:
    banner = Banner(icons)
    _shown(qtbot, banner)
    chosen: list[str] = []
    banner.offer_chosen.connect(chosen.append)
    banner.show_notice("error", "The server does not answer.", [Offer("start", "Start Ollama")])
    banner.show_notice("warn", "It is slow.", [Offer("retry", "Retry"), Offer("x", "Details")])
    assert banner.text() == "It is slow."
    assert not _visible(banner, "Start Ollama")
    _press(_button(qtbot, banner, "Details"))
    assert chosen == ["x"]
    _press(next(b for b in banner.findChildren(QToolButton)))
    assert not banner.isVisible()


def test_more_offers_than_fit_are_a_mistake(icons: Icons, qtbot: QtBot) -> None:
    banner = Banner(icons)
    qtbot.addWidget(banner)
    with pytest.raises(ValueError, match="do not fit"):
        banner.show_notice("info", "…", [Offer(str(i), str(i)) for i in range(MOST + 1)])


def test_an_empty_place_says_why_and_offers_a_way_out(qtbot: QtBot, icons: Icons) -> None:
    place = EmptyState(icons, "models")
    _shown(qtbot, place)
    chosen: list[str] = []
    place.offer_chosen.connect(chosen.append)
    place.show_words("No models yet", "Pull one to begin.", [Offer("pull", "Pull model…")])
    assert place.accessibleName() == "No models yet"
    _press(_button(qtbot, place, "Pull model…"))
    assert chosen == ["pull"]


def test_a_label_that_does_not_fit_keeps_its_text_in_the_tip(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("qwen2.5-coder:7b-instruct-q4_K_M")
    label.resize(600, 20)
    _shown(qtbot, label)
    assert label.toolTip() == ""
    label.resize(60, 20)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == "qwen2.5-coder:7b-instruct-q4_K_M"
    assert _has_ink(label)
    label.set_text("")
    assert not _has_ink(label)
