"""Files made ready to go with a message: every server reads a PNG, a JPEG and text in UTF-8.

Works in any thread, and belongs into one: a photo takes up to a second, in which Qt lets go of the
interpreter where it decodes, scales while it decodes, and encodes. What holds it is kept small.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter, QPainter

from paddock.parts.decoding import MOST_PIXELS, fitted_size, reader_of
from paddock.parts.file_kinds import IMAGE_ENDINGS, IMAGES, is_whole, kind_of
from paddock.parts.safe_svg import UnsafeSvgError, safe_svg
from paddock.parts.text_files import NoTextError, text_of

if TYPE_CHECKING:
    from paddock.domain.attachment import Kind

MOST_TEXT = 1_000_000
"""Bytes of a text, as it was and in UTF-8."""
_MOST_BYTES = 100_000_000
_MOST_SIDE = 100_000
_MOST_MEGABYTES = 600
"""Of an image as Qt holds it while it is made smaller: 150 megapixels. A JPEG is never held whole."""
_MOST_PNG = 4_000_000
_QUALITY = 90
_LEAST_SVG = 1024
_MOST_SVG = 4096
THUMBNAIL = 128
"""Pixels of a side, for 64 on a screen of twice the resolution."""

Reason: TypeAlias = Literal[
    "empty",
    "folder",
    "unreadable",  # detail: the system's words
    "large",  # more than 100 MB
    "format",  # detail: the name of a format that nobody here reads
    "damaged",  # cut, or no image after all
    "huge",  # too many pixels
    "not image",  # named as one
    "document",
    "audio",
    "long text",
    "blind",  # an image, and the model cannot see
    "unknown",  # neither an image nor text
    "not kept",  # detail: the system's words
]
_NOT_YET: dict[str, Reason] = {"document": "document", "audio": "audio"}
_FORMATS = {"heic": "HEIC", "avif": "AVIF", "jxl": "JPEG XL"}


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be attached under a name: a file by its path, its bytes, an image, or text."""

    name: str
    path: str = ""
    data: bytes = b""
    image: QImage | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """`data` is a PNG, a JPEG, or UTF-8; width and height are an image's in pixels as it is seen.

    `thumbnail` is at most THUMBNAIL pixels wide and high, its middle where it is not square.
    """

    kind: Kind
    name: str
    data: bytes
    width: int = 0
    height: int = 0
    thumbnail: QImage = field(default_factory=QImage, compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot go with a message; `detail` is a name or the system's words."""

    name: str
    reason: Reason
    detail: str = ""


class _RefusedError(Exception):
    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def prepare(source: Source, most_side: int, *, can_see: bool = True) -> Prepared | Refused:
    """A file as it can be sent. Images have sides of at most `most_side` pixels, 0 for any.

    A PNG or JPEG that needs no change goes as it is. Other images become a PNG, or a JPEG where
    they were lossy and have no alpha or a PNG would be more than 4 MB; of an animation it is the
    first frame. They are turned as their camera says. Without `can_see` no image is taken.
    """
    name = _clean(source.name)
    try:
        return _prepared(source, name, most_side, can_see=can_see)
    except _RefusedError as refusal:
        return Refused(name, refusal.reason, refusal.detail)


def _clean(name: str) -> str:
    """Without what breaks a line or has no UTF-8: a file's name may hold any bytes."""
    whole = name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else " " for c in whole).strip() or "?"


def _prepared(source: Source, name: str, most_side: int, *, can_see: bool) -> Prepared:
    if source.text is not None:
        return _text(name, source.text)
    if source.image is not None:
        _check_sight(can_see)
        return _encoded(name, source.image, most_side, lossy=False)
    data = _read(source.path) if source.path else source.data
    if not data:
        raise _RefusedError("empty")
    if len(data) > _MOST_BYTES:
        raise _RefusedError("large")
    kind = kind_of(data)
    if kind in IMAGES or _is_read_here(kind):
        _check_sight(can_see)
        return _image(name, kind, data, most_side)
    if kind in _FORMATS:
        raise _RefusedError("format", _FORMATS[kind])
    if kind in _NOT_YET:
        raise _RefusedError(_NOT_YET[kind])
    return _text_file(name, data)


def _check_sight(can_see: bool) -> None:
    if not can_see:
        raise _RefusedError("blind")


def _is_read_here(kind: str) -> bool:
    """Some systems lend Qt their own decoder: macOS that for HEIC."""
    return kind in _FORMATS and QByteArray(kind.encode()) in QImageReader.supportedImageFormats()


