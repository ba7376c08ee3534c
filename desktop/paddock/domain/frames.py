"""How often a view may be brought up to date while text streams in."""

from __future__ import annotations

FRAME = 1 / 30
"""Seconds. 30 flushes a second read as smooth and cost half of 60."""

_REST_FACTOR = 4.0
_LONGEST = 1.0


def next_flush_delay(last_cost: float, since_last: float) -> float:
    """Seconds to wait before the next flush.

    At most one a frame, and after an expensive one a rest of four times its cost, which bounds
    rendering to a fifth of a core whatever the text is.
    """
    interval = min(max(FRAME, _REST_FACTOR * last_cost), _LONGEST)
    return max(0.0, interval - since_last)
