"""Runs the tour: an application without a display, and the fonts that it needs."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from paddock.app import Application, make_qt, run_with_loop
from paddock.options import Options
from paddock.tour.fonts import use_readable_font
from paddock.tour.walk import Tour

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext


def run_tour(folder: str) -> int:
    """Writes the pictures to `folder`. Returns 0, or 1 when a screen did not come about."""
    os.makedirs(folder, exist_ok=True)
    qt = make_qt()
    qInstallMessageHandler(_on_message)
    use_readable_font(qt, "en")
    failures: list[BaseException] = []
    pictures: list[str] = []

    async def main() -> None:
        with tempfile.TemporaryDirectory(prefix="paddock-tour-") as data:
            application = Application(qt, Options(host="127.0.0.1:1", data_dir=data))

            async def walk() -> None:
                try:
                    await application.alive.wait()
                    tour = Tour(application, folder)
                    await tour.walk()
                    pictures.extend(tour.pictures)
                finally:
                    application.closed.set()

            application.scope.child("tour", failures.append).start("walk", walk())
            await application.run()

    run_with_loop(qt, main)
    if failures and sys.stderr is not None:
        sys.stderr.write(f"The tour ended early: {failures[0]!r}\n")
    if pictures and sys.stdout is not None:
        sys.stdout.write(f"{len(pictures)} pictures in {os.path.abspath(folder)}\n")
    return 1 if failures else 0


def _on_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """The offscreen platform says of every dialog that it has no window manager to tell sizes to."""
    if "propagateSizeHints" not in message and sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
