"""Preferences survive: only what differs is stored, and no file keeps the application from starting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from paddock.state.settings import Preferences, Settings

pytestmark = pytest.mark.usefixtures("qapp")


def stored(folder: Path) -> Any:
    return json.loads((folder / "settings.json").read_text("utf-8"))


def write(folder: Path, text: str) -> None:
    (folder / "settings.json").write_text(text, "utf-8")


def test_only_what_differs_from_the_default_is_stored(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    settings = Settings(str(folder))
    heard: list[Preferences] = []
    settings.changed.connect(heard.append)
    settings.update(theme="dark", model="模型:1b")
    assert stored(folder) == {"theme": "dark", "model": "模型:1b"}
    settings.update(theme="system")
    assert stored(folder) == {"model": "模型:1b"}
    settings.update(theme="system")
    assert [value.theme for value in heard] == ["dark", "system"]  # and nothing for no change
    assert Settings(str(folder)).value == Preferences(model="模型:1b")


def test_keys_of_a_later_version_are_kept(tmp_path: Path) -> None:
    write(tmp_path, '{"later": {"a": [1, null]}, "odd": "\\ud800", "show_sidebar": false}')
    settings = Settings(str(tmp_path))
    assert settings.value == Preferences(show_sidebar=False)
    settings.update(theme="light")
    kept = {"later": {"a": [1, None]}, "odd": "\ud800", "show_sidebar": False}
    assert stored(tmp_path) == {**kept, "theme": "light"}


@pytest.mark.parametrize(
    "text",
    ['{"theme": "dark"', "[]", "", "\x00", '"dark"', "[" * 100_000],
    ids=["cut", "a list", "empty", "no text", "a word", "too deep"],
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    settings = Settings(str(tmp_path))
    assert settings.value == Preferences()
    settings.update(theme="light")
    assert stored(tmp_path) == {"theme": "light"}
    assert (tmp_path / "settings.json.damaged").read_text("utf-8") == text


def test_bytes_that_are_no_text_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b'{"model": "\xff\xfe"}')
    assert Settings(str(tmp_path)).value == Preferences()
    assert (tmp_path / "settings.json.damaged").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"theme": 1},
        {"theme": "sepia"},
        {"language": "tlh"},
        {"language": None},
        {"show_sidebar": "no"},
        {"show_parameters": 0},
        {"server": ["http://x"]},
        {"model": {"name": "x"}},
    ],
    ids=str,
)
def test_a_wrong_value_falls_back_alone(tmp_path: Path, wrong: dict[str, Any]) -> None:
    write(tmp_path, json.dumps({"show_sidebar": False, "model": "m:1b", **wrong}))
    value = Settings(str(tmp_path)).value
    [key] = wrong
    assert getattr(value, key) == getattr(Preferences(), key)
    others = {"show_sidebar": False, "model": "m:1b"}
    others.pop(key, None)
    assert all(getattr(value, name) == other for name, other in others.items())


def test_where_nothing_can_be_written_the_change_holds_for_the_run(
    tmp_path: Path, qapp: QApplication
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(str(tmp_path / "file" / "config"))
    reasons: list[str] = []
    settings.failed.connect(reasons.append)
    settings.update(theme="dark")
    assert settings.value.theme == "dark"
    assert len(reasons) == 1
    assert "Not a directory" in reasons[0] or "exist" in reasons[0]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    settings = Settings(str(tmp_path))
    settings.update(model="before")
    (tmp_path / "settings.json.new").mkdir()  # where the next version would be written first
    reasons: list[str] = []
    settings.failed.connect(reasons.append)
    settings.update(model="after")
    assert stored(tmp_path) == {"model": "before"}
    assert len(reasons) == 1
