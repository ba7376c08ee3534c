"""Texts that are long, deep or made to hurt cost a bounded amount of work, and nothing gets lost.

What is counted is what the block parser reads. The clock is looked at only where the inline parser
may blow up, with room for a machine that is busy.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from paddock.domain.markdown.growing import GRID, LIMIT, Growing, read
from paddock.domain.markdown.leaves import Code, Paragraph, Table
from paddock.domain.markdown.words import plain_of
from tests.domain.markdown.feeding import Reader, at_once, in_chunks, words_of

if TYPE_CHECKING:
    from paddock.domain.markdown.leaves import Leaf

FLUSH = 132
"""What a fast model writes between two looks at the screen: 33 tokens."""


def streamed(text: str, step: int = FLUSH) -> tuple[Reader, list[int]]:
    """The reader at the end, and how many characters each feed had the parser read."""
    reader = Reader()
    costs = []
    for end in range(step, len(text) + step, step):
        before = reader.growing.characters_parsed
        reader.feed(text[:end])
        costs.append(reader.growing.characters_parsed - before)
    reader.feed(text, final=True)
    assert tuple(reader.closed) == read(text)
    return reader, costs


# ---------------------------------------------------------------------------------- flat in length


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("- item of a list\n" * 1000, 500),
        ("".join(f"{n}. item\n\n   and more\n\n" for n in range(1000)), 500),
        ("| a | b | c |\n|---|---|---|\n" + "| one | two | *three* |\n" * 2000, 500),
        ("```python\n" + "    value = compute(1)\n" * 2000 + "```\n", 500),
        ("A paragraph of some *words*.\n\n" * 2000, 500),
        ("word " * 8000, 2 * GRID),
        ("[a]: /x\n" * 3000, 500),
        ("\n" * 20_000, 500),
    ],
    ids=["list", "loose", "table", "fence", "paragraphs", "paragraph", "definitions", "blank"],
)
def test_a_feed_costs_no_more_late_in_a_text(text: str, most: int) -> None:
    _, costs = streamed(text)
    assert max(costs) <= 2 * most
    assert sum(costs[-50:]) <= 50 * most


@pytest.mark.parametrize(
    "text",
    ["> quoted words\n>\n" * 9000, "- item\n" + "  - nested\n" * 12_000, "> some more\n" * 12_000],
    ids=["quotation", "item", "lazy"],
)
def test_what_cannot_be_read_in_parts_is_cut_after_a_while(text: str) -> None:
    growing = Growing()
    for end in range(GRID // 2, len(text), GRID):
        before = growing.characters_parsed
        growing.feed(text, end=end)
        assert growing.characters_parsed - before <= 3 * (LIMIT + GRID)


@pytest.mark.parametrize("character", ["x", "字", "-", " ", "`", "*", "|", "word *and* more, "])
def test_one_line_without_end_costs_a_step_at_a_time(character: str) -> None:
    text = (character * 2_000_000)[:2_000_000]
    growing = Growing()
    leaves: list[Leaf] = []
    for end in range(GRID, len(text), 16 * GRID):
        before = growing.characters_parsed
        leaves += growing.feed(text, end=end).closed
        assert growing.characters_parsed - before <= 16 * 5 * GRID
    if character == "x":
        assert len(words_of(leaves)) > 1_800_000


def test_one_line_of_code_without_end_costs_a_step_at_a_time() -> None:
    text = "```\n" + "x" * 2_000_000
    growing = Growing()
    for end in range(GRID, len(text), GRID):
        before = growing.characters_parsed
        growing.feed(text, end=end)
        assert growing.characters_parsed - before <= 5 * GRID
    assert growing.feed(text, final=True).closed == (Code(text=text[4:], closed=False),)


def test_a_formula_that_never_ends_is_text_after_a_while() -> None:
    text = "$$\n" + "x &= y \\\\\n- z\n" * 4000
    growing = Growing()
    for end in range(1024, len(text), 1024):
        before = growing.characters_parsed
        growing.feed(text, end=end)
        assert growing.characters_parsed - before <= 6 * GRID


# ----------------------------------------------------------------------------------------- nesting


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100 + "end",
        "> " * 1000 + "end",
        "- " * 300 + "end",
        "1. " * 300 + "end",
        "".join("  " * depth + "- a\n" for depth in range(300)) + "end",
        "> - " * 200 + "end",
        "[^1]: " * 100 + "end",
        "[" * 500 + "end" + "](x)" * 500,
        "![" * 500 + "end" + "](x)" * 500,
        "*" * 500 + "end" + "*" * 500,
        "*a **b " * 500 + "end",
    ],
    ids=[
        "100",
        "1000",
        "lists",
        "numbers",
        "lines",
        "both",
        "notes",
        "links",
        "images",
        "stars",
        "em",
    ],
)
def test_what_stands_too_deep_is_text_and_not_lost(text: str) -> None:
    leaves = read(text)
    assert "end" in words_of(leaves)
    assert max(len(leaf.inside) for leaf in leaves) <= 100
    assert tuple(in_chunks(text, range(0, len(text), len(text) // 20 + 1)).closed) == leaves


def test_a_hundred_quotations_are_quoted() -> None:
    assert read("> " * 100 + "end")[0].inside == "q" * 100
    assert words_of(read("> " * 101 + "end")) == "> end"


# ----------------------------------------------------------------------------------- odd characters


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 50,
        "\ud800" * 50,
        "\udfff\ud800 **\udc00** `\ud800`",
        "```\n\ud800\0\ufffc\n```",
        "\u202e\u2066abc\u2069\u202c" * 40,
        "z\u0351\u036b\u0343\u0363\u034d\u0321" * 200,
        "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 50,
        "\r" * 50 + "a\r\n\rb",
        "\x0b\x0c\x1c\x85\u2028\u2029",
    ],
)
def test_odd_characters_harm_nothing(text: str) -> None:
    leaves = read(text)
    assert tuple(in_chunks(text, range(len(text))).closed) == leaves
    plain_of(leaves).encode("utf-8")
    limits = {"grid": 16, "long": 8, "limit": 16}
    assert tuple(in_chunks(text, range(len(text)), limits).closed) == at_once(text, limits)


# ------------------------------------------------------------------------------------------ tables


def test_a_table_of_five_hundred_columns() -> None:
    row = "|" + "x|" * 500 + "\n"
    text = row + "|" + "-|" * 500 + "\n" + row * 20
    reader, _ = streamed(text)
    [table] = reader.closed
    assert isinstance(table, Table)
    assert (len(table.head), len(table.rows)) == (500, 20)


def test_few_characters_do_not_make_millions_of_cells() -> None:
    text = "|" + "x|" * 500 + "\n|" + "-|" * 500 + "\n" + "|a|\n" * 10_000
    reader, _ = streamed(text, 1000)
    table = reader.closed[0]
    assert isinstance(table, Table)
    assert len(table.rows) * 500 < 40_000
    assert all(isinstance(leaf, Paragraph) for leaf in reader.closed[1:])


# ------------------------------------------------------------------------------------------- inline

SIZE = 10_000
HOSTILE = {
    "backticks": "`",
    "brackets": "[",
    "stars": "*",
    "underscores": "_",
    "parentheses": "(",
    "less than": "<",
    "dollars": "$",
    "tildes": "~",
    "bangs": "![",
    "links": "[a](b",
    "references": "[a][b",
    "pairs": "[]",
    "emphasis": "*a **b ",
    "within words": "a**b",
    "prices": "$5 ",
    "bracket formulas": "\\(a ",
    "display": "\\[\n",
    "dollar lines": "$$a\n",
    "addresses": "http://",
    "schemes": "a://",
    "mail": "a@b.",
    "entities": "&a;",
    "definitions": "[x]: /a 'b\n",
    "unfinished": "[x\n",
    "pipes": "a|b\n",
    "notes": "[^a]",
    "lazy": ">a\nb\n",
    "mixed": "*_`[<$~",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_of_ten_thousand_characters_takes_long(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    started = time.process_time()
    leaves = read(text)
    assert time.process_time() - started < 1.0  # about 0.1 at most on an idle machine
    assert leaves or piece == HOSTILE["definitions"]


def test_runs_of_backticks_of_every_length() -> None:
    text = "".join("`" * length + "a" for length in range(1, 200))
    started = time.process_time()
    assert len(words_of(read(text))) > SIZE
    assert time.process_time() - started < 1.0
