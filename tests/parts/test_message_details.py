"""What a person reads of one answer in its dialog."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTableWidget, QTabWidget

from paddock.domain.reply import Ending, Metrics, Phase, Reply
from paddock.domain.tree import Message, Sent
from paddock.parts.message_details import MessageDetails

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from paddock.parts.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SENT = '{\n  "model": "m:1b"\n}'
REPLY = Reply(
    "m:1b",
    100.0,
    text="Yes.",
    thinking="Hm.",
    phase=Phase.ENDED,
    first_token=100.31,
    thinking_ended=104.5,
    ended=106.0,
    ending=Ending.DONE,
    done_reason="stop",
    metrics=Metrics(120, 218, load=0.02, prompt=0.214, answer=5.18, total=5.9),
)
ANSWER = Message(
    5, 4, 1_764_000_000.0, reply=REPLY, sent=Sent("http://127.0.0.1:11434", "sha256:" + "ab" * 32)
)


@pytest.fixture
def opened(look: Look, qtbot: QtBot) -> Callable[..., MessageDetails]:
    def made(message: Message, sent: str = SENT) -> MessageDetails:
        dialog = MessageDetails(message, sent, look)
        qtbot.addWidget(dialog)
        dialog.setLocale(QLocale(QLocale.Language.English))
        dialog.open()
        return dialog

    return made


def table(dialog: MessageDetails) -> QTableWidget:
    [found] = dialog.findChildren(QTableWidget)
    return found


def read(dialog: MessageDetails) -> dict[str, str]:
    shown = table(dialog)
    cells = [[shown.item(row, column) for column in (0, 1)] for row in range(shown.rowCount())]
    return {name.text(): value.text() for name, value in cells}  # type: ignore[union-attr]


def press(dialog: MessageDetails, name: str) -> None:
    [button] = [b for b in dialog.findChildren(QPushButton) if b.text() == name]
    button.click()


def test_all_that_is_known_stands_in_a_table(opened: Callable[..., MessageDetails]) -> None:
    dialog = opened(ANSWER)
    assert not dialog.isModal()
    facts = read(dialog)
    assert facts.pop("Asked at")
    assert facts == {
        "Model": "m:1b",
        "Digest": "abababababab",
        "Server": "http://127.0.0.1:11434",
        "Ended": "Finished (stop)",
        "Time to first token": "0.31 s",
        "Thinking": "4.19 s",
        "Loading the model": "0.020 s",
        "Prompt": "120 token(s)  ·  0.21 s",
        "Answer": "218 token(s)  ·  5.18 s",
        "Tokens a second": "42.1",
        "Total": "5.90 s",
    }
    # No speed is made of a count with cached tokens and a time without them; why is said.
    notes = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("cache" in note for note in notes)
    press(dialog, "Copy")
    assert "Digest\tabababababab\n" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "11/24/25, 4:00 PM"),
        ("zh_CN", "2025/11/24 16:00"),
        ("C", "2025-11-24 16:00"),
    ],
)
def test_the_day_is_written_as_people_write_it_there(
    opened: Callable[..., MessageDetails], language: str, written: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        day = QDateTime(QDate(2025, 11, 24), QTime(16, 0)).toMSecsSinceEpoch() / 1000
        told = read(opened(replace(ANSWER, created=day)))["Asked at"]
    finally:
        QLocale.setDefault(before)
    assert told.replace("\u202f", " ").replace("25 4:", "25, 4:") == written


def test_translators_are_asked_for_the_plural_of_tokens(tmp_path: Path) -> None:
    ts = tmp_path / "paddock_zh_CN.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    source = inspect.getsourcefile(MessageDetails) or ""
    subprocess.run([tool, source, "-ts", ts], check=True, capture_output=True)
    asked = ET.parse(ts).iterfind(".//message[@numerus='yes']/source")
    assert [source.text for source in asked] == ["%n token(s)"]


def test_what_nobody_told_is_said_to_be_so(
    opened: Callable[..., MessageDetails], look: Look
) -> None:
    bare = Reply("m:1b", 0.0, text="So far", ending=Ending.INTERRUPTED, phase=Phase.ENDED)
    dialog = opened(replace(ANSWER, reply=bare, sent=None), "")
    facts = read(dialog)
    untold = [name for name, value in facts.items() if value == "not told by the server"]
    assert untold == ["Digest", "Loading the model", "Prompt", "Answer", "Tokens a second", "Total"]
    assert facts["Server"] == "not known"
    assert facts["Time to first token"] == "not measured"
    assert facts["Ended"].startswith("Paddock ended while this answer was coming.")
    assert "Thinking" not in facts
    row = list(facts).index("Total")
    item = table(dialog).item(row, 1)
    assert item is not None
    assert item.foreground().color() == QColor(look.tokens.muted)


def test_what_was_sent_can_be_read_and_copied(opened: Callable[..., MessageDetails]) -> None:
    dialog = opened(ANSWER)
    dialog.show_sent()
    [tabs] = dialog.findChildren(QTabWidget)
    assert tabs.tabText(tabs.currentIndex()) == "What was sent"
    [text] = dialog.findChildren(QPlainTextEdit)
    assert text.isVisible()
    assert text.isReadOnly()
    assert text.toPlainText() == SENT
    press(dialog, "Copy")
    assert QGuiApplication.clipboard().text() == SENT


def test_it_closes_with_esc_and_opens_as_large_as_it_was(
    opened: Callable[..., MessageDetails], qtbot: QtBot
) -> None:
    dialog = opened(ANSWER)
    dialog.resize(700, 430)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    again = opened(ANSWER)
    assert (again.width(), again.height()) == (700, 430)
