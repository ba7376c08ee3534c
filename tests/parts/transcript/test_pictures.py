"""The images of a question: small, side by side, and read while the person goes on."""

from __future__ import annotations

import hashlib
import struct
import threading
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from paddock.domain.attachment import Attachment
from paddock.domain.chat import Chat, Turn
from paddock.parts.decoding import image_size, read_image
from paddock.parts.transcript.view import Transcript
from tests.parts.transcript.transcripts import reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from paddock.parts.look import Look
    from tests.parts.transcript.transcripts import Reader

SMALL = QSize(400, 224)
RED, BLUE = QColor("#c02020"), QColor("#2040c0")


def file_of(width: int, height: int, color: QColor = RED, kind: bytes = b"png") -> bytes:
    """An encoded image of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(color)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def turned(width: int, height: int, color: QColor = RED) -> bytes:
    """A photo whose camera was held upright, as its EXIF says: it is seen `height` wide."""
    jpeg = file_of(width, height, color, b"jpeg")
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)  # orientation: to be turned by 90 degrees
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is as large as that."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@pytest.fixture
def asked_with(tmp_path: Path) -> Callable[..., Chat]:
    """A chat whose question has images, kept in files as an attachment is."""

    def asked(*images: bytes, id: int = 1) -> Chat:
        kept = tuple(attached(tmp_path, data) for data in images)
        turn = Turn(7, "What is it?", (reply("A picture."),), attachments=kept)
        return Chat(id=id, turns=(turn,))

    return asked


def attached(folder: Path, data: bytes) -> Attachment:
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / sha256
    path.write_bytes(data)
    size = image_size(data)
    width, height = (size.width(), size.height()) if read_image(data, SMALL).width() else (0, 0)
    return Attachment("image", "photo.png", sha256, len(data), str(path), width, height)


def buttons(reader: Reader) -> list[QToolButton]:
    """The images in view, line by line."""
    found = [
        button
        for button in reader.view.findChildren(QToolButton)
        if button.property("kind") == "picture" and button.isVisible()
    ]
    return sorted(found, key=lambda button: (button.y(), button.x()))


def colour(button: QToolButton) -> QColor:
    """What its middle is painted with."""
    image = button.icon().pixmap(button.iconSize()).toImage()
    return image.pixelColor(QPoint(image.width() // 2, image.height() // 2))


def is_near(one: QColor, other: QColor) -> bool:
    parts = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return all(abs(part) < 12 for part in parts)


def until_shown(qtbot: QtBot, reader: Reader, *colours: QColor) -> None:
    qtbot.waitUntil(
        lambda: (
            [is_near(colour(b), c) for b, c in zip(buttons(reader), colours, strict=True)]
            == [True] * len(colours)
        )
    )


def test_a_patch_of_the_final_size_stands_there_until_an_image_is_read(
    reader: Reader, qtbot: QtBot, look: Look, asked_with: Callable[..., Chat]
) -> None:
    reader.view.show_chat(asked_with(file_of(2000, 1000), file_of(300, 900, BLUE)))
    before = buttons(reader)
    sizes = [button.size() for button in before]
    assert sizes == [QSize(200, 100), QSize(37, 112)]
    assert [colour(button).name().upper() for button in before] == [look.tokens.line] * 2
    before[1].setFocus()
    until_shown(qtbot, reader, RED, BLUE)
    # The same buttons, which keep the focus and may be pressed just then.
    assert buttons(reader) == before
    assert [button.size() for button in before] == sizes


def test_an_image_that_is_pressed_is_asked_for(
    reader: Reader, qtbot: QtBot, asked_with: Callable[..., Chat]
) -> None:
    reader.view.show_chat(asked_with(file_of(20, 20), file_of(400, 300, BLUE)))
    with qtbot.waitSignal(reader.view.picture_requested) as asked:
        QTest.mouseClick(buttons(reader)[1], Qt.MouseButton.LeftButton)
    assert asked.args == [7, 1]


@pytest.mark.parametrize(
    "data", [b"", b"no image at all", file_of(60, 60)[:40], bomb(60_000, 60_000)]
)
def test_what_cannot_be_read_is_said_and_the_others_are_shown(
    reader: Reader, qtbot: QtBot, data: bytes, asked_with: Callable[..., Chat]
) -> None:
    reader.view.show_chat(asked_with(data, file_of(400, 200, BLUE)))
    qtbot.waitUntil(lambda: is_near(colour(buttons(reader)[1]), BLUE))
    assert buttons(reader)[0].text() == "Not readable"
    assert buttons(reader)[0].size() == QSize(112, 112)


def test_an_image_stands_as_its_camera_was_held(
    reader: Reader, qtbot: QtBot, asked_with: Callable[..., Chat]
) -> None:
    data = turned(800, 600)
    assert image_size(data) == QSize(600, 800)
    assert read_image(data, QSize(400, 224)).size() == QSize(168, 224)
    reader.view.show_chat(asked_with(data))
    assert buttons(reader)[0].size() == QSize(84, 112)
    until_shown(qtbot, reader, RED)
    assert buttons(reader)[0].size() == QSize(84, 112)


@pytest.mark.parametrize("size", [(1, 9000), (9000, 1), (1, 1)])
def test_no_image_is_too_narrow_to_be_read(size: tuple[int, int]) -> None:
    image = read_image(file_of(*size), QSize(400, 224))
    assert not image.isNull()
    assert image.width() <= 400
    assert image.height() <= 224


def test_another_zoom_does_not_read_them_again(
    reader: Reader, qtbot: QtBot, look: Look, asked_with: Callable[..., Chat]
) -> None:
    reader.view.show_chat(asked_with(file_of(400, 200)))
    until_shown(qtbot, reader, RED)
    reader.view.set_look(replace(look, zoom=1.5))
    assert is_near(colour(buttons(reader)[0]), RED)


def test_another_chat_shows_its_own_images(
    reader: Reader, qtbot: QtBot, asked_with: Callable[..., Chat]
) -> None:
    reader.view.show_chat(asked_with(file_of(400, 200)))
    reader.view.show_chat(asked_with(file_of(400, 200, BLUE), id=2))
    until_shown(qtbot, reader, BLUE)


def test_the_same_image_twice_is_shown_twice(
    reader: Reader, qtbot: QtBot, asked_with: Callable[..., Chat]
) -> None:
    reader.view.show_chat(asked_with(file_of(400, 200), file_of(400, 200)))
    until_shown(qtbot, reader, RED, RED)


def test_more_images_than_are_kept_are_all_shown(
    reader: Reader, qtbot: QtBot, asked_with: Callable[..., Chat]
) -> None:
    images = [file_of(8, 8 + index) for index in range(70)]
    reader.view.show_chat(asked_with(*images))
    until_shown(qtbot, reader, *[RED] * 70)


def test_the_window_may_close_while_images_are_read(
    qtbot: QtBot, look: Look, asked_with: Callable[..., Chat]
) -> None:
    images = [file_of(3000, 2000, QColor(index, 0, 0)) for index in range(6)]
    view = Transcript(look)
    view.resize(700, 500)
    view.show()
    view.show_chat(asked_with(*images))
    reading = [thread for thread in threading.enumerate() if thread.name == "images"]
    with qtbot.waitSignal(view.destroyed):
        view.deleteLater()
    for thread in reading:
        thread.join(5)
        assert not thread.is_alive()
