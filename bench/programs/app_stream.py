"""One long answer, from Send to its last paint.

Arguments: data folder, address, the prompt, and `probe` to watch the event loop as well, which
costs CPU itself.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTextBrowser

from driver import Paints, drive
from measuring import spread
from paddock.domain.reply import Ending
from paddock.parts.answer_body import AnswerBody

if TYPE_CHECKING:
    from driver import Driver

_PROBE = 4
_LAST_PAINT = 1.0


class Probe:
    """Milliseconds between two runs of a timer of 4 ms, and what each update of the widgets took."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)
        self.gaps: list[float] = []
        self.flushes: list[float] = []

    def start(self) -> None:
        self._last = time.monotonic()
        self._driver.chat.turn_changed.connect(self._on_turn)
        self._timer.start(_PROBE)

    def _on_time(self) -> None:
        now = time.monotonic()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def _on_turn(self) -> None:
        self.flushes.append(self._driver.chat._flush_cost * 1000)  # of the update before


async def stream(driver: Driver) -> dict[str, Any]:
    await asyncio.sleep(1.0)  # what a start leaves to do is not part of the answer
    probe = Probe(driver) if "probe" in sys.argv else None
    if probe is not None:
        probe.start()
    before = time.process_time()
    driver.send(sys.argv[3])
    await driver.grown(1)
    await driver.settled()
    paints = Paints(driver.browsers())
    ended = time.monotonic()
    await asyncio.sleep(_LAST_PAINT)
    cpu = time.process_time() - before
    report: dict[str, Any] = {
        "cpu": cpu,
        "shown_at": max(ended, paints.last),
        "text": driver.text(),
        "is_done": _ending(driver) is Ending.DONE,
        "wrong_in_widgets": _wrong_in_widgets(driver),
        "is_at_end": _is_at_end(driver),
    }
    if probe is not None:
        report |= {"gaps": spread(probe.gaps), "flushes": spread(probe.flushes)}
    return report


def _ending(driver: Driver) -> Ending | None:
    reply = driver.chat.chat.turns[-1].reply
    return reply.ending if reply is not None else None


def _wrong_in_widgets(driver: Driver) -> int:
    """How many pieces of text in the widgets differ from those of a whole parse."""
    body = driver.window.chat_page.findChildren(AnswerBody)[-1]
    whole = AnswerBody(body._look, "")
    whole.show_text(driver.text(), final=True)
    shown, expected = _texts(body), _texts(whole)
    different = sum(one != other for one, other in zip(shown, expected, strict=False))
    whole.deleteLater()
    return different + abs(len(shown) - len(expected))


def _texts(body: AnswerBody) -> list[str]:
    return [browser.toPlainText() for browser in body.findChildren(QTextBrowser)]


def _is_at_end(driver: Driver) -> bool:
    bar = driver.window.chat_page.transcript.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == bar.maximum()


if __name__ == "__main__":
    drive(stream)
