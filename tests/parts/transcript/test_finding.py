"""Words are found where they stand on the screen, in the units that Qt counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.parts.segments.segment import utf16_length, utf16_slice
from paddock.parts.transcript.finding import count_in, fold, haystack, ranges_of

letters = st.sampled_from("abAB é字\U0001f40eİißsSﬁfiﬃ\n")
texts = st.text(letters, max_size=40)


@given(texts, st.text(letters, min_size=1, max_size=3))
def test_each_range_holds_the_words(shown: str, words: str) -> None:
    needle = fold(words)
    found = ranges_of(needle, shown)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert bool(found) == (needle in fold(shown))
    assert len(found) == count_in(needle, shown)
    for start, end in found:
        whole = utf16_slice(shown, start, end)
        assert needle in fold(whole)
        # It begins in the first letter and ends in the last one.
        assert needle not in fold(whole[1:-1])


@given(texts, texts.filter(bool))
def test_a_text_is_found_in_another_that_holds_it(before: str, words: str) -> None:
    assert ranges_of(fold(words), before + words.swapcase())
    assert fold(words) in haystack(before + words)


@given(texts)
def test_lengths_and_slices_are_those_of_utf16(text: str) -> None:
    units = text.encode("utf-16-le")
    assert utf16_length(text) == len(units) // 2
    assert utf16_slice(text, 0, utf16_length(text)) == text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a **bold** word", "a bold word"),
        ("call `print` now", "call print now"),
        ("AbC", "abc"),
        ("a\nb", "a b"),
    ],
)
def test_common_marks_do_not_hide_words(source: str, words: str) -> None:
    assert words in haystack(source)
