"""Python's collector of cycles, kept to the thread in which Qt objects may be destroyed."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL = 2000


class Collector(QObject):
    """Collects on a timer of the main thread in place of the automatic runs.

    Python runs its collector in whatever thread allocates next. When that is the demo server's, a
    widget or timer that is only held by a cycle is destroyed there while the main thread still
    serves it, and the process crashes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()


def collect_due() -> None:
    """Collects the generations whose thresholds are passed, as Python itself would."""
    for generation in (2, 1, 0):
        threshold = gc.get_threshold()[generation]
        if threshold and gc.get_count()[generation] > threshold:
            gc.collect(generation)
            return
