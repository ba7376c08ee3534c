"""Writing a message: what the keys do, and what an input method may rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from paddock.base.paths import resources
from paddock.features.chat.composer import Composer
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Writer:
    """Somebody who writes."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.edit = composer.edit
        self.sent: list[str] = []
        composer.send_requested.connect(self.sent.append)

    def types(self, text: str) -> None:
        QTest.keyClicks(self.edit, text)

    def presses(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.edit, key, modifier)

    def composes(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.edit, event)

    def button(self, name: str) -> QPushButton:
        buttons = self.composer.findChildren(QPushButton)
        return next(b for b in buttons if b.accessibleName() == name)


@pytest.fixture
def writer(qtbot: QtBot, qapp: QApplication) -> Iterator[Writer]:
    theme = Theme(qapp, resources(), "light")
    composer = Composer(Icons(theme, resources()))
    qtbot.addWidget(composer)
    composer.set_model("m:1b")
    composer.resize(500, 120)
    composer.show()
    composer.edit.setFocus()
    yield Writer(composer)
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_enter_sends_and_empties_the_field(writer: Writer, key: Qt.Key) -> None:
    writer.types("  Hello ")
    writer.presses(key)
    assert writer.sent == ["Hello"]
    assert writer.composer.draft() == ""


def test_enter_on_the_number_pad_and_ctrl_enter_send_too(writer: Writer) -> None:
    writer.types("a")
    writer.presses(KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    writer.types("b")
    writer.presses(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert writer.sent == ["a", "b"]


def test_shift_enter_breaks_the_line(writer: Writer) -> None:
    writer.types("one")
    writer.presses(KEY.Key_Return, SHIFT)
    writer.types("two")
    assert writer.composer.draft().splitlines() == ["one", "two"]
    assert not writer.sent
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["one\ntwo"]


def test_enter_never_sends_while_an_input_method_composes(writer: Writer) -> None:
    writer.types("say ")
    writer.composes("ni hao")
    writer.presses(KEY.Key_Return)
    writer.presses(KEY.Key_Enter)
    assert not writer.sent
    writer.composes("", commit="你好")
    assert not writer.sent
    assert "你好" in writer.composer.draft()
    writer.presses(KEY.Key_Return)
    assert len(writer.sent) == 1
    assert "你好" in writer.sent[0]


def test_a_composition_that_is_given_up_leaves_enter_working(writer: Writer) -> None:
    writer.types("x")
    writer.composes("ni")
    writer.composes("")
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["x"]
    writer.types("y")
    writer.composes("ni")
    writer.edit.clearFocus()  # as when another window is clicked: no event ends the composition
    writer.edit.setFocus()
    writer.presses(KEY.Key_Return)
    assert len(writer.sent) == 2


@pytest.mark.parametrize("text", ["", "   ", "\n \n", "\u3000"])
def test_blank_text_is_not_sent(writer: Writer, text: str) -> None:
    writer.composer.set_draft(text)
    writer.presses(KEY.Key_Return)
    assert not writer.sent
    assert not writer.button("Send").isEnabled()
    assert writer.composer.draft() == text


def test_without_a_model_nothing_is_sent_and_nothing_lost(writer: Writer) -> None:
    writer.composer.set_model("")
    writer.types("Hello")
    writer.presses(KEY.Key_Return)
    assert not writer.sent
    assert not writer.button("Send").isEnabled()
    assert writer.composer.draft() == "Hello"
    writer.composer.set_model("m:1b")
    assert writer.button("Send").isEnabled()


def test_it_grows_with_its_lines_up_to_ten(writer: Writer) -> None:
    heights = []
    for lines in (1, 2, 5, 10, 11, 40):
        writer.composer.set_draft("\n".join(["x"] * lines))
        heights.append(writer.edit.height())
    line = writer.edit.fontMetrics().lineSpacing()
    assert heights[1] - heights[0] == line
    assert heights[2] - heights[0] == 4 * line
    assert heights[3] - heights[0] == 9 * line
    assert heights[3] == heights[4] == heights[5]
    assert writer.edit.verticalScrollBar().maximum() > 0
    writer.composer.set_draft("x")
    assert writer.edit.height() == heights[0]


def test_a_long_line_grows_it_too(writer: Writer) -> None:
    before = writer.edit.height()
    writer.composer.set_draft("word " * 60)
    assert writer.edit.height() > before


def test_stop_takes_the_place_of_send_and_gives_the_focus_back(
    writer: Writer, qtbot: QtBot
) -> None:
    qtbot.waitExposed(writer.composer)
    stopped: list[bool] = []
    writer.composer.stop_requested.connect(lambda: stopped.append(True))
    writer.composer.set_draft("next")
    writer.composer.set_busy(True)
    assert not writer.button("Send").isVisible()
    writer.presses(KEY.Key_Return)
    assert not writer.sent
    QTest.mouseClick(writer.button("Stop"), Qt.MouseButton.LeftButton)
    assert stopped == [True]
    writer.button("Stop").setFocus()
    writer.composer.set_busy(False)
    assert not writer.button("Stop").isVisible()
    assert writer.composer.focusWidget() is writer.edit
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["next"]
