"""The parameters panel: type, slide, choose, take back, and see what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QWidget,
)

from paddock.base.paths import resources
from paddock.domain.parameters import OPTIONS, Overrides
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.parameter_panel import WIDTH, ParameterPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

# The offscreen platform says so for each window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Control = TypeVar("Control", bound=QWidget)
BRINGS: dict[str, Any] = {"temperature": 0.6, "num_ctx": 32768, "stop": ("<|im_end|>",)}


class Person:
    """Uses the panel through names, as a screen reader does."""

    def __init__(self, panel: ParameterPanel) -> None:
        self.panel = panel
        self.sent: list[Overrides] = []
        panel.overrides_changed.connect(self.sent.append)

    def find(self, kind: type[Control], name: str) -> Control:
        found = [w for w in self.panel.findChildren(kind) if w.accessibleName() == name]
        assert len(found) == 1, f"{len(found)} named {name}"
        return found[0]

    def enter(self, name: str, text: str) -> None:
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def press(self, kind: type[Control], name: str) -> None:
        QTest.mouseClick(self.find(kind, name), Qt.MouseButton.LeftButton)

    def reads(self, words: str) -> bool:
        labels = self.panel.findChildren(QLabel)
        return any(words in label.text() and label.isVisible() for label in labels)

    def open(self, title: str) -> None:
        self.press(QPushButton, title)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, resources(), "light")
    yield theme
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def person(qtbot: QtBot, theme: Theme) -> Person:
    panel = ParameterPanel(Icons(theme, resources()))
    qtbot.addWidget(panel)
    panel.set_model("qwen3:8b", frozenset({"completion", "thinking"}), BRINGS)
    panel.resize(WIDTH, 2000)
    panel.show()
    qtbot.waitExposed(panel)
    return Person(panel)


def test_nothing_is_sent_before_something_was_changed(person: Person) -> None:
    assert person.panel.overrides() == Overrides()
    assert person.sent == []
    field = person.find(QLineEdit, "temperature")
    assert (field.text(), field.placeholderText()) == ("", "0.6")
    assert person.reads("model")
    assert person.find(QLineEdit, "seed").placeholderText() == "random"


def test_a_typed_value_overrides_and_reset_inherits_again(person: Person) -> None:
    person.enter("temperature", "0.2")
    assert person.sent[-1].options_json() == {"temperature": 0.2}
    assert person.reads("this chat · model 0.6")
    person.press(QToolButton, "Reset temperature")
    assert person.sent[-1] == Overrides()
    field = person.find(QLineEdit, "temperature")
    assert (field.text(), field.placeholderText()) == ("", "0.6")
    assert not person.find(QToolButton, "Reset temperature").isVisible()


def test_an_emptied_field_inherits_again(person: Person) -> None:
    person.enter("num_ctx", "8192")
    assert person.sent[-1].options_json() == {"num_ctx": 8192}
    person.enter("num_ctx", "")
    assert person.sent[-1].options_json() == {}


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("temperature", "warm", "not a number"),
        ("temperature", "-1", "the least is 0"),
        ("top_p", "1.5", "the most is 1"),
        ("num_ctx", "8k", "not a whole number"),
        ("num_predict", "0", "-1 for no limit"),
    ],
)
def test_a_value_that_cannot_be_used_is_answered_with_words(
    person: Person, name: str, typed: str, words: str
) -> None:
    field = person.find(QLineEdit, name)
    field.setText(typed)  # at once; on the way to it there may be values that can be used
    assert person.sent == []
    assert person.reads(words)
    assert words in field.accessibleDescription()
    person.press(QToolButton, f"Reset {name}")
    assert not person.reads(words)
    assert field.text() == ""


@pytest.mark.parametrize(
    ("name", "text", "sent"),
    [
        ("temperature", "0.3", Overrides(options={"temperature": 0.3})),
        ("seed", "7", Overrides(options={"seed": 7})),
        ("keep_alive", "30m", Overrides(keep_alive="30m")),
    ],
)
def test_what_an_assistive_technology_writes_counts(
    person: Person, name: str, text: str, sent: Overrides
) -> None:
    tree = QAccessible.queryAccessibleInterface(person.find(QLineEdit, name))
    tree.editableTextInterface().replaceText(0, 0, text)
    assert person.sent == [sent]


def test_a_refused_value_leaves_the_last_good_one(person: Person) -> None:
    person.enter("seed", "42")
    sent = len(person.sent)
    person.find(QLineEdit, "seed").setFocus()
    QTest.keyClicks(person.find(QLineEdit, "seed"), "x")
    assert len(person.sent) == sent
    assert person.panel.overrides().options_json() == {"seed": 42}


def test_a_decimal_comma_works_and_is_not_rewritten_while_typing(person: Person) -> None:
    person.enter("temperature", "0,50")
    assert person.sent[-1].options_json() == {"temperature": 0.5}
    field = person.find(QLineEdit, "temperature")
    assert field.text() == "0,50"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "0.5"


def test_values_are_written_as_the_locale_does(person: Person) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        options = Overrides().with_option("temperature", 0.25).with_option("num_ctx", 131072)
        person.panel.set_overrides(options)
        assert person.find(QLineEdit, "temperature").text() == "0,25"
        assert person.find(QLineEdit, "num_ctx").text() == "131072"
    finally:
        QLocale.setDefault(before)


def test_a_slider_and_its_field_agree(person: Person) -> None:
    slider = person.find(QSlider, "temperature slider")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert person.sent[-1].options_json() == {"temperature": 0.65}
    assert person.find(QLineEdit, "temperature").text() == "0.65"


def test_the_wheel_scrolls_the_panel_and_changes_nothing(person: Person) -> None:
    person.panel.resize(WIDTH, 300)
    for target in (
        person.find(QSlider, "temperature slider"),
        person.find(QComboBox, "keep_alive"),
    ):
        target.setFocus()
        turn = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, turn)
    assert person.sent == []


def test_a_die_gives_a_seed_that_stays(person: Person) -> None:
    person.press(QToolButton, "Roll seed")
    seed = person.sent[-1].options_json()["seed"]
    assert 0 <= seed < 2**31
    assert person.find(QLineEdit, "seed").text() == str(seed)


def test_the_system_prompt_is_sent_when_it_has_words(person: Person) -> None:
    edit = person.find(QPlainTextEdit, "System prompt")
    QTest.keyClicks(edit, "Be terse.")
    assert person.sent[-1] == Overrides(system="Be terse.")
    edit.clear()
    assert person.sent[-1] == Overrides()


@pytest.mark.parametrize(("typed", "sent"), [("24h", "24h"), ("-1", -1), ("90", 90)])
def test_keep_alive_is_typed(person: Person, typed: str, sent: int | str) -> None:
    person.enter("keep_alive", typed)
    assert person.sent[-1] == Overrides(keep_alive=sent)
    person.press(QToolButton, "Reset keep_alive")
    assert person.sent[-1] == Overrides()
    assert person.find(QLineEdit, "keep_alive").text() == ""


def test_keep_alive_is_chosen_and_given_back(person: Person) -> None:
    combo = person.find(QComboBox, "keep_alive")
    combo.setFocus()
    for _ in range(2):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert person.sent[-1] == Overrides(keep_alive="30m")
    for _ in range(2):
        QTest.keyClick(combo, Qt.Key.Key_Up)
    assert person.sent[-1] == Overrides()
    assert person.find(QLineEdit, "keep_alive").text() == ""


def test_a_keep_alive_that_the_server_refuses_is_answered_with_words(person: Person) -> None:
    person.enter("keep_alive", "1d")
    assert person.panel.overrides().keep_alive != "1d"
    assert person.reads("the units are h, m, s, ms")


@pytest.mark.parametrize(("press", "sent"), [("off", False), ("on", True), ("medium", "medium")])
def test_think_is_a_bool_or_a_level(person: Person, press: str, sent: bool | str) -> None:
    person.press(QToolButton, press)
    assert person.sent[-1] == Overrides(think=sent)
    person.press(QToolButton, "Reset think")
    assert person.sent[-1] == Overrides()


def test_think_says_why_it_cannot_be_chosen(person: Person) -> None:
    person.panel.set_model("llama3.2", frozenset({"completion", "tools"}), {})
    assert not person.find(QToolButton, "on").isEnabled()
    assert person.reads("this model cannot think")


def test_another_model_brings_other_values_but_takes_no_override(person: Person) -> None:
    person.enter("temperature", "0.2")
    sent = len(person.sent)
    person.panel.set_model("llama3.2", frozenset(), {"top_k": 20})
    assert len(person.sent) == sent
    assert person.find(QLineEdit, "temperature").text() == "0.2"
    assert person.reads("this chat · server default 0.8")
    assert person.find(QLineEdit, "top_k").placeholderText() == "20"


def test_another_chat_shows_its_own_overrides(person: Person) -> None:
    person.enter("temperature", "0.2")
    sent = len(person.sent)
    other = Overrides(system="Be kind.", keep_alive=-1, think=False).with_option("num_gpu", 0)
    person.panel.set_overrides(other)
    assert len(person.sent) == sent
    assert person.panel.overrides() == other
    assert person.find(QLineEdit, "temperature").text() == ""
    assert person.find(QLineEdit, "keep_alive").text() == "-1"
    assert person.find(QPlainTextEdit, "System prompt").toPlainText() == "Be kind."
    # The section opened by itself: an override must not hide.
    assert person.find(QLineEdit, "num_gpu").text() == "0"
    assert person.reads("this chat · reloads the model")


def test_a_bool_and_a_list_are_overridden_too(person: Person) -> None:
    person.open("Runtime")
    person.open("More sampling")
    person.press(QToolButton, "false")
    lines = person.find(QPlainTextEdit, "stop")
    assert lines.placeholderText() == "<|im_end|>"
    QTest.keyClicks(lines, "END")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClicks(lines, r"\n\n")
    assert person.sent[-1].options_json() == {"stop": ["END", "\n\n"], "use_mmap": False}
    person.press(QToolButton, "Reset stop")
    person.press(QToolButton, "Reset use_mmap")
    assert person.sent[-1] == Overrides()
    assert lines.toPlainText() == ""


def test_every_option_of_the_catalogue_can_be_reached(person: Person) -> None:
    person.open("Runtime")
    person.open("More sampling")
    named = {widget.accessibleName() for widget in person.panel.findChildren(QWidget)}
    assert set(OPTIONS) <= named


def test_what_will_be_sent_can_be_read(person: Person) -> None:
    person.panel.set_preview('{"model": "qwen3:8b"}')
    person.open("Will be sent")
    shown = person.find(QPlainTextEdit, "Will be sent")
    assert shown.toPlainText() == '{"model": "qwen3:8b"}'
    assert shown.isReadOnly()
    person.panel.set_preview("{}")
    assert shown.toPlainText() == "{}"


def test_the_panel_scrolls_in_one_direction_only(person: Person) -> None:
    for title in ("Runtime", "More sampling", "Will be sent"):
        person.open(title)
    person.panel.resize(WIDTH, 400)
    scroll = person.panel.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.verticalScrollBar().maximum() > 0
    person.panel.resize(280, 400)  # the least that the window gives it
    body = scroll.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= scroll.viewport().width()


def test_tab_goes_through_the_panel_from_top_to_bottom(person: Person) -> None:
    person.panel.activateWindow()
    person.find(QPlainTextEdit, "System prompt").setFocus()
    passed: list[str] = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        passed.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    order = ["System prompt", "keep_alive", "on", "Sampling", "temperature", "temperature slider"]
    assert passed[: len(order)] == order
