"""The row for finding words, on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from paddock.kit.find_bar import FindBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from paddock.kit.icons import Icons

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def bar(qtbot: QtBot, window: QWidget, icons: Icons) -> FindBar:
    """Open in a window that the keyboard is in."""
    bar = FindBar(icons)
    QVBoxLayout(window).addWidget(bar)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    bar.open()
    return bar


def button(bar: FindBar, name: str) -> QToolButton:
    [found] = [b for b in bar.findChildren(QToolButton) if b.accessibleName() == name]
    return found


def count(bar: FindBar) -> str:
    return "".join(label.text() for label in bar.findChildren(QLabel))


def wishes(bar: FindBar) -> list[str]:
    """What it asks for from now on, in order."""
    told: list[str] = []
    bar.next_requested.connect(lambda: told.append("next"))
    bar.previous_requested.connect(lambda: told.append("previous"))
    bar.closed.connect(lambda: told.append("closed"))
    bar.words_changed.connect(told.append)
    return told


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_goes_on_and_with_shift_back(bar: FindBar, key: Qt.Key) -> None:
    told = wishes(bar)
    QTest.keyClick(bar.field, key)
    QTest.keyClick(bar.field, key, SHIFT)
    QTest.keyClick(bar.field, key)
    assert told == ["next", "previous", "next"]


def test_each_letter_is_told(bar: FindBar) -> None:
    told = wishes(bar)
    QTest.keyClicks(bar.field, "fo")
    QTest.keyClick(bar.field, Qt.Key.Key_Backspace)
    assert told == ["f", "fo", "f"]


def test_escape_closes_it_once(bar: FindBar) -> None:
    told = wishes(bar)
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    bar.close_bar()
    assert told == ["closed"]


def test_the_buttons_do_the_same(bar: FindBar) -> None:
    QTest.keyClicks(bar.field, "f")
    bar.show_count(1, 3)
    told = wishes(bar)
    for name in ("Next match", "Previous match", "Close find"):
        QTest.mouseClick(button(bar, name), Qt.MouseButton.LeftButton)
    assert told == ["next", "previous", "closed"]
    assert bar.isHidden()


@pytest.mark.parametrize(
    ("typed", "current", "total", "words"),
    [
        ("", 0, 0, ""),
        ("f", 0, 0, "Not found"),
        ("f", 2, 7, "2 of 7"),
        ("f", 1, 1, "1 of 1"),
        ("f", 1200, 34567, "1,200 of 34,567"),
    ],
)
def test_how_many_there_are_is_said(
    bar: FindBar, typed: str, current: int, total: int, words: str
) -> None:
    bar.setLocale(QLocale("en_US"))
    bar.field.setText(typed)
    bar.show_count(current, total)
    assert count(bar) == words
    assert button(bar, "Next match").isEnabled() is bool(total)
    assert button(bar, "Previous match").isEnabled() is bool(total)


def test_words_that_are_not_there_look_so(bar: FindBar) -> None:
    bar.field.setText("zebra")
    bar.show_count(1, 2)
    usual = bar.field.grab().toImage()
    bar.show_count(0, 0)
    assert bar.field.grab().toImage() != usual
    bar.show_count(1, 2)
    assert bar.field.grab().toImage() == usual


def test_an_empty_field_is_not_marked_as_wrong(bar: FindBar) -> None:
    usual = bar.field.grab().toImage()
    bar.show_count(0, 0)
    assert bar.field.grab().toImage() == usual
    bar.field.setText("zebra")
    bar.show_count(0, 0)
    bar.field.clear()
    bar.show_count(0, 0)
    assert bar.field.grab().toImage() == usual


def test_opened_again_its_words_are_chosen_and_looked_for(bar: FindBar) -> None:
    QTest.keyClicks(bar.field, "fox")
    bar.close_bar()
    told = wishes(bar)
    bar.open()
    assert told == ["fox"]
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, "dog")
    assert bar.field.text() == "dog"
