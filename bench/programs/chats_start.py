"""The application from its start until its chats are listed.

Arguments: a folder (not used), the data folder, and `paint` to end with the first paint of the window
or `list` to end with that of the list of chats; of an empty store, with the paint that tells of it.
"""

from __future__ import annotations

import gc
import sys


def main() -> None:
    gc.disable()
    from paddock.options import parse

    options = parse(["--data-dir", sys.argv[2], "--lang", "en"])
    from PySide6.QtCore import Qt

    from paddock.app import Application, make_qt
    from paddock.screen import missing_screen

    assert not missing_screen()
    application = Application(make_qt(), options)
    if sys.argv[3] == "paint":
        application.window.painted.connect(leave, Qt.ConnectionType.QueuedConnection)
    application.show_first()
    assert sys.argv[3] == "list", "the window was never painted"
    import asyncio

    from paddock.app import run_with_loop

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(application.run())
            await application.alive.wait()
            await listed(application.window)

    run_with_loop(application.qt, run)


async def listed(window: object) -> None:
    """Ends the process when the list has been painted."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QLabel, QListView

    from paddock.shell.window import MainWindow

    assert isinstance(window, MainWindow)
    import time

    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QCoreApplication.sendPostedEvents()
    cpu, now = time.process_time(), time.monotonic()
    view = window.sidebar.findChildren(QListView)[0]
    rows = view.model().rowCount()
    if rows:
        first = view.visualRect(view.model().index(0, 0))
        assert view.isVisible()
        assert first.isValid()
        assert view.viewport().rect().contains(first)
    else:
        notes = window.sidebar.findChildren(QLabel)
        assert any(note.isVisible() and "chats" in note.text() for note in notes)
    leave(cpu, now, rows)


def leave(cpu: float = 0.0, now: float = 0.0, rows: int = 0) -> None:
    """Ends without tearing down, as a crash does."""
    import time

    report = {"cpu": cpu or time.process_time(), "painted": now or time.monotonic(), "rows": rows}
    import json
    import os

    print(json.dumps(report), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
