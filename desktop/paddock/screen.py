"""A clear sentence instead of Qt's abort where there is no screen to show a window on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext

_WITHOUT = (
    "Paddock needs a screen to open its window, and {0}.\n"
    "Without one, `--tour DIR` writes a picture of every screen to DIR, and `--selftest` checks "
    "that the application works."
)


def missing_screen() -> str:
    """Why no window can be shown, as far as the environment tells; empty when one can be tried."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return _WITHOUT.format("neither DISPLAY nor WAYLAND_DISPLAY is set")


class ScreenGuard:
    """While QApplication is made: Qt's fatal message becomes our sentence, and the exit code 2."""

    def __enter__(self) -> None:
        qInstallMessageHandler(_on_message)

    def __exit__(self, *_exception: object) -> None:
        qInstallMessageHandler(None)


def _on_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind == QtMsgType.QtFatalMsg:
        reason = "Qt could not open one: " + " ".join(message.split())
        os.write(2, (_WITHOUT.format(reason) + "\n").encode())
        os._exit(2)  # Qt aborts with a core dump as soon as this returns
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtWarningMsg) and "platform" not in message:
        os.write(2, (message + "\n").encode())
