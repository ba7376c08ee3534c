"""Found messages as rows: whatever the text, the marks are on the words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester

from paddock.base.paths import resources
from paddock.domain.conversations import Found
from paddock.kit.theme import Theme
from paddock.shell.found_items import FoundItems, Piece, in_utf16, near_first_mark
from paddock.shell.found_view import FoundView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(st.sampled_from("ab 词𝄞"), min_size=1, max_size=120))
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=3, unique=True))
    return text, [(start, min(4, len(text) - start)) for start in sorted(starts)]


@given(marked())
def test_a_shortened_text_marks_the_same_words_near_its_beginning(
    given: tuple[str, list[tuple[int, int]]],
) -> None:
    text, marks = given
    piece = near_first_mark(text, marks)
    words = [text[start : start + length] for start, length in marks]
    assert [piece.text[start : start + length] for start, length in piece.marks] == words
    assert all(start <= 40 for start, _length in piece.marks[:1])
    units = in_utf16(piece)
    encoded = piece.text.encode("utf-16-le")
    parts = [encoded[2 * start : 2 * (start + length)] for start, length in units.marks]
    assert [part.decode("utf-16-le") for part in parts] == words


def test_what_is_near_is_left_as_it_is() -> None:
    assert near_first_mark("a word", [(2, 4)]) == Piece("a word", ((2, 4),))


def test_a_row_says_where_when_and_what(qapp: QObject) -> None:
    parent = QObject()
    items = FoundItems(parent)
    tester = QAbstractItemModelTester(
        items, QAbstractItemModelTester.FailureReportingMode.Fatal, parent
    )
    assert tester.model() is items
    october = time.mktime((2024, 10, 27, 12, 0, 0, 0, 0, -1))
    items.show_found([Found(1, 2, october, "the word"), Found(5, 6, october, "x")], {1: "Chat"})
    said = [items.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert said[0].startswith("Chat, ")
    assert "24" in said[0]
    assert said[0].endswith(", the word")
    assert said[1].startswith("New chat, ")


def test_the_words_are_painted_in_the_colour_of_a_match(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, resources(), "light")
    view = FoundView(theme)
    qtbot.addWidget(view)
    view.resize(220, 160)
    view.show()

    def has_mark() -> bool:
        image = view.viewport().grab().toImage()
        match = QColor(theme.tokens.match).rgb()
        return any(
            image.pixel(x, y) == match for x in range(image.width()) for y in range(image.height())
        )

    text = "𝄞 word 词 " + "and more words than two lines hold " * 5
    view.show_found([Found(1, 2, 0.0, text)], {})
    assert not has_mark()
    view.show_found([Found(1, 2, 0.0, text, ((2, 4),))], {})
    assert has_mark()
    theme.set_scheme("system")
    qapp.setStyleSheet("")
