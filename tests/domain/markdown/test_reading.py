"""What is a link, a formula, a note, a task, a table; where leaves stand and which stand close."""

from __future__ import annotations

import pytest

from paddock.domain.markdown.growing import read
from paddock.domain.markdown.leaves import (
    BULLET,
    DONE,
    TODO,
    Align,
    Code,
    Formula,
    Heading,
    Kind,
    Leaf,
    Paragraph,
    Span,
    Spans,
    Style,
    Table,
)


def spans(text: str) -> Spans:
    [leaf] = read(text)
    assert isinstance(leaf, Paragraph)
    return leaf.spans


def texts(leaves: tuple[Leaf, ...]) -> list[str]:
    return ["".join(span.text for span in getattr(leaf, "spans", ())) for leaf in leaves]


def formulas(text: str) -> list[str]:
    return [span.text for span in spans(text) if span.kind is Kind.FORMULA]


# ---------------------------------------------------------------------------------------- formulas


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "US$5 (A$7)",
        "5$ or 10$",
        "$1,000 to $2,000",
        "costs $5-$6",
        "$5 and 10$",
        "**$5** and **$6**",
        "between $20–$30, or $5/$10",
        "a $ b $ c",
        "$x $ and $ x$",
        "$$",
        "$$ $$ and nothing",
        "$$$x$$$",
        "$HOME/bin:$PATH",
        "`$x$` and ``\\(y\\)``",
        "\\$x\\$ and \\\\(x\\\\)",
        "costs $5 `a$` b",
        "\\(\\) \\[ \\]x",
        "not $closed and \\(not either",
    ],
)
def test_prices_code_and_what_is_not_closed_are_text(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("$x$", ["x"]),
        ("$5x = 10$", ["5x = 10"]),
        ("$\\frac12$", ["\\frac12"]),
        ("$2 \\text{ cm}$", ["2 \\text{ cm}"]),
        ("\\(a+b\\) and \\[c\\]!", ["a+b", "c"]),
        ("so $$x$$ inline", ["x"]),
        ("the $n$th of $k$-means", ["n", "k"]),
        ("I have $5 and $x$ is", ["x"]),
        ("设$x$为，则$y$。", ["x", "y"]),
        ("$a_1*b*c_2$ *em*", ["a_1*b*c_2"]),
        ("$a\nb$", ["a\nb"]),
        ("\\( a \\\\) b \\)", ["a \\\\) b"]),
    ],
)
def test_formulas_within_a_line(text: str, tex: list[str]) -> None:
    assert formulas(text) == tex


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("$$x$$", "x"),
        ("$$\na\n= b\n$$", "a\n= b"),
        ("\\[\nx\n\\]", "x"),
        ("  $$ x\n  y $$  ", "x\n  y"),
        ("$$\n- a\n> b\n$$", "- a\n> b"),
    ],
)
def test_formulas_on_lines_of_their_own(text: str, tex: str) -> None:
    assert read(text) == (Formula(tex=tex, source=text.strip()),)
    around = read(f"before\n{text}\nafter")
    assert [type(leaf) for leaf in around] == [Paragraph, Formula, Paragraph]


def test_a_formula_stands_in_its_containers() -> None:
    leaves = read("- a\n  $$\n  x\n  $$\n\n> $$\n> y\n> $$")
    assert leaves[1] == Formula("l", tex="x", source="$$\nx\n$$")
    assert leaves[2] == Formula("q", tex="y", source="$$\ny\n$$")


@pytest.mark.parametrize(
    "text", ["$$\nx\n\ny\n$$", "$$\nx", "$$x$$ y", "$$\n```\nx\n```", "$$\n# h\n$$", "> $$\nx\n$$"]
)
def test_a_blank_line_code_or_a_heading_undo_a_formula(text: str) -> None:
    assert not any(isinstance(leaf, Formula) for leaf in read(text))


