"""How the program is looked at while it works: its paints, its updates, the gaps of its event loop."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from measuring import spread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PROBE = 4


class Paints(QObject):
    """How often a widget was painted, and when last, on the monotonic clock."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        self.last = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            self.last = time.monotonic()
        return False


class Gaps:
    """Milliseconds between two runs of a precise timer of 4 ms; 4 is as good as it gets."""

    def __init__(self) -> None:
        self.found: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        self._last = time.monotonic()
        self._timer.start(_PROBE)

    def stop(self) -> dict[str, float]:
        self._on_time()
        self._timer.stop()
        return spread(self.found)

    def _on_time(self) -> None:
        now = time.monotonic()
        self.found.append((now - self._last) * 1000)
        self._last = now


class Flushes(QObject):
    """What each update of an answer costs, in milliseconds of CPU.

    That is `page.show_turn`, and the paints of the window from then to the next one.
    """

    def __init__(self, page: Any, window: QWidget) -> None:
        super().__init__()
        self.costs: list[float] = []
        self._show_turn = page.show_turn
        page.show_turn = self._timed
        window.installEventFilter(self)

    def _timed(self, *state: object) -> None:
        before = time.process_time()
        self._show_turn(*state)
        self.costs.append((time.process_time() - before) * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Delivers the paint itself, so that its time is known."""
        if event.type() != QEvent.Type.UpdateRequest or not self.costs:
            return False
        before = time.process_time()
        watched.event(event)
        self.costs[-1] += (time.process_time() - before) * 1000
        return True
