"""What goes with a message: pasted, dropped or chosen, read in a thread, shown, and taken away again."""

from __future__ import annotations

import base64
import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from paddock.base.paths import resources
from paddock.domain.attachment import Attachment
from paddock.domain.conversations import Draft
from paddock.features.chat.attachment_items import ENTRY
from paddock.features.chat.attachment_mime import is_attachable
from paddock.features.chat.attachment_refusals import RefusalsDialog
from paddock.features.chat.attachment_tiles import remove_box
from paddock.features.chat.composer import Composer
from paddock.features.chat.note_bar import NoteBar
from paddock.kit.drop_overlay import DropOverlay
from paddock.kit.elided import ElidedLabel
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from tests.parts.transcript.test_pictures import BLUE, RED, file_of, is_near

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from typing import Any

    from pytestqt.qtbot import QtBot

NOTHING = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
GREEN = QColor("#20a040")


class Writer:
    """Somebody who attaches files to what they write."""

    def __init__(self, qtbot: QtBot, folder: Path, icons: Icons) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.gate = threading.Event()
        """While it is not set, no file gets ready."""
        self.gate.set()
        self.sent: list[Draft] = []
        self.drafts: list[Draft] = []
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.composer = Composer(icons, self.keep)
        self.composer.set_model("llava:7b")
        self.composer.send_requested.connect(self.sent.append)
        self.composer.draft_changed.connect(self.drafts.append)
        self.overlay = DropOverlay("Drop images or text files to attach them", is_attachable)
        self.overlay.install(self.page)
        self.overlay.dropped.connect(self.composer.add_mime)
        column = QVBoxLayout(self.page)
        column.addStretch(1)
        column.addWidget(self.composer)
        self.page.resize(700, 700)
        self.page.show()
        self.page.activateWindow()
        self.composer.edit.setFocus()

    def keep(self, data: bytes) -> tuple[str, str]:
        assert threading.current_thread() is not threading.main_thread()
        self.gate.wait(20)
        digest = hashlib.sha256(data).hexdigest()
        path = self.folder / digest
        path.write_bytes(data)
        return digest, str(path)

    def has(self, name: str, data: bytes) -> str:
        """A file that lies on their disk."""
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def until_read(self) -> None:
        self.qtbot.waitUntil(lambda: "being read" not in self.hint())

    def pastes(self, mime: QMimeData) -> None:
        QGuiApplication.clipboard().setMimeData(mime)
        QTest.keyClick(self.composer.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.until_read()

    def drags(self, mime: QMimeData, target: QWidget) -> bool:
        """Into the page, over a part of it. Whether it may be dropped there."""
        event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, LEFT, NOTHING)
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    def drops(self, mime: QMimeData, target: QWidget | None = None) -> None:
        target = target if target is not None else self.page
        assert self.drags(mime, target)
        event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, LEFT, NOTHING)
        QApplication.sendEvent(target, event)
        self.until_read()

    @property
    def tiles(self) -> QListView:
        [view] = self.composer.findChildren(QListView)
        return view

    @property
    def attached(self) -> tuple[Attachment, ...]:
        return self.composer.draft().attachments

    def names(self) -> list[str]:
        """Those of the tiles, also of files that are still read."""
        model = self.tiles.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def spoken(self) -> list[str]:
        role = Qt.ItemDataRole.AccessibleTextRole
        model = self.tiles.model()
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    def note(self) -> str:
        notes = [note.text() for note in self.composer.findChildren(NoteBar)]
        return "\n".join(note for note in notes if note)

    def hint(self) -> str:
        [label] = self.composer.findChildren(ElidedLabel)
        return label.text()

    def button(self, name: str) -> QAbstractButton:
        buttons = self.composer.findChildren(QAbstractButton)
        return max(
            (b for b in buttons if b.accessibleName() == name), key=QAbstractButton.isVisible
        )

    def pixel(self, row: int) -> QColor:
        """What is in the middle of a tile."""
        box = self.tiles.visualRect(self.tiles.model().index(row, 0))
        image = self.tiles.viewport().grab().toImage()
        return image.pixelColor(box.center() * image.devicePixelRatio())


