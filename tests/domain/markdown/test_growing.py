"""A text that streams in has the leaves of the same text at once, to the last format."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paddock.domain.markdown.growing import Growing, read
from paddock.domain.markdown.leaves import (
    Code,
    Formula,
    Heading,
    Paragraph,
    Rule,
    Span,
    Style,
    Table,
)
from tests.domain.markdown.corpus import PIECES, SPEC, texts
from tests.domain.markdown.feeding import USUAL, Reader, at_once, in_chunks, words_of

SMALL = {"grid": 64, "long": 32, "limit": 192, "empty_cells": 8}
TINY = {"grid": 32, "long": 16, "limit": 96, "empty_cells": 2}
TINIEST = {"grid": 16, "long": 8, "limit": 16, "empty_cells": 1}


def _check(text: str, data: st.DataObject, limits: dict[str, int]) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    slices = data.draw(st.booleans())
    reader = in_chunks(text, ends, limits, slices=slices)
    assert tuple(reader.closed) == at_once(text, limits)
    assert reader.open == ()


@settings(deadline=None, max_examples=2500)
@given(texts(), st.data())
def test_any_chunking_gives_the_leaves_of_the_whole(text: str, data: st.DataObject) -> None:
    _check(text, data, USUAL)


@pytest.mark.parametrize("limits", [SMALL, TINY, TINIEST], ids=["small", "tiny", "tiniest"])
@settings(deadline=None, max_examples=1000)
@given(texts(), st.data())
def test_any_chunking_is_cut_at_the_same_places(
    limits: dict[str, int], text: str, data: st.DataObject
) -> None:
    _check(text, data, limits)


@settings(deadline=None, max_examples=300)
@given(st.text("ab \n`*_[](){}<>!#-+=|:~$\\^\"'1.)x\r\t字", max_size=60), st.data())
def test_any_characters(text: str, data: st.DataObject) -> None:
    _check(text, data, USUAL)
    _check(text, data, TINIEST)


@pytest.mark.parametrize("limits", [USUAL, TINY], ids=["usual", "tiny"])
@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["close", "apart"])
def test_one_character_at_a_time(blank: str, limits: dict[str, int]) -> None:
    text = blank.join(PIECES)
    reader = in_chunks(text, range(len(text)), limits)
    assert tuple(reader.closed) == at_once(text, limits)


@pytest.mark.parametrize("number", range(0, len(SPEC), 40))
def test_the_examples_of_the_specification_by_character(number: int) -> None:
    for text in SPEC[number : number + 40]:
        assert tuple(in_chunks(text, range(len(text))).closed) == read(text), text


@settings(deadline=None, max_examples=200)
@given(texts(3))
def test_what_is_shown_is_never_less_than_all_but_the_last_line(text: str) -> None:
    assume("]:" not in text)  # the last line may end the title of a definition, which shows nothing
    reader = Reader()
    reader.feed(text)
    lines = text.rstrip("\r\n").rpartition("\n")[0]
    assert len(reader.shown) >= len(read(lines)) - lines.count("$$") - lines.count("\\[")


@settings(deadline=None, max_examples=200)
@given(texts(4))
def test_code_that_is_open_only_grows(text: str) -> None:
    reader = Reader()
    before: Code | None = None
    for end in range(len(text) + 1):
        reader.feed(text, end=end)
        last = reader.open[-1] if len(reader.open) == 1 else None
        if isinstance(last, Code) and before is not None and not last.inside and not before.inside:
            assert last.text.startswith(before.text) or end == 0
        before = last if isinstance(last, Code) and not last.closed else None


@pytest.mark.parametrize(
    ("sofar", "then"),
    [
        ("text\n***", "b***"),
        ("text\n#", "b"),
        ("1. a\n\n2", ". b"),
        ("- a\n\n*", "b*"),
        ("text\n```", "a``` b"),
        ("text\n```a", "b`"),
        ("- a\n+", "b"),
        ("a | b\n-|-\n***", "x***"),
        ("text\na | b\n-|-", "x"),
        ("text\r", "\nmore"),
        ("text\n$$x$$", " more"),
        ("text\n$$\n- x\n", "$$"),
        ("# a | b\n", "-|-"),
        ("# h\n$$x$$", "x"),
        ("- # h\n$$x$$", "x"),
    ],
)
def test_a_line_that_may_become_something_else_is_not_final(sofar: str, then: str) -> None:
    whole = sofar + then
    assert tuple(in_chunks(whole, [len(sofar)]).closed) == read(whole)


def test_what_is_open_is_shown_as_it_looks_so_far() -> None:
    reader = Reader()
    reader.feed("# Title\n\nSome **bold")
    assert reader.closed == [Heading(level=1, spans=(Span("Title"),))]
    assert reader.open == (Paragraph(spans=(Span("Some **bold"),)),)
    reader.feed("# Title\n\nSome **bold** words\n\n")
    assert len(reader.closed) == len(reader.shown) == 2


# ------------------------------------------------------------------------------ late definitions


def test_a_definition_before_its_use_is_known() -> None:
    reader = in_chunks("[a]: http://x.org\n\ntext\n\n[a]", [19, 24])
    assert reader.closed[-1] == Paragraph(spans=(Span("a", href="http://x.org"),))


def test_a_definition_that_comes_late_revises_what_asked_for_it() -> None:
    text = "*[a*] and [b][a]\n\nmore\n\n[a]: http://x.org\n\nend"
    growing = Growing()
    first = growing.feed(text[:25])
    assert first.closed[0] == Paragraph(
        spans=(Span("[a", style=Style.EMPHASIS), Span("] and [b][a]"))
    )
    last = growing.feed(text, final=True)
    assert set(last.revised) == {0}
    assert last.revised[0] == read(text)[0]


def test_a_definition_that_is_still_being_written_is_not_final() -> None:
    for sofar, then in [
        ("intro\n\n[a]: http://exa", "mple.org\n\n[a]"),
        ("intro\n\n[a]: /x\n'ti", "tle'\n\n[a]"),
        ("[a]: http://x", "yz\n\n[a]"),
        ("[a]\n\n[a]: http://x.org\n", "'t\ni' no title\n"),
    ]:
        assert tuple(in_chunks(sofar + then, [len(sofar)]).closed) == read(sofar + then)


def test_a_note_that_comes_late_turns_its_references_raised() -> None:
    text = "A[^1].\n\nB[^2].\n\n[^1]: one\n\nend"
    growing = Growing()
    growing.feed(text[:16])
    last = growing.feed(text, final=True)
    assert set(last.revised) == {0}


def test_a_row_of_a_table_is_revised_too() -> None:
    text = "| [a] | b |\n|---|---|\n| [b] | c |\n| x | y |\n\n[b]: http://b.org\n"
    for end in range(len(text)):
        assert tuple(in_chunks(text, [end]).closed) == read(text)


# ------------------------------------------------------------------------------------ long blocks


def test_a_long_paragraph_is_cut_at_blanks_outside_of_what_belongs_together() -> None:
    text = "some words and **two bold ones** and `code with blanks` " * 400
    pieces = read(text)
    assert len(pieces) > 2
    assert all(isinstance(piece, Paragraph) and piece.goes_on for piece in pieces[:-1])
    assert words_of(pieces) == text.replace("**", "").replace("`", "").strip()


def test_a_cut_does_not_make_prose_another_kind_of_block() -> None:
    for rest in ("# no heading", "- no item", "1. no item", "```", "a | b\n-|-", "> x"):
        text = "word " * 1637 + f"{rest}\nmore"  # the last word ends before the 8192nd character
        leaves = read(text)
        assert all(isinstance(leaf, Paragraph) for leaf in leaves[:2]), rest


def test_an_endless_line_without_blanks_is_cut_as_well() -> None:
    leaves = read("x" * 30_000)
    assert [type(leaf) for leaf in leaves] == [Paragraph] * 4
    assert words_of(leaves) == "x" * 30_000


def test_a_long_quotation_is_cut_between_lines() -> None:
    text = "> word word word\n>\n" * 8000
    leaves = read(text)
    assert len(leaves) == 8000
    assert set(leaves) == {Paragraph("q", spans=(Span("word word word"),))}


@pytest.mark.parametrize("limits", [USUAL, TINY], ids=["usual", "tiny"])
def test_a_long_list_keeps_its_numbers(limits: dict[str, int]) -> None:
    text = "".join(f"{number}. item\n" for number in range(7, 1007))
    marks = [leaf.markers for leaf in at_once(text, limits)]
    assert marks == [(f"{number}.",) for number in range(7, 1007)]


def test_the_kinds_of_leaves() -> None:
    text = "# h\n\n***\n\n```py\nx\n```\n\n| a |\n|---|\n\n$$\nx\n$$\n\ntext"
    assert [type(leaf) for leaf in read(text)] == [Heading, Rule, Code, Table, Formula, Paragraph]
