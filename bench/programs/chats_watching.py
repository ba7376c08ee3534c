"""Waiting for what a person waits for: that something is painted."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_WITHIN = 10.0


class Painting(QObject):
    """The paints of one widget, without looking again and again whether there was one."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._happened = asyncio.Event()
        widget.installEventFilter(self)

    async def over(self, is_shown: Callable[[], bool]) -> float:
        """When a paint is over during which `is_shown`, on the monotonic clock. Raises TimeoutError."""
        async with asyncio.timeout(_WITHIN):
            while True:
                self._happened.clear()
                await self._happened.wait()
                # The event comes before the paint, and tasks go on after it.
                if is_shown():
                    return time.monotonic()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self._happened.set()
        return False