@pytest.fixture
def writer(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Writer]:
    theme = Theme(qapp, resources(), "light")
    writer = Writer(qtbot, tmp_path, Icons(theme, resources()))
    yield writer
    writer.gate.set()
    QGuiApplication.clipboard().clear()
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


def files(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def drawn(color: QColor) -> QImage:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(color)
    return image


# -------------------------------------------------------------------------------------- ways in


def test_an_image_that_is_pasted_can_be_sent_without_words(writer: Writer) -> None:
    mime = QMimeData()
    mime.setImageData(drawn(RED))
    writer.pastes(mime)
    [file] = writer.attached
    assert (file.kind, file.name, file.width, file.height) == ("image", "Pasted image", 80, 60)
    assert QImage(file.path).size() == QSize(80, 60)
    assert is_near(writer.pixel(0), RED)
    assert writer.drafts[-1] == Draft("", (file,))
    QTest.keyClick(writer.composer.edit, Qt.Key.Key_Return)
    assert writer.sent == [Draft("", (file,))]
    assert writer.composer.draft().is_empty
    assert not writer.tiles.isVisible()
    assert not writer.button("Send").isEnabled()


def test_files_that_are_pasted_are_attached_in_their_order(writer: Writer) -> None:
    image = writer.has("a photo.webp", file_of(300, 200, BLUE, b"webp"))
    notes = writer.has("notes.md", "# 合同\n".encode("gb18030"))
    writer.pastes(files(image, notes))
    photo, text = writer.attached
    assert (photo.kind, photo.name, photo.width) == ("image", "a photo.webp", 300)
    assert Path(photo.path).read_bytes()[:2] == b"\xff\xd8"
    assert QImage(photo.path).size() == QSize(300, 200)
    assert (text.kind, text.name, text.size) == ("text", "notes.md", len("# 合同\n".encode()))
    assert writer.composer.draft().text == ""
    assert writer.spoken() == ["a photo.webp, image, 300 × 200", "notes.md, text file"]


def test_a_table_that_comes_with_a_picture_of_itself_is_pasted_as_text(writer: Writer) -> None:
    mime = QMimeData()
    mime.setText("a\tb\n1\t2")
    mime.setHtml("<table><tr><td>a</td></tr></table>")
    mime.setImageData(drawn(RED))
    writer.pastes(mime)
    assert writer.composer.draft() == Draft("a\tb\n1\t2")


def test_the_files_of_the_picker_are_attached_and_it_opens_there_again(
    writer: Writer, qtbot: QtBot
) -> None:
    path = writer.has("photo.png", file_of(40, 40))
    writer.button("Attach image").click()
    [dialog] = writer.composer.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    dialog.setDirectory(str(writer.folder))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.selectFile(path)
        dialog.accept()
    writer.until_read()
    assert [file.name for file in writer.attached] == ["photo.png"]
    writer.button("Attach image").click()
    [dialog] = writer.composer.findChildren(QFileDialog)
    assert dialog.directory().path() == str(writer.folder)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


@pytest.mark.parametrize("over", ["the page", "the text"])
def test_files_are_dropped_on_the_whole_page(writer: Writer, over: str) -> None:
    target = writer.page if over == "the page" else writer.composer.edit.viewport()
    mime = files(writer.has("photo.png", file_of(40, 40)))
    assert writer.drags(mime, target)
    assert writer.overlay.isVisible()
    assert writer.overlay.size() == writer.page.size()
    QApplication.sendEvent(target, QDragLeaveEvent())
    assert not writer.overlay.isVisible()
    writer.drops(mime, target)
    assert not writer.overlay.isVisible()
    assert [file.name for file in writer.attached] == ["photo.png"]


def test_words_are_dropped_into_the_text_as_ever(writer: Writer) -> None:
    mime = QMimeData()
    mime.setText("words")
    assert not writer.drags(mime, writer.page)
    assert writer.drags(mime, writer.composer.edit.viewport())
    assert not writer.overlay.isVisible()


def dragged_from_browser(*, with_image: bool) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/pictures/a%20cat.png?size=2")])
    mime.setText("https://example.org/pictures/a%20cat.png?size=2")
    mime.setHtml('<img class="x" src="https://example.org/pictures/a%20cat.png?size=2">')
    if with_image:
        mime.setData("image/png", file_of(60, 60, GREEN))
    return mime


def test_a_picture_from_a_browser_is_taken_from_the_drop(writer: Writer) -> None:
    writer.drops(dragged_from_browser(with_image=True))
    assert [file.name for file in writer.attached] == ["a cat.png"]
    assert is_near(writer.pixel(0), GREEN)


def test_a_picture_that_is_only_an_address_is_not_fetched(writer: Writer) -> None:
    writer.drops(dragged_from_browser(with_image=False))
    assert writer.note() == (
        "The picture itself was not in the drop, only its address. Save or copy the image, then "
        "paste it."
    )
    assert not writer.attached
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/an/article")])
    assert not writer.drags(mime, writer.page)


@pytest.mark.parametrize("kind", ["text/uri-list", "text/html"])
def test_an_address_that_holds_the_picture_is_decoded(writer: Writer, kind: str) -> None:
    address = "data:image/png;base64," + base64.b64encode(file_of(60, 60, BLUE)).decode()
    mime = QMimeData()
    if kind == "text/html":
        mime.setHtml(f'<IMG alt="" src="{address}">')
    else:
        mime.setData(kind, address.encode())
    writer.drops(mime)
    assert is_near(writer.pixel(0), BLUE)


# ---------------------------------------------------------------------------------- while reading


def test_nothing_is_sent_while_a_file_is_read(writer: Writer) -> None:
    writer.gate.clear()
    writer.composer.edit.setPlainText("Look")
    writer.composer.add_files([writer.has("photo.png", file_of(40, 40))])
    assert writer.hint() == "Files are still being read"
    assert writer.spoken() == ["photo.png, being read"]
    QTest.keyClick(writer.composer.edit, Qt.Key.Key_Return)
    assert not writer.sent
    writer.gate.set()
    writer.until_read()
    QTest.keyClick(writer.composer.edit, Qt.Key.Key_Return)
    assert [(draft.text, len(draft.attachments)) for draft in writer.sent] == [("Look", 1)]


def test_a_file_that_is_taken_away_while_it_is_read_does_not_come(writer: Writer) -> None:
    writer.gate.clear()
    paths = [writer.has(f"{place}.png", file_of(20 + place, 20)) for place in range(3)]
    writer.composer.add_files(paths)
    QTest.keyClick(writer.tiles, Qt.Key.Key_Home)
    QTest.keyClick(writer.tiles, Qt.Key.Key_Delete)
    assert writer.names() == ["1.png", "2.png"]
    writer.gate.set()
    writer.until_read()
    assert [file.name for file in writer.attached] == ["1.png", "2.png"]


def test_it_ends_while_files_are_read(
    writer: Writer, run: Callable[[Coroutine[Any, Any, None]], None]
) -> None:
    writer.gate.clear()
    paths = [writer.has(f"{place}.png", file_of(20 + place, 20)) for place in range(20)]
    writer.composer.add_files(paths)
    writer.gate.set()
    run(writer.composer.aclose())
    assert not [t for t in threading.enumerate() if t.name == "attachments"]
    assert len(list(writer.folder.glob("*"))) < 43  # those that were not begun never are


def test_after_a_drop_one_goes_on_writing(writer: Writer) -> None:
    writer.button("Attach image").setFocus()
    writer.drops(files(writer.has("a.txt", b"x")))
    assert writer.page.focusWidget() is writer.composer.edit


def test_fifty_files_come_in_their_order_and_the_faulty_are_told_at_once(
    writer: Writer, qtbot: QtBot
) -> None:
    good = [writer.has(f"{place}.png", file_of(20 + place, 20)) for place in range(47)]
    bad = [
        writer.has("cut.jpg", file_of(200, 200, kind=b"jpeg")[:600]),
        writer.has("words.png", b"No image."),
        writer.has("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ]
    paths = [*good[:20], *bad, *good[20:]]
    with qtbot.waitSignal(writer.composer.refused) as told:
        writer.composer.add_files(paths)
        assert len(writer.names()) == 50
        assert writer.tiles.height() < writer.page.height() / 3
    assert [one.name for one in told.args[0]] == ["cut.jpg", "words.png", "photo.heic"]
    assert [file.name for file in writer.attached] == [f"{place}.png" for place in range(47)]
    assert writer.note() == "3 of 50 file(s) were not attached."
    writer.button("Details").click()
    [dialog] = writer.composer.findChildren(RefusalsDialog)
    assert all(button.icon().isNull() for button in dialog.findChildren(QAbstractButton))
    [lines] = dialog.findChildren(QPlainTextEdit)
    assert lines.toPlainText().splitlines() == [
        "cut.jpg is damaged or incomplete.",
        "words.png is no image, whatever its name says.",
        "photo.heic is a HEIC photo, which neither Paddock nor Ollama reads. Export it as JPEG first.",
    ]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    writer.button("Close notice").click()
    assert writer.note() == ""
    qtbot.waitUntil(lambda: writer.composer.height() < writer.page.height() / 3)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "a.pdf: PDF and Word files cannot be attached yet."),
        ("a.mp3", b"ID3\4", "a.mp3: audio files cannot be attached yet."),
        ("a.txt", b"", "a.txt is empty."),
        ("a.bin", b"\0\1\2", "a.bin is neither an image nor text."),
        ("{0}.txt", b"\0", "{0}.txt is neither an image nor text."),
    ],
)
def test_one_that_is_refused_has_its_sentence(
    writer: Writer, name: str, data: bytes, words: str
) -> None:
    writer.composer.add_files([writer.has(name, data)])
    writer.until_read()
    assert writer.note() == words
    assert writer.composer.draft().is_empty
    writer.composer.add_files([writer.has("good.txt", b"x")])
    writer.until_read()
    assert writer.note() == ""


