"""How long the next update waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.frames import FRAME, next_flush_delay

seconds = st.floats(0, 100)


@given(seconds, seconds)
def test_never_more_than_one_a_frame_nor_a_wait_of_more_than_a_second(
    cost: float, since: float
) -> None:
    delay = next_flush_delay(cost, since)
    assert delay >= 0
    assert delay <= 1.0
    assert since + delay >= FRAME


@pytest.mark.parametrize(
    ("cost", "since", "delay"),
    [
        (0.0, 0.0, FRAME),
        (0.001, FRAME, 0.0),
        (0.1, 0.0, 0.4),  # a fifth of the time is spent on rendering
        (0.1, 0.3, 0.1),
        (5.0, 0.0, 1.0),
    ],
)
def test_a_costly_update_is_followed_by_a_rest(cost: float, since: float, delay: float) -> None:
    assert next_flush_delay(cost, since) == pytest.approx(delay)
