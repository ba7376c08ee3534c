"""The models as rows: complete, in order, and without losing what was chosen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from paddock.ollama.types import InstalledModel, LoadedModel
from paddock.shell.countdown import remaining
from paddock.shell.model_list import ModelItems

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NAMES = ["a:1b", "A:1b", "b:latest", "B:latest", "c", "字:1b", "z"]


def installed(name: str, **more: Any) -> InstalledModel:
    return msgspec.convert({"name": name, "model": name, "size": 1, **more}, InstalledModel)


def loaded(name: str, expires_at: datetime | None) -> LoadedModel:
    return msgspec.convert({"name": name, "model": name, "expires_at": expires_at}, LoadedModel)


def names(items: ModelItems) -> list[str]:
    role = Qt.ItemDataRole.UserRole
    return [items.index(row, 0).data(role) for row in range(items.rowCount())]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=8), max_size=6))
def test_any_change_leaves_the_listed_models_in_order(
    qapp: QObject, lists: list[list[str]]
) -> None:
    parent = QObject()
    items = ModelItems(parent)
    tester = QAbstractItemModelTester(
        items, QAbstractItemModelTester.FailureReportingMode.Fatal, parent
    )
    assert tester.model() is items
    for listed in lists:
        items.show_models([installed(name) for name in listed], ())
        shown = names(items)
        assert set(shown) == set(listed)
        assert len(shown) == len(set(listed))
        assert shown == sorted(shown, key=lambda name: (name.casefold(), name))


def test_what_was_chosen_stays_chosen(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    items = ModelItems(view)
    view.setModel(items)
    items.show_models([installed(name) for name in ("b", "d")], ())
    view.selectionModel().setCurrentIndex(
        items.index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    for listed in (["a", "b", "c", "d", "e"], ["d"], ["d", "a"]):
        items.show_models([installed(name) for name in listed], ())
        [chosen] = view.selectionModel().selectedIndexes()
        assert chosen.data() == "d"
        assert view.currentIndex().data() == "d"
    items.show_models([installed("a")], ())
    assert all(index.data() == "a" for index in view.selectionModel().selectedIndexes())


def test_a_row_says_what_it_is_and_how_long_it_stays(qapp: QObject) -> None:
    parent = QObject()
    items = ModelItems(parent)
    soon = datetime.now(UTC) + timedelta(seconds=252.5)
    cloud = installed("giant:cloud", remote_model="giant", remote_host="https://ollama.com:443")
    models = [installed("m:latest", size=4_920_000_000), installed("n:1b"), cloud]
    items.show_models(models, [loaded("n:1b", soon)])
    rows = [items.index(row, 0) for row in range(3)]
    assert [row.data() for row in rows] == ["giant:cloud", "m", "n:1b"]
    accessible = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
    assert accessible == ["giant:cloud, cloud", "m:latest, 4.9 GB", "n:1b, 4:12"]
    assert "https://ollama.com:443" in rows[0].data(Qt.ItemDataRole.ToolTipRole)
    assert items.data(QModelIndex()) is None


def test_a_tick_repaints_the_loaded_rows_alone(qtbot: QtBot, qapp: QObject) -> None:
    parent = QObject()
    items = ModelItems(parent)
    items.show_models(
        [installed("a"), installed("b")], [loaded("b", datetime.now(UTC) + timedelta(minutes=5))]
    )
    changed: list[int] = []
    items.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    items.tick()
    assert changed == [1]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=9.5), "0:09"),
        (timedelta(minutes=4, seconds=12.5), "4:12"),
        (timedelta(hours=1, seconds=5.5), "1:00:05"),
        (timedelta(seconds=-5), ""),
        (timedelta(days=365 * 290), ""),
    ],
)
def test_the_time_that_is_left(left: timedelta, words: str) -> None:
    assert remaining(datetime.now(UTC) + left) == words


def test_a_model_without_an_end_has_no_countdown() -> None:
    assert remaining(None) == ""
