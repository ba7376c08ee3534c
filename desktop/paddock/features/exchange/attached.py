"""The bytes of attachments for those who write them into a file and cannot wait for a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paddock.domain.attachment import Attachment

_MOST = 256 * 1024 * 1024
"""Bytes that are held. What was let go of is read again when it is asked for."""


class AttachedFiles:
    """`load` in a thread, call it anywhere."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._held: dict[str, bytes] = {}
        self._size = 0

    def load(self, attachments: Iterable[Attachment]) -> None:
        """Reads them beforehand. One that cannot be read raises when it is asked for."""
        for attachment in attachments:
            if attachment.sha256 in self._held:
                continue
            try:
                data = _read(attachment.path)
            except OSError:
                continue
            self._hold(attachment.sha256, data)

    def __call__(self, attachment: Attachment) -> bytes:
        """Raises OSError."""
        held = self._held.get(attachment.sha256)
        return held if held is not None else _read(attachment.path)

    def _hold(self, sha256: str, data: bytes) -> None:
        self._held[sha256] = data
        self._size += len(data)
        while self._size > self._most:
            self._size -= len(self._held.pop(next(iter(self._held))))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
