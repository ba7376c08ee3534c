"""The real application in a window without a display, used as a person uses it.

`opened` runs it, the fixture `tell` runs a story in it; `Person` finds what is visible by the words
and names that a person or a screen reader is given, and waits for conditions, never for an amount of
time.
"""

from __future__ import annotations

import asyncio
import gc
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from paddock.app import Application
from paddock.base.jobs import Scope
from paddock.options import Options
from paddock.parts.transcript.row_box import RowBox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from paddock.session import Session
    from paddock.shell.window import MainWindow

Found = TypeVar("Found", bound=QWidget)
Tell: TypeAlias = "Callable[..., None]"
"""Runs a story, a coroutine function of a Person, with options of the command line."""

PATIENCE = 20.0
CHAT = "demo-chat:8b"
THINK = "demo-think:4b"
SETTINGS = {"language": "en", "theme": "light", "model": CHAT, "model_titles": False}


@asynccontextmanager
async def opened(qt: QApplication, folder: Path, **given: Any) -> AsyncIterator[Person]:
    """The application with `given` options, everything it writes in `folder`, English unless the
    settings there say otherwise. Fails when a task of it raises.
    """
    # Timers of the closed loop of an earlier test must not be freed in the demo server's thread.
    gc.collect()
    write_settings(folder, {**SETTINGS, **stored_settings(folder)})
    locale, quits = QLocale(), qt.quitOnLastWindowClosed()
    qt.setQuitOnLastWindowClosed(False)
    application = Application(qt, Options(data_dir=str(folder), **given))
    failures: list[BaseException] = []
    scope = Scope("test", failures.append)
    running = scope.start("application", application.run())
    try:
        await asyncio.wait(
            {running, scope.start("alive", _set(application.alive))},
            return_when=asyncio.FIRST_COMPLETED,
        )
        if not failures:
            yield Person(application)
    finally:
        application.closed.set()
        await asyncio.wait({running}, timeout=PATIENCE)
        await scope.close()
        _leave(application, locale)
        qt.setQuitOnLastWindowClosed(quits)
    for failure in failures:
        raise failure


@pytest.fixture
def tell(run: Callable[[Any], Any], qapp: QApplication, tmp_path: Path) -> Tell:
    """Runs a coroutine function with the person in front of a running application."""

    def told(story: Callable[[Person], Awaitable[None]], **options: Any) -> None:
        async def whole() -> None:
            async with opened(qapp, tmp_path, **options) as person:
                await story(person)

        run(whole())

    return told


async def _set(event: asyncio.Event) -> None:
    await event.wait()


def _leave(application: Application, locale: QLocale) -> None:
    """Gives back what belongs to the one QApplication of all tests."""
    application.window.close()
    application.window.deleteLater()
    for translator in application._translators:
        application.qt.removeTranslator(translator)
    application.theme.set_scheme("system")
    application.qt.setStyleSheet("")
    QLocale.setDefault(locale)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def stored_settings(folder: Path) -> dict[str, Any]:
    file = folder / "settings.json"
    stored: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return stored


