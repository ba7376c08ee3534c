"""Writing a message: what the keys do, what an input method may rely on, and what a paste offers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from paddock.base.paths import resources
from paddock.domain.conversations import Draft
from paddock.features.chat.composer import Composer
from paddock.features.chat.note_bar import NoteBar
from paddock.kit.elided import ElidedLabel
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Writer:
    """Somebody who writes."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.edit = composer.edit
        self.sent: list[str] = []
        self.drafts: list[str] = []
        composer.send_requested.connect(lambda draft: self.sent.append(draft.text))
        composer.draft_changed.connect(lambda draft: self.drafts.append(draft.text))

    def types(self, text: str) -> None:
        QTest.keyClicks(self.edit, text)

    def presses(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.edit, key, modifier)

    def composes(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.edit, event)

    def button(self, name: str) -> QAbstractButton:
        buttons = self.composer.findChildren(QAbstractButton)
        return max(
            (b for b in buttons if b.accessibleName() == name), key=QAbstractButton.isVisible
        )

    def clicks(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def pastes(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.presses(KEY.Key_V, CTRL)

    @property
    def text(self) -> str:
        return self.composer.draft().text

    def notes(self) -> list[str]:
        """The quiet lines that are in view."""
        return [note.text() for note in self.composer.findChildren(NoteBar) if note.text()]

    @property
    def focus(self) -> QWidget:
        widget = self.composer.window().focusWidget()
        assert widget is not None
        return widget

    def hint(self) -> str:
        [label] = self.composer.findChildren(ElidedLabel)
        return label.text()


def kept_nowhere(data: bytes) -> tuple[str, str]:
    return hashlib.sha256(data).hexdigest(), ""


@pytest.fixture
def writer(qtbot: QtBot, qapp: QApplication) -> Iterator[Writer]:
    theme = Theme(qapp, resources(), "light")
    composer = Composer(Icons(theme, resources()), kept_nowhere)
    qtbot.addWidget(composer)
    composer.set_model("m:1b")
    composer.resize(500, 120)
    composer.show()
    composer.edit.setFocus()
    yield Writer(composer)
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_enter_sends_and_empties_the_field(writer: Writer, key: Qt.Key) -> None:
    writer.types("  Hello ")
    writer.presses(key)
    assert writer.sent == ["Hello"]
    assert writer.text == ""


def test_enter_on_the_number_pad_and_ctrl_enter_send_too(writer: Writer) -> None:
    writer.types("a")
    writer.presses(KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    writer.types("b")
    writer.presses(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert writer.sent == ["a", "b"]


def test_shift_enter_breaks_the_line(writer: Writer) -> None:
    writer.types("one")
    writer.presses(KEY.Key_Return, SHIFT)
    writer.types("two")
    assert writer.text.splitlines() == ["one", "two"]
    assert not writer.sent
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["one\ntwo"]


def test_enter_never_sends_while_an_input_method_composes(writer: Writer) -> None:
    writer.types("say ")
    writer.composes("ni hao")
    writer.presses(KEY.Key_Return)
    writer.presses(KEY.Key_Enter)
    assert not writer.sent
    writer.composes("", commit="你好")
    assert not writer.sent
    assert "你好" in writer.text
    writer.presses(KEY.Key_Return)
    assert len(writer.sent) == 1
    assert "你好" in writer.sent[0]


def test_a_composition_that_is_given_up_leaves_enter_working(writer: Writer) -> None:
    writer.types("x")
    writer.composes("ni")
    writer.composes("")
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["x"]
    writer.types("y")
    writer.composes("ni")
    writer.edit.clearFocus()  # as when another window is clicked: no event ends the composition
    writer.edit.setFocus()
    writer.presses(KEY.Key_Return)
    assert len(writer.sent) == 2


@pytest.mark.parametrize("text", ["", "   ", "\n \n", "\u3000"])
def test_blank_text_is_not_sent(writer: Writer, text: str) -> None:
    writer.composer.set_draft(Draft(text))
    writer.presses(KEY.Key_Return)
    assert not writer.sent
    assert not writer.button("Send").isEnabled()
    assert writer.text == text


def test_without_a_model_nothing_is_sent_and_nothing_lost(writer: Writer) -> None:
    writer.composer.set_model("")
    writer.types("Hello")
    writer.presses(KEY.Key_Return)
    assert not writer.sent
    assert not writer.button("Send").isEnabled()
    assert writer.text == "Hello"
    writer.composer.set_model("m:1b")
    assert writer.button("Send").isEnabled()


def test_it_grows_with_its_lines_up_to_ten(writer: Writer) -> None:
    heights = []
    for lines in (1, 2, 5, 10, 11, 40):
        writer.composer.set_draft(Draft("\n".join(["x"] * lines)))
        heights.append(writer.edit.height())
    line = writer.edit.fontMetrics().lineSpacing()
    assert heights[1] - heights[0] == line
    assert heights[2] - heights[0] == 4 * line
    assert heights[3] - heights[0] == 9 * line
    assert heights[3] == heights[4] == heights[5]
    assert writer.edit.verticalScrollBar().maximum() > 0
    writer.composer.set_draft(Draft("x"))
    assert writer.edit.height() == heights[0]


def test_a_long_line_grows_it_too(writer: Writer) -> None:
    before = writer.edit.height()
    writer.composer.set_draft(Draft("word " * 60))
    assert writer.edit.height() > before


def test_stop_takes_the_place_of_send_and_gives_the_focus_back(
    writer: Writer, qtbot: QtBot
) -> None:
    qtbot.waitExposed(writer.composer)
    stopped: list[bool] = []
    writer.composer.stop_requested.connect(lambda: stopped.append(True))
    writer.composer.set_draft(Draft("next"))
    writer.composer.set_busy(True)
    assert not writer.button("Send").isVisible()
    writer.presses(KEY.Key_Return)
    assert not writer.sent
    QTest.mouseClick(writer.button("Stop"), Qt.MouseButton.LeftButton)
    assert stopped == [True]
    writer.button("Stop").setFocus()
    writer.composer.set_busy(False)
    assert not writer.button("Stop").isVisible()
    assert writer.composer.focusWidget() is writer.edit
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["next"]


def test_while_an_answer_comes_one_may_write_and_is_told_why_it_is_not_sent(
    writer: Writer,
) -> None:
    usual = writer.hint()
    writer.composer.set_busy(True)
    assert writer.hint() == usual
    writer.types("next")
    assert writer.hint() == "The answer is still coming"
    writer.presses(KEY.Key_Return)
    assert (writer.sent, writer.text) == ([], "next")
    writer.composer.set_busy(False)
    assert writer.hint() == usual


def test_a_draft_that_is_put_there_is_not_told_and_cannot_be_undone(writer: Writer) -> None:
    writer.types("ab")
    assert writer.drafts == ["a", "ab"]
    writer.composer.set_draft(Draft("of another chat"))
    writer.edit.undo()
    assert writer.text == "of another chat"
    assert writer.drafts == ["a", "ab"]
    writer.presses(KEY.Key_Return)
    assert writer.drafts[2:] == [""]  # once: what was sent is no draft any more


def test_a_draft_that_is_put_there_is_gone_on_with_at_its_end(writer: Writer) -> None:
    writer.composer.set_draft(Draft("half a"))
    writer.types(" thought")
    assert writer.text == "half a thought"
    writer.composer.begin_edit(Draft("Why?"))
    writer.composer.end_edit()
    writer.types(".")
    assert writer.text == "half a thought."


def test_tab_goes_from_the_text_to_the_buttons(writer: Writer, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit())
    column.addWidget(writer.composer)
    column.addWidget(QLineEdit())
    page.show()
    writer.composer.complete()
    writer.types("x")
    seen = []
    for busy in (False, True):
        writer.composer.set_busy(busy)
        writer.edit.setFocus()
        for _ in range(2):
            QTest.keyClick(writer.focus, KEY.Key_Tab)
            seen.append(writer.focus.accessibleName())
    writer.composer.setParent(None)  # it is closed by itself
    assert seen == ["Attach image", "Send", "Attach image", "Stop"]


def test_a_click_beside_the_text_goes_to_the_text(writer: Writer) -> None:
    card = writer.composer
    [hint] = card.findChildren(ElidedLabel)
    for target in (card, hint):
        writer.button("Attach image").setFocus()
        spot = QPoint(3, target.height() - 3)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=spot)
        assert writer.focus is writer.edit


# ---- editing


def test_up_in_an_empty_field_asks_for_the_last_message(writer: Writer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(writer.composer.edit_last_requested):
        writer.presses(KEY.Key_Up)
    writer.types("x")
    with qtbot.assertNotEmitted(writer.composer.edit_last_requested):
        writer.presses(KEY.Key_Up)


@pytest.mark.parametrize("way", ["Escape", "the button"])
def test_what_was_being_written_comes_back_after_an_edit(
    writer: Writer, qtbot: QtBot, way: str
) -> None:
    writer.types("half a thought")
    told = list(writer.drafts)
    writer.composer.begin_edit(Draft("Why is the sky blue?"))
    assert writer.notes() == ["Editing a message: sending makes a new branch."]
    writer.types(" Tell me.")
    assert writer.text == "Why is the sky blue? Tell me."
    with qtbot.waitSignal(writer.composer.edit_cancelled):
        if way == "Escape":
            writer.presses(KEY.Key_Escape)
        else:
            writer.clicks("Cancel")
    assert writer.text == "half a thought"
    assert (writer.notes(), writer.drafts, writer.sent) == ([], told, [])
    with qtbot.assertNotEmitted(writer.composer.edit_cancelled):
        writer.presses(KEY.Key_Escape)


def test_an_edit_is_sent_as_one_and_then_the_draft_is_back(writer: Writer) -> None:
    was_edit: list[bool] = []
    writer.composer.send_requested.connect(
        lambda _draft: was_edit.append(writer.composer.is_editing)
    )
    writer.types("half a thought")
    writer.composer.begin_edit(Draft("Why?"))
    writer.types(" Now.")
    writer.presses(KEY.Key_Return)
    assert writer.text == "half a thought"
    writer.presses(KEY.Key_Return)
    assert writer.sent == ["Why? Now.", "half a thought"]
    assert was_edit == [True, False]


def test_another_message_may_be_edited_before_the_first_is_sent(writer: Writer) -> None:
    writer.types("draft")
    writer.composer.begin_edit(Draft("one"))
    writer.composer.begin_edit(Draft("two"))
    assert writer.text == "two"
    writer.composer.end_edit()
    assert writer.text == "draft"


def test_a_chat_that_is_opened_meanwhile_has_its_own_draft(writer: Writer) -> None:
    writer.types("of the first chat")
    writer.composer.begin_edit(Draft("one"))
    writer.composer.set_draft(Draft("of the second"))
    assert not writer.composer.is_editing
    writer.composer.end_edit()
    assert (writer.text, writer.notes()) == ("of the second", [])


def test_a_warning_stands_there_until_it_is_taken_back(writer: Writer) -> None:
    writer.composer.set_warning("m:1b cannot see: 2 images of this chat will not be sent.")
    assert writer.notes() == ["m:1b cannot see: 2 images of this chat will not be sent."]
    writer.types("x")
    assert len(writer.notes()) == 1
    writer.composer.set_warning("")
    assert writer.notes() == []


# ---- long pastes

LONG = "a line of a log\n" * 100


def test_a_long_paste_can_become_a_file(writer: Writer, qtbot: QtBot) -> None:
    writer.types("Look: ")
    writer.pastes(LONG)
    writer.types("thanks")
    assert writer.notes() == ["Pasted 1,600 characters."]
    writer.clicks("Attach as a file instead")
    qtbot.waitUntil(lambda: bool(writer.composer.draft().attachments))
    [file] = writer.composer.draft().attachments
    assert (file.kind, file.name, file.size) == ("text", "pasted.txt", len(LONG))
    assert file.sha256 == hashlib.sha256(LONG.encode()).hexdigest()
    assert (writer.text, writer.notes()) == ("Look: thanks", [])


def test_the_count_of_a_long_paste_is_grouped_as_in_the_language(writer: Writer) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    writer.pastes(LONG)
    QLocale.setDefault(before)
    assert writer.notes() == ["Pasted 1.600 characters."]


def test_a_long_paste_that_is_undone_is_offered_no_more(writer: Writer) -> None:
    writer.types("Look: ")
    writer.pastes(LONG)
    writer.presses(KEY.Key_Z, CTRL)
    assert (writer.text, writer.notes()) == ("Look: ", [])


@pytest.mark.parametrize(("text", "is_long"), [("x" * 4000, False), ("x" * 4001, True)])
def test_a_long_paste_is_one_of_more_than_4000_characters(
    writer: Writer, text: str, is_long: bool
) -> None:
    writer.pastes(text)
    assert writer.text == text
    assert bool(writer.notes()) == is_long


def test_the_offer_goes_with_its_button_and_with_the_message(writer: Writer) -> None:
    writer.pastes(LONG)
    writer.clicks("Close notice")
    assert (writer.notes(), writer.text) == ([], LONG)
    writer.pastes(LONG)
    assert writer.notes()
    writer.presses(KEY.Key_Return)
    assert (writer.notes(), writer.sent) == ([], [(LONG + LONG).strip()])
