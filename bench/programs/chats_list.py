"""The side bar with all chats: scrolled through by the wheel, filtered letter by letter.

Arguments: data folder, address of a server, the store to copy. `profile` before the last one profiles
what is timed, see scene.py.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from chats_store import RARE, take_store
from driver import drive
from measuring import spread
from paddock.shell.conversation_view import ConversationView
from scene import Screen
from watching import Gaps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from driver import Driver

_SETTLE = 3.0  # what a start leaves to do
_FRAME = 1 / 60
_BETWEEN_KEYS = 0.08
_PAUSE = 1.0
_TYPED = ("the", "coli ta", RARE, "河流", "我们")


async def use_list(driver: Driver) -> dict[str, Any]:
    await asyncio.sleep(_SETTLE)
    view = driver.window.sidebar.findChild(ConversationView)
    assert view is not None
    screen = Screen(view.viewport())
    rows = view.model().rowCount()
    report = {"rows": rows, **await _scroll(screen, view), **await _filter(screen, driver, view)}
    screen.print_profile()
    return report


async def _scroll(screen: Screen, view: ConversationView) -> dict[str, Any]:
    """A notch of the wheel 60 times a second, down to the end; then jumps of the scroll bar."""
    bar, costs, gaps = view.verticalScrollBar(), [], Gaps()
    loop = asyncio.get_running_loop()
    gaps.start()
    next_at = loop.time()
    while bar.value() < bar.maximum():
        painted = screen.paints.count
        costs.append(screen.timed(partial(_turn_wheel, view.viewport())))
        assert screen.paints.count > painted, "the wheel did not scroll"
        next_at = max(next_at + _FRAME, loop.time())
        await asyncio.sleep(next_at - loop.time())
    found = {"steps": spread(costs), "scroll_gaps": gaps.stop()}
    jumps = []
    for place in range(100):
        where = bar.maximum() * (place * 37 % 100) // 100
        jumps.append(screen.timed(partial(bar.setValue, where)))
        await asyncio.sleep(_FRAME)
    bar.setValue(0)
    await asyncio.sleep(_PAUSE)
    return {**found, "jumps": spread(jumps), "notches": len(costs)}


async def _filter(screen: Screen, driver: Driver, view: ConversationView) -> dict[str, Any]:
    """Words are typed and taken away again; the search in messages runs in the pauses."""
    field = driver.window.sidebar.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    whole, costs, gaps = view.model().rowCount(), [], Gaps()
    gaps.start()
    for words in _TYPED:
        for letter in words:
            costs.append(screen.timed(partial(_type, field, letter)))
            await asyncio.sleep(_BETWEEN_KEYS)
        assert field.text() == words
        assert view.model().rowCount() < whole, words
        await asyncio.sleep(_PAUSE)
        for _letter in words:
            costs.append(screen.timed(partial(_type, field, "\b")))
            await asyncio.sleep(_BETWEEN_KEYS)
        assert view.model().rowCount() == whole
        await asyncio.sleep(_PAUSE)
    return {"keys": spread(costs), "filter_gaps": gaps.stop()}


def _type(field: QWidget, letter: str) -> None:
    key = Qt.Key.Key_Backspace if letter == "\b" else Qt.Key.Key_unknown
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)


def _turn_wheel(viewport: QWidget) -> None:
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


if __name__ == "__main__":
    take_store()
    drive(use_list)
