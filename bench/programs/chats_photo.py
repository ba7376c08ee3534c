"""A photo of 48 megapixels is dropped on the window.

Arguments: data folder, address of a server, the store to copy.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QImage

from chats_store import take_store
from driver import drive
from measuring import memory
from watching import Gaps

if TYPE_CHECKING:
    from driver import Driver

_SIZE = QSize(8064, 6048)
_GRAIN = 8  # pixels
_SETTLE = 3.0  # what a start leaves to do
_MODEL = "demo-vision:7b"
_AFTER = 1.0
_MADE_WITHIN = 30.0


def make_photo(path: str) -> float:
    """Writes a JPEG that is as hard to pack as a picture of leaves; its size in MB."""
    small = QSize(_SIZE.width() // _GRAIN, _SIZE.height() // _GRAIN)
    noise = os.urandom(small.width() * small.height() * 3)
    image = QImage(
        noise, small.width(), small.height(), small.width() * 3, QImage.Format.Format_RGB888
    )
    smooth = Qt.TransformationMode.SmoothTransformation
    large = image.scaled(_SIZE, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    assert large.save(path, quality=85)
    return os.path.getsize(path) / 1024**2


async def attach(driver: Driver) -> dict[str, Any]:
    path = os.path.join(sys.argv[1], "photo.jpg")
    size = await asyncio.to_thread(make_photo, path)
    driver.window.sidebar.model_activated.emit(_MODEL)
    await asyncio.sleep(_SETTLE)
    composer = driver.window.chat_page.composer
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path)])
    before = memory()["rss"]
    changed = asyncio.Event()
    composer.draft_changed.connect(lambda _draft: changed.set())
    gaps = Gaps()
    gaps.start()
    begun = time.monotonic()
    assert composer.add_mime(mime)
    async with asyncio.timeout(_MADE_WITHIN):
        while not composer.draft().attachments:
            changed.clear()
            await changed.wait()
    made = time.monotonic() - begun
    await asyncio.sleep(_AFTER)
    (photo,) = composer.draft().attachments
    return {
        "gaps": gaps.stop(),
        "seconds": made,
        "width": photo.width,
        "megabytes": size,
        "more": memory()["rss"] - before,
    }


if __name__ == "__main__":
    take_store()
    drive(attach)