def test_no_formula_in_code() -> None:
    assert read("```\n$$\nx\n$$\n```") == (Code(text="$$\nx\n$$"),)


# ------------------------------------------------------------------------------ links and pictures


@pytest.mark.parametrize(
    ("text", "link", "href"),
    [
        (
            "see https://a.org/x_y_z?b=*c* now",
            "https://a.org/x_y_z?b=*c",
            "https://a.org/x_y_z?b=*c",
        ),
        ("at www.example.org.", "www.example.org", "http://www.example.org"),
        ("to me@example.org, please", "me@example.org", "mailto:me@example.org"),
        ("看https://a.org/b，然后", "https://a.org/b", "https://a.org/b"),
        ("看 www.a.org/b，然后", "www.a.org/b", "http://www.a.org/b"),
        ("<https://a.org>", "https://a.org", "https://a.org"),
        ("[words](mailto:x@y.org)", "words", "mailto:x@y.org"),
    ],
)
def test_links(text: str, link: str, href: str) -> None:
    [found] = [span for span in spans(text) if span.href]
    assert (found.text, found.href) == (link, href)


@pytest.mark.parametrize(
    "text",
    [
        "README.md and example.org",
        "ftp://example.org and //example.org",
        "`https://example.org`",
        "http:/example.org and http://",
    ],
)
def test_no_links(text: str) -> None:
    assert not [span for span in spans(text) if span.href]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", "file:///etc/passwd", "vbscript:x", "/x", "x.md"],
)
def test_addresses_that_run_read_or_lead_nowhere_leave_their_words(address: str) -> None:
    assert spans(f"[some *words*]({address})") == (
        Span("some "),
        Span("words", style=Style.EMPHASIS),
    )


def test_pictures_are_described() -> None:
    assert spans("![a *b*](c.png)") == (Span("a b", href="c.png", kind=Kind.IMAGE),)
    assert spans("![](https://a.org/b.png)") == (
        Span("", href="https://a.org/b.png", kind=Kind.IMAGE),
    )
    assert spans("![x](data:image/png;base64,AA)") == (Span("x", kind=Kind.IMAGE),)
    assert spans("[![x](a.svg)](https://a.org)") == (Span("x", href="https://a.org"),)


def test_html_is_text() -> None:
    assert texts(read("<script>alert(1)</script>\n\n<b>x</b> & <img src=x>")) == [
        "<script>alert(1)</script>",
        "<b>x</b> & <img src=x>",
    ]


# ------------------------------------------------------------------------------------------ spans


def test_formats_combine_and_neighbours_of_one_format_are_one() -> None:
    assert spans("a **b *c*** `d` ~~e~~ \\* &amp;") == (
        Span("a "),
        Span("b ", style=Style.STRONG),
        Span("c", style=Style.STRONG | Style.EMPHASIS),
        Span(" "),
        Span("d", style=Style.CODE),
        Span(" "),
        Span("e", style=Style.STRIKE),
        Span(" * &"),
    )


def test_a_soft_break_is_a_blank_but_none_between_chinese_characters() -> None:
    assert texts(read("one\ntwo\n字\n字\n，“引”\n字 *字*\n*字*\nend")) == [
        "one two 字字，“引”字 字字 end"
    ]


def test_a_hard_break_is_a_line_break() -> None:
    assert texts(read("one  \ntwo\\\n three")) == ["one\ntwo\nthree"]


def test_what_a_text_document_means_otherwise_is_not_in_a_text() -> None:
    assert texts(read("a\0b\ud800c\ufffc &#xfffc; &#x2029;&#13;x")) == [
        "a\ufffdb\ufffdc\ufffd \ufffd \n\nx"
    ]


# --------------------------------------------------------------------------------- notes and tasks


def test_notes_stand_where_they_are_written() -> None:
    leaves = read("A[^1] b[^no].\n\n[^1]: One\n\n    two\n\nend")
    assert leaves[0] == Paragraph(spans=(Span("A"), Span("1", style=Style.NOTE), Span(" b[^no].")))
    assert leaves[1] == Paragraph("l", ("[1]",), spans=(Span("One"),))
    assert leaves[2] == Paragraph("l", spans=(Span("two"),))


