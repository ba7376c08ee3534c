"""The program as a process: it starts, it ends, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from paddock.demo.server import DemoServer
from tests.appkit import Person, Tell, stored_settings, tell, write_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["tell"]


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as server:
        yield server


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "paddock", "--data-dir", str(folder), *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_good_order_when_it_is_told_to(
    tmp_path: Path, server: DemoServer, number: signal.Signals
) -> None:
    program = started(tmp_path, "--host", server.url)
    try:
        server.wait_for(lambda seen: seen.path == "/api/ps", timeout=30)
        program.send_signal(number)
        _, said = program.communicate(timeout=30)
    finally:
        program.kill()
    assert program.returncode == 0, said
    assert "Traceback" not in said
    assert (tmp_path / "logs" / "paddock.log").read_text("utf-8") == ""


def test_damaged_settings_do_not_keep_it_from_starting(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        (tmp_path / "settings.json").write_text("{ damaged", "utf-8")
        person.command("parameters")
        assert stored_settings(tmp_path)["show_parameters"] is False

    tell(story, host=server.url)
    (tmp_path / "settings.json").write_text("{ damaged", "utf-8")
    program = started(tmp_path, "--host", server.url)
    try:
        server.clear()
        server.wait_for(lambda seen: seen.path == "/api/ps", timeout=30)
    finally:
        program.terminate()
        program.communicate(timeout=30)
    assert (tmp_path / "settings.json.damaged").read_text("utf-8") == "{ damaged"


def test_a_language_of_the_command_line_is_for_this_run_alone(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until_reads("采样")
        assert person.window.actions_["language-en"].isChecked()  # what is stored

    tell(story, host=server.url, lang="zh_CN", theme="dark")
    assert stored_settings(tmp_path)["language"] == "en"
    assert stored_settings(tmp_path)["theme"] == "light"


def test_going_back_to_the_language_of_the_system_restores_its_numbers(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    name = QLocale.system().name()
    system = "en_US" if name == "C" else name  # which tells no language, and writes odd dates
    write_settings(tmp_path, {"language": "zh_CN"})

    async def story(person: Person) -> None:
        await person.until_reads("采样")
        assert QLocale().name() == "zh_CN"
        person.command("language-system")
        assert QLocale().name() == system

    tell(story, host=server.url)


def test_a_change_of_language_leaves_the_window_full_screen(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("full-screen")
        person.command("language-zh_CN")
        await person.until_reads("采样")
        assert person.window.isFullScreen()
        assert person.window.actions_["full-screen"].isChecked()
        person.command("full-screen")
        assert not person.window.isFullScreen()

    tell(story, host=server.url)


def test_what_it_writes_is_in_its_data_dir(
    tell: Tell, server: DemoServer, tmp_path: Path, own_home: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    program = started(folder, "--host", server.url)
    try:
        server.wait_for(lambda seen: seen.path == "/api/ps", timeout=30)
    finally:
        program.terminate()
        program.communicate(timeout=30)
    assert {path.name for path in folder.iterdir()} <= {
        "attachments",
        "chats.db",
        "chats.lock",
        "logs",
        "settings.json",
        "window.ini",
    }
    written = [p for p in own_home.rglob("*") if p.is_file() and "paddock" in str(p).lower()]
    assert not written
