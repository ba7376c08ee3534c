"""Choosing the model that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from paddock.ollama.types import InstalledModel
from paddock.parts.model_picker import ModelPicker

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def model(name: str, **more: Any) -> InstalledModel:
    return msgspec.convert({"name": name, "model": name, **more}, InstalledModel)


@pytest.fixture
def picker(qtbot: QtBot) -> ModelPicker:
    picker = ModelPicker()
    qtbot.addWidget(picker)
    picker.show()
    return picker


def combo(picker: ModelPicker) -> QComboBox:
    return picker.findChildren(QComboBox)[0]


def test_it_offers_what_can_chat(picker: ModelPicker) -> None:
    picker.set_models(
        [
            model("chat:latest", capabilities=["completion", "tools"]),
            model("embed:latest", capabilities=["embedding"]),
            model("old-server:1b"),
            model("told-nothing:1b", capabilities=[]),
        ]
    )
    box = combo(picker)
    shown = [box.itemText(row) for row in range(box.count())]
    assert shown == ["chat", "old-server:1b", "told-nothing:1b"]
    assert picker.model() == ""  # nothing is chosen for the person here


def test_a_choice_survives_a_new_list_and_leaves_with_its_model(picker: ModelPicker) -> None:
    chosen: list[str] = []
    picker.model_chosen.connect(chosen.append)
    picker.set_models([model("a:latest"), model("b")])
    picker.choose("a:latest")
    for names in (["b", "a:latest"], ["a:latest"], ["c", "a:latest", "b"]):
        picker.set_models([model(name) for name in names])
        assert picker.model() == "a:latest"
    picker.set_models([model("b")])
    assert picker.model() == ""
    picker.choose("gone")
    assert picker.model() == ""
    picker.set_models([])
    assert not combo(picker).isEnabled()
    assert not chosen


def test_the_keyboard_chooses(picker: ModelPicker) -> None:
    chosen: list[str] = []
    picker.model_chosen.connect(chosen.append)
    picker.set_models([model("a:latest"), model("b"), model("c")])
    picker.choose("a:latest")
    QTest.keyClick(combo(picker), Qt.Key.Key_Down)
    QTest.keyClicks(combo(picker), "c")
    assert chosen == ["b", "c"]
    assert picker.model() == "c"


def test_badges_say_what_the_model_can_do(qtbot: QtBot, picker: ModelPicker) -> None:
    def badges() -> list[str]:
        return [label.text() for label in picker.findChildren(QLabel) if label.isVisible()]

    picker.set_capabilities(["completion", "tools", "vision", "telepathy"])
    qtbot.waitUntil(lambda: sorted(badges()) == ["tools", "vision"])
    picker.set_capabilities(["completion"])
    assert badges() == []
