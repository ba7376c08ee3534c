"""Words are found where they stand on the screen, in the units that Qt counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.parts.transcript.finding import haystack, ranges_of
from paddock.parts.transcript.segment import utf16_length, utf16_slice

texts = st.text(st.sampled_from("abAB é字\U0001f40eİß\n"), max_size=40)


@given(texts, st.text(st.sampled_from("ab字\U0001f40e"), min_size=1, max_size=3))
def test_each_range_holds_the_words(shown: str, needle: str) -> None:
    found = ranges_of(needle, shown)
    assert all(utf16_slice(shown, *place).casefold() == needle for place in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert len(found) == shown.casefold().count(needle)


@given(texts)
def test_lengths_and_slices_are_those_of_utf16(text: str) -> None:
    units = text.encode("utf-16-le")
    assert utf16_length(text) == len(units) // 2
    assert utf16_slice(text, 0, utf16_length(text)) == text


@pytest.mark.parametrize(
    ("source", "words"),
    [("a **bold** word", "a bold word"), ("call `print` now", "call print now"), ("AbC", "abc")],
)
def test_common_marks_do_not_hide_words(source: str, words: str) -> None:
    assert words in haystack(source)
