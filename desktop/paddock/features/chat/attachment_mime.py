"""What a paste or a drop holds that can be attached. Nothing is fetched from the network for it."""

from __future__ import annotations

import base64
import binascii
import os
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from paddock.parts.file_kinds import IMAGE_ENDINGS
from paddock.parts.preparing import Source

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff")
"""The first that is there is taken: its bytes are decoded in a thread, while Qt's own type is here."""
_IMAGE = "application/x-qt-image"
_ADDRESS = re.compile(r"\s*[a-zA-Z][\w+.-]*:\S+\s*\Z")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_MOST_HTML = 20_000_000
"""Characters in which a picture is looked for, which may be in there itself."""


def is_attachable(mime: QMimeData) -> bool:
    """Whether it is more than text."""
    if any(url.isLocalFile() for url in mime.urls()):
        return True
    if _is_text(mime):
        return False
    return _has_image(mime) or bool(_data_address(mime)) or is_picture_address(mime)


def sources_of(mime: QMimeData) -> tuple[Source, ...]:
    """The files, or else the image. Empty where there is only text, which is not read here.

    Of a table copied from an office program, which comes as text and as an image of it, the text is
    meant.
    """
    paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if paths:
        return files(paths)
    if _is_text(mime):
        return ()
    name = _name(mime)
    for format in _ENCODED:
        if mime.hasFormat(format):
            return (Source(name, data=bytes(mime.data(format).data())),)
    if mime.hasFormat(_IMAGE):
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return (Source(name, image=image),)
    address = _data_address(mime)
    return (Source(name, data=_data(address)),) if address else ()


def files(paths: list[str]) -> tuple[Source, ...]:
    return tuple(Source(os.path.basename(path.rstrip("/\\")) or path, path) for path in paths)


def is_picture_address(mime: QMimeData) -> bool:
    """Whether it says where a picture is on the web, and does not have it."""
    if _is_text(mime):
        return False
    if any(_WEB.match(address) for address in _pictures(mime)):
        return True
    return any(_ending(address) in IMAGE_ENDINGS for address in _web_addresses(mime))


def _is_text(mime: QMimeData) -> bool:
    """Whether there are words: a browser gives the address of a picture as its text."""
    text = mime.text() if mime.hasText() else ""
    return bool(text.strip()) and not _ADDRESS.match(text) and not mime.hasUrls()


def _has_image(mime: QMimeData) -> bool:
    return mime.hasFormat(_IMAGE) or any(mime.hasFormat(format) for format in _ENCODED)


def _pictures(mime: QMimeData) -> list[str]:
    return _PICTURE.findall(mime.html()[:_MOST_HTML]) if mime.hasHtml() else []


def _web_addresses(mime: QMimeData) -> list[str]:
    return [url.toString() for url in mime.urls() if url.scheme() in ("http", "https")]


def _data_address(mime: QMimeData) -> str:
    """The first picture that is an address which holds it (RFC 2397)."""
    listed = bytes(mime.data("text/uri-list").data()).decode("utf-8", "replace").split()
    found = (text for text in (*listed, *_pictures(mime)) if text.startswith("data:image/"))
    return next(found, "")


def _data(address: str) -> bytes:
    head, _, body = address.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body))
    except (binascii.Error, ValueError):
        return body.encode("utf-8", "replace")  # which is no image, and refused as that


def _name(mime: QMimeData) -> str:
    addresses = (*_web_addresses(mime), *(a for a in _pictures(mime) if _WEB.match(a)))
    name = next((unquote(a.split("?")[0].rpartition("/")[2]) for a in addresses), "")
    return name or QCoreApplication.translate("Attachments", "Pasted image")


def _ending(address: str) -> str:
    return address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rpartition(".")[2].lower()
