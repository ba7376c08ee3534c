"""Messages are searched: by the store, and by a person who looks at the side bar.

Arguments: data folder, address of a server, the store to copy.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import TYPE_CHECKING, Any

from chats_store import COMMON, RARE, RARE_PAIR, take_store
from chats_watching import Painting
from driver import drive
from paddock.shell.conversation_filter import FilterField
from paddock.shell.found_view import FoundView
from watching import Gaps

if TYPE_CHECKING:
    from driver import Driver

_SETTLE = 3.0
_TIMES = 9
_BETWEEN = 0.1
_QUERIES = {
    "common": COMMON,
    "rare": RARE,
    "nowhere": "qwertz",
    "two_common": f"{COMMON} of",
    "common_and_rare": f"{COMMON} {RARE}",
    "phrase": f'"of {COMMON}"',
    "one_chinese": "河",
    "two_chinese": "河流",
    "rare_chinese": RARE_PAIR,
    "mixed": f"代码 {RARE}",
    "letter_1": "s",
    "letter_2": "se",
    "letter_3": "ser",
    "letter_4": "sere",
}
_EMPTY = ("nowhere",)


async def search(driver: Driver) -> dict[str, Any]:
    await asyncio.sleep(_SETTLE)
    chats = driver.session.chats
    found: dict[str, float] = {}
    first: dict[str, float] = {}
    for name, words in _QUERIES.items():
        costs = []
        for _ in range(_TIMES):
            before = time.perf_counter()
            messages = await chats.find(words)
            costs.append((time.perf_counter() - before) * 1000)
            assert bool(messages) == (name not in _EMPTY), name
        found[name], first[name] = statistics.median(costs), costs[0]
    held = [words for name, words in _QUERIES.items() if name not in _EMPTY]
    shown = [await _shown(driver, words) for words in held]
    gaps = Gaps()
    gaps.start()
    for words in held:
        await _shown(driver, words)
    return {"found": found, "first": first, "slowest_shown": max(shown), "gaps": gaps.stop()}


async def _shown(driver: Driver, words: str) -> float:
    """Milliseconds from the end of the pause after typing to the paint of what was found."""
    field = driver.window.sidebar.findChild(FilterField)
    view = driver.window.sidebar.findChild(FoundView)
    assert field is not None
    assert view is not None
    painting = Painting(view.viewport())
    asked: list[float] = []
    field.search_requested.connect(lambda _words: asked.append(time.monotonic()))
    field.setText(words)
    shown = await painting.over(lambda: bool(asked) and view.shown > 0 and view.isVisible())
    field.clear()
    await asyncio.sleep(_BETWEEN)
    assert not view.shown
    return (shown - asked[0]) * 1000


if __name__ == "__main__":
    take_store()
    drive(search)
