"""One long answer, from Send to its last paint.

Arguments: data folder, address, the prompt; `probe` to watch the event loop and the updates as well,
which costs CPU itself; `warm` to ask for a small answer before.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Any

from comparing import differing_segments
from driver import drive
from measuring import spread
from paddock.domain.reply import Ending
from watching import Flushes, Gaps, Paints

if TYPE_CHECKING:
    from driver import Driver

_LAST_PAINT = 1.0
_SETTLE = 1.0
_SMALL = "Show me a list, a table and code"


async def stream(driver: Driver) -> dict[str, Any]:
    await asyncio.sleep(_SETTLE)  # what a start leaves to do is not part of the answer
    page = driver.window.chat_page
    if "warm" in sys.argv:
        driver.send(_SMALL)
        await driver.settled()
        await asyncio.sleep(_SETTLE)
    is_probed = "probe" in sys.argv
    gaps, flushes = Gaps(), Flushes(page, driver.window) if is_probed else None
    paints = Paints(page.transcript.viewport())
    if is_probed:
        gaps.start()
    before, begun = time.process_time(), time.monotonic()
    driver.send(sys.argv[3])
    await driver.settled()
    ended = time.monotonic()
    await asyncio.sleep(_LAST_PAINT)
    cpu = time.process_time() - before
    assert paints.count, "nothing was painted"
    report: dict[str, Any] = {
        "cpu": cpu,
        "seconds": ended - begun,
        "shown_at": max(ended, paints.last),
        "paints": paints.count,
        "text": driver.text(),
        "is_done": _ending(driver) is Ending.DONE,
        "is_at_end": _is_at_end(driver),
    }
    if flushes is not None:
        report |= {"gaps": gaps.stop(), "flushes": spread(flushes.costs)}
        report |= {"updates": len(flushes.costs)}
    return report | {"wrong_in_widgets": differing_segments(page.transcript, driver.text())}


def _ending(driver: Driver) -> Ending | None:
    reply = driver.chat.chat.turns[-1].reply
    return reply.ending if reply is not None else None


def _is_at_end(driver: Driver) -> bool:
    bar = driver.window.chat_page.transcript.verticalScrollBar()
    return bar.value() == bar.maximum()


if __name__ == "__main__":
    drive(stream)
