"""Texts to read: the examples of the CommonMark specification, and what models write."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

SPEC: list[str] = [
    example["markdown"]
    for example in json.loads(
        Path(__file__).with_name("spec_examples.json").read_text(encoding="utf-8")
    )["examples"]
]

PIECES = [
    # What models write most.
    "A paragraph of two lines\nwith *emphasis*, **strong words** and `code`.",
    "# Heading",
    "## Closed heading ##",
    "Setext\n======",
    "Setext of\ntwo lines\n---",
    "***",
    "***bold and italic*** goes on",
    "- a\n- b\n  - nested\n    more\n- c",
    "- loose\n\n- list\n\n  with a paragraph",
    "1. one\n2. two\n3. three",
    "1. one\n\n2. two, loose",
    "3) three\n4) four",
    "7. seven\n7. eight\n\n   still eight",
    "* star\n* star\n+ plus",
    (
        "1. Install it:\n\n   ```bash\n   pip install x\n\n   # not a heading\n   ```\n\n"
        "2. Run it:\n   ```\n   x\n   ```\n3. Done"
    ),
    "- [ ] to do\n- [x] done\n- [X] done as well\n- [y] not a task",
    "1. [ ] step\n   - [x] nested",
    "- [ ] \n- [x]",
    "```python\nif x:\n\n    # no heading\n    1\n```",
    "~~~~\n```\nnot a fence\n```\n~~~~",
    "````md\n```\ninner\n```\n````",
    "```\nunclosed\n``\n",
    '``` py title="x"\nindented\n  ```',
    "    indented code\n\n    more of it",
    "> quote\nlazy line\n> - list in it\n>\n> more",
    "> > two\n> one",
    "> ```\n> code\n> ```\n> after",
    "-\n- \n-\n  late",
    "- - - a",
    "- > quoted\n  > twice\n- # heading\n- ***",
    # Tables.
    "| a | b |\n|---|:-:|\n| `x\\|y` | 2 |\nlast row",
    "a | b\n- | -\n1 | 2",
    "| a | b |\n|--|--:|\n| 1 |\n| 1 | 2 | 3 |\n\nafter",
    "text before\n| a |\n|---|\n| 1 |\n> quote",
    "| a | b |\n|---|---|\n| 1 | 2 |\n- list",
    "| a |\n|---|\n$$\nx\n$$",
    "- | a | b |\n  |---|---|\n  | 1 | 2 |\n- b",
    "- a | b\n--|--\n",
    "# a | b\n--|--",
    "2. a | b\n--|--\n1 | 2",
    "| [x] | [^1] |\n|:--|---|\n| [foo] | **b** |",
    # Mathematics and money.
    "$x$ and $5x = 10$ and $\\frac12$ but $5 and $6, US$5 (A$7), 5$ or 10$",
    "$1,000 to $2,000; costs $5-$6; $5 and 10$; `$x$`; \\$x$",
    "$$\na\n= b\n$$",
    "$$x$$",
    "so $$x$$ and \\(y\\) and \\[z\\] inline",
    "\\[\n\\begin{aligned}\na &= b \\\\\n- c\n\\end{aligned}\n\\]",
    "text\n$$\nx\n- y\n$$\nmore",
    "text\n$$x$$ more",
    "$$\nnot closed\n\nfoo",
    "$$\n# heading\n$$",
    "$$\n```\ncode\n```\n$$",
    "- item\n  $$\n  x\n  $$\n- $y$",
    "- item\n$$\nx\n- y\n$$\n",
    "> $$\n> x\n> $$\n> y",
    "> a\n$$x$$",
    "\\[ a \\]\n\\[ b",
    "the $n$th of $k$-means, $HOME/bin:$PATH, $a `b$ c`",
    # Links, notes and what they name.
    "[ref]: http://example.org/a 'Title'",
    "[foo]: <https://example.org/b>",
    '[foo]: /url\n"title\ngoes on"',
    "[foo]: /url\n'no title\nat all",
    "A [link][ref], [ref], ![image](x.png) and [foo].",
    "[x](javascript:y) [mail](mailto:a@b.org) [file](file:///etc) [](x)",
    "see https://example.org/a_b_c?d=e*f*. www.example.org, me@example.org, README.md",
    "看https://example.org/路径，然后 <https://a.org> 。",
    "A note[^1] and another[^long], none[^no].",
    "[^1]: The note.\n[^long]: A long one\n\n    with `code`\n\n    - and a list\nend",
    "[![badge](a.svg)](https://example.org) ![](b.png) ![](data:image/png;base64,xx)",
    # Other scripts, breaks and what is not there.
    "字与词\n下一行 **粗体**\n**粗体**\nword\n“引号”\n字",
    "1. 第一步：安装\n   ```sh\n   运行\n   ```\n2. 第二步，$x$ 是公式\n",
    "hard break  \nand\\\nanother\nsoft",
    "~~gone~~ and \u00a0 odd \u2028 blanks &amp; &#10; &copy; &nbsp;",
    "<b>html</b>\n<script>alert(1)</script>\n<!-- x -->",
    "12 monkeys",
    "#hash, not a heading",
    "שלום \u202eabc\u202c مرحبا",
    "z\u0351\u036b\u0343a\u0363\u034d\u0321l\u0358g\u0329o\u035f",
    "a\0b \ud800 \U0001f600 \ufffc",
    "`unclosed **and *more ~~of [it ![so (on",
    "snake_case __init__ 2*3*4 a ** b _ c",
    "<think>\nwell\n</think>\n\nHello",
    "---\ntitle: x\n---",
    "= not\n==\n-\n+",
    "",
]

ENDS = [
    "",
    "```\nunclosed\n",
    "1",
    "**",
    "-",
    "| a |\n|--",
    "    ",
    "$$",
    "[a",
    "\\[x",
    "$$x$$",
    "\r",
]


def _joined(pieces: list[tuple[str, str]], tail: str, line_end: str) -> str:
    return ("".join(piece + blank for piece, blank in pieces) + tail).replace("\n", line_end)


def texts(longest: int = 7) -> st.SearchStrategy[str]:
    """Several pieces put together, with and without blank lines between."""
    piece = st.one_of(st.sampled_from(PIECES), st.sampled_from(SPEC), st.sampled_from(PIECES))
    blank = st.sampled_from(["", "\n", "\n", "\n\n", "\n\n", " "])
    return st.builds(
        _joined,
        st.lists(st.tuples(piece, blank), max_size=longest),
        st.sampled_from(ENDS),
        st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]),
    )
