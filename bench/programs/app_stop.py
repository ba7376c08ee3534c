"""Stop is pressed in the middle of streams. Arguments: data folder, address, how often."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from driver import drive

if TYPE_CHECKING:
    from driver import Driver

_CHARACTERS = 300
_PAUSE = 0.3
"""Seconds between Stop and the next question, less than a person takes."""


async def stop_often(driver: Driver) -> dict[str, list[float]]:
    pressed = []
    for _ in range(int(sys.argv[3])):
        driver.send("/long 5000")
        await driver.grown(_CHARACTERS)
        pressed.append(time.monotonic())
        driver.button("Stop").click()
        await driver.settled()
        await asyncio.sleep(_PAUSE)
    return {"pressed": pressed}


if __name__ == "__main__":
    drive(stop_often)