def test_a_disk_that_takes_nothing_is_told(writer: Writer) -> None:
    folder = writer.folder
    path = writer.has("a.txt", b"x")
    writer.folder = folder / "missing"
    writer.composer.add_files([path])
    writer.until_read()
    assert writer.note() == "a.txt could not be stored: No such file or directory."


def test_the_same_file_is_attached_once(writer: Writer) -> None:
    path = writer.has("a.png", file_of(40, 40))
    writer.composer.add_files([path, path, writer.has("copy of a.png", file_of(40, 40))])
    writer.until_read()
    writer.composer.add_files([path])
    writer.until_read()
    assert writer.names() == ["a.png"]
    assert writer.note() == ""


# ----------------------------------------------------------------------------------------- models


def test_for_a_model_that_cannot_see_text_files_remain(writer: Writer) -> None:
    button = writer.button("Attach image")
    assert button.toolTip() == "Attach images or text files"
    writer.composer.set_sight(False)
    assert button.toolTip() == "Attach text files (llava:7b cannot see images)"
    images = [writer.has(f"{n}.png", file_of(20 + n, 20)) for n in range(2)]
    writer.composer.add_files([*images, writer.has("a.txt", b"x")])
    writer.until_read()
    assert writer.note() == "llava:7b cannot see images."
    assert writer.names() == ["a.txt"]
    writer.composer.set_model("other:1b")  # of which nothing is known yet
    assert button.toolTip() == "Attach images or text files"
    writer.composer.add_files(images)
    writer.until_read()
    assert len(writer.names()) == 3


