"""The images of a message, small and side by side; one that is pressed opens large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind
from paddock.parts.transcript.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from paddock.parts.transcript.materials import Materials

_HEIGHT = 112
_WIDEST = 200
_SPACE = 8
_RADIUS = 6


def read_image(data: bytes, most: QSize) -> QImage:
    """An image no larger than `most`, turned as its camera says; null where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _rounded(image: QImage) -> QPixmap:
    """For a screen of twice the resolution, with round corners."""
    pixmap = QPixmap(image.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    if not image.isNull():
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(pixmap.rect()), 2 * _RADIUS, 2 * _RADIUS)
        painter.setClipPath(corners)
        painter.drawImage(0, 0, image)
        painter.end()
    pixmap.setDevicePixelRatio(2.0)
    return pixmap


class PicturesWidget(QWidget):
    """A button for each image."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACE)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._segment: Pictures | None = None
        self._buttons: list[QToolButton] = []

    def show_segment(self, segment: Pictures | None) -> None:
        self._segment = segment
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        if segment is None:
            return
        for index, thumbnail in enumerate(segment.thumbnails()):
            button = QToolButton()
            set_kind(button, "picture")
            size = thumbnail.deviceIndependentSize().toSize()
            size = size if not size.isEmpty() else QSize(_HEIGHT, _HEIGHT)
            button.setFixedSize(size)
            button.setIconSize(size)
            button.setAccessibleName(self.tr("Image {0}").format(index + 1))
            if thumbnail.isNull():
                button.setText(self.tr("Not readable"))
            else:
                button.setIcon(QIcon(thumbnail))
            button.clicked.connect(lambda _checked=False, place=index: self._on_chosen(place))
            self._row.addWidget(button)
            self._buttons.append(button)

    def _on_chosen(self, index: int) -> None:
        if self._segment is not None:
            wishes = self._segment.materials.wishes
            wishes.picture_requested.emit(self._segment.turn_id, index)


class Pictures(Segment[PicturesWidget]):
    """`images` are encoded files, as they were sent."""

    gap = 4

    def __init__(self, materials: Materials, turn_id: int, images: Sequence[bytes]) -> None:
        self.materials = materials
        self.turn_id = turn_id
        self._images = images
        self._thumbnails: list[QPixmap] = []

    @staticmethod
    def width_of(count: int) -> int:
        """Room enough for so many images."""
        return count * _WIDEST + (count - 1) * _SPACE

    def thumbnails(self) -> list[QPixmap]:
        if not self._thumbnails:
            most = QSize(2 * _WIDEST, 2 * _HEIGHT)
            for data in self._images:
                self._thumbnails.append(_rounded(read_image(data, most)))
        return self._thumbnails

    @classmethod
    @override
    def make_widget(cls) -> PicturesWidget:
        return PicturesWidget()

    @override
    def estimate(self, width: int) -> int:
        return _HEIGHT + _SPACE

    @override
    def measure(self, width: int) -> int:
        return _HEIGHT + _SPACE

    @override
    def fill(self, widget: PicturesWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: PicturesWidget) -> None:
        widget.show_segment(None)

    @override
    def drop(self) -> None:
        self._thumbnails = []
