"""The application up to its first paint. Arguments: its data folder.

Does what paddock.__main__ does, in its order, with Python's start as part of the measured time.
"""

from __future__ import annotations

import gc
import sys


def main() -> None:
    gc.disable()
    from paddock.options import parse

    options = parse(["--data-dir", sys.argv[1], "--lang", "en"])
    from PySide6.QtCore import Qt

    from paddock.app import Application, make_qt
    from paddock.screen import missing_screen

    assert not missing_screen()
    application = Application(make_qt(), options)
    application.window.painted.connect(leave, Qt.ConnectionType.QueuedConnection)
    application.show_first()
    raise AssertionError("the window was never painted")


def leave() -> None:
    """Ends without tearing down, which nobody measures."""
    import time

    cpu, now = time.process_time(), time.monotonic()
    import json
    import os

    print(json.dumps({"cpu": cpu, "painted": now}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
