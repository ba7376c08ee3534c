"""Images from encoded files: their size at once, their pixels from a thread.

Reading one takes up to a second, in which Qt lets go of the interpreter.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

if TYPE_CHECKING:
    from collections.abc import Hashable

_MOST_PIXELS = 300_000_000
"""Half as much again as the largest camera of a phone. Qt's own limit is on what is kept of them."""
_TURN = 15
"""Milliseconds between two looks at what the thread has read."""


def image_size(data: bytes) -> QSize:
    """How large an image says it is, turned as its camera says; not valid where it does not say.

    Nothing is decoded.
    """
    buffer = _opened(data)
    return _turned_size(QImageReader(buffer))


def read_image(data: bytes, most: QSize) -> QImage:
    """An image no larger than `most`, turned as its camera says; null where it cannot be read, or
    is absurdly large. Takes as long as decoding does: see Decoder.
    """
    buffer = _opened(data)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = _turned_size(reader)
    if size.width() * size.height() > _MOST_PIXELS:
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


def _opened(data: bytes) -> QBuffer:
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
        self._worker = _Worker()
        self._timer = QTimer(self, interval=_TURN)
        self._timer.timeout.connect(self._take)
        self.destroyed.connect(self._worker.forget)

    def ask(self, name: Hashable, data: bytes, most: QSize) -> None:
        """`decoded` brings the image, no larger than `most`, under that name."""
        self._worker.add(name, data, most)
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


class _Worker:
    """The thread. It knows nothing of the QObject that it works for, which may be gone first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wishes: deque[tuple[Hashable, bytes, QSize]] = deque()
        self._done: list[tuple[Hashable, QImage]] = []
        self._round = 0
        self._thread: threading.Thread | None = None

    def add(self, name: Hashable, data: bytes, most: QSize) -> None:
        with self._lock:
            self._wishes.append((name, data, most))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="images")
                self._thread.start()

    def take(self) -> tuple[list[tuple[Hashable, QImage]], bool]:
        """What was read since it was last asked, and whether that is all."""
        with self._lock:
            done, self._done = self._done, []
            return done, self._thread is None

    def forget(self) -> None:
        """The thread ends after the image that it is reading, which nobody gets to see."""
        with self._lock:
            self._wishes.clear()
            self._done.clear()
            self._round += 1

    def _run(self) -> None:
        while (wish := self._next()) is not None:
            current, name, data, most = wish
            image = read_image(data, most)
            with self._lock:
                if current == self._round:
                    self._done.append((name, image))

    def _next(self) -> tuple[int, Hashable, bytes, QSize] | None:
        with self._lock:
            if self._wishes:
                return self._round, *self._wishes.popleft()
            self._thread = None
            return None
