"""The words of an empty editor are seen when they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QPlainTextEdit

from paddock.base.compat import override
from paddock.kit.placeholder import show_placeholder

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Paints(QObject):
    """Counts how often a widget was painted."""

    count = 0

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_changed_words_are_painted(qtbot: QtBot) -> None:
    edit = QPlainTextEdit()
    edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a blinking cursor paints as well
    qtbot.addWidget(edit)
    show_placeholder(edit, "Message")
    paints = Paints()
    edit.viewport().installEventFilter(paints)
    edit.show()
    qtbot.waitUntil(lambda: paints.count > 0, timeout=2000)
    QCoreApplication.sendPostedEvents()  # a paint that is due already is not the one to count
    before = paints.count
    show_placeholder(edit, "Message demo")
    qtbot.waitUntil(lambda: paints.count > before, timeout=2000)
    assert edit.placeholderText() == "Message demo"
