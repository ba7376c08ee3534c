"""A block of code: its language, its colours, and the button that copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QTextEdit, QToolButton

from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.code_block import CodeBlock
from paddock.parts.look import Look, look_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PYTHON = "def f(x):\n    # comment\n    return 'a' + str(1)  # 𝄞 is two units\nclass A: pass"


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    theme = Theme(qapp, resources(), "light")
    yield look_of(theme, Icons(theme, resources()))
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def code(qtbot: QtBot, look: Look) -> CodeBlock:
    block = CodeBlock("python", look.markdown, look.code)
    qtbot.addWidget(block)
    return block


def lines(block: CodeBlock) -> QTextEdit:
    return block.findChildren(QTextEdit)[0]


def coloured(block: CodeBlock) -> dict[str, str]:
    """The pieces with a colour of their own."""
    found = {}
    text = lines(block).document().begin()
    plain = lines(block).palette().text().color().name()
    while text.isValid():
        place = text.begin()
        while not place.atEnd():
            fragment = place.fragment()
            color = fragment.charFormat().foreground().color().name()
            if color != plain:
                found[fragment.text()] = color
            place += 1
        text = text.next()
    return found


def test_it_grows_and_is_coloured_when_it_is_whole(code: CodeBlock, look: Look) -> None:
    for end in range(0, len(PYTHON), 7):
        code.set_code(PYTHON[:end], "python")
    code.set_code(PYTHON, "python")
    assert lines(code).toPlainText() == PYTHON
    code.color()
    assert lines(code).toPlainText() == PYTHON
    found = coloured(code)
    assert found["def"].lower() == look.code.keyword.lower()
    assert found["# comment"].lower() == look.code.comment.lower()
    assert found["'a'"].lower() == look.code.string.lower()
    assert found["1"].lower() == look.code.number.lower()
    # After a character outside of the basic plane everything keeps its place.
    assert found["class"].lower() == look.code.keyword.lower()


@pytest.mark.parametrize("language", ["", "no-such-language", "text"])
def test_an_unknown_language_stays_plain(code: CodeBlock, language: str) -> None:
    code.set_code(PYTHON, language)
    code.color()
    assert lines(code).toPlainText() == PYTHON
    [label] = code.findChildren(QLabel)
    assert label.text() == (language or "text")


def test_copy_takes_the_code_exactly(code: CodeBlock) -> None:
    code.set_code("a\tb\n\n  c\u00a0d", "python")
    [copy] = code.findChildren(QToolButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == "a\tb\n\n  c\u00a0d"
    assert copy.text() == "Copied"


def test_it_is_as_high_as_its_lines(code: CodeBlock, qtbot: QtBot) -> None:
    code.resize(400, 700)
    code.show()
    code.set_code("x", "python")
    one = lines(code).height()
    code.set_code("x\n" * 19 + "x", "python")
    assert lines(code).height() > 15 * (one - 24)
    qtbot.waitUntil(lambda: lines(code).verticalScrollBar().maximum() == 0)
