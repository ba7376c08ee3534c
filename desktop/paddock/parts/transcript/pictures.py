"""The images of a message, small and side by side; one that is pressed opens large.

Reading one takes up to a second. That is done in a thread, where Qt lets go of the interpreter, and
until then something quiet of the same size stands in its place.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakSet

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind
from paddock.parts.decoding import Decoder, fitted_size, image_size
from paddock.parts.segments.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.parts.transcript.materials import Materials

_HEIGHT = 112
_WIDEST = 200
_SPACE = 8
_RADIUS = 6
_SMALL = QSize(2 * _WIDEST, 2 * _HEIGHT)
"""Pixels of a thumbnail, for a screen of twice the resolution."""
_KEPT = 64
"""Thumbnails that another look of the transcript finds again; about 20 MB."""
_Key: TypeAlias = tuple[int, int]
"""Tells one file from another: its length and hash, which Python keeps with the bytes."""


class Thumbnails(QObject):
    """The small images of a transcript. They outlive its looks: a zoom does not read them again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[_Key, QImage] = OrderedDict()
        self._asked: set[_Key] = set()
        self._waiting: WeakSet[Pictures] = WeakSet()
        self._decoder = Decoder(self)
        self._decoder.decoded.connect(self._on_decoded)

    def image(self, data: bytes, somebody: Pictures) -> QImage | None:
        """Null where it cannot be read; None while it is read, and `somebody` is told when it is."""
        key = (len(data), hash(data))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting.add(somebody)
        if key not in self._asked:
            self._asked.add(key)
            self._decoder.ask(key, data, _SMALL)
        return None

    def _on_decoded(self, key: _Key, image: QImage) -> None:
        self._asked.discard(key)
        self._kept[key] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        waiting = list(self._waiting)
        self._waiting.clear()
        for somebody in waiting:
            somebody.thumbnails_ready()


def _thumbnails_of(materials: Materials) -> Thumbnails:
    """Those of a transcript: what they are kept by lives as long as it, and no longer."""
    wishes = materials.wishes
    return wishes.findChild(Thumbnails) or Thumbnails(wishes)


class PicturesWidget(QWidget):
    """A button for each image."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACE)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._segment: Pictures | None = None
        self._buttons: list[QToolButton] = []

    def show_segment(self, segment: Pictures | None) -> None:
        """Shown again, a button stays: it may have the focus, or be pressed just now."""
        if segment is not self._segment:
            self._segment = segment
            self._make_buttons(segment.count if segment is not None else 0)
        if segment is not None:
            for index, button in enumerate(self._buttons):
                self._dress(button, segment.thumbnail(index))

    def _make_buttons(self, count: int) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for index in range(count):
            button = QToolButton()
            set_kind(button, "picture")
            button.setAccessibleName(self.tr("Image {0}").format(index + 1))
            button.clicked.connect(lambda _checked=False, place=index: self._on_chosen(place))
            self._row.addWidget(button)
            self._buttons.append(button)

    def _dress(self, button: QToolButton, thumbnail: QPixmap) -> None:
        is_readable = not thumbnail.isNull()
        size = thumbnail.deviceIndependentSize().toSize().expandedTo(QSize(1, 1))
        size = size if is_readable else QSize(_HEIGHT, _HEIGHT)
        button.setFixedSize(size)
        button.setIconSize(size)
        button.setIcon(QIcon(thumbnail))
        button.setText("" if is_readable else self.tr("Not readable"))

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
        self._shown: dict[int, QPixmap] = {}
        self._sizes: dict[int, QSize] = {}

    @staticmethod
    def width_of(count: int) -> int:
        """Room enough for so many images."""
        return count * _WIDEST + (count - 1) * _SPACE

    @property
    def count(self) -> int:
        return len(self._images)

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
        if index not in self._sizes:
            size = image_size(self._images[index])
            self._sizes[index] = fitted_size(size, _SMALL) if size.isValid() else QSize()
        size = self._sizes[index]
        patch = QImage(
            QSize(2 * _HEIGHT, 2 * _HEIGHT) if size.isEmpty() else size,
            QImage.Format.Format_RGB32,
        )
        patch.fill(QColor(self.materials.look.tokens.line))
        return _rounded(patch)

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
        self._shown = {}


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
