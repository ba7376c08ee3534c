"""Rows that only an assistive technology chooses: by selection, without making them current."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from paddock.kit.row_choice import RowChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot) -> QListView:
    view = QListView()
    view.setModel(QStringListModel(["one", "two", "three"], view))
    qtbot.addWidget(view)
    view.show()
    return view


def test_a_selection_alone_is_a_choice(view: QListView, qtbot: QtBot) -> None:
    choice = RowChoice(view)
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(choice.chosen, timeout=2000) as chosen:
        # As accessibility's Toggle does.
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        view.selectionModel().select(view.model().index(2, 0), flag)
    assert chosen.args is not None
    assert chosen.args[0].data() == "three"


def test_keys_the_mouse_and_code_are_none(view: QListView, qtbot: QtBot) -> None:
    choice = RowChoice(view)
    with qtbot.assertNotEmitted(choice.chosen, wait=50):
        view.setCurrentIndex(view.model().index(0, 0))
        QTest.keyClick(view, Qt.Key.Key_Down)
        center = view.visualRect(view.model().index(2, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
        assert view.currentIndex().data() == "three"
        view.model().removeRow(2)
        view.clearSelection()
