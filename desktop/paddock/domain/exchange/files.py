"""The bytes of attachments: what they are, and how they are named and written within a text."""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from paddock.domain.attachment import Attachment

if TYPE_CHECKING:
    from paddock.domain.exchange.values import ReadFile

_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_LONGEST_NAME = 200


def image_type(data: bytes) -> str:
    """The media type of an image by its first bytes; empty for anything else, SVG too."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def data_uri(data: bytes) -> str:
    """An image as `data:…;base64,…`; empty for what is no image."""
    kind = image_type(data)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else ""


def from_data_uri(address: str) -> bytes | None:
    """The bytes of an image in a data URI; None where there is none."""
    head, comma, body = address.partition(",")
    if not comma or not head.lower().endswith(";base64"):
        return None
    data = from_base64(body)
    return data if data and image_type(data) else None


def from_base64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def bytes_of(attachment: Attachment, read: ReadFile) -> bytes | None:
    """The bytes of an attachment; None where they cannot be read."""
    try:
        return read(attachment)
    except OSError:
        return None


def file_name(attachment: Attachment) -> str:
    """The name of an attachment in a folder of attachments: its hash, with an ending."""
    ending = PurePath(attachment.path).suffix or PurePath(attachment.name).suffix
    usable = ending[1:].isascii() and ending[1:].isalnum()
    return attachment.sha256 + (ending.lower() if usable else "")


class Files:
    """Takes the bytes of attachments that were found in a file, each once."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def image(self, data: bytes, name: str) -> Attachment:
        """An attachment of an image that was not measured."""
        sha256 = self._keep(data)
        known = _ENDINGS[image_type(data)]
        return Attachment("image", _name(name) or f"image{known}", sha256, len(data), "")

    def text(self, text: str, name: str) -> Attachment:
        data = text.encode()
        return Attachment("text", _name(name) or "text.txt", self._keep(data), len(data), "")

    def keep(self, data: bytes, sha256: str) -> bool:
        """Keeps bytes that are said to have this hash; False where they have another."""
        if sha256 in self.found:
            return True
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self.found[sha256] = data
        return True

    def _keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.found[sha256] = data
        return sha256


def _name(name: str) -> str:
    """The last part of a path, as a name for people."""
    return " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:_LONGEST_NAME]
