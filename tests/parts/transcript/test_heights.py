"""Heights agree with a plain list of numbers, whatever is done to them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from paddock.parts.transcript.heights import Heights

sizes = st.integers(0, 50)
steps = st.one_of(
    st.tuples(st.just("extend"), st.lists(sizes, max_size=9)),
    st.tuples(st.just("set"), st.integers(0, 40), sizes),
    st.tuples(st.just("truncate"), st.integers(0, 40)),
)


@given(st.lists(sizes, max_size=30), st.lists(steps, max_size=20), st.integers(-5, 2000))
def test_heights_are_what_a_list_would_be(
    start: list[int], changes: list[tuple[Any, ...]], distance: int
) -> None:
    heights, plain = Heights(start), list(start)
    for change in changes:
        if change[0] == "extend":
            heights.extend(change[1])
            plain += change[1]
        elif change[0] == "set" and change[1] < len(plain):
            heights[change[1]] = plain[change[1]] = change[2]
        elif change[0] == "truncate" and change[1] <= len(plain):
            heights.truncate(change[1])
            del plain[change[1] :]
    assert [heights[i] for i in range(len(heights))] == plain
    assert [heights.before(i) for i in range(len(plain) + 1)] == [
        sum(plain[:i]) for i in range(len(plain) + 1)
    ]
    assert heights.total == sum(plain)
    if plain:
        index, inside = heights.find(distance)
        assert sum(plain[:index]) + inside == max(0, distance)
        beyond = max(0, distance) >= sum(plain)
        assert index == len(plain) - 1 if beyond else inside < plain[index]
