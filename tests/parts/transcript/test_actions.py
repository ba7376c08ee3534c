"""What can be done with a message: the buttons below it, its menu, its files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu

from paddock.domain.attachment import Attachment
from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import Ending, KeptFailure, Metrics, Reply
from paddock.parts.segments.text_view import TextView
from tests.parts.transcript.transcripts import PARAGRAPH, chat, reply

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.parts.transcript.transcripts import Reader

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OF_A_QUESTION = ("Copy message", "Edit message", "Delete message")
OF_AN_ANSWER = ("Copy answer", "Regenerate", "More actions")


@pytest.fixture
def two(reader: Reader) -> Reader:
    """Two turns, all in view, the pointer elsewhere."""
    reader.view.resize(700, 700)
    reader.view.show_chat(chat(("One?", "First."), ("Two?", "Second.")))
    reader.view.setFocus()
    return reader


@pytest.mark.parametrize(
    ("names", "words"),
    [(OF_A_QUESTION, "One?"), (OF_AN_ANSWER, "First.")],
    ids=("question", "answer"),
)
def test_the_last_message_has_its_actions_and_an_earlier_one_under_the_pointer(
    two: Reader, names: tuple[str, ...], words: str
) -> None:
    tops = [two.top(widget) for widget in two.texts()]
    assert [len(two.buttons(name)) for name in names] == [1, 1, 1]
    two.point_at(words)
    assert [len(two.buttons(name)) for name in names] == [2, 2, 2]
    two.point_at("Second.")
    assert [len(two.buttons(name)) for name in names] == [1, 1, 1]
    assert [two.top(widget) for widget in two.texts()] == tops


def test_the_keyboard_reaches_the_actions_of_a_message_in_order(two: Reader) -> None:
    two.view.window().activateWindow()
    two.bar.setValue(0)
    order = []
    two.view.go_by(1)
    for _ in range(9):
        focus = two.view.window().focusWidget()
        assert focus is not None
        order.append(focus.accessibleName().partition(": ")[0])
        two.view.focusNextPrevChild(True)
    assert order == ["You", *OF_A_QUESTION, "m:1b", "Details of the answer", *OF_AN_ANSWER]


def test_actions_ask_for_what_they_say(two: Reader, qtbot: QtBot) -> None:
    view = two.view
    two.point_at("One?")
    asked: list[Any] = []
    view.edit_requested.connect(lambda turn: asked.append(("edit", turn)))
    view.delete_requested.connect(lambda turn, index: asked.append(("delete", turn, index)))
    two.buttons("Copy message")[0].click()
    assert QGuiApplication.clipboard().text() == "One?"
    two.buttons("Edit message")[0].click()
    two.buttons("Delete message")[0].click()
    assert asked == [("edit", 1), ("delete", 1, -1)]
    two.point_at("First.")
    with qtbot.waitSignal(view.retry_requested) as retried:
        two.buttons("Regenerate")[0].click()
    assert retried.args == [1]
    more = two.buttons("More actions")[0]
    with qtbot.waitSignal(view.menu_requested) as menu:
        more.click()
    assert menu.args == [1, 0, more.mapToGlobal(QPoint(0, more.height())), False]


def test_versions_of_a_question_and_answers_are_gone_through_in_any_turn(
    reader: Reader, qtbot: QtBot
) -> None:
    one = Turn(1, "One?", (reply("A."), reply("B."), reply("C.")), 1, branch=(0, 2))
    reader.view.resize(700, 700)
    reader.view.show_chat(Chat((one, Turn(2, "Two?", (reply("Second."),))), 1))
    labels = [label.text() for label in reader.view.findChildren(QLabel) if label.isVisible()]
    assert [text for text in labels if "/" in text] == ["1 / 2", "2 / 3"]
    assert not reader.buttons("Earlier version")[0].isEnabled()
    with qtbot.waitSignal(reader.view.branch_requested) as branch:
        reader.buttons("Later version")[0].click()
    assert branch.args == [1, 1]
    for name, index in (("Earlier answer", 0), ("Later answer", 2)):
        with qtbot.waitSignal(reader.view.switch_requested) as switch:
            reader.buttons(name)[0].click()
        assert switch.args == [1, index]


def test_figures_that_are_missing_are_not_shown_and_the_others_lead_to_details(
    reader: Reader, qtbot: QtBot
) -> None:
    metrics = Metrics(prompt_tokens=900, prompt=0.1, answer_tokens=10, answer=2.0)
    told = reply("Told.", metrics=metrics, origin="edited")
    untold = replace(reply("Untold."), first_token=None)
    reader.view.resize(700, 700)
    reader.view.show_chat(Chat((Turn(1, "?", (told,)), Turn(2, "?", (untold,))), 1))
    [figures] = [b for b in reader.view.findChildren(QAbstractButton) if b.text() and b.isVisible()]
    assert figures.text().split("    ") == [
        "edited",
        "5.0 tok/s",
        "first token 0.10 s",
        "10 token(s)",
    ]
    with qtbot.waitSignal(reader.view.metrics_requested) as asked:
        figures.click()
    assert asked.args == [1, 0]
    reader.view.resize(240, 700)
    assert figures.text().split() == ["edited", "5.0", "tok/s"]


# ------------------------------------------------------------------------------------------ menus


def test_a_right_click_asks_for_the_menu_of_the_message(two: Reader, qtbot: QtBot) -> None:
    answer, question = two.with_text("First."), two.with_text("Two?")
    with qtbot.waitSignal(two.view.menu_requested) as asked:
        two.right_click(answer.viewport(), two.point_of(answer, 2))
    assert asked.args == [1, 0, answer.mapToGlobal(two.point_of(answer, 2)), False]
    with qtbot.waitSignal(two.view.question_menu_requested) as of_question:
        two.right_click(question.viewport(), two.point_of(question, 1))
    assert of_question.args[0] == 2
    # So it does beside the text, and on a button, and with the key for it.
    button = two.buttons("Copy answer")[-1]
    for widget in (two.box_of(answer), button):
        with qtbot.waitSignal(two.view.menu_requested):
            two.right_click(widget, QPoint(2, 2))
    reason = QContextMenuEvent.Reason.Keyboard
    with qtbot.waitSignal(two.view.menu_requested) as by_key:
        QApplication.sendEvent(button, QContextMenuEvent(reason, QPoint(1, 1), QPoint(9, 9)))
    assert by_key.args[:2] == [2, 0]


def test_selected_text_and_links_have_a_menu_of_their_own(reader: Reader) -> None:
    reader.view.show_chat(chat(("One?", "Some words, and [here](http://x.org) a link.")))
    text = reader.with_text("Some words")
    reader.drag(text, 0, text, 10)
    asked: list[Any] = []
    reader.view.menu_requested.connect(lambda *args: asked.append(args))
    for place, offers in ((4, "Copy"), (17, "Copy link address")):
        reader.right_click(text.viewport(), reader.point_of(text, place))
        [menu] = [m for m in reader.view.findChildren(QMenu) if m.isVisible()]
        assert offers in [action.text() for action in menu.actions() if action.isEnabled()]
        menu.close()
    assert not asked
    reader.right_click(text.viewport(), reader.point_of(text, 25))
    assert asked[0][3] is True


def test_a_menu_takes_up_what_can_be_done_with_the_text_there(reader: Reader) -> None:
    reader.view.show_chat(chat(("One?", "Look:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")))
    cell = reader.with_text("1")
    menu = QMenu(reader.view)
    reader.view.add_text_actions(menu, cell.mapToGlobal(QPoint(3, cell.height() - 4)))
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert not actions["Copy"].isEnabled()
    actions["Copy table as CSV"].trigger()
    assert QGuiApplication.clipboard().text().split() == ["a,b", "1,2"]
    actions["Select all"].trigger()
    assert not reader.view.reading.selecting.is_empty


# ------------------------------------------------------------------------------------------ files


def test_text_files_stand_as_chips_and_are_asked_for_by_their_place(
    reader: Reader, qtbot: QtBot
) -> None:
    files = (
        Attachment("text", "notes.md", "a", 12_400, "/nowhere/a"),
        Attachment("image", "gone.png", "b", 5, "/nowhere/b", 40, 40),
        Attachment("text", "R&D <b>.csv", "c", 800, "/nowhere/c"),
    )
    turn = Turn(1, "", (reply("Read."),), attachments=files)
    reader.view.show_chat(Chat((turn,), 1))
    assert reader.buttons("notes.md")[0].text() == "notes.md  12 kB"
    with qtbot.waitSignal(reader.view.attachment_requested) as asked:
        reader.buttons("R&D <b>.csv")[0].click()
    assert asked.args == [1, 2]
    # There are no words to copy, and a file that is gone is said to be.
    assert not reader.buttons("Copy message")
    assert reader.buttons("Delete message")
    qtbot.waitUntil(lambda: bool(reader.buttons("Not readable")))


def test_more_images_than_fit_go_on_in_the_next_line(reader: Reader, qtbot: QtBot) -> None:
    image = Attachment("image", "gone.png", "b", 5, "/nowhere/b", 400, 300)
    reader.view.show_chat(Chat((Turn(1, "?", (reply("!"),), attachments=(image,) * 9),), 1))
    qtbot.waitUntil(lambda: len(reader.buttons("Not readable")) == 9)
    pictures = reader.buttons("Not readable")
    places = {(b.x(), b.y()) for b in pictures}
    assert len(places) == 9
    assert len({y for _, y in places}) > 1
    area = pictures[0].parentWidget()
    assert area is not None
    assert all(area.rect().contains(b.geometry()) for b in pictures)


def test_an_answer_that_nobody_asked_for_stands_alone(reader: Reader) -> None:
    reader.view.show_chat(Chat((Turn(1, "", (reply("Hello."),)), Turn(2, "Hi", ())), 1))
    assert [w.toPlainText() for w in reader.texts()] == ["Hello.", "Hi"]
    assert len(reader.view.stage.boxes) == 2


# ---------------------------------------------------------------------------------------- endings


def ended(text: str, ending: Ending, failure: BaseException | None = None) -> Reply:
    return replace(reply(text), ending=ending, failure=failure)


def shown_words(reader: Reader) -> str:
    return "\n".join(w.text() for w in reader.view.findChildren(QLabel) if w.isVisible())


def test_what_paddock_itself_interrupted_is_said_and_goes_on(reader: Reader, qtbot: QtBot) -> None:
    reader.view.show_chat(Chat((Turn(1, "?", (ended("So far", Ending.INTERRUPTED),)),), 1))
    assert "Paddock ended while this answer was coming. What came so far is kept." in shown_words(
        reader
    )
    with qtbot.waitSignal(reader.view.continue_requested) as asked:
        reader.buttons("Continue")[0].click()
    assert asked.args == [1]
    reader.view.show_chat(Chat((Turn(1, "?", (ended("", Ending.INTERRUPTED),)),), 2))
    assert "Paddock ended before an answer came." in shown_words(reader)
    assert not reader.buttons("Continue")
    assert reader.buttons("Retry")


@pytest.mark.parametrize("ending", Ending)
def test_an_answer_that_was_cut_short_can_be_continued_at_the_end_only(
    reader: Reader, ending: Ending
) -> None:
    cut = Turn(1, "?", (ended("So far", ending),))
    is_cut = ending not in (Ending.DONE, Ending.FAILED)
    reader.view.show_chat(Chat((cut,), 1))
    assert bool(reader.buttons("Continue")) == is_cut
    reader.view.show_chat(Chat((cut, Turn(2, "?", (reply("!"),))), 2))
    assert not reader.buttons("Continue")


def test_a_failure_of_an_earlier_run_is_told_by_its_name(reader: Reader, qtbot: QtBot) -> None:
    for id, (kind, words) in enumerate(
        (
            ("MalformedLine", "The server sent something that is not the protocol."),
            ("StreamFailed", "The server stopped with an error: out of memory"),
        )
    ):
        failure = KeptFailure(kind, "out of memory", "{}")
        turn = Turn(1, "?", (ended("So far", Ending.FAILED, failure),))
        reader.view.show_chat(Chat((turn,), id))
        assert words in shown_words(reader)
        with qtbot.waitSignal(reader.view.details_requested) as asked:
            reader.buttons("Details")[0].click()
        assert asked.args == [failure]


# ------------------------------------------------------------------------------------- going there


def test_a_message_that_was_looked_for_comes_into_view_and_is_marked(
    reader: Reader, qtbot: QtBot
) -> None:
    pairs = [(f"Question {n}?", f"{PARAGRAPH}\n\n" * 12 + f"The needle {n}.") for n in range(30)]
    reader.view.show_chat(chat(*pairs))
    reader.view.go_to_message(11, answer=False)
    question = reader.with_text("Question 10?")
    assert 0 <= reader.top(question) < 80
    shade = reader.view.grab().toImage().pixelColor(12, reader.top(question) + 5)
    assert shade == reader.view._look.tokens.color("selection")
    reader.view.go_to_message(21, answer=True, word="NEEDLE")
    text = reader.with_text("The needle 20.")
    assert isinstance(text, TextView)
    place = reader.top(text) + reader.point_of(text, text.toPlainText().index("needle")).y()
    assert 0 < place < reader.view.viewport().height()
    assert not reader.view.reading.searching.is_active
    QTest.keyClick(reader.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: reader.view._flash._row is None, timeout=5000)
    with pytest.raises(KeyError):
        reader.view.go_to_message(99, answer=True)
