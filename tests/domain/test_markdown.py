"""A text that streams in is cut into the same blocks as the same text at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.domain.markdown import Block, Splitter, split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

Shape: TypeAlias = tuple[Any, ...]

PIECES = [
    "A paragraph of two lines\nwith *emphasis* and `code`.\n",
    "# Heading\n",
    "## Closed heading ##\n",
    "Setext\n======\n",
    "Setext two\n---\n",
    "***\n",
    "***bold and italic*** goes on\n",
    "- a\n- b\n  - nested\n    more\n- c\n",
    "- loose\n\n- list\n\n  with a paragraph\n",
    "1. one\n2. two\n",
    "1. one\n\n2. two, loose\n",
    "3) other\n",
    "+ plus\n",
    "- item\n\n  ```python\n  x = 1\n\n  y = 2\n  ```\n",
    "```python\nif x:\n\n    # no heading\n    1\n```\n",
    "~~~~\n```\nnot a fence\n```\n~~~~\n",
    "````md\n```\n````\n",
    "    indented code\n\n    more of it\n",
    "> quote\nlazy line\n> - list in it\n",
    "| a | b |\n|---|:-:|\n| `x\\|y` | 2 |\nlast row\n",
    "a | b\n- | -\n1 | 2\n",
    "<b>html</b>\n<script>alert(1)</script>\n",
    "12 monkeys\n",
    "#hash, not a heading\n",
    "hard break  \nand\\\nanother\n",
    "A [link][ref] and ![image](x.png).\n",
    "~~gone~~ and \u00a0 odd \u2028 blanks\n",
    "字与词\n",
]
"""Each ends its last line; put together with or without a blank line they make the corpus."""

documents = st.builds(
    lambda pieces, head, tail, end: (head + "".join(pieces) + tail).replace("\n", end),
    st.lists(st.builds(str.__add__, st.sampled_from(PIECES), st.sampled_from(["", "\n", "\n\n"]))),
    st.sampled_from(["", "[ref]: http://example.org/a 'Title'\n\n", "[ref]: <x>\n"]),
    st.sampled_from(["", "```\nunclosed\n", "1", "**", "-", "| a |\n|--", "    "]),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
)


def shape(blocks: Iterable[Block]) -> list[Shape]:
    """All of the tokens but the lines that they come from."""
    return [tuple(_shape(token) for token in block.tokens) for block in blocks]


def _shape(token: Token) -> Shape:
    children = tuple(_shape(child) for child in token.children or ())
    attributes = tuple(sorted(token.attrs.items()))
    return (token.type, token.tag, token.info, token.content, token.hidden, attributes, children)


def cuts(draw: st.DataObject, length: int) -> list[int]:
    return [*sorted(draw.draw(st.lists(st.integers(0, length), max_size=12))), length]


@settings(deadline=None)
@given(documents, st.data())
def test_any_chunking_gives_the_blocks_of_the_whole(text: str, data: st.DataObject) -> None:
    splitter = Splitter()
    closed: list[Block] = []
    for end in cuts(data, len(text)):
        closed += splitter.feed(text[:end])[0]
    closed += splitter.feed(text, final=True)[0]
    assert shape(closed) == shape(block for block, _ in split(text))


@pytest.mark.parametrize("text", ["".join(PIECES), "\n".join(PIECES)])
def test_one_character_at_a_time_gives_the_blocks_of_the_whole(text: str) -> None:
    # The definition stands before its use, as it must to be known in time.
    text = "[ref]: http://example.org/a_long_address\n\n" + text
    splitter = Splitter()
    closed: list[Block] = []
    for end in range(len(text) + 1):
        closed += splitter.feed(text[:end])[0]
    closed += splitter.feed(text, final=True)[0]
    assert shape(closed) == shape(block for block, _ in split(text))


@settings(deadline=None)
@given(documents)
def test_what_is_shown_is_never_less_than_all_but_the_last_line(text: str) -> None:
    splitter = Splitter()
    closed, open_block = splitter.feed(text)
    whole = shape(block for block, _ in split(text.rstrip("\r\n").rpartition("\n")[0]))
    shown = shape([*closed, *([open_block] if open_block else [])])
    assert len(shown) >= len(whole)


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
    ],
)
def test_a_line_that_may_become_something_else_is_not_taken_as_final(sofar: str, then: str) -> None:
    splitter = Splitter()
    closed = splitter.feed(sofar)[0] + splitter.feed(sofar + then, final=True)[0]
    assert shape(closed) == shape(block for block, _ in split(sofar + then))


@pytest.mark.parametrize(
    ("sofar", "then"),
    [
        ("intro\n\n[a]: http://exa", "mple.org\n\n[a]"),
        ("intro\n\n[a]: /x\n'ti", "tle'\n\n[a]"),
        ("[a]: /x", "yz\n\n[a]"),
    ],
)
def test_a_definition_that_is_still_being_written_is_not_remembered(sofar: str, then: str) -> None:
    splitter = Splitter()
    closed = splitter.feed(sofar)[0] + splitter.feed(sofar + then)[0]
    closed += splitter.feed(sofar + then, final=True)[0]
    assert shape(closed) == shape(block for block, _ in split(sofar + then))


def test_html_is_text() -> None:
    source = "<script>alert(1)</script>\n\n<b>x</b> & <img src=x>"
    tokens = [token for block, _ in split(source) for token in block.tokens]
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "softbreak"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:x", "file:///etc/passwd", "vbscript:x"]
)
def test_addresses_that_run_or_read_are_no_links(address: str) -> None:
    tokens = [token for block, _ in split(f"[x]({address})") for token in block.tokens]
    assert not [child for t in tokens for child in t.children or () if child.type == "link_open"]


def test_a_fence_knows_its_language_and_code() -> None:
    [(fence, _)] = split("```Python title=x\na\n\n  b\n```\n")
    assert fence.is_fence
    assert (fence.language, fence.code) == ("Python", "a\n\n  b")
    [(plain, _)] = split("~~~\n~~~")
    assert (plain.language, plain.code) == ("", "")
