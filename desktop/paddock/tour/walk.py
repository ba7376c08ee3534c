"""A picture of every screen, made against the demo server and without a display."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QDialog, QToolButton

from paddock.domain.parameters import Overrides
from paddock.domain.reply import Reply
from paddock.ollama.address import parse_address
from paddock.state.server_state import Reach
from paddock.tour import conversations
from paddock.tour.fonts import use_readable_font
from paddock.tour.samples import CHINESE, ENGLISH, Words, chat_with_tools

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QPixmap

    from paddock.app import Application
    from paddock.parts.transcript.view import Transcript
    from paddock.session import Session
    from paddock.shell.window import MainWindow

_SIZE = (1280, 800)
_PATIENCE = 30.0
_SPEED = 250.0  # tokens per second: slow enough to be met in mid-answer
_HIGH_SPEED = 3000.0  # not waited for, and still a figure that can be shown
_CHATTER, _THINKER = "demo-chat:8b", "demo-think:4b"
_OVERLAP = 48  # pixels that the second picture of an answer has in common with the first
_FOLDS = 8


class Tour:
    """Walks one application through its screens, in both themes and both languages."""

    def __init__(self, application: Application, folder: str) -> None:
        self._app = application
        self._folder = folder
        self._suffix = ""
        self.pictures: list[str] = []

    async def walk(self) -> None:
        from paddock.demo.server import DemoServer

        slow, empty = DemoServer(speed=_SPEED, load_seconds=0.2), DemoServer(empty=True)
        fast = DemoServer(speed=_HIGH_SPEED, load_seconds=0.0)
        for server in (slow, fast, empty):
            await asyncio.to_thread(server.start)
        try:
            for language, words in (("en", ENGLISH), ("zh_CN", CHINESE)):
                use_readable_font(self._app.qt, language)
                for theme in ("light", "dark"):
                    self._app.settings.update(theme=theme, language=language, model="")
                    self._app.window.resize(*_SIZE)
                    self._suffix = f"{theme}-{language}"
                    await self._chat(slow.url, words)
                    await self._growing(words)
                    await self._answers(fast.url, words)
                    await self._tools(words)
                    await conversations.show(self, words)
                    await self._server_states(empty.url)
        finally:
            for server in (slow, fast, empty):
                await asyncio.to_thread(server.stop)

    async def _chat(self, demo: str, words: Words) -> None:
        session, window = self.session, self._app.window
        await self._use(demo)
        session.chat.new_chat()
        window.notices.clear()
        await self.take("chat-new")
        window.chat_page.model_chosen.emit(_THINKER)
        session.chat.send(words.question, _THINKER)
        await self.until(session.chat.turn_changed, lambda: len(self._reply.text) > 200)
        await self.take("chat-streaming")
        await self.until(session.chat.busy_changed, lambda: not session.chat.is_busy)
        self._transcript.verticalScrollBar().setValue(0)
        self._unfold()
        await self.take("chat-answer")
        self._transcript.go_to_end()
        await self.take("chat-answer-end")
        await self._ask("/cut", _CHATTER)
        overrides = Overrides(system="You are a terse reviewer.")
        window.panel.set_overrides(
            overrides.with_option("temperature", 0.2).with_option("num_ctx", 8192)
        )
        await self.take("chat-cut-and-parameters")
        window.panel.set_overrides(Overrides())
        window.notices.clear()

    async def _growing(self, words: Words) -> None:
        """What can be met while an answer comes."""
        chat, bar = self.session.chat, self._transcript.verticalScrollBar()
        chat.new_chat()
        chat.send(words.show.format("technical"), _CHATTER)
        await self.until(chat.turn_changed, lambda: bar.maximum() > bar.pageStep() // 4)
        bar.setValue(0)
        seen = len(self._reply.text)
        await self.until(chat.turn_changed, lambda: len(self._reply.text) > seen)
        await self.take("chat-new-text")
        chat.stop()
        chat.new_chat()
        chat.send(words.puzzle, _THINKER)
        await self.until(chat.turn_changed, lambda: bool(self._reply.thinking))
        self._unfold()
        await self.until(chat.turn_changed, lambda: self._reply.thinking.count("\n\n") >= 2)
        await self.take("chat-thinking")
        chat.stop()

    async def _answers(self, demo: str, words: Words) -> None:
        """Each prepared answer from its start, and one screen further on; then what a reader does."""
        from paddock.demo import samples

        await self._use(demo)
        self._app.window.chat_page.model_chosen.emit(_CHATTER)
        for name in samples.NAMES:
            self.session.chat.new_chat()
            await self._ask(words.show.format(name), _CHATTER)
            await self._take_from_start(f"answer-{name}")
            if name == "technical":
                await self._find(words.find)
            elif name == "steps":
                await self._select()
            elif name == "letter":
                await self._zoom()

    async def _find(self, text: str) -> None:
        from paddock.kit.find_bar import FindBar

        self._transcript.verticalScrollBar().setValue(0)
        self._app.window.actions_["find"].trigger()
        (bar,) = self._app.window.chat_page.findChildren(FindBar)
        bar.field.setText(text)
        await self.take("chat-find")
        bar.close_bar()

    async def _select(self) -> None:
        self._transcript.verticalScrollBar().setValue(0)
        self._transcript.selectAll()
        await self.take("chat-selection")

    async def _zoom(self) -> None:
        actions = self._app.window.actions_
        for _ in range(3):
            actions["zoom-in"].trigger()
        self._transcript.verticalScrollBar().setValue(0)
        await self.take("chat-zoom")
        actions["zoom-reset"].trigger()

    async def _tools(self, words: Words) -> None:
        """Images that go with a question, and an answer for which tools were called."""
        from paddock.demo import samples
        from paddock.parts.picture_viewer import PictureViewer

        window = self._app.window
        chat = chat_with_tools(words, self.session.chats.store.blobs)
        window.chat_page.show_chat(chat)
        self._unfold()
        await self._take_from_start("chat-tools")
        files = list(samples.pictures())
        PictureViewer(files, 0, self._app.icons, window).open()
        await self.take("picture-viewer")
        self.close_dialogs()

    async def _server_states(self, empty: str) -> None:
        session, window = self.session, self._app.window
        session.chat.new_chat()
        window.notices.clear()
        session.server.use(parse_address(empty), is_demo=True)
        await self.until(session.server.changed, lambda: session.server.state.reach is Reach.ONLINE)
        await self.take("no-models")
        window.actions_["pull-model"].trigger()
        await self.take("pull-model")
        self.close_dialogs()
        session.server.use(parse_address("127.0.0.1:1"))
        await self.until(
            session.server.changed, lambda: session.server.state.reach is Reach.OFFLINE
        )
        await self.take("no-server")
        window.actions_["server-details"].trigger()
        await self.take("details")
        self.close_dialogs()

    @property
    def window(self) -> MainWindow:
        return self._app.window

    @property
    def session(self) -> Session:
        if self._app.session is None:
            raise RuntimeError("the application has not been started")
        return self._app.session

    @property
    def _transcript(self) -> Transcript:
        return self._app.window.chat_page.transcript

    @property
    def _reply(self) -> Reply:
        """The last answer as far as it has come."""
        turns = self.session.chat.chat.turns
        return (turns[-1].reply if turns else None) or Reply("", 0.0)

    async def _use(self, demo: str) -> None:
        server = self.session.server
        server.use(parse_address(demo), is_demo=True)
        await self.until(server.changed, lambda: bool(server.state.models))

    async def _ask(self, question: str, model: str) -> None:
        chat = self.session.chat
        chat.send(question, model)
        await self.until(chat.busy_changed, lambda: not chat.is_busy)

    def _unfold(self) -> None:
        """Opens what is folded in view; each opening lays the rest out anew."""
        for _ in range(_FOLDS):
            folds = self._transcript.findChildren(QToolButton)
            closed = [
                fold
                for fold in folds
                if fold.property("kind") == "fold" and fold.isVisible() and not fold.isChecked()
            ]
            if not closed:
                return
            closed[0].setChecked(True)

    async def take(self, name: str) -> None:
        """Lets formulas and layouts settle, then writes the window and the dialog over it."""
        from paddock.parts.tex.formulas import Formulas

        formulas = self._app.window.findChild(Formulas)
        if formulas is not None:
            await self.until(formulas.rendered, lambda: not formulas.is_busy)
        for _ in range(4):
            await asyncio.sleep(0.05)
        picture = self._app.window.grab()
        for dialog in self._dialogs():
            _lay_over(picture, dialog.grab())
        path = os.path.join(self._folder, f"{name}-{self._suffix}.png")
        if not picture.save(path):
            raise OSError(f"{path} could not be written")
        self.pictures.append(path)

    async def _take_from_start(self, name: str) -> None:
        """The conversation from its first line, and a screen further on where there is more of it."""
        bar = self._transcript.verticalScrollBar()
        bar.setValue(0)
        await self.take(name)
        if bar.maximum() > bar.pageStep() // 4:
            bar.setValue(bar.pageStep() - _OVERLAP)
            await self.take(f"{name}-2")

    def _dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self._app.window.findChildren(QDialog) if dialog.isVisible()]

    def close_dialogs(self) -> None:
        for dialog in self._dialogs():
            dialog.close()

    async def until(self, signal: SignalInstance, ready: Callable[[], bool]) -> None:
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


def _lay_over(picture: QPixmap, dialog: QPixmap) -> None:
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    spare = picture.deviceIndependentSize() - dialog.deviceIndependentSize()
    painter.drawPixmap(QPoint(int(spare.width() / 2), int(spare.height() / 3)), dialog)
    painter.end()
