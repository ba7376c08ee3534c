"""Without a screen the program says so in a sentence, and does not dump its core."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paddock.screen import missing_screen

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is always a screen"
)


def start(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Runs the program where neither a display nor a Qt platform is named, except by `given`."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in names}
    return subprocess.run(
        [sys.executable, "-m", "paddock", "--data-dir", str(folder)],
        env={**environment, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=folder,
    )


@linux
@pytest.mark.parametrize("given", [{}, {"DISPLAY": ":9999"}, {"WAYLAND_DISPLAY": "wayland-9999"}])
def test_it_says_what_it_needs_and_what_goes_without(tmp_path: Path, given: dict[str, str]) -> None:
    ended = start(tmp_path, **given)
    assert ended.returncode == 2, ended.stderr
    assert "Paddock needs a screen to open its window, and " in ended.stderr
    assert "--tour DIR" in ended.stderr
    assert "--selftest" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Abort" not in ended.stderr
    assert not list(tmp_path.glob("core*"))


@linux
def test_a_named_platform_or_display_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in missing_screen()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "x")
            assert missing_screen() == ""
