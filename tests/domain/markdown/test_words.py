"""Leaves as text again: what is copied, exported and looked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.domain.markdown.growing import read
from paddock.domain.markdown.leaves import Code, Leaf, Paragraph, Prose, Rule, Table
from paddock.domain.markdown.words import (
    OBJECT,
    code_markdown,
    markdown,
    markdown_of,
    plain,
    plain_of,
    shown,
    table_csv,
    table_markdown,
    table_plain,
)
from tests.domain.markdown.corpus import PIECES, SPEC, texts


def settled(leaves: tuple[Leaf, ...]) -> list[Leaf]:
    """Without what Markdown of its own choice of blank lines and fences cannot say."""
    return [
        replace(leaf, tight=False, closed=True)
        if isinstance(leaf, Code)
        else replace(leaf, tight=False)
        for leaf in leaves
    ]


def prose(text: str) -> list[Prose]:
    leaves = [leaf for leaf in read(text) if isinstance(leaf, Prose)]
    assert len(leaves) == len(read(text))
    return leaves


# ---------------------------------------------------------------------------------- reading back


@pytest.mark.parametrize("text", [*PIECES, "\n\n".join(PIECES)])
def test_a_piece_reads_back(text: str) -> None:
    assert settled(read(markdown_of(read(text)))) == settled(read(text))


@pytest.mark.parametrize("number", range(0, len(SPEC), 80))
def test_the_examples_of_the_specification_read_back(number: int) -> None:
    for text in SPEC[number : number + 80]:
        assert settled(read(markdown_of(read(text)))) == settled(read(text)), text


@settings(deadline=None, max_examples=500)
@given(texts(5))
def test_what_is_written_reads_back(text: str) -> None:
    assert settled(read(markdown_of(read(text)))) == settled(read(text))


def test_lists_stay_close() -> None:
    text = "- a\n- b\n  - c\n- d\n\n  e\n\n1. f\n2. g\n"
    assert markdown_of(read(text)) == text


def test_ordinary_text_is_written_as_a_person_writes_it() -> None:
    text = "It costs $5, snake_case (really) [sic\\], 3 < 4 & 5: *so* **it `is`**. [a](<https://b.org>)\n"
    assert markdown_of(read(text)) == text


# ----------------------------------------------------------------------------------- what is shown


def test_a_formula_and_nothing_else_is_one_object() -> None:
    [leaf] = prose(f"a $x^2$ b{OBJECT} ![](c.png) ![d](e.png)\\\nf[^1]")
    assert shown(leaf) == f"a {OBJECT} b\ufffd c.png d\nf[^1]"
    assert shown(Rule()) == ""


RUN = "# Head\n\nA *b* $x$ 😀 c\n\n- one\n- [x] two\n\n  more\n  1. deep\n\n> said\n> - x\n\n---\n\nend"


def test_plain_text_has_the_marks() -> None:
    assert plain(prose(RUN)) == (
        "Head\n\nA b $x$ 😀 c\n\n• one\n[x] two\n\n  more\n  1. deep\n\n> said\n> • x\n\n---\n\nend"
    ).replace("> said\n> •", "> said\n>\n> •")


def test_a_part_of_a_run_is_counted_as_a_text_document_counts() -> None:
    leaves = prose(RUN)
    joined = "\n".join(map(shown, leaves))
    start = joined.index("b ")
    end = joined.index("c\n") + 2  # the smiling face is two code units
    assert plain(leaves, start, end) == "b $x$ 😀 c"
    assert markdown(leaves, start, end) == "*b* $x$ 😀 c\n"
    assert plain(leaves, 2, 10) == "ad\n\nA b $x$"
    assert markdown(leaves, 0, 4) == "# Head\n"
    assert markdown(leaves, 1, 3) == "ea\n"
    assert plain(leaves, 0, 0) == ""


@settings(deadline=None, max_examples=200)
@given(texts(4), st.integers(0, 80), st.integers(0, 80))
def test_every_part_of_a_run_can_be_taken(text: str, first: int, second: int) -> None:
    leaves = [leaf for leaf in read(text) if isinstance(leaf, Prose)]
    start, end = sorted((first, second))
    joined = "\n".join(map(shown, leaves)).encode("utf-16-le", "surrogatepass")
    part = joined[2 * start : 2 * end].decode("utf-16-le", "replace")
    words = [word for word in part.replace(OBJECT, " ").split() if word.isalnum()]
    taken = plain(leaves, start, end)
    assert all(word in taken for word in words)
    markdown(leaves, start, end)


def test_the_whole_run_reads_back() -> None:
    assert read(markdown(prose(RUN))) == read(RUN)


def test_a_paragraph_that_was_cut_is_one_again() -> None:
    text = "some *words* and more " * 1000
    assert plain_of(read(text)) == text.replace("*", "").strip()
    assert markdown_of(read(text)) == f"{text.strip()}\n"


# -------------------------------------------------------------------------------- tables and code


@pytest.fixture
def table() -> Table:
    [leaf] = read('| a | b |\n|:-:|--:|\n| `x\\|y` | $2$, "q" |\n| =1+1 | |')
    assert isinstance(leaf, Table)
    return leaf


def test_a_table_goes_elsewhere(table: Table) -> None:
    assert table_plain(table) == 'a\tb\nx|y\t$2$, "q"\n=1+1\t'
    assert table_csv(table) == 'a,b\r\nx|y,"$2$, ""q"""\r\n=1+1,\r\n'
    assert read(table_markdown(table)) == (table,)
    assert plain_of([table]) == table_plain(table)


@pytest.mark.parametrize("code", ["", "x", "a\n\n", "```\n", "~~~~", "   ````", "\n`"])
@pytest.mark.parametrize("language", ["", "py", "c`x"])
def test_code_is_fenced_so_that_nothing_in_it_ends_it(code: str, language: str) -> None:
    leaf = Code(text=code, language=language)
    assert read(code_markdown(leaf)) == (leaf,)


def test_code_stands_in_its_item() -> None:
    leaves = read("1. do\n   ```sh\n   x\n\n   y\n   ```\n2. done")
    assert plain_of(leaves) == "1. do\n  x\n\n  y\n2. done"
    assert markdown_of(leaves) == "1. do\n   ```sh\n   x\n\n   y\n   ```\n2. done\n"


def test_nothing_is_nothing() -> None:
    assert plain([]) == markdown([]) == plain_of([]) == markdown_of([]) == ""
    assert plain([Paragraph()]) == ""