def test_that_a_model_cannot_see_is_said_no_longer_than_it_is_the_one(writer: Writer) -> None:
    writer.composer.set_sight(False)
    writer.composer.add_files([writer.has("a.png", file_of(20, 20))])
    writer.until_read()
    writer.composer.set_model("llava:7b")
    assert writer.note() == "a.png was not attached: llava:7b cannot see images."
    writer.composer.set_sight(True)
    assert writer.note() == ""
    writer.composer.add_files([writer.has("a.bin", b"\0\1\2")])
    writer.until_read()
    writer.composer.set_model("other:1b")
    assert writer.note() == "a.bin is neither an image nor text."


def test_that_a_model_cannot_see_is_said_once(writer: Writer) -> None:
    warning = "llava:7b cannot see: 1 image of this chat will not be sent."
    writer.composer.set_sight(False)
    writer.composer.set_warning(warning)
    writer.composer.add_files([writer.has("a.png", file_of(20, 20))])
    writer.until_read()
    writer.composer.set_warning(warning)
    assert writer.note() == "a.png was not attached: llava:7b cannot see images."
    writer.button("Close notice").click()
    assert writer.note() == warning
    writer.composer.add_files([writer.has("a.bin", b"\0\1\2")])
    writer.until_read()
    assert sorted(writer.note().splitlines()) == ["a.bin is neither an image nor text.", warning]
    writer.composer.set_warning("")
    assert writer.note() == "a.bin is neither an image nor text."


