"""The tour: a picture of every screen, made without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from paddock.demo import samples

SCREENS = {
    "chat-new",
    "chat-streaming",
    "chat-answer",
    "chat-answer-end",
    "chat-cut-and-parameters",
    "chat-new-text",
    "chat-thinking",
    "chat-find",
    "chat-selection",
    "chat-zoom",
    "chat-tools",
    "picture-viewer",
    "chats-branches",
    "chats-found",
    "message-details",
    "message-sent",
    "composer-edit",
    "composer-attachments",
    "export",
    "import",
    "no-models",
    "pull-model",
    "no-server",
    "details",
    *(f"answer-{name}" for name in samples.NAMES),
}
TALL = {f"answer-{name}-2" for name in samples.NAMES} | {"chat-tools-2"}
"""The second picture of what may need more than one."""
LOOKS = [f"{theme}-{language}" for theme in ("light", "dark") for language in ("en", "zh_CN")]


def tour(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    return subprocess.run(
        [sys.executable, "-m", "paddock", "--tour", str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


@pytest.mark.timeout(300)
def test_it_writes_every_screen_in_both_themes_and_languages(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    ended = tour(folder)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    pictures = {path.stem: QImage(str(path)) for path in folder.glob("*.png")}
    assert ended.stdout == f"{len(pictures)} pictures in {folder}\n"
    wanted = {f"{screen}-{look}" for screen in SCREENS for look in LOOKS}
    assert wanted <= set(pictures)
    assert set(pictures) - wanted <= {f"{screen}-{look}" for screen in TALL for look in LOOKS}
    for name, picture in pictures.items():
        assert (picture.width(), picture.height()) == (1280, 800), name
        assert len(colours(picture)) > 5, f"{name} is empty"
    for screen in SCREENS:
        light, dark = (mean(pictures[f"{screen}-{theme}-en"]) for theme in ("light", "dark"))
        assert light > dark + 60, screen
        assert pictures[f"{screen}-light-en"] != pictures[f"{screen}-light-zh_CN"]


def test_a_picture_that_cannot_be_written_ends_it_with_words(tmp_path: Path) -> None:
    (tmp_path / "chat-new-light-en.png").mkdir()
    ended = tour(tmp_path)
    assert ended.returncode == 1
    assert "The tour ended early" in ended.stderr
    assert "chat-new-light-en.png could not be written" in ended.stderr


def colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(0, 1280, 7) for y in range(0, 800, 7)}


def mean(picture: QImage) -> float:
    values = [
        picture.pixelColor(x, y).lightness() for x in range(0, 1280, 40) for y in range(0, 800, 40)
    ]
    return sum(values) / len(values)