def test_references_next_to_each_other_stay_apart() -> None:
    leaves = read("a[^1][^2]\n\n[^1]: x\n[^2]: y")
    assert leaves[0] == Paragraph(
        spans=(Span("a"), Span("1", style=Style.NOTE), Span("2", style=Style.NOTE))
    )
    assert [leaf.tight for leaf in leaves] == [False, True, False]


def test_tasks() -> None:
    leaves = read("- [ ] a\n- [x] b\n- [X] c\n- [y] d\n- [x]e\n1. [ ] f")
    assert [leaf.markers[0] for leaf in leaves] == [TODO, DONE, DONE, BULLET, BULLET, TODO]


# ------------------------------------------------------------------------------- where leaves stand


def test_containers_and_marks() -> None:
    leaves = read("> - a\n>   1. b\n>\n>      c\n> - - d\n\n3) e\n4) > f\n5)")
    assert [(leaf.inside, leaf.markers) for leaf in leaves] == [
        ("ql", (BULLET,)),
        ("qll", ("1.",)),
        ("qll", ()),
        ("qll", (BULLET, BULLET)),
        ("l", ("3)",)),
        ("lq", ("4)",)),
        ("l", ("5)",)),
    ]


def test_items_are_numbered_from_the_first_one() -> None:
    assert [leaf.markers[0] for leaf in read("7. a\n7. b\n\n1. c")] == ["7.", "8.", "9."]


def test_which_leaves_stand_close() -> None:
    text = "- a\n- b\n\n  c\n  ```\n  d\n\n  ```\n- e\n  - f\n- g\n\n* h\n* i\n+ j\n\nk\n# l\nm"
    assert [leaf.tight for leaf in read(text)] == [
        *(True, False, True, True, True, True, False, True, False, False),
        *(False, False, False),
    ]


def test_a_quoted_list_is_close_as_well() -> None:
    assert [leaf.tight for leaf in read("> - a\n> - b\n>\n> - c\n> d")] == [True, False, False]


def test_definitions_alone_are_nothing() -> None:
    assert read("[a]: /x\n[b]: /y\n\n> [c]: /z\n\n  \n") == ()


# ------------------------------------------------------------------------------- code and tables


def test_code() -> None:
    assert read("```Python title=x\na\n\n  b\n```\n") == (Code(text="a\n\n  b", language="Python"),)
    assert read("~~~\n~~~") == (Code(),)
    assert read("```\na\n") == (Code(text="a", closed=False),)
    assert read("- ```\n  a\n- b")[0] == Code("l", (BULLET,), True, text="a", closed=False)
    assert read("    a\n\n      b\n") == (Code(text="a\n\n  b"),)


def test_a_table() -> None:
    [table] = read("| a | b | c |\n|---|:-:|--:|\n| `x\\|y` | $2$ |\nlast | | |")
    assert table == Table(
        head=((Span("a"),), (Span("b"),), (Span("c"),)),
        align=(Align.LEFT, Align.CENTER, Align.RIGHT),
        rows=(
            (
                (Span("x|y", style=Style.CODE),),
                (Span("2", kind=Kind.FORMULA, source="$2$"),),
                (),
            ),
            ((Span("last"),), (), ()),
        ),
    )


@pytest.mark.parametrize("line", ["# a | b", "- a | b", "> a | b", "1. a | b", "[^1]: a | b"])
def test_the_head_of_a_table_is_prose(line: str) -> None:
    assert not isinstance(read(f"{line}\n--|--")[0], Table)


def test_headings() -> None:
    assert read("### a #\n\nb\\\nc\n---") == (
        Heading(level=3, spans=(Span("a"),)),
        Heading(level=2, spans=(Span("b\nc"),)),
    )
