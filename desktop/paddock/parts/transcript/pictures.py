"""The images of a message, small and side by side; one that is pressed opens large.

Until one is read, something quiet of the same size stands in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind, set_state
from paddock.kit.tips import plain_tip
from paddock.parts.decoding import fitted_size
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.thumbnails import Thumbnails
from paddock.parts.transcript.wrapping import width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from paddock.domain.attachment import Attachment
    from paddock.parts.transcript.materials import Materials

_HEIGHT = 112
_WIDEST = 200
_SPACE = 8
_RADIUS = 6
_SMALL = QSize(2 * _WIDEST, 2 * _HEIGHT)
"""Pixels of a thumbnail, for a screen of twice the resolution."""


def _thumbnails_of(materials: Materials) -> Thumbnails:
    """Those of a transcript: what they are kept by lives as long as it, and no longer."""
    wishes = materials.wishes
    return wishes.findChild(Thumbnails) or Thumbnails(_SMALL, wishes)


class PicturesWidget(QWidget):
    """A button for each image."""

    def __init__(self) -> None:
        super().__init__()
        self._segment: Pictures | None = None
        self._buttons: list[QToolButton] = []

    def show_segment(self, segment: Pictures | None) -> None:
        """Shown again, a button stays: it may have the focus, or be pressed just now."""
        if segment is not self._segment:
            self._segment = segment
            self._make_buttons(segment)
        if segment is not None:
            for index, button in enumerate(self._buttons):
                self._dress(button, segment.thumbnail(index))
            self._lay_out()

    def _make_buttons(self, segment: Pictures | None) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        if segment is None:
            return
        for index, size in enumerate(segment.sizes):
            button = QToolButton(self)
            set_kind(button, "picture")
            button.setAccessibleName(self.tr("Image {0}").format(index + 1))
            button.setToolTip(plain_tip(segment.name(index)))
            button.setFixedSize(size)
            button.setIconSize(size)
            button.clicked.connect(lambda _checked=False, place=index: self._on_chosen(place))
            button.show()
            self._buttons.append(button)

    def _dress(self, button: QToolButton, thumbnail: QPixmap) -> None:
        button.setIcon(QIcon(thumbnail))
        button.setText(self.tr("Not readable") if thumbnail.isNull() else "")
        set_state(button, "broken", thumbnail.isNull())

    def _lay_out(self) -> None:
        if self._segment is not None:
            places, _ = wrapped(self._segment.sizes, self.width(), _SPACE)
            for button, place in zip(self._buttons, places, strict=True):
                button.move(place)

    def _on_chosen(self, index: int) -> None:
        if self._segment is not None:
            wishes = self._segment.materials.wishes
            wishes.picture_requested.emit(self._segment.turn_id, index)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()


class Pictures(Segment[PicturesWidget]):
    """`images` are attachments of that kind. Their sizes are known without reading their files."""

    gap = 4

    def __init__(self, materials: Materials, turn_id: int, images: Sequence[Attachment]) -> None:
        self.materials = materials
        self.turn_id = turn_id
        self.sizes = [_small_size(image) for image in images]
        self._images = images
        self._shown: dict[int, QPixmap] = {}

    @property
    def ideal_width(self) -> int:
        """Room enough for all of them side by side."""
        return width_of(self.sizes, _SPACE)

    def name(self, index: int) -> str:
        """That of its file."""
        return self._images[index].name

    def thumbnail(self, index: int) -> QPixmap:
        """What is there of an image now; null where it cannot be read."""
        if index not in self._shown:
            image = _thumbnails_of(self.materials).image(self._images[index], self)
            if image is None:
                return self._placeholder(index)
            self._shown[index] = _rounded(image)
        return self._shown[index]

    def thumbnails_ready(self) -> None:
        """Some are there that were asked for."""
        self.stale = True
        self.materials.relayout()

    def _placeholder(self, index: int) -> QPixmap:
        """A patch of the size that the image is going to have."""
        patch = QImage(self.sizes[index] * 2, QImage.Format.Format_RGB32)
        patch.fill(QColor(self.materials.look.tokens.line))
        return _rounded(patch)

    @classmethod
    @override
    def make_widget(cls) -> PicturesWidget:
        return PicturesWidget()

    @override
    def estimate(self, width: int) -> int:
        return wrapped(self.sizes, width, _SPACE)[1] + _SPACE

    @override
    def fill(self, widget: PicturesWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: PicturesWidget) -> None:
        widget.show_segment(None)

    @override
    def drop(self) -> None:
        self._shown = {}


def pictures_height(count: int, width: int) -> int:
    """A guess for so many images whose sizes have not been looked at."""
    in_a_line = max(1, (width + _SPACE) // (_HEIGHT * 4 // 3 + _SPACE))
    return -(-count // in_a_line) * (_HEIGHT + _SPACE)


def _small_size(image: Attachment) -> QSize:
    """How large an image stands there; a square where its size is not known."""
    size = QSize(image.width, image.height)
    if size.isEmpty():
        return QSize(_HEIGHT, _HEIGHT)
    small = fitted_size(size, _SMALL)
    # As a pixmap for a screen of twice the resolution says of itself.
    return QSize(round(small.width() / 2), round(small.height() / 2)).expandedTo(QSize(1, 1))


def _rounded(image: QImage) -> QPixmap:
    """For a screen of twice the resolution, with round corners; null for an image that is."""
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
