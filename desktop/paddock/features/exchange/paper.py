"""A PDF of conversations: their HTML laid out on pages of A4, in a thread that Qt knows."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QObject,
    QRectF,
    QSizeF,
    Qt,
    QThread,
    QUrl,
    Slot,
)
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from paddock.base.compat import override
from paddock.base.paths import resources
from paddock.domain.exchange.files import from_data_uri
from paddock.features.exchange.work import Cancelled
from paddock.features.exchange.writing import failure, in_slices, remove, sync

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paddock.features.exchange.work import Work
    from paddock.features.exchange.writing import Feed

_DPI = 96
"""Of the page: a pixel of the style is one of CSS."""
_MARGIN = 18  # millimetres
_FOOT = 28
_CHUNK = 12_000
"""Characters of HTML."""
_TAGS = {
    "</span> <p>": "</span> ",
    "<header>": '<p class="head">',
    "</header>": "</p>",
    '<div class="text">': '<p class="ask" style="white-space: pre-wrap">',
    "</div>": "</p>",
    "<footer>": '<p class="small">',
    "</footer>": "</p>",
    "<details><summary>": '<p class="small">',
    "</summary>": "</p>",
    "</details>": "",
    "<figure>": "<p>",
    "</figure>": "</p>",
    "<figcaption>": '<br><span class="small">',
    "</figcaption>": "</span>",
}
"""What Qt takes for no blocks; tags of what was said are escaped and none of these."""
_BODY = "<body>\n"
_ARTICLE = "<article"


async def write_pdf(path: str, pieces: Iterator[str], feed: Feed, work: Work) -> None:
    """Lays out the pieces of a page of HTML. Raises StorageError and Cancelled; no file is left."""
    part = f"{path}.part"
    sections = await _sections(pieces, feed, work)
    data = await _printed(sections, work)
    work.check()
    try:
        await asyncio.to_thread(_write, part, data)
        os.replace(part, path)
    except OSError as error:
        raise failure(error, path) from error
    finally:
        remove(part)


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
        sync(file)


async def _sections(pieces: Iterator[str], feed: Feed, work: Work) -> list[str]:
    """The body of the page, an article in each."""
    sections: list[str] = []
    current: list[str] = []
    async for piece in in_slices(pieces, feed, work):
        if piece.startswith((_ARTICLE, "<hr>\n<h1>")) and current:
            sections.append("".join(current))
            current.clear()
        text = piece.partition(_BODY)[2] if piece.startswith("<!DOCTYPE") else piece
        for tag, known in _TAGS.items():
            if tag in text:
                text = text.replace(tag, known)
        current.append(text)
    return [*sections, "".join(current)]


async def _printed(sections: Sequence[str], work: Work) -> bytes:
    """The pages, made in a thread that has ended afterwards. Raises Cancelled."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    thread = QThread()
    printer = _Printer(sections, work)
    printer.moveToThread(thread)
    thread.started.connect(printer.run)
    # The signal comes from the thread that ends.
    thread.finished.connect(lambda: loop.call_soon_threadsafe(ended.set_result, None))
    thread.start()
    try:
        await asyncio.shield(ended)
    except asyncio.CancelledError:
        work.stop()
        await ended
        raise
    finally:
        thread.wait()
    work.check()
    return printer.data


class _Printer(QObject):
    """Lives in the thread, which it ends. A disk has no part in it: Qt does not say when it is full."""

    def __init__(self, sections: Sequence[str], work: Work) -> None:
        super().__init__()
        self._sections = sections
        self._work = work
        self.data = b""

    @Slot()
    def run(self) -> None:
        try:
            with suppress(Cancelled):
                self._print()
        finally:
            self.thread().quit()

    def _print(self) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        painter = QPainter(writer)
        try:
            paper = _Paper(writer, painter, _style())
            for done, chunk in _chunks(self._sections):
                paper.add(chunk)
                self._work.at(done, len(self._sections))
        finally:
            painter.end()
        self.data = bytes(buffer.data().data())


def _style() -> str:
    """Light, whatever the window wears."""
    styles = Path(resources(), "styles")
    colours = json.loads((styles / "tokens.json").read_text("utf-8"))["light"]
    return Template((styles / "paper.css").read_text("utf-8")).substitute(colours)


def _chunks(sections: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Sections that are laid out together: Qt holds the interpreter while it is at one of them."""
    chunk: list[str] = []
    size = 0
    for done, section in enumerate(sections, start=1):
        chunk.append(section)
        size += len(section)
        if size >= _CHUNK or done == len(sections):
            yield done, chunk
            chunk, size = [], 0


class _Paper:
    """Pages that are filled from top to bottom by one document after another."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, style: str) -> None:
        self._style = style
        self._writer = writer
        self._painter = painter
        self._room = QSizeF(writer.width(), writer.height() - _FOOT)
        self._used = 0.0
        """How much of the present page is full."""
        self._number = 0
        self._begin_page()

    def add(self, sections: Sequence[str]) -> None:
        document = self._document(sections)
        room = self._room
        for page in range(document.pageCount()):
            if page:
                self._writer.newPage()
                self._begin_page()
            top = page * room.height()
            self._painter.save()
            self._painter.translate(0, -top)
            document.drawContents(self._painter, QRectF(0, top, room.width(), room.height()))
            self._painter.restore()
        end = document.documentLayout().blockBoundingRect(document.lastBlock()).bottom()
        self._used = end - (document.pageCount() - 1) * room.height()

    def _document(self, sections: Sequence[str]) -> _Document:
        document = _Document(self._room, self._style)
        document.documentLayout().setPaintDevice(self._writer)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        self._skip_used(cursor)
        for section in sections:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertHtml(section)
        cursor.endEditBlock()
        return document

    def _skip_used(self, cursor: QTextCursor) -> None:
        """A first line as high as what is full of the page."""
        height = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        line = QTextBlockFormat()
        line.setLineHeight(self._used, height)
        cursor.setBlockFormat(line)
        small = QTextCharFormat()
        small.setFontPointSize(1)
        cursor.setBlockCharFormat(small)

    def _begin_page(self) -> None:
        self._number += 1
        foot = QRectF(0, self._room.height(), self._room.width(), _FOOT)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        font = QFont()
        font.setPointSize(8)
        self._painter.setFont(font)
        self._painter.setPen(Qt.GlobalColor.darkGray)
        self._painter.drawText(foot, side, str(self._number))


class _Document(QTextDocument):
    """Loads nothing but images that it holds itself."""

    def __init__(self, room: QSizeF, style: str) -> None:
        super().__init__()
        self._room = room
        font = QFont()
        font.setPointSize(10)
        self.setDefaultFont(font)
        self.setDefaultStyleSheet(style)
        self.setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self.setPageSize(room)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        address = name.toString() if isinstance(name, QUrl) else name
        data = from_data_uri(address) if address.startswith("data:") else None
        image = QImage.fromData(QByteArray(data)) if data else QImage()
        if image.isNull():
            return QImage(1, 1, QImage.Format.Format_ARGB32)
        # As large as it is, unless the page is smaller.
        width, height = self._room.width(), self._room.height() / 2
        image.setDevicePixelRatio(max(1.0, image.width() / width, image.height() / height))
        return image
