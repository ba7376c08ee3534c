"""One answer of 2,000 tokens while the side bar lists many chats, or none.

Arguments: data folder, address, the prompt, the store to copy or `empty`. The figures are those of
app_stream.py, and how often the list was brought up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_stream import stream
from chats_store import take_store
from driver import drive

if TYPE_CHECKING:
    from collections.abc import Callable

    from driver import Driver


async def stream_and_count(driver: Driver) -> dict[str, Any]:
    """The list is told of its chats through the model, whoever does it."""
    items = driver.window.sidebar._chats.items
    counts = {"show_chats": 0, "set_working": 0}

    def counted(name: str, method: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            counts[name] += 1
            method(*arguments)

        return call

    for name in counts:
        setattr(items, name, counted(name, getattr(items, name)))
    report = await stream(driver)
    assert report["is_done"]
    del report["text"]
    return report | counts | {"rows": items.rowCount()}


if __name__ == "__main__":
    take_store()
    drive(stream_and_count)
