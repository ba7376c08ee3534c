"""The application left alone. Arguments: data folder, address of the server, seconds."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from driver import drive
from measuring import memory

if TYPE_CHECKING:
    from driver import Driver

_SETTLE = 3.0


async def leave_alone(_driver: Driver) -> dict[str, float]:
    seconds = float(sys.argv[3])
    await asyncio.sleep(_SETTLE)
    found, before = memory(), time.process_time()
    await asyncio.sleep(seconds)
    return {**found, "idle_cpu": (time.process_time() - before) / seconds}


if __name__ == "__main__":
    drive(leave_alone)
