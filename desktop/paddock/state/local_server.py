"""The Ollama program of this computer: where it is, and starting it."""

from __future__ import annotations

import os
import shutil
import sys

from PySide6.QtCore import QProcess, QProcessEnvironment

DOWNLOAD_PAGE = "https://ollama.com/download"


def find_ollama() -> str | None:
    """The path of the `ollama` program: on PATH, else where its installers put it.

    A program started from a desktop often has a shorter PATH than a shell.
    """
    found = shutil.which("ollama")
    if found:
        return found
    for place in _places():
        if os.path.isfile(place) and os.access(place, os.X_OK):
            return place
    return None


def start_ollama(program: str) -> bool:
    """Starts `ollama serve` as a process of its own, which goes on when Paddock ends."""
    process = QProcess()
    process.setProgram(program)
    process.setArguments(["serve"])
    process.setProcessEnvironment(QProcessEnvironment.systemEnvironment())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    started = process.startDetached()
    # PySide returns (started, pid); older bindings the flag alone.
    return bool(started[0]) if isinstance(started, tuple) else bool(started)


def _places() -> list[str]:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return [os.path.join(local, "Programs", "Ollama", "ollama.exe")] if local else []
    if sys.platform == "darwin":
        return [
            "/usr/local/bin/ollama",
            "/opt/homebrew/bin/ollama",
            "/Applications/Ollama.app/Contents/Resources/ollama",
        ]
    return ["/usr/local/bin/ollama", "/usr/bin/ollama", "/snap/bin/ollama"]