def _read(path: str) -> bytes:
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise _RefusedError("folder")
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for without end
            raise _RefusedError("unreadable")
        if status.st_size > _MOST_BYTES:
            raise _RefusedError("large")
        with open(path, "rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise _RefusedError("unreadable", error.strerror or str(error)) from error
    except ValueError as error:  # a path with a NUL
        raise _RefusedError("unreadable") from error


# -------------------------------------------------------------------------------------------- text


def _text_file(name: str, data: bytes) -> Prepared:
    if name.rpartition(".")[2].lower() in IMAGE_ENDINGS:
        raise _RefusedError("not image")
    if len(data) > MOST_TEXT:
        raise _RefusedError("unknown" if b"\0" in data[:8192] else "long text")
    try:
        return _text(name, text_of(data))
    except NoTextError as error:
        raise _RefusedError("unknown") from error


def _text(name: str, text: str) -> Prepared:
    data = text.encode("utf-8", "replace")
    if not data:
        raise _RefusedError("empty")
    if len(data) > MOST_TEXT:
        raise _RefusedError("long text")
    return Prepared("text", name, data)


# ------------------------------------------------------------------------------------------ images


def _image(name: str, kind: str, data: bytes, most_side: int) -> Prepared:
    if not is_whole(kind, data):
        raise _RefusedError("damaged")
    if kind == "svg":
        return _drawing(name, data, most_side)
    with _reader(kind, data) as reader:
        size = _size(kind, data, reader)
        if size.width() * size.height() > MOST_PIXELS or max(size.toTuple()) > _MOST_SIDE:
            raise _RefusedError("huge")
        fitted = _fitted(size, most_side)
        is_upright = reader.transformation() == QImageIOHandler.Transformation.TransformationNone
        fits = kind in ("png", "jpeg") and fitted == size and size.isValid() and is_upright
        if fits and kind == "jpeg":
            fitted = _fitted(size, 2048)  # enough to see that it can be read
        if fitted != size:
            reader.setScaledSize(fitted)  # of the image as it is stored
        image = reader.read()
    if image.isNull():
        held = size.width() * size.height() * 4 // 2**20
        raise _RefusedError("huge" if held > _MOST_MEGABYTES else "damaged")
    if fits and image.format() != QImage.Format.Format_CMYK8888:
        width, height = size.width(), size.height()
        return Prepared("image", name, data, width, height, thumbnail_of(image))
    return _encoded(name, image, most_side, lossy=_is_lossy(kind, data))


def _size(kind: str, data: bytes, reader: QImageReader) -> QSize:
    """Of the image as it is stored; not valid where it does not say."""
    if kind == "gif":
        # Qt goes through all frames for it, and holds the interpreter.
        return QSize(*struct.unpack_from("<HH", data, 6))
    return reader.size()


def _drawing(name: str, data: bytes, most_side: int) -> Prepared:
    """An SVG on white, as large as a model can see something in it."""
    try:
        safe = safe_svg(data)
    except UnsafeSvgError as error:
        raise _RefusedError("damaged") from error
    with _reader("svg", safe) as reader:
        # To be asked for the size, Qt parses it all and holds the interpreter; to read, it does not.
        reader.setScaledSize(QSize(0, 0))
        reader.read()
        size = reader.size()
    if size.isEmpty():
        raise _RefusedError("damaged")
    side = min(max(*size.toTuple(), _LEAST_SVG), most_side or _MOST_SVG)
    keep = Qt.AspectRatioMode.KeepAspectRatio
    with _reader("svg", safe) as reader:
        reader.setScaledSize(size.scaled(side, side, keep).expandedTo(QSize(1, 1)))
        image = reader.read()
    if image.isNull():
        raise _RefusedError("damaged")
    return _encoded(name, _on_white(image), most_side, lossy=False)


@contextmanager
def _reader(kind: str, data: bytes) -> Iterator[QImageReader]:
    """Reads only as the kind that the bytes say: Qt would guess among its plugins."""
    if QImageReader.allocationLimit() != _MOST_MEGABYTES:
        QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    with reader_of(data) as reader:
        reader.setAutoDetectImageFormat(False)
        reader.setFormat(QByteArray(kind.encode()))
        reader.setAutoTransform(True)
        yield reader


def _fitted(size: QSize, most_side: int) -> QSize:
    return fitted_size(size, QSize(most_side, most_side)) if most_side else size


def _is_lossy(kind: str, data: bytes) -> bool:
    return kind in ("jpeg", *_FORMATS) or (kind == "webp" and b"VP8L" not in data[12:64])


def _encoded(name: str, image: QImage, most_side: int, *, lossy: bool) -> Prepared:
    fitted = _fitted(image.size(), most_side)
    if fitted != image.size():
        ignore = Qt.AspectRatioMode.IgnoreAspectRatio
        image = image.scaled(fitted, ignore, Qt.TransformationMode.SmoothTransformation)
    if image.format() == QImage.Format.Format_CMYK8888:
        image.convertTo(QImage.Format.Format_RGB32)
    data = b"" if lossy and not image.hasAlphaChannel() else _written(image, b"png")
    if not 0 < len(data) <= _MOST_PNG:
        image = _on_white(image) if image.hasAlphaChannel() else image
        data = _written(image, b"jpeg")
    if not data:
        raise _RefusedError("damaged")
    return Prepared("image", name, data, image.width(), image.height(), thumbnail_of(image))


def _written(image: QImage, kind: bytes) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    if kind == b"jpeg":
        writer.setQuality(_QUALITY)
    return bytes(buffer.data().data()) if writer.write(image) else b""


def _on_white(image: QImage) -> QImage:
    """What is transparent is black to a model, and so are the letters on it."""
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    return page


def thumbnail_of(image: QImage) -> QImage:
    """The middle of an image, small; null for one that is null."""
    size = image.size()
    if max(size.toTuple()) > THUMBNAIL:
        square = QSize(THUMBNAIL, THUMBNAIL)
        size = size.scaled(square, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        # A hair would become a mile.
        size = size.boundedTo(square * 4).expandedTo(QSize(1, 1))
        ignore = Qt.AspectRatioMode.IgnoreAspectRatio
        image = image.scaled(size, ignore, Qt.TransformationMode.SmoothTransformation)
    width, height = min(size.width(), THUMBNAIL), min(size.height(), THUMBNAIL)
    left, top = (size.width() - width) // 2, (size.height() - height) // 2
    return image.copy(QRect(left, top, width, height))
