"""Images from encoded files: their size at once, their pixels from a thread.

Reading one takes up to a second, in which Qt lets go of the interpreter. A file is given as its
bytes, or by its path.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from paddock.parts.background import Background

if TYPE_CHECKING:
    from collections.abc import Hashable

MOST_PIXELS = 300_000_000
"""Half as much again as the largest camera of a phone. Qt's own limit is on what is kept of them."""
_TURN = 15
"""Milliseconds between two looks at what the thread has read."""


def image_size(data: bytes | str) -> QSize:
    """How large an image says it is, turned as its camera says; not valid where it does not say.

    Nothing is decoded.
    """
    with reader_of(data) as reader:
        return _turned_size(reader)


def read_image(data: bytes | str, most: QSize) -> QImage:
    """An image no larger than `most`, turned as its camera says; null where it cannot be read, or
    is absurdly large. Takes as long as decoding does: see Decoder.
    """
    with reader_of(data) as reader:
        reader.setAutoTransform(True)
        size = _turned_size(reader)
        if size.width() * size.height() > MOST_PIXELS:
            return QImage()
        if size.isValid():
            fitted = fitted_size(size, most)
            if fitted != size:
                # What is scaled is the image as it is stored.
                reader.setScaledSize(fitted.transposed() if _is_turned(reader) else fitted)
        image = reader.read()
    if image.width() > most.width() or image.height() > most.height():
        image = image.scaled(fitted_size(image.size(), most))
    has_alpha = image.hasAlphaChannel()
    formats = QImage.Format
    # As a screen wants it, so that nothing is left to be done when it is shown.
    image.convertTo(formats.Format_ARGB32_Premultiplied if has_alpha else formats.Format_RGB32)
    return image


@contextmanager
def reader_of(data: bytes | str) -> Iterator[QImageReader]:
    """What reads a file, and lets go of it at the end: some formats do so when they are destroyed,
    and Python might have destroyed the file before.
    """
    device = _opened(data)
    reader = QImageReader(device)
    try:
        yield reader
    finally:
        reader.setDevice(None)  # type: ignore[arg-type]


def _opened(data: bytes | str) -> QIODevice:
    if isinstance(data, str):
        file = QFile(data)
        file.open(QIODevice.OpenModeFlag.ReadOnly)
        return file
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def _is_turned(reader: QImageReader) -> bool:
    """Whether width and height are exchanged by the way its camera was held."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def _turned_size(reader: QImageReader) -> QSize:
    size = reader.size()
    return size.transposed() if size.isValid() and _is_turned(reader) else size


def fitted_size(size: QSize, most: QSize) -> QSize:
    """Made smaller, if it must be, until it fits; a hair stays one pixel wide."""
    if size.width() <= most.width() and size.height() <= most.height():
        return size
    return size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


class Decoder(QObject):
    """Reads images in a thread that lives while there is something to read."""

    decoded = Signal(object, object)  # what it was asked for as, QImage: null where unreadable

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Background("images")
        self._timer = QTimer(self, interval=_TURN)
        self._timer.timeout.connect(self._take)
        self.destroyed.connect(self._worker.forget)

    def ask(self, name: Hashable, data: bytes | str, most: QSize) -> None:
        """`decoded` brings the image, no larger than `most`, under that name."""
        self._worker.add(name, partial(read_image, data, most))
        self._timer.start()

    def forget(self) -> None:
        """Whatever has not come yet is not wanted any more."""
        self._worker.forget()

    def _take(self) -> None:
        done, is_idle = self._worker.take()
        if is_idle:
            self._timer.stop()
        for name, image in done:
            self.decoded.emit(name, image)
