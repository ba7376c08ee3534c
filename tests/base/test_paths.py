"""Where the application writes, on each platform."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from paddock.base.paths import Paths, resources


def test_a_data_dir_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = str(tmp_path / "mine")
    assert Paths.inside("mine") == Paths(root, root, os.path.join(root, "logs"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG folders")
def test_xdg_folders_are_heeded_and_relative_ones_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/conf")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert Paths.of_user() == Paths(
        "/conf/paddock", "/home/me/.local/share/paddock", "/home/me/.local/state/paddock"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="paths are joined as POSIX does")
def test_macos_has_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", "/Users/me")
    data = "/Users/me/Library/Application Support/Paddock"
    assert Paths.of_user() == Paths(data, data, "/Users/me/Library/Logs/Paddock")


def test_windows_has_its_local_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert Paths.of_user() == Paths.inside(str(tmp_path / "Paddock"))


def test_the_resources_are_there() -> None:
    assert (Path(resources()) / "icons").is_dir()
    assert (Path(resources()) / "translations").is_dir()
