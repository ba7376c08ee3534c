"""A picture of every screen, made against the demo server and without a display."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QtMsgType, SignalInstance, qInstallMessageHandler
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

from paddock.app import Application, make_qt, run_with_loop
from paddock.domain.parameters import Overrides
from paddock.ollama.address import parse_address
from paddock.options import Options
from paddock.state.server_state import Reach

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext

    from paddock.session import Session

_SIZE = (1280, 800)
_PATIENCE = 30.0
_SPEED = 250.0  # tokens per second: slow enough to be met in mid-answer
_FONTS = ("Noto Sans CJK SC", "Noto Sans")
_QUESTIONS = {
    "en": "Show me a list, a table and some Python code, please.",
    "zh_CN": "请给我看列表、表格和一段 Python 代码。",
}


class Tour:
    """Walks one application through its screens, in both themes and both languages."""

    def __init__(self, application: Application, folder: str) -> None:
        self._app = application
        self._folder = folder
        self._suffix = ""
        self.pictures: list[str] = []

    async def walk(self) -> None:
        from paddock.demo.server import DemoServer

        demo, empty = DemoServer(speed=_SPEED, load_seconds=0.2), DemoServer(empty=True)
        for server in (demo, empty):
            await asyncio.to_thread(server.start)
        try:
            for language in ("en", "zh_CN"):
                for theme in ("light", "dark"):
                    self._app.settings.update(theme=theme, language=language, model="")
                    self._app.window.resize(*_SIZE)
                    self._suffix = f"{theme}-{language}"
                    await self._chat(demo.url, _QUESTIONS[language])
                    await self._server_states(empty.url)
        finally:
            for server in (demo, empty):
                await asyncio.to_thread(server.stop)

    async def _chat(self, demo: str, question: str) -> None:
        session, window = self._session, self._app.window
        session.server.use(parse_address(demo), is_demo=True)
        await self._until(session.server.changed, lambda: bool(session.server.state.models))
        session.chat.new_chat()
        window.notices.clear()
        await self._take("chat-new")
        window.chat_page.model_chosen.emit("demo-think:4b")
        await self._until(session.chat.busy_changed, lambda: not session.chat.is_busy)
        session.chat.send(question, "demo-think:4b")
        await self._until(session.chat.turn_changed, lambda: len(self._text()) > 200)
        await self._take("chat-streaming")
        await self._until(session.chat.busy_changed, lambda: not session.chat.is_busy)
        for fold in window.chat_page.findChildren(QToolButton):
            if fold.property("kind") == "fold":
                fold.setChecked(True)
        await self._take("chat-answer-end")
        window.chat_page.transcript.verticalScrollBar().setValue(0)
        await self._take("chat-answer")
        session.chat.send("/cut", "demo-chat:8b")
        await self._until(session.chat.busy_changed, lambda: not session.chat.is_busy)
        overrides = Overrides(system="You are a terse reviewer.")
        window.panel.set_overrides(
            overrides.with_option("temperature", 0.2).with_option("num_ctx", 8192)
        )
        await self._take("chat-cut-and-parameters")
        window.panel.set_overrides(Overrides())
        window.notices.clear()

    async def _server_states(self, empty: str) -> None:
        session, window = self._session, self._app.window
        session.chat.new_chat()
        window.notices.clear()
        session.server.use(parse_address(empty), is_demo=True)
        await self._until(
            session.server.changed, lambda: session.server.state.reach is Reach.ONLINE
        )
        await self._take("no-models")
        window.actions_["pull-model"].trigger()
        await self._take("pull-model")
        self._close_dialogs()
        session.server.use(parse_address("127.0.0.1:1"))
        await self._until(
            session.server.changed, lambda: session.server.state.reach is Reach.OFFLINE
        )
        await self._take("no-server")
        window.actions_["server-details"].trigger()
        await self._take("details")
        self._close_dialogs()

    @property
    def _session(self) -> Session:
        if self._app.session is None:
            raise RuntimeError("the application has not been started")
        return self._app.session

    def _text(self) -> str:
        turns = self._session.chat.chat.turns
        return turns[-1].reply.text if turns and turns[-1].reply else ""

    async def _take(self, name: str) -> None:
        """Lets layouts settle, then writes the window and the dialog over it."""
        for _ in range(4):
            await asyncio.sleep(0.05)
        picture = self._app.window.grab()
        for dialog in self._dialogs():
            _lay_over(picture, dialog.grab())
        path = os.path.join(self._folder, f"{name}-{self._suffix}.png")
        if not picture.save(path):
            raise OSError(f"{path} could not be written")
        self.pictures.append(path)

    def _dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self._app.window.findChildren(QDialog) if dialog.isVisible()]

    def _close_dialogs(self) -> None:
        for dialog in self._dialogs():
            dialog.close()

    async def _until(self, signal: SignalInstance, ready: Callable[[], bool]) -> None:
        """Waits for `signal` until `ready`. Raises TimeoutError after half a minute."""
        changed = asyncio.Event()

        def wake(*_values: object) -> None:
            changed.set()

        signal.connect(wake)
        try:
            async with asyncio.timeout(_PATIENCE):
                while not ready():
                    changed.clear()
                    await changed.wait()
        finally:
            signal.disconnect(wake)


def run_tour(folder: str) -> int:
    """Writes the pictures to `folder`. Returns 0, or 1 when a screen did not come about."""
    os.makedirs(folder, exist_ok=True)
    qt = make_qt()
    qInstallMessageHandler(_on_message)
    _use_readable_font(qt)
    failures: list[BaseException] = []
    pictures: list[str] = []

    async def main() -> None:
        with tempfile.TemporaryDirectory(prefix="paddock-tour-") as data:
            application = Application(qt, Options(host="127.0.0.1:1", data_dir=data))

            async def walk() -> None:
                try:
                    await application.alive.wait()
                    tour = Tour(application, folder)
                    await tour.walk()
                    pictures.extend(tour.pictures)
                finally:
                    application.closed.set()

            application.scope.child("tour", failures.append).start("walk", walk())
            await application.run()

    run_with_loop(qt, main)
    if failures and sys.stderr is not None:
        sys.stderr.write(f"The tour ended early: {failures[0]!r}\n")
    if pictures and sys.stdout is not None:
        sys.stdout.write(f"{len(pictures)} pictures in {os.path.abspath(folder)}\n")
    return 1 if failures else 0


def _on_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """The offscreen platform says of every dialog that it has no window manager to tell sizes to."""
    if "propagateSizeHints" not in message and sys.stderr is not None:
        sys.stderr.write(f"{message}\n")


def _use_readable_font(qt: QApplication) -> None:
    """Offscreen there is no desktop to say which font to use, and fontconfig's first is a wide one."""
    families = set(QFontDatabase.families())
    family = next((name for name in _FONTS if name in families), "")
    if family:
        qt.setFont(QFont(family, 10))


def _lay_over(picture: QPixmap, dialog: QPixmap) -> None:
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    spare = picture.deviceIndependentSize() - dialog.deviceIndependentSize()
    painter.drawPixmap(QPoint(int(spare.width() / 2), int(spare.height() / 3)), dialog)
    painter.end()
