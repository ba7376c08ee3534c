"""Finding and starting the Ollama of this computer."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from paddock.state.local_server import find_ollama, start_ollama

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script as the program")


def fake_ollama(folder: Path, script: str) -> Path:
    program = folder / "ollama"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@posix
def test_it_is_found_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake_ollama(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ollama() == str(program)


@posix
def test_what_cannot_be_run_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ollama").write_text("no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ollama() != str(tmp_path / "ollama")


@posix
def test_it_is_started_to_serve_and_outlives_us(tmp_path: Path, qtbot: QtBot) -> None:
    said = tmp_path / "said"
    program = fake_ollama(tmp_path, f'echo "$@" > "{said}.new" && mv "{said}.new" "{said}"')
    began = time.monotonic()
    assert start_ollama(str(program))
    assert time.monotonic() - began < 5  # it does not wait for it
    qtbot.waitUntil(said.exists, timeout=10_000)
    assert said.read_text().strip() == "serve"


def test_a_program_that_is_gone_is_reported(tmp_path: Path) -> None:
    assert not start_ollama(str(tmp_path / "gone"))