# ------------------------------------------------------------------------------------- taking away


def attach_three(writer: Writer) -> None:
    paths = [writer.has(f"{place}.png", file_of(100 + place, 100)) for place in range(3)]
    writer.composer.add_files(paths)
    writer.until_read()
    QTest.qWait(1)


def test_the_sign_on_a_tile_removes_it(writer: Writer) -> None:
    attach_three(writer)
    box = writer.tiles.visualRect(writer.tiles.model().index(1, 0))
    QTest.mouseClick(writer.tiles.viewport(), LEFT, NOTHING, box.center())
    assert len(writer.attached) == 3
    QTest.mouseClick(writer.tiles.viewport(), LEFT, NOTHING, remove_box(box).center())
    assert [file.name for file in writer.attached] == ["0.png", "2.png"]
    assert writer.drafts[-1].attachments == writer.attached


def test_the_keyboard_reaches_the_tiles_and_removes_them(writer: Writer, qtbot: QtBot) -> None:
    attach_three(writer)
    with qtbot.waitActive(writer.page):
        writer.page.activateWindow()
    edit = writer.composer.edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert writer.page.focusWidget() is writer.tiles
    QTest.keyClick(writer.tiles, Qt.Key.Key_Right)
    QTest.keyClick(writer.tiles, Qt.Key.Key_Delete)
    assert [file.name for file in writer.attached] == ["0.png", "2.png"]
    QTest.keyClick(writer.tiles, Qt.Key.Key_Delete)
    QTest.keyClick(writer.tiles, Qt.Key.Key_Backspace)
    assert writer.attached == ()
    assert writer.page.focusWidget() is edit
    assert not writer.tiles.isVisible()


def test_the_tiles_are_named_for_assistive_technology(writer: Writer) -> None:
    attach_three(writer)
    seen = QAccessible.queryAccessibleInterface(writer.tiles)
    assert seen is not None
    assert seen.text(QAccessible.Text.Name) == "Attachments"
    names = [seen.child(place).text(QAccessible.Text.Name) for place in range(seen.childCount())]
    assert "0.png, image, 100 × 100" in names


# ------------------------------------------------------------------------------------ drafts, edits


def test_a_draft_brings_its_attachments_and_their_small_images(
    writer: Writer, qtbot: QtBot
) -> None:
    digest, path = hashlib.sha256(b"x").hexdigest(), writer.has("kept", file_of(90, 90, GREEN))
    image = Attachment("image", "kept.png", digest, 100, path, 90, 90)
    writer.composer.set_draft(Draft("of last time", (image,)))
    assert writer.composer.draft() == Draft("of last time", (image,))
    assert writer.drafts == []
    qtbot.waitUntil(lambda: is_near(writer.pixel(0), GREEN))
    writer.composer.set_draft(Draft("another"))
    assert writer.attached == ()
    assert not writer.tiles.isVisible()


