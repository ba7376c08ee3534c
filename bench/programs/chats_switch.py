"""Chats are opened by a click in the side bar.

Arguments: data folder, address of a server, the store to copy.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from chats_store import LONG, USUAL, take_store
from chats_watching import Painting
from driver import drive
from measuring import spread
from paddock.shell.conversation_view import ConversationView
from watching import Gaps

if TYPE_CHECKING:
    from driver import Driver

_SETTLE = 3.0  # what a start leaves to do
_BETWEEN = 0.25
_CHATS = 50
_STEP = 47
_LONG_CHAT = 1


class Opening:
    """Clicks, and what they take until the text of the chat was painted."""

    def __init__(self, driver: Driver) -> None:
        view = driver.window.sidebar.findChild(ConversationView)
        assert view is not None
        self._chat = driver.chat
        self._view = view
        self._transcript = driver.window.chat_page.transcript
        self._painting = Painting(self._transcript.viewport())

    async def of(self, chat: int, messages: int) -> dict[str, float]:
        """Milliseconds on the wall, and of CPU, in all threads."""
        index = self._view.items.index_of(chat)
        self._view.scrollTo(index)
        await asyncio.sleep(_BETWEEN)
        place = QPointF(self._view.visualRect(index).center())
        begun, before = time.monotonic(), time.process_time()
        self._click(place)
        shown = await self._painting.over(lambda: self._is_shown(chat))
        cpu = time.process_time() - before
        assert len(self._chat.chat.turns) == messages // 2
        return {"wall": (shown - begun) * 1000, "cpu": cpu * 1000}

    def _is_shown(self, chat: int) -> bool:
        """Whether the transcript has it, and has read what is in view."""
        column = self._transcript.column
        return self._chat.current.id == chat and bool(self._transcript.placed) and not column.unread

    def _click(self, place: QPointF) -> None:
        viewport = self._view.viewport()
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, held in (
            (QEvent.Type.MouseButtonPress, left),
            (QEvent.Type.MouseButtonRelease, none),
        ):
            event = QMouseEvent(
                kind, place, viewport.mapToGlobal(place), left, held, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(viewport, event)


async def switch(driver: Driver) -> dict[str, Any]:
    await asyncio.sleep(_SETTLE)
    opening = Opening(driver)
    first, *chats = [2 + place * _STEP for place in range(2 * _CHATS + 1)]
    begun = await opening.of(first, USUAL)
    costs = [await opening.of(chat, USUAL) for chat in chats[:_CHATS]]
    again = await opening.of(chats[_CHATS - 2], USUAL)
    long = await opening.of(_LONG_CHAT, LONG)
    # Once more with the probe, which costs time itself; the long one is not in memory any more.
    gaps = Gaps()
    gaps.start()
    for chat in chats[_CHATS:]:
        await opening.of(chat, USUAL)
    short_gaps, gaps = gaps.stop(), Gaps()
    gaps.start()
    await opening.of(_LONG_CHAT, LONG)
    return {
        "first": begun["wall"],
        "wall": spread([cost["wall"] for cost in costs]),
        "cpu": spread([cost["cpu"] for cost in costs]),
        "again": again["wall"],
        "long": long,
        "gaps": short_gaps,
        "long_gaps": gaps.stop(),
    }


if __name__ == "__main__":
    take_store()
    drive(switch)
