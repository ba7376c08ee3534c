"""What a process says of itself, and of its event loop."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def memory() -> dict[str, float]:
    """Resident memory and the part that no other process shares, in MB. Linux only."""
    sums = {"Rss": 0.0, "Private_Clean": 0.0, "Private_Dirty": 0.0}
    with open("/proc/self/smaps_rollup", encoding="ascii") as file:
        for line in file:
            name, _, rest = line.partition(":")
            if name in sums:
                sums[name] += int(rest.split()[0]) / 1024
    return {"rss": sums["Rss"], "private": sums["Private_Clean"] + sums["Private_Dirty"]}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 99th percentile and maximum."""
    if len(values) < 2:
        return {"p50": 0.0, "p99": 0.0, "max": 0.0}
    hundredths = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": hundredths[49], "p99": hundredths[98], "max": max(values)}