def test_attachments_are_put_away_during_an_edit_and_go_on_being_read(writer: Writer) -> None:
    attach_three(writer)
    writer.gate.clear()
    writer.composer.add_files([writer.has("late.png", file_of(40, 40))])
    edited = Attachment("text", "of the message.txt", "0" * 64, 9, "")
    told = len(writer.drafts)
    writer.composer.begin_edit(Draft("Why?", (edited,)))
    assert writer.names() == ["of the message.txt"]
    QTest.keyClick(writer.tiles, Qt.Key.Key_Home)
    QTest.keyClick(writer.tiles, Qt.Key.Key_Delete)
    assert writer.composer.draft() == Draft("Why?")
    writer.gate.set()
    QTest.keyClick(writer.composer.edit, Qt.Key.Key_Escape)
    assert writer.names()[:3] == ["0.png", "1.png", "2.png"]
    assert len(writer.drafts) == told
    writer.until_read()
    assert [file.name for file in writer.attached][3:] == ["late.png"]


def test_a_file_gets_ready_for_the_chat_that_it_was_added_in(writer: Writer, qtbot: QtBot) -> None:
    finished: list[tuple[object, str]] = []
    writer.composer.finished_elsewhere.connect(lambda key, file: finished.append((key, file.name)))
    writer.composer.set_draft(Draft("one"), 1)
    attach_three(writer)
    writer.gate.clear()
    writer.composer.add_files(
        [writer.has(name, b"x" + name.encode()) for name in ("a.txt", "b.txt")]
    )
    writer.composer.begin_edit(Draft("Why?"))
    writer.composer.add_files([writer.has("of the edit.txt", b"y")])
    writer.composer.set_draft(Draft("two"), 2)
    assert (writer.names(), writer.hint()[:5]) == ([], "Enter")
    told = len(writer.drafts)
    writer.composer.add_files([writer.has("c.txt", b"c"), writer.has("empty.txt", b"")])
    writer.gate.set()
    writer.until_read()
    assert finished == [(1, "a.txt"), (1, "b.txt")]
    assert writer.names() == ["c.txt"]
    assert writer.note() == "empty.txt is empty."
    assert all(len(draft.attachments) < 2 for draft in writer.drafts[told:])


def test_a_file_of_a_chat_that_is_come_back_to_is_still_being_read(writer: Writer) -> None:
    writer.gate.clear()
    finished: list[object] = []
    writer.composer.finished_elsewhere.connect(lambda *one: finished.append(one))
    writer.composer.set_draft(Draft("one"), 1)
    writer.composer.add_files([writer.has("a.txt", b"x")])
    writer.composer.set_draft(Draft("two"), 2)
    writer.composer.set_draft(Draft("one"), 1)
    assert writer.spoken() == ["a.txt, being read"]
    writer.gate.set()
    writer.until_read()
    assert [file.name for file in writer.attached] == ["a.txt"]
    assert finished == []


def test_a_file_that_is_refused_after_the_chat_was_left_is_told(
    writer: Writer, qtbot: QtBot
) -> None:
    writer.gate.clear()
    writer.composer.set_draft(Draft("one"), 1)
    writer.composer.add_files([writer.has("a.txt", b"x"), writer.has("b.txt", b"")])
    writer.composer.set_draft(Draft("two"), 2)
    with qtbot.waitSignal(writer.composer.refused):
        writer.gate.set()
    assert writer.note() == "b.txt is empty."


def test_up_edits_no_message_where_there_are_attachments(writer: Writer, qtbot: QtBot) -> None:
    attach_three(writer)
    with qtbot.assertNotEmitted(writer.composer.edit_last_requested):
        QTest.keyClick(writer.composer.edit, Qt.Key.Key_Up)


def test_the_rows_obey_the_rules_of_models(writer: Writer) -> None:
    attach_three(writer)
    model = writer.tiles.model()
    reporting = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, reporting)
    path = writer.has("a.txt", b"x")
    writer.composer.add_files([path, path, writer.has("b.txt", b"")])
    writer.until_read()
    writer.composer.begin_edit(Draft("x"))
    writer.composer.end_edit()
    assert writer.names() == ["0.png", "1.png", "2.png", "a.txt"]
    assert model.index(3, 0).data(ENTRY).attachment.kind == "text"
    tester.deleteLater()
