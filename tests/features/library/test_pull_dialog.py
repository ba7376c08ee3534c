"""Pulling a model as a person does it: keys, buttons, and what is to be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from paddock.base.paths import resources
from paddock.demo.server import DemoServer, Fault
from paddock.domain.transfer import Transfer, begun, fold
from paddock.features.library.controller import PullController
from paddock.features.library.pull_dialog import PullDialog
from paddock.features.library.pull_progress import PullProgress
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.ollama.types import Progress
from tests.features.library.conftest import Pulling, heard

# The platform without a display says so whenever a visible window changes its least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Run = Callable[[Any], Any]
GB = 1_000_000_000
KEY = Qt.Key


@pytest.fixture
def open_dialog(qtbot: QtBot, qapp: QApplication) -> Callable[[PullController], Person]:
    icons = Icons(Theme(qapp, resources()), resources())

    def opened(pulls: PullController) -> Person:
        dialog = PullDialog(pulls, icons)
        qtbot.addWidget(dialog)
        dialog.open()
        return Person(dialog)

    return opened


class Person:
    """What somebody sees of the dialog and does with it."""

    def __init__(self, dialog: PullDialog) -> None:
        self.dialog = dialog
        fields = dialog.findChildren(QLineEdit)
        self.field = next(f for f in fields if f.accessibleName() == "Model name")
        self.bar = dialog.findChildren(QProgressBar)[0]

    def buttons(self) -> dict[str, QPushButton]:
        found = self.dialog.findChildren(QPushButton)
        return {button.text(): button for button in found if button.isVisible()}

    def reads(self) -> str:
        labels = self.dialog.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def types(self, text: str) -> None:
        self.field.selectAll()
        QTest.keyClicks(self.field, text)

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.dialog.focusWidget(), key)

    def clicks(self, button: str) -> None:
        QTest.mouseClick(self.buttons()[button], Qt.MouseButton.LeftButton)


Open = Callable[[PullController], Person]


def test_enter_pulls_and_the_model_can_be_chatted_with(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    chats: list[str] = []

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            person.dialog.chat_requested.connect(chats.append)
            assert person.dialog.windowTitle() == "Pull model"
            assert person.dialog.focusWidget() is person.field
            person.types("ollama run demo-small:1b")
            person.presses(KEY.Key_Return)
            assert set(person.buttons()) == {"Cancel download", "Hide"}
            await heard(pulls.progressed, lambda t: t.fraction > 0.2)
            assert "demo-small:1b\nDownloading\n" in person.reads()
            assert " of 1.3 GB" in person.reads()
            assert 0 < person.bar.value() < person.bar.maximum()
            await heard(pulls.finished)
            assert person.bar.value() == person.bar.maximum()
            assert "demo-small:1b is installed." in person.reads()
            assert set(person.buttons()) == {"Close", "Chat with it"}
            person.presses(KEY.Key_Return)
            assert not person.dialog.isVisible()

            person.dialog.open()
            assert set(person.buttons()) == {"Close", "Pull"}
            assert person.field.text() == ""

    run(story())
    assert chats == ["demo-small:1b"]


@pytest.mark.parametrize(
    ("typed", "said", "can_be_pulled"),
    [
        ("", "A name such as", False),
        ("ollama run", "Paste the address of a model's page.", False),
        ("qwen3", "A name such as", True),
        ("ollama pull qwen3:8b", "Pulls qwen3:8b.", True),
        ("https://ollama.com/library/qwen3", "Pulls qwen3.", True),
        ("qwen3:", "Write a tag after the “:”, or leave it out.", False),
        ("qwen3:8b:1", "“qwen3:8b” is no model", False),
        ("two words", "A model name has no spaces.", False),
        ("a/b/c/d", "“a/b” is not the name of a registry.", False),
        ("<b>x</b>/y", "“b>” is no namespace", False),
        ("m" * 300, "“" + "m" * 40 + "…" + "m" * 20 + "” is no model", False),
        ("gpt-oss:120b-cloud", "Runs at ollama.com", True),
    ],
)
def test_words_beside_the_field_tell_what_the_text_means(
    run: Run,
    demo: DemoServer,
    pulling: Pulling,
    open_dialog: Open,
    typed: str,
    said: str,
    can_be_pulled: bool,
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            person.types(typed)
            assert said in person.reads()
            assert person.buttons()["Pull"].isEnabled() is can_be_pulled
            if not can_be_pulled:
                person.presses(KEY.Key_Return)
                assert not pulls.is_running

    run(story())


def test_escape_hides_a_pull_and_never_cancels_it(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            person.types("demo-small:1b")
            person.clicks("Pull")
            await heard(pulls.progressed, lambda t: t.completed > 0)
            person.presses(KEY.Key_Escape)
            assert not person.dialog.isVisible()
            assert pulls.is_running

            another = open_dialog(pulls)
            person.dialog.open()
            for shown in (person, another):
                assert "demo-small:1b\nDownloading" in shown.reads()
                assert shown.bar.value() > 0
            person.clicks("Hide")
            await heard(pulls.finished)
            assert "is installed" in another.reads()

    run(story())
    assert not any(r.disconnected for r in demo.requests if r.path == "/api/pull")


def test_a_cancelled_pull_says_that_its_parts_stay(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            person.types("slow-model")
            person.presses(KEY.Key_Return)
            await heard(pulls.progressed, lambda t: t.completed > 0)
            assert "Cancelling keeps the parts" in person.reads()
            person.clicks("Cancel download")
            assert not pulls.is_running
            assert "The parts stay on the server" in person.reads()
            person.presses(KEY.Key_Return)
            assert pulls.is_running
            assert "The parts stay" not in person.reads()
            person.clicks("Cancel download")

    run(story())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nope:1b", "There is no nope:1b in the registry."),
        ("fail-net", "The server lost its way to the registry."),
        ("no-space", "The server's disk is full."),
        ("bad-digest", "A part arrived damaged."),
        ("new-model", "This model needs a newer Ollama."),
        ("unauth/model", "The registry does not give unauth/model to this server."),
    ],
)
def test_a_failure_is_explained_and_its_raw_reply_is_one_click_away(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open, name: str, said: str
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            raw = person.dialog.findChild(QPlainTextEdit)
            assert raw is not None
            person.types(name)
            person.presses(KEY.Key_Return)
            (error,) = await heard(pulls.failed)
            assert said in person.reads()
            assert set(person.buttons()) == {"Details", "Close", "Retry"}
            assert not raw.isVisible()
            person.clicks("Details")
            assert raw.isVisible()
            assert "POST /api/pull" in raw.toPlainText()
            assert error.raw.decode() in raw.toPlainText()

    run(story())


def test_the_name_that_the_demo_suggests_can_be_pulled(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            suggested = person.field.placeholderText()
            assert "A name such as demo-tiny or slow-model" in person.reads()
            person.types(suggested)
            person.presses(KEY.Key_Return)
            await heard(pulls.finished)
            assert f"{suggested} is installed." in person.reads()

    run(story())


def test_after_a_failure_another_name_can_be_typed_at_once(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            person.types("nope:1b")
            person.presses(KEY.Key_Return)
            await heard(pulls.failed)
            said = "There is no nope:1b in the registry."
            assert said in person.reads()
            QTest.keyClicks(person.dialog.focusWidget(), "demo-tiny")
            assert person.field.text() == "demo-tiny"
            assert said not in person.reads()
            assert set(person.buttons()) == {"Close", "Pull"}

    run(story())


def test_a_broken_connection_offers_a_retry_that_goes_on(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    demo.add_fault(Fault("/api/pull", "cut", after_lines=4))

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            person = open_dialog(pulls)
            person.types("demo-small:1b")
            person.presses(KEY.Key_Return)
            await heard(pulls.failed)
            assert "The connection to the server broke." in person.reads()
            person.presses(KEY.Key_Return)
            await heard(pulls.finished)
            assert "demo-small:1b is installed." in person.reads()

    run(story())


def test_a_pull_that_failed_unseen_is_explained_on_opening(
    run: Run, demo: DemoServer, pulling: Pulling, open_dialog: Open
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.start("nope:1b")
            await heard(pulls.failed)
            person = open_dialog(pulls)
            assert "There is no nope:1b in the registry." in person.reads()
            person.dialog.set_name("demo-tiny")
            assert person.field.text() == "demo-tiny"
            assert set(person.buttons()) == {"Close", "Pull"}

    run(story())


@pytest.fixture
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def on(completed: int) -> Progress:
    return Progress(status="pulling", digest="a", total=2 * GB, completed=completed)


def downloading(now: float) -> Transfer:
    """1.2 of 2 GB, at 80 MB/s."""
    transfer = fold(begun(now - 20), on(400_000_000), now - 10)
    return fold(transfer, on(1_200_000_000), now)


def words_of(progress: PullProgress) -> list[str]:
    return [label.text() for label in progress.findChildren(QLabel)]


@pytest.mark.usefixtures("english")
def test_figures_are_short_and_in_the_users_locale(qtbot: QtBot) -> None:
    progress = PullProgress()
    qtbot.addWidget(progress)
    progress.show_transfer(begun(time.monotonic()))
    assert words_of(progress) == ["Asking the server", ""]
    progress.show_transfer(downloading(time.monotonic()))
    assert words_of(progress) == ["Downloading", "1.2 of 2.0 GB · 80 MB/s · 10 s left"]
    QLocale.setDefault(QLocale(QLocale.Language.German))
    progress.show_transfer(downloading(time.monotonic()))
    assert words_of(progress)[1].startswith("1,2 of 2,0 GB")


@pytest.mark.usefixtures("english")
def test_silence_is_told_in_seconds_that_go_on(qtbot: QtBot) -> None:
    progress = PullProgress()
    qtbot.addWidget(progress)
    now = time.monotonic()
    progress.show_transfer(downloading(now - 11.7))
    assert words_of(progress) == ["Stalled for 11 s", "1.2 of 2.0 GB"]
    qtbot.waitUntil(lambda: words_of(progress)[0] == "Stalled for 12 s")
    verifying = fold(downloading(now - 200), Progress(status="verifying sha256 digest"), now - 130)
    progress.show_transfer(verifying)
    assert words_of(progress)[0] == "Verifying for 2 min: may take minutes without news"
