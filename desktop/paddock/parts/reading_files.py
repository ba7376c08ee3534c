"""Files that are attached: read, prepared and kept in a thread, one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from paddock.base.errors import KnownError
from paddock.domain.attachment import Attachment
from paddock.parts.background import Background
from paddock.parts.decoding import read_image
from paddock.parts.preparing import THUMBNAIL, Refused, prepare, thumbnail_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from paddock.parts.preparing import Source

Keep: TypeAlias = Callable[[bytes], tuple[str, str]]
"""Writes the bytes of an attachment where they stay, and tells their SHA-256 and path.

Called in the thread. Raises OSError or KnownError.
"""

_TURN = 15
"""Milliseconds between two looks at what the thread has done."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that is kept, and how it looks small; a null image where it has no looks."""

    attachment: Attachment
    thumbnail: QImage


class FileReader(QObject):
    """Makes attachments of files while the person goes on."""

    read = Signal(int, object)  # ticket, Read | Refused
    thumbnail_read = Signal(str, object)  # SHA-256, QImage: null where unreadable

    def __init__(self, keep: Keep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._worker = Background("attachments")
        self._timer = QTimer(self, interval=_TURN)
        self._timer.timeout.connect(self._take)
        self.destroyed.connect(self._worker.forget)

    def ask(self, ticket: int, source: Source, most_side: int, *, can_see: bool) -> None:
        """`read` brings what came of it, under that ticket."""
        self._worker.add(ticket, partial(_read, self._keep, source, most_side, can_see=can_see))
        self._timer.start()

    def ask_thumbnail(self, attachment: Attachment) -> None:
        """`thumbnail_read` brings how an image that is kept looks small."""
        self._worker.add(attachment.sha256, partial(_thumbnail, attachment.path))
        self._timer.start()

    def forget(self, ticket: int) -> None:
        """What was asked for under a ticket is not wanted any more."""
        self._worker.forget_one(ticket)

    async def aclose(self) -> None:
        """Gives up what is not read yet; returns when the thread is at its end."""
        self._worker.forget()
        self._timer.stop()
        await asyncio.to_thread(self._worker.join)

    def _take(self) -> None:
        done, is_idle = self._worker.take()
        if is_idle:
            self._timer.stop()
        for key, result in done:
            if isinstance(key, int):
                self.read.emit(key, result)
            else:
                self.thumbnail_read.emit(key, result)


def _read(keep: Keep, source: Source, most_side: int, *, can_see: bool) -> Read | Refused:
    made = prepare(source, most_side, can_see=can_see)
    if isinstance(made, Refused):
        return made
    try:
        sha256, path = keep(made.data)
    except KnownError as error:
        return Refused(made.name, "not kept", error.raw)
    except OSError as error:
        return Refused(made.name, "not kept", error.strerror or str(error))
    size = len(made.data)
    kept = Attachment(made.kind, made.name, sha256, size, path, made.width, made.height)
    return Read(kept, made.thumbnail)


def _thumbnail(path: str) -> QImage:
    side = 4 * THUMBNAIL
    return thumbnail_of(read_image(path, QSize(side, side)))