def write_settings(folder: Path, settings: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text(json.dumps(settings), "utf-8")


class Person:
    """Somebody in front of the window."""

    def __init__(self, application: Application) -> None:
        self.application = application

    @property
    def window(self) -> MainWindow:
        return self.application.window

    @property
    def session(self) -> Session:
        assert self.application.session is not None
        return self.application.session

    # ---- seeing

    def all(self, kind: type[Found], inside: QWidget | None = None) -> list[Found]:
        """The visible ones, in the window with its dialogs."""
        return [widget for widget in (inside or self.window).findChildren(kind) if _seen(widget)]

    def find(self, kind: type[Found], name: str, inside: QWidget | None = None) -> Found:
        """The one with this accessible name or text."""
        named = [widget for widget in self.all(kind, inside) if name in _names(widget)]
        assert len(named) == 1, f"{len(named)} of {name!r}; there are {self.buttons()}"
        return named[0]

    def buttons(self, inside: QWidget | None = None) -> list[str]:
        return [_names(button)[0] for button in self.all(QAbstractButton, inside)]

    def reads(self, inside: QWidget | None = None) -> str:
        """All the words that are to be seen, a line for each widget."""
        lines = []
        for widget in self.all(QWidget, inside):
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                lines.append(widget.text())
            elif isinstance(widget, QTextEdit | QPlainTextEdit):
                lines.append(widget.toPlainText())
        return "\n".join(lines)

    def notice(self) -> str:
        return self.window.notices._banner.text() if _seen(self.window.notices._banner) else ""

    def all_dialogs(self) -> list[QDialog]:
        return self.all(QDialog)

    def dialog(self) -> QDialog:
        [dialog] = self.all_dialogs()
        return dialog

    def answers(self) -> list[RowBox]:
        """Those in view, from top to bottom."""
        boxes = [box for box in self.all(RowBox) if box.accessibleName() not in ("You", "你")]
        return sorted(boxes, key=lambda box: box.y())

    def answer_text(self) -> str:
        """The last answer's text as it is laid out, also what is scrolled out of view."""
        if not self.answers():
            return ""
        column = self.window.chat_page.transcript.column
        row = column.row(len(column.heights) - 1)
        return "\n".join(segment.shown() for segment in row.segments if segment.has_text)

    def model(self) -> str:
        return self.find(QComboBox, "Model").currentText()

    def labels_with_markup(self) -> list[str]:
        """The texts with tags that a label takes for HTML."""
        plain = Qt.TextFormat.PlainText
        labels = [label for label in self.all(QLabel) if label.textFormat() is not plain]
        return [label.text() for label in labels if "<" in label.text()]

    def chats(self) -> list[str]:
        """The conversations in the list, as a screen reader is told them."""
        views = [v for v in self.all(QListView) if v.accessibleName() == "Conversations"]
        texts = [
            index.data(Qt.ItemDataRole.AccessibleTextRole)
            for view in views
            for row in range(view.model().rowCount())
            if not (index := view.model().index(row, 0)).data(Qt.ItemDataRole.UserRole).is_head
        ]
        return [str(text) for text in texts]

    # ---- doing

    @property
    def message(self) -> QPlainTextEdit:
        return self.find(QPlainTextEdit, "Message")

    def types(self, text: str) -> None:
        QTest.keyClicks(self.message, text)

    def types_into(self, field: QWidget, text: str) -> None:
        QTest.keyClicks(field, text)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.message, key, modifier or Qt.KeyboardModifier.NoModifier)

    def send(self, text: str) -> None:
        self.message.setPlainText(text)
        self.presses(Qt.Key.Key_Return)

    def clicks(self, name: str, inside: QWidget | None = None) -> None:
        button = self.find(QAbstractButton, name, inside)
        assert button.isEnabled(), f"{name} is disabled"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def opens_chat(self, title: str) -> None:
        """Clicks on a conversation of the list, and waits until it is shown."""
        view = self.find(QListView, "Conversations")
        model = view.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        [row] = [row for row in rows if row.data(Qt.ItemDataRole.DisplayRole) == title]
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            view.visualRect(row).center(),
        )
        await self.until(lambda: self.window.windowTitle() == f"{title} — Paddock", title)

    def command(self, key: str) -> None:
        """Triggers an action of the menus."""
        action = self.window.actions_[key]
        assert action.isEnabled(), f"{key} is disabled"
        action.trigger()

    # ---- waiting

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Waits for a condition. Fails with what is on the screen after a while."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():  # noqa: ASYNC110 - a screen sends no events
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise AssertionError(f"waited for {what or condition}; seen:\n{self.reads()}") from None

    async def until_reads(self, *words: str) -> None:
        await self.until(lambda: all(word in self.reads() for word in words), f"{words}")

    async def until_ready(self, model: str = CHAT) -> None:
        """The server answers, and `model` is chosen with what it can do."""
        await self.until(lambda: f"{model} will answer" in self.reads() or self._is_ready(model))

    def _is_ready(self, model: str) -> bool:
        return self.session.server.state.reach.value == "online" and self.model() == model

    async def until_idle(self) -> None:
        """The answer has ended, and is on the screen."""
        await self.until(lambda: not self.session.chat.is_busy, "the end of the answer")
        await self.until(self._is_answer_seen, "the answer")

    async def ask(self, text: str) -> str:
        """Sends, waits for the end, and returns the text of the answer."""
        self.send(text)
        assert self.session.chat.is_busy, "nothing was sent"
        await self.until_idle()
        return self.answer_text()

    def _is_answer_seen(self) -> bool:
        """A widget that was just made becomes visible with the next layout."""
        turns = self.session.chat.chat.turns
        reply = turns[-1].reply if turns else None
        if reply is None:
            return True
        return bool(self.answers()) and (not reply.text.strip() or bool(self.answer_text()))


def last_word(number: int) -> str:
    """The last word of what the demo answers to `/long number`."""
    kinds = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "hazel")
    words = (*kinds, "ironwood", "juniper")
    return f" {words[number % len(words)]}{number}"


def _seen(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()


def _names(widget: QWidget) -> list[str]:
    """The words on it, and its accessible name."""
    text = getattr(widget, "text", None)
    words = [text()] if callable(text) and not isinstance(widget, QLineEdit) else []
    return [name for name in (*words, widget.accessibleName()) if name] or [""]
