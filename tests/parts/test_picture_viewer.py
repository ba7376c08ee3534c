"""The images of a message in a window of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton

from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.picture_viewer import PictureViewer
from tests.parts.transcript.test_pictures import BLUE, RED, bomb, file_of, is_near, turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

GREEN = QColor("#20a040")


@pytest.fixture
def icons(qapp: QApplication) -> Iterator[Icons]:
    theme = Theme(qapp, resources(), "light")
    yield Icons(theme, resources())
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


class Watcher:
    """Somebody in front of the window with the images."""

    def __init__(self, qtbot: QtBot, icons: Icons, *images: bytes, index: int = 0) -> None:
        self.qtbot = qtbot
        self.window = PictureViewer(images, index, icons)
        qtbot.addWidget(self.window)
        self.window.open()
        [self.area] = self.window.findChildren(QScrollArea)
        picture = self.area.widget()
        assert isinstance(picture, QLabel)
        self.picture = picture

    def button(self, name: str) -> QToolButton:
        buttons = self.window.findChildren(QToolButton)
        [found] = [b for b in buttons if name in (b.text(), b.accessibleName())]
        return found

    def caption(self) -> str:
        labels = [label for label in self.window.findChildren(QLabel) if label is not self.picture]
        return "\n".join(label.text() for label in labels)

    def size(self) -> QSize:
        """How large the picture stands there; 0 × 0 while there is none."""
        return self.picture.pixmap().size()

    def words(self) -> str:
        return self.picture.text()

    def sees(self, color: QColor) -> bool:
        image = self.picture.pixmap().toImage()
        return not image.isNull() and is_near(
            image.pixelColor(image.width() // 2, image.height() // 2), color
        )

    def until_sees(self, color: QColor) -> None:
        self.qtbot.waitUntil(lambda: self.sees(color))

    def presses(self, key: Qt.Key) -> None:
        """Whatever has the focus gets it."""
        focus: QWidget | None = self.window.focusWidget()
        QTest.keyClick(focus if focus is not None else self.window, key)


THREE = (file_of(300, 200), file_of(320, 240, BLUE), file_of(100, 100, GREEN))


def test_the_arrow_keys_go_through_the_images(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, *THREE)
    watcher.until_sees(RED)
    assert watcher.caption() == "300 × 200  ·  1 / 3"
    watcher.presses(Qt.Key.Key_Right)
    watcher.until_sees(BLUE)
    assert watcher.caption() == "320 × 240  ·  2 / 3"
    watcher.presses(Qt.Key.Key_Right)
    watcher.presses(Qt.Key.Key_Right)
    watcher.until_sees(GREEN)
    assert watcher.caption() == "100 × 100  ·  3 / 3"
    assert not watcher.button("Next image").isEnabled()
    watcher.presses(Qt.Key.Key_Left)
    watcher.until_sees(BLUE)


@pytest.mark.parametrize("name", ["Actual size", "Previous image", "Next image"])
def test_the_arrow_keys_do_so_on_a_button_too(qtbot: QtBot, icons: Icons, name: str) -> None:
    watcher = Watcher(qtbot, icons, *THREE, index=1)
    watcher.until_sees(BLUE)
    watcher.button(name).setFocus()
    watcher.presses(Qt.Key.Key_Left)
    watcher.until_sees(RED)
    watcher.presses(Qt.Key.Key_Right)
    watcher.until_sees(BLUE)


def test_the_buttons_go_through_the_images(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, *THREE)
    assert not watcher.button("Previous image").isEnabled()
    QTest.mouseClick(watcher.button("Next image"), Qt.MouseButton.LeftButton)
    watcher.until_sees(BLUE)
    QTest.mouseClick(watcher.button("Previous image"), Qt.MouseButton.LeftButton)
    watcher.until_sees(RED)


def test_a_click_changes_between_fitted_and_actual_size(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, file_of(3000, 1500))
    watcher.until_sees(RED)
    room = watcher.area.viewport().size()
    fitted = watcher.size()
    assert fitted.width() <= room.width()
    assert fitted.height() <= room.height()
    button = watcher.button("Actual size")
    QTest.mouseClick(watcher.picture, Qt.MouseButton.LeftButton)
    assert watcher.size() == QSize(3000, 1500)
    assert button.isChecked()
    QTest.mouseClick(watcher.picture, Qt.MouseButton.LeftButton)
    assert watcher.size() == fitted
    assert not button.isChecked()
    button.click()
    assert watcher.size() == QSize(3000, 1500)
    QTest.mouseClick(watcher.picture, Qt.MouseButton.LeftButton)
    assert watcher.size() == fitted


def test_the_keyboard_scrolls_what_is_larger_than_the_window(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, file_of(1000, 3000))
    watcher.until_sees(RED)
    bar = watcher.area.verticalScrollBar()
    watcher.button("Actual size").click()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    watcher.presses(Qt.Key.Key_Down)
    below = bar.value()
    assert below > 0
    watcher.presses(Qt.Key.Key_PageDown)
    assert bar.value() > below
    watcher.presses(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    watcher.presses(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_small_image_is_not_blown_up(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, file_of(40, 30))
    watcher.until_sees(RED)
    assert watcher.size() == QSize(40, 30)
    assert watcher.caption() == "40 × 30"


@pytest.mark.parametrize("data", [b"no image", bomb(60_000, 60_000)])
def test_one_that_cannot_be_read_has_no_size_and_keeps_its_place(
    qtbot: QtBot, icons: Icons, data: bytes
) -> None:
    watcher = Watcher(qtbot, icons, file_of(300, 200), data)
    watcher.until_sees(RED)
    watcher.presses(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: watcher.words() == "This image cannot be read.")
    assert watcher.caption() == "2 / 2"
    watcher.presses(Qt.Key.Key_Left)
    watcher.until_sees(RED)
    assert watcher.caption() == "300 × 200  ·  1 / 2"


def test_nothing_is_read_before_the_window_is_there(qtbot: QtBot, icons: Icons) -> None:
    window = PictureViewer((file_of(300, 200),), 0, icons)
    qtbot.addWidget(window)
    [area] = window.findChildren(QScrollArea)
    picture = area.widget()
    assert isinstance(picture, QLabel)
    assert picture.pixmap().isNull()
    qtbot.waitUntil(lambda: picture.pixmap().size() == QSize(300, 200))


def test_only_the_last_one_that_was_gone_to_is_shown(qtbot: QtBot, icons: Icons) -> None:
    images = [file_of(2000, 1500, QColor(10 * index, 0, 0)) for index in range(5)]
    watcher = Watcher(qtbot, icons, *images, file_of(200, 100, BLUE))
    for _ in range(5):
        watcher.presses(Qt.Key.Key_Right)
    seen: list[QSize] = []

    def is_last_seen() -> bool:
        if watcher.size() not in seen:
            seen.append(watcher.size())
        return watcher.sees(BLUE)

    qtbot.waitUntil(is_last_seen)
    assert seen == [QSize(0, 0), QSize(200, 100)]


def test_one_that_is_left_while_it_is_read_is_not_shown(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, file_of(5000, 4000), file_of(5000, 4000, BLUE))
    watcher.presses(Qt.Key.Key_Right)
    seen = set()

    def is_last_seen() -> bool:
        seen.add(watcher.sees(RED))
        return watcher.sees(BLUE)

    qtbot.waitUntil(is_last_seen)
    assert seen == {False}


def test_the_arrow_keys_do_so_after_a_click_too(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, *THREE)
    watcher.until_sees(RED)
    QTest.mouseClick(watcher.picture, Qt.MouseButton.LeftButton)
    watcher.presses(Qt.Key.Key_Right)
    watcher.until_sees(BLUE)


def test_the_caption_tells_the_true_size(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, file_of(6000, 20), turned(800, 600, BLUE))
    watcher.until_sees(RED)
    assert watcher.caption() == "6000 × 20  ·  1 / 2"
    watcher.presses(Qt.Key.Key_Right)
    watcher.until_sees(BLUE)
    assert watcher.caption() == "600 × 800  ·  2 / 2"
    assert watcher.size().height() > watcher.size().width()


def test_escape_closes_it_also_while_an_image_is_read(qtbot: QtBot, icons: Icons) -> None:
    watcher = Watcher(qtbot, icons, file_of(4000, 3000))
    with qtbot.waitSignal(watcher.window.destroyed):
        watcher.presses(Qt.Key.Key_Escape)
