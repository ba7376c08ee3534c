"""Runs the application against a server, and uses it as a person does while it is measured."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from paddock.app import Application, make_qt, run_with_loop
from paddock.domain.conversations import Draft
from paddock.options import parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from paddock.features.chat.controller import ChatController
    from paddock.session import Session

_SIZE = (1280, 800)
"""As on a usual screen, and that of bare.py; the screen of the offscreen platform is smaller."""
_REACHED_WITHIN = 20.0
_DONE_WITHIN = 90.0


class Driver:
    """Hands and eyes on a running application."""

    def __init__(self, application: Application) -> None:
        self.window = application.window
        assert application.session is not None
        self.session: Session = application.session

    @property
    def chat(self) -> ChatController:
        return self.session.chat

    def button(self, name: str) -> QPushButton:
        found = self.window.findChildren(QPushButton)
        return next(button for button in found if button.accessibleName() == name)

    def send(self, question: str) -> None:
        self.window.chat_page.composer.set_draft(Draft(question))
        self.button("Send").click()
        assert self.chat.is_busy

    async def reached(self) -> None:
        """Returns when the server has answered and a model is chosen."""
        picker = self.window.chat_page.picker
        changed = self.session.server.changed
        await self._until(changed, lambda: bool(picker.model()), _REACHED_WITHIN)

    async def settled(self) -> None:
        """Returns when the answer has ended."""
        await self._until(self.chat.busy_changed, lambda: not self.chat.is_busy, _DONE_WITHIN)

    async def grown(self, length: int) -> None:
        """Returns when the last answer has at least `length` characters."""
        await self._until(self.chat.turn_changed, lambda: len(self.text()) >= length, _DONE_WITHIN)

    def text(self) -> str:
        """The last answer as the controller holds it."""
        turns = self.chat.chat.turns
        reply = turns[-1].reply if turns else None
        return reply.text if reply is not None else ""

    async def _until(self, signal: Any, condition: Callable[[], bool], seconds: float) -> None:
        """Looks each time `signal` is emitted, and once before."""
        emitted = asyncio.Event()

        def note() -> None:
            emitted.set()

        signal.connect(note)
        async with asyncio.timeout(seconds):
            while not condition():
                emitted.clear()
                await emitted.wait()
        signal.disconnect(note)


def drive(job: Callable[[Driver], Awaitable[dict[str, Any]]]) -> None:
    """Opens the window for the server in the arguments (data folder, address), runs `job` when the
    server was reached, prints what it returns as JSON, and closes the window.
    """
    gc.disable()  # as paddock.__main__ does
    options = parse(["--data-dir", sys.argv[1], "--host", sys.argv[2], "--lang", "en"])
    qt = make_qt()
    report: dict[str, Any] = {}

    application = Application(qt, options)
    application.window.resize(*_SIZE)
    application.show_first()

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(application.run())
            await application.alive.wait()
            driver = Driver(application)
            await driver.reached()
            report.update(await job(driver))
            application.window.close()

    run_with_loop(qt, run)
    print(json.dumps(report))
