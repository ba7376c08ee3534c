"""The cursor of an idle window rests, and blinks again with the next key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from paddock.kit import resting_cursor
from paddock.kit.resting_cursor import RestingCursor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_cursor_rests_until_a_key_is_pressed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting_cursor, "REST_AFTER", 20)
    hints = QGuiApplication.styleHints()
    usual = hints.cursorFlashTime()
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    RestingCursor(edit)
    edit.show()
    QTest.keyClicks(edit, "a")
    qtbot.waitUntil(lambda: hints.cursorFlashTime() == 0)
    QTest.keyClick(edit, Qt.Key.Key_B)
    assert hints.cursorFlashTime() == usual
    assert edit.toPlainText() == "ab"
