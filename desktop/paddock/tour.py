"""A picture of every screen, made against the demo server and without a display."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QtMsgType, SignalInstance, qInstallMessageHandler
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

from paddock.app import Application, make_qt, run_with_loop
from paddock.domain.chat import Chat, Turn
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, Metrics, Phase, Reply, ToolResult
from paddock.ollama.address import parse_address
from paddock.ollama.types import ToolCall, ToolFunction
from paddock.options import Options
from paddock.state.server_state import Reach

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext

    from paddock.parts.transcript.view import Transcript
    from paddock.session import Session

_SIZE = (1280, 800)
_PATIENCE = 30.0
_SPEED = 250.0  # tokens per second: slow enough to be met in mid-answer
_HIGH_SPEED = 3000.0  # not waited for, and still a figure that can be shown
_CHATTER, _THINKER = "demo-chat:8b", "demo-think:4b"
_OVERLAP = 48  # pixels that the second picture of an answer has in common with the first
_FOLDS = 8
# The Chinese one sets “ and ” as wide as a character, the Korean one as Latin text wants them.
_FONTS = {
    "en": ("Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC"),
    "zh_CN": ("Noto Sans CJK SC", "Noto Sans"),
}


@dataclass(frozen=True, slots=True)
class _Words:
    """What is typed on the tour, in one language."""

    question: str
    show: str
    puzzle: str
    find: str
    tools_question: str
    tools_answer: str


_ENGLISH = _Words(
    question="Show me a list, a table and some Python code, please.",
    show="/show {0}",
    puzzle="Why is the sky dark at night? /think /slow 100",
    find="index",
    tools_question="These are the two places. Where is the better weather on Saturday?",
    tools_answer=(
        "**Bern** is the safe choice: sun all day and up to 24 °C.\n\n"
        "For the lake I found no weather station, so I cannot say. "
        "The nearest one is in `Interlaken`; shall I ask for that?"
    ),
)
_CHINESE = _Words(
    question="请给我看列表、表格和一段 Python 代码。",
    show="/show {0} 中文",
    puzzle="夜空为什么是黑的？ /think /slow 100",
    find="索引",
    tools_question="这是两个地方的照片，周六去哪里天气更好？",
    tools_answer=(
        "**伯尔尼**更稳妥：全天晴，最高 24 °C。\n\n"
        "湖边没有查到气象站，所以说不准。最近的一个在 `Interlaken`，要不要查那里？"
    ),
)


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
            for language, words in (("en", _ENGLISH), ("zh_CN", _CHINESE)):
                _use_readable_font(self._app.qt, language)
                for theme in ("light", "dark"):
                    self._app.settings.update(theme=theme, language=language, model="")
                    self._app.window.resize(*_SIZE)
                    self._suffix = f"{theme}-{language}"
                    await self._chat(slow.url, words)
                    await self._growing(words)
                    await self._answers(fast.url, words)
                    await self._tools(words)
                    await self._server_states(empty.url)
        finally:
            for server in (slow, fast, empty):
                await asyncio.to_thread(server.stop)

    async def _chat(self, demo: str, words: _Words) -> None:
        session, window = self._session, self._app.window
        await self._use(demo)
        session.chat.new_chat()
        window.notices.clear()
        await self._take("chat-new")
        window.chat_page.model_chosen.emit(_THINKER)
        session.chat.send(words.question, _THINKER)
        await self._until(session.chat.turn_changed, lambda: len(self._reply.text) > 200)
        await self._take("chat-streaming")
        await self._until(session.chat.busy_changed, lambda: not session.chat.is_busy)
        self._transcript.verticalScrollBar().setValue(0)
        self._unfold()
        await self._take("chat-answer")
        self._transcript.go_to_end()
        await self._take("chat-answer-end")
        await self._ask("/cut", _CHATTER)
        overrides = Overrides(system="You are a terse reviewer.")
        window.panel.set_overrides(
            overrides.with_option("temperature", 0.2).with_option("num_ctx", 8192)
        )
        await self._take("chat-cut-and-parameters")
        window.panel.set_overrides(Overrides())
        window.notices.clear()

    async def _growing(self, words: _Words) -> None:
        """What can be met while an answer comes."""
        chat, bar = self._session.chat, self._transcript.verticalScrollBar()
        chat.new_chat()
        chat.send(words.show.format("technical"), _CHATTER)
        await self._until(chat.turn_changed, lambda: bar.maximum() > bar.pageStep() // 4)
        bar.setValue(0)
        seen = len(self._reply.text)
        await self._until(chat.turn_changed, lambda: len(self._reply.text) > seen)
        await self._take("chat-new-text")
        chat.stop()
        chat.new_chat()
        chat.send(words.puzzle, _THINKER)
        await self._until(chat.turn_changed, lambda: bool(self._reply.thinking))
        self._unfold()
        await self._until(chat.turn_changed, lambda: self._reply.thinking.count("\n\n") >= 2)
        await self._take("chat-thinking")
        chat.stop()

    async def _answers(self, demo: str, words: _Words) -> None:
        """Each prepared answer from its start, and one screen further on; then what a reader does."""
        from paddock.demo import samples

        await self._use(demo)
        self._app.window.chat_page.model_chosen.emit(_CHATTER)
        for name in samples.NAMES:
            self._session.chat.new_chat()
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
        await self._take("chat-find")
        bar.close_bar()

    async def _select(self) -> None:
        self._transcript.verticalScrollBar().setValue(0)
        self._transcript.selectAll()
        await self._take("chat-selection")

    async def _zoom(self) -> None:
        actions = self._app.window.actions_
        for _ in range(3):
            actions["zoom-in"].trigger()
        self._transcript.verticalScrollBar().setValue(0)
        await self._take("chat-zoom")
        actions["zoom-reset"].trigger()

    async def _tools(self, words: _Words) -> None:
        """Images that go with a question, and an answer for which tools were called."""
        from paddock.parts.picture_viewer import PictureViewer

        window = self._app.window
        chat = _chat_with_tools(words)
        window.chat_page.show_chat(chat)
        self._unfold()
        await self._take_from_start("chat-tools")
        PictureViewer(chat.turns[0].images, 0, self._app.icons, window).open()
        await self._take("picture-viewer")
        self._close_dialogs()

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

    @property
    def _transcript(self) -> Transcript:
        return self._app.window.chat_page.transcript

    @property
    def _reply(self) -> Reply:
        """The last answer as far as it has come."""
        turns = self._session.chat.chat.turns
        return (turns[-1].reply if turns else None) or Reply("", 0.0)

    async def _use(self, demo: str) -> None:
        server = self._session.server
        server.use(parse_address(demo), is_demo=True)
        await self._until(server.changed, lambda: bool(server.state.models))

    async def _ask(self, question: str, model: str) -> None:
        chat = self._session.chat
        chat.send(question, model)
        await self._until(chat.busy_changed, lambda: not chat.is_busy)

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

    async def _take(self, name: str) -> None:
        """Lets formulas and layouts settle, then writes the window and the dialog over it."""
        from paddock.parts.tex.formulas import Formulas

        formulas = self._app.window.findChild(Formulas)
        if formulas is not None:
            await self._until(formulas.rendered, lambda: not formulas.is_busy)
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
        await self._take(name)
        if bar.maximum() > bar.pageStep() // 4:
            bar.setValue(bar.pageStep() - _OVERLAP)
            await self._take(f"{name}-2")

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
    _use_readable_font(qt, "en")
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


def _use_readable_font(qt: QApplication, language: str) -> None:
    """Offscreen there is no desktop to say which font to use, and fontconfig's first is a wide one."""
    families = set(QFontDatabase.families())
    family = next((name for name in _FONTS[language] if name in families), "")
    if family:
        qt.setFont(QFont(family, 10))


def _lay_over(picture: QPixmap, dialog: QPixmap) -> None:
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    spare = picture.deviceIndependentSize() - dialog.deviceIndependentSize()
    painter.drawPixmap(QPoint(int(spare.width() / 2), int(spare.height() / 3)), dialog)
    painter.end()


def _chat_with_tools(words: _Words) -> Chat:
    from paddock.demo import samples

    calls = tuple(
        ToolCall(function=ToolFunction(name="get_weather", arguments={"city": city, "day": "Sat"}))
        for city in ("Bern", "Oeschinensee")
    )
    reply = Reply(
        "demo-tools:8b",
        started=0.0,
        text=words.tools_answer,
        tool_calls=calls,
        tool_results=(
            ToolResult('{"sky": "sunny", "lowest": 17, "highest": 24, "wind": "8 km/h W"}'),
            ToolResult("404: no station of this name", failed=True),
        ),
        phase=Phase.ENDED,
        first_token=0.31,
        ended=2.4,
        ending=Ending.DONE,
        metrics=Metrics(prompt_tokens=214, answer_tokens=88, prompt=0.2, answer=2.09, total=2.4),
    )
    return Chat(id=-1, turns=(Turn(1, words.tools_question, (reply,), images=samples.pictures()),))
