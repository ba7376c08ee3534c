"""Dialogs that are awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from paddock.kit.dialogs import ask, ask_text, confirm

# The offscreen platform says so for each window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Run = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


async def _opened(window: QWidget) -> QDialog:
    """The dialog over `window`, once it is open."""
    async with asyncio.timeout(5):
        while True:
            for dialog in window.findChildren(QDialog):
                if dialog.isVisible():
                    return dialog
            await asyncio.sleep(0)


def _press(dialog: QDialog, text: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def _answer(window: QWidget, asked: Coroutine[Any, Any, Any], press: str) -> Any:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(asked)
        _press(await _opened(window), press)
    return task.result()


@pytest.mark.parametrize(("press", "confirmed"), [("Delete model", True), ("Cancel", False)])
@pytest.mark.parametrize("destructive", [True, False])
def test_a_question_is_answered_by_its_verb_alone(
    run: Run, window: QWidget, press: str, confirmed: bool, destructive: bool
) -> None:
    asked = confirm(
        window, "Delete model", "llama3.2 goes.", "Delete model", destructive=destructive
    )
    assert run(_answer(window, asked, press)) is confirmed


def test_escape_and_return_do_not_destroy(run: Run, window: QWidget) -> None:
    async def pressed(key: Qt.Key) -> bool:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(
                confirm(window, "Delete model", "It goes.", "Delete model", destructive=True)
            )
            dialog = await _opened(window)
            assert isinstance(dialog, QMessageBox)
            QTest.keyClick(dialog, key)
        return task.result()

    assert run(pressed(Qt.Key.Key_Escape)) is False
    assert run(pressed(Qt.Key.Key_Return)) is False


def test_a_cancelled_task_takes_its_dialog_away(run: Run, window: QWidget) -> None:
    async def cancelled() -> None:
        task = asyncio.get_running_loop().create_task(
            confirm(window, "Pull model", "Shall it?", "Pull")
        )
        await _opened(window)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not [d for d in window.findChildren(QDialog) if d.isVisible()]

    run(cancelled())


def test_a_window_that_goes_cancels_its_question(run: Run) -> None:
    async def orphaned() -> None:
        window = QWidget()
        task = asyncio.get_running_loop().create_task(ask(QDialog(window)))
        await _opened(window)
        delete(window)
        with pytest.raises(asyncio.CancelledError):
            await task

    run(orphaned())


def test_a_question_that_quotes_shows_every_letter(run: Run, window: QWidget) -> None:
    address = "http://example.org/&lt;b?<b>bold</b>"

    async def asked() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(confirm(window, "Open this link?", address, "Open"))
            dialog = await _opened(window)
            [quoted] = [x for x in dialog.findChildren(QLabel) if x.text() == address]
            assert quoted.textFormat() is Qt.TextFormat.PlainText
            _press(dialog, "Cancel")

    run(asked())


def test_two_dialogs_leave_nothing_behind(run: Run, window: QWidget) -> None:
    async def twice() -> None:
        for _ in range(2):
            await _answer(window, confirm(window, "Load", "Shall it?", "Load"), "Load")

    run(twice())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.findChildren(QDialog)


def _refuse_spaces(text: str) -> str | None:
    return "A name has no spaces." if " " in text else None


def test_a_text_is_asked_for_until_it_is_one(run: Run, window: QWidget) -> None:
    async def typed() -> str | None:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(
                ask_text(window, "Copy model", "New name", "Copy", validate=_refuse_spaces)
            )
            dialog = await _opened(window)
            field = dialog.findChild(QLineEdit)
            verb = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy")
            assert field is not None
            assert field.accessibleName() == "New name"
            assert not verb.isEnabled()
            QTest.keyClicks(field, "my model")
            assert not verb.isEnabled()
            assert "A name has no spaces." in [x.text() for x in dialog.findChildren(QLabel)]
            field.selectAll()
            QTest.keyClicks(field, " mine ")
            QTest.keyClick(field, Qt.Key.Key_Return)
        return task.result()

    assert run(typed()) == "mine"


def test_a_text_that_is_not_given_is_none(run: Run, window: QWidget) -> None:
    asked = ask_text(window, "Copy model", "New name", "Copy", "llama3.2")
    assert run(_answer(window, asked, "Cancel")) is None
