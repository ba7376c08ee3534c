"""Export and import as a person does them: what is to be read, keys and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from paddock.domain.exchange.values import Note
from paddock.features.exchange.export_dialog import ExportDialog
from paddock.features.exchange.gathering import Offered, Preview
from paddock.features.exchange.import_dialog import ImportDialog
from paddock.features.exchange.preview_model import PreviewModel
from paddock.features.exchange.progress import WaitDialog
from tests.features.exchange.conftest import Exchanging, long_talk, talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from paddock.kit.icons import Icons

    Run = Callable[[Any], Any]

Found = TypeVar("Found", bound=QWidget)
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


class Person:
    """Somebody in front of a dialog."""

    def __init__(self, dialog: QDialog, qtbot: QtBot) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        self.dialog = dialog

    def all(self, kind: type[Found]) -> list[Found]:
        return [widget for widget in self.dialog.findChildren(kind) if widget.isVisible()]

    def button(self, words: str) -> QAbstractButton:
        [found] = [button for button in self.all(QAbstractButton) if button.text() == words]
        return found

    def clicks(self, words: str) -> None:
        assert self.button(words).isEnabled(), words
        self.button(words).click()

    def reads(self) -> str:
        return "\n".join(label.text() for label in self.all(QLabel))

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.dialog.focusWidget(), key)

    def saves_as(self, path: Path) -> str:
        """Answers the dialog for files, and gives the name that it offered."""
        [files] = self.dialog.findChildren(QFileDialog)
        offered = files.selectedFiles()[0].rpartition("/")[2]
        files.selectFile(str(path))
        files.accept()
        return offered


def test_a_chat_is_exported_in_a_format_that_was_chosen(
    run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons, tmp_path: Path
) -> None:
    path = tmp_path / "dots.html"

    async def story() -> None:
        async with exchanging() as exchange:
            ids = await exchange.add(talk("What?", "That.", title="About dots"))
            heads = [head for head in exchange.chats.heads if head.id in ids]
            person = Person(ExportDialog(exchange.controller, heads, icons), qtbot)
            assert "1 chat: About dots" in person.reads()
            assert "other branches of a chat do not" in person.reads()
            assert person.button("With thinking").isEnabled()
            person.clicks("Paddock")
            assert "All branches" in person.reads()
            assert not person.button("With thinking").isEnabled()
            person.clicks("HTML")
            person.clicks("With thinking")
            person.clicks("Export…")
            await exchange.came(
                lambda: check(person.saves_as(path) == "About dots.html"),
                exchange.controller.exported,
            )
            assert "exported to dots.html." in person.reads()
            opened: list[str] = []
            person.dialog.folder_requested.connect(opened.append)  # type: ignore[attr-defined]
            person.clicks("Open the folder")
            assert opened == [str(path)]
            person.clicks("Close")
            assert not person.dialog.isVisible()
            assert exchange.controller.folder == str(tmp_path)

    run(story())


def test_esc_cancels_an_export_and_then_closes(
    run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons, tmp_path: Path
) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            await exchange.add(long_talk(4000), talk("Another", "One."))
            person = Person(ExportDialog(exchange.controller, exchange.chats.heads, icons), qtbot)
            assert "2 chats" in person.reads() or "2 chat(s)" in person.reads()
            assert not person.button("Modelfile").isEnabled()
            person.clicks("HTML")
            person.clicks("Export…")
            person.saves_as(tmp_path / "all.html")
            assert "Writing all.html" in person.reads()
            await exchange.came(
                lambda: person.presses(Qt.Key.Key_Escape), exchange.controller.cancelled
            )
            assert person.dialog.isVisible()
            assert person.button("Export…").isEnabled()
            assert not written(tmp_path)
            person.presses(Qt.Key.Key_Escape)
            assert not person.dialog.isVisible()

    run(story())


def test_a_failed_export_is_told_and_can_be_tried_again(
    run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons, tmp_path: Path
) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            await exchange.add(talk("What?", "That."))
            controller = exchange.controller
            dialog = ExportDialog(controller, exchange.chats.heads, icons)
            person = Person(dialog, qtbot)
            await exchange.came(
                lambda: dialog._write(str(tmp_path / "no" / "folder.md")), controller.failed
            )
            assert "The system refused it" in person.reads()
            await exchange.came(lambda: dialog._write(str(tmp_path / "a.md")), controller.exported)
            assert "exported to a.md" in person.reads()

    run(story())


def preview(*notes: Note) -> Preview:
    return Preview(
        (
            Offered(talk("First", "One.", title="New one")),
            Offered(talk("Second", "Two.", title="Old one", at=1.6e9), is_here=True),
        ),
        {},
        notes,
    )


def test_the_rows_are_a_model(qtbot: QtBot) -> None:
    model = PreviewModel(preview())
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    model.choose_all(True)
    model.setData(model.index(1, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert [one.head.title for one in model.chosen()] == ["New one"]
    assert tester.model() is model


def test_what_is_new_is_chosen_at_first_and_taken_in(
    run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons
) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            notes = (Note("loop", "New one"), Note("image_remote", "Old one"))
            dialog = ImportDialog(exchange.controller, preview(*notes), icons)
            person = Person(dialog, qtbot)
            assert "2 chat" in person.reads()
            assert "1 already here" in person.reads()
            assert "2 thing" in person.reads()
            person.clicks("Details")
            [details] = person.all(QPlainTextEdit)
            assert details.toPlainText().startswith("New one: Messages followed each other")
            [table] = person.all(QTableView)
            assert table.model().index(1, 3).data() == "Already here"
            await exchange.came(
                lambda: person.clicks(last_button(person)), exchange.controller.imported
            )
            assert exchange.titles() == ["New one"]
            assert not dialog.isVisible()

    run(story())


def test_the_keyboard_chooses(run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            person = Person(ImportDialog(exchange.controller, preview(), icons), qtbot)
            person.presses(Qt.Key.Key_Space)
            assert not person.button(last_button(person)).isEnabled()
            person.presses(Qt.Key.Key_Down)
            person.presses(Qt.Key.Key_Space)
            assert "Import 1" in last_button(person)
            person.clicks("All")
            assert "Import 2" in last_button(person)
            person.presses(Qt.Key.Key_Escape)
            assert not person.dialog.isVisible()

    run(story())


def test_nothing_to_import_is_said(
    run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons
) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            empty = Preview((), {}, (Note("unreadable", "x", 0, "no messages"),))
            person = Person(ImportDialog(exchange.controller, empty, icons), qtbot)
            assert "nothing to import" in person.reads()
            person.clicks("Close")

    run(story())


def test_waiting_can_be_cancelled_and_tells_how_it_ended(
    run: Run, exchanging: Exchanging, qtbot: QtBot, icons: Icons, tmp_path: Path
) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            controller = exchange.controller
            await exchange.add(talk("What?", "That."))

            def waits() -> Person:
                return Person(WaitDialog(controller, "Back up", "Writing", icons), qtbot)

            controller.back_up(str(tmp_path / "a.zip"))
            person = waits()
            await exchange.came(lambda: person.clicks("Cancel"), controller.cancelled)
            assert not person.dialog.isVisible()
            controller.back_up(str(tmp_path / "no" / "a.zip"))
            person = waits()
            await exchange.came(lambda: None, controller.failed)
            assert "The system refused it" in person.reads()
            person.clicks("Close")
            assert not person.dialog.isVisible()

    run(story())


def last_button(person: Person) -> str:
    return next(b.text() for b in person.all(QAbstractButton) if b.text().startswith("Import"))


def written(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith("all")]


def check(value: object) -> None:
    assert value
