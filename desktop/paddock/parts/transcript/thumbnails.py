"""The small images of a transcript, read from their files in a thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject

from paddock.parts.decoding import Decoder

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from paddock.domain.attachment import Attachment

_KEPT = 64
"""Thumbnails that another look of the transcript finds again; about 20 MB."""


class Waiting(Protocol):
    """Somebody who shows thumbnails."""

    def thumbnails_ready(self) -> None: ...
    def __hash__(self) -> int: ...


class Thumbnails(QObject):
    """They outlive the looks of a transcript: a zoom does not read them again.

    An image is known by the SHA-256 of its file, so the same one is read once wherever it stands.
    """

    def __init__(self, most: QSize, parent: QObject) -> None:
        super().__init__(parent)
        self._most = most
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._waiting: WeakSet[Waiting] = WeakSet()
        self._decoder = Decoder(self)
        self._decoder.decoded.connect(self._on_decoded)

    def image(self, attachment: Attachment, somebody: Waiting) -> QImage | None:
        """Null where it cannot be read; None while it is read, and `somebody` is told when it is."""
        key = attachment.sha256
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting.add(somebody)
        if key not in self._asked:
            self._asked.add(key)
            self._decoder.ask(key, attachment.path, self._most)
        return None

    def _on_decoded(self, key: str, image: QImage) -> None:
        self._asked.discard(key)
        self._kept[key] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        waiting = list(self._waiting)
        self._waiting.clear()
        for somebody in waiting:
            somebody.thumbnails_ready()
