"""Colours of code: right in their places, in slices of time, and never in the way."""

from __future__ import annotations

import subprocess
import sys

import pytest

from paddock.parts.highlighting import (
    CodeColors,
    Lexing,
    Spans,
    find_lexer,
    is_loaded,
    prewarm,
    spans_of,
)

COLORS = CodeColors(keyword="k", string="s", number="n", name="f", comment="c")
PYTHON = [
    "def f(x):",
    '    """A text',
    '    over lines."""',
    "    # 注释 comment",
    "    return 'a' + str(1)",
    "",
    "x = '𝄞' + 'b'  # two units",
]


def colored(line: str, spans: Spans) -> dict[str, str]:
    """The parts of a line with their kinds."""
    units = line.encode("utf-16-le")
    shades = (*COLORS.shades(), "added", "removed")
    return {
        units[2 * spans[at] : 2 * (spans[at] + spans[at + 1])].decode("utf-16-le"): shades[
            spans[at + 2]
        ]
        for at in range(0, len(spans), 3)
    }


def whole(lines: list[str], language: str, seconds: float = 1.0) -> list[Spans]:
    lexer = find_lexer(language)
    assert lexer is not None
    lexing = Lexing(lines, lexer)
    while not lexing.done:
        lexing.advance(seconds)
    return lexing.spans


def test_a_text_is_colored_as_a_whole() -> None:
    spans = whole(PYTHON, "python")
    found = [colored(line, spans) for line, spans in zip(PYTHON, spans, strict=True)]
    assert found[0] == {"def": "k", "f": "f"}
    assert found[1] == {'"""A text': "s"}
    assert found[2] == {'    over lines."""': "s"}
    assert found[3] == {"# 注释 comment": "c"}
    assert found[4] == {"return": "k", "'a'": "s", "str": "f", "1": "n"}
    assert found[5] == {}
    # After a character outside of the basic plane everything keeps its place.
    assert found[6] == {"'𝄞'": "s", "'b'": "s", "# two units": "c"}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("json", '{"key": "a", "b": true, "c": 1}', {'"key"': "f", '"a"': "s", "true": "n"}),
        ("yaml", "key: text", {"key": "f"}),
        ("python", "x = None if True else 1", {"None": "n", "if": "k", "True": "n", "1": "n"}),
        ("html", "<b>", {"b": "f"}),
        ("bash", "ls -la --color=auto $HOME a-b", {"-la": "n", "--color": "n", "$HOME": "f"}),
        ("console", "$ ls --all", {"$ ": "c", "--all": "n"}),
        ("sh", "echo - -- 5-3", {"echo": "f"}),
        ("diff", "+added", {"+added": "added"}),
        ("patch", "-gone", {"-gone": "removed"}),
        ("diff", "@@ -1 +1 @@", {"@@ -1 +1 @@": "c"}),
    ],
)
def test_kinds_are_told_apart(language: str, line: str, expected: dict[str, str]) -> None:
    found = colored(line, whole([line], language)[0])
    assert found == {**found, **expected}
    if language == "sh":
        assert "-" not in found
        assert "--" not in found


def test_slices_lead_to_the_same() -> None:
    assert whole(PYTHON, "python", seconds=0.0) == whole(PYTHON, "python")


def test_a_line_by_itself_knows_nothing_of_the_others() -> None:
    lexer = find_lexer("Python")
    assert lexer is not None
    assert colored(PYTHON[0], spans_of(PYTHON[0], lexer)) == {"def": "k", "f": "f"}
    assert "over" not in colored(PYTHON[2], spans_of(PYTHON[2], lexer))


@pytest.mark.parametrize("language", ["", "no-such-language", "text", "x" * 10_000])
def test_an_unknown_language_has_no_colors(language: str) -> None:
    assert find_lexer(language) is None
    assert is_loaded(language)


@pytest.mark.parametrize("language", ["C++", "js", "shell", "jsonc", "Dockerfile", "yml"])
def test_languages_go_by_the_names_that_models_use(language: str) -> None:
    assert find_lexer(language) is not None
    assert is_loaded(language)


def test_a_very_long_line_is_not_looked_at() -> None:
    lines = ["x = 1", "x = '" + "\\" * 100_000, "y = 2"]
    spans = whole(lines, "python")
    assert colored(lines[0], spans[0]) == {"1": "n"}
    assert spans[1] == ()
    assert colored(lines[2], spans[2]) == {"2": "n"}


def test_two_languages_in_one_are_taken_in_parts() -> None:
    lines = ["<b>{{ name }}</b> {% if x %}"] * 1500
    spans = whole(lines, "html+jinja", seconds=0.004)
    assert len(spans) == len(lines)
    assert spans[0] == spans[-1] != ()


@pytest.mark.parametrize("language", ["python", "json", "c", "html+jinja", "console", "markdown"])
@pytest.mark.parametrize("text", ["\0\r\u2028\u202e", "\ud800", "'" * 50, "{{" * 50, "\n\n \n", ""])
def test_any_text_has_a_line_of_colors_for_each_line(language: str, text: str) -> None:
    lines = text.split("\n")
    assert len(whole(lines, language)) == len(lines)


def test_pygments_is_loaded_when_it_is_asked_for() -> None:
    code = (
        "import sys, paddock.parts.highlighting as h\n"
        "assert 'pygments' not in sys.modules\n"
        "h.prewarm()\n"
        "assert h.is_loaded('python')\n"
        "assert 'pygments.lexers.python' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    prewarm()
