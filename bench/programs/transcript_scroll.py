"""Scrolling, jumping and finding in 10,000 messages. Arguments as in scene.py."""

from __future__ import annotations

import asyncio
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

import chats
import corpus
from measuring import spread
from scene import find, play

if TYPE_CHECKING:
    from scene import Scene

_MESSAGES = 10_000
_SCROLLED = 400  # messages
_MOST_STEPS = 4000
_BETWEEN = 0.016
_JUMPS = 100
_WORDS = {"rare": corpus.RARE, "frequent": corpus.FREQUENT, "nowhere": "qwertz"}


async def read(scene: Scene) -> dict[str, Any]:
    scene.show_chat(chats.conversation(_MESSAGES, 2))
    await asyncio.sleep(0.5)
    steps = await _scroll(scene)
    jumps = await _jump(scene)
    return {"steps": spread(steps), "jumps": spread(jumps), **await _find(scene)}


async def _scroll(scene: Scene) -> list[float]:
    """A notch of the wheel at a time through messages that have not been looked at."""
    transcript = scene.transcript
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    await asyncio.sleep(0.1)
    painted, costs = scene.paints.count, []
    start = transcript.placed[0].row
    while transcript.placed[0].row < start + _SCROLLED:
        before = transcript.placed[0]
        costs.append(scene.timed(partial(_turn_wheel, scene)))
        assert transcript.placed[0] != before, "the wheel did not scroll"
        assert len(costs) < _MOST_STEPS
        await asyncio.sleep(_BETWEEN)
    scene.check_paints(painted, len(costs))
    return costs


def _turn_wheel(scene: Scene) -> None:
    viewport = scene.transcript.viewport()
    middle = viewport.rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(viewport.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


async def _jump(scene: Scene) -> list[float]:
    bar = scene.transcript.verticalScrollBar()
    random = Random(7)
    painted, costs = scene.paints.count, []
    for _ in range(_JUMPS):
        costs.append(scene.timed(partial(bar.setValue, random.randrange(bar.maximum()))))
        await asyncio.sleep(_BETWEEN)
    scene.check_paints(painted, _JUMPS)
    return costs


async def _find(scene: Scene) -> dict[str, float]:
    """From the end of the conversation, as one who has just read it."""
    transcript = scene.transcript
    searching = transcript.reading.searching
    found: list[tuple[int, int]] = []
    searching.counted.connect(lambda current, total: found.append((current, total)))
    costs = {}
    for name, words in _WORDS.items():
        transcript.go_to_end()
        await asyncio.sleep(0.2)
        costs[f"find_{name}"] = await find(scene, words)
        assert (found[-1][1] > 0) == (name != "nowhere"), found
        if name == "rare":
            costs["find_again"] = await find(scene, words[:-1])
        searching.end()
    return costs


if __name__ == "__main__":
    play(read)
