"""A QMainWindow and nothing else: what the application is compared with.

Arguments: a folder (not used); `qt` for Qt's own event loop or `qasync`; seconds to be left idle
after the first paint, 0 to end with it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SETTLE = 3.0


class Window(QMainWindow):
    def __init__(self, idle: float) -> None:
        super().__init__()
        self._idle = idle
        self._was_painted = False
        self.resize(1280, 800)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        cpu, now = time.process_time(), time.monotonic()
        if not self._idle:
            leave({"cpu": cpu, "painted": now})
        QTimer.singleShot(round(_SETTLE * 1000), self._on_settled)

    def _on_settled(self) -> None:
        from measuring import memory

        found, before = memory(), time.process_time()

        def end() -> None:
            leave({**found, "idle_cpu": (time.process_time() - before) / self._idle})

        QTimer.singleShot(round(self._idle * 1000), end)


def leave(report: dict[str, float]) -> None:
    """Ends without tearing down, which nobody measures."""
    print(json.dumps(report), flush=True)
    os._exit(0)


def main() -> None:
    _, _, loop, idle = sys.argv
    qt = QApplication(sys.argv[:1])
    if loop == "qasync":
        import asyncio

        import qasync

        async def show() -> None:
            window = Window(float(idle))
            window.show()
            await asyncio.Event().wait()

        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qt)) as runner:
            runner.run(show())
    else:
        window = Window(float(idle))
        window.show()
        qt.exec()


if __name__ == "__main__":
    main()
