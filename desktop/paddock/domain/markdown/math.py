"""Where a text holds mathematics: markdown-it rules for formulas, on lines of their own and inline.

`$…$`, `$$…$$`, `\\(…\\)` and `\\[…\\]`. A price is no formula, and what is never closed is text. A
display formula ends before a blank line, so that a text that streams in need not take back what
stands behind one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

UNSETTLED = "unsettled"
"""In the environment of a parse: the first line from which a formula may yet close, if any."""

ENDS_FORMULA = "ends a formula"
"""The name of the chain of block rules that end a formula, whatever its own end would be."""

_SCANS = "scans"
_CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}
_DOLLARS = re.compile(r"\$+")
_WORD = re.compile(r"(?:^|[\s(,;.])[A-Za-z]{2,}(?:[\s),;.]|$)")
_ENDS_A_TERM = re.compile(r"[\w})\]'|]")


# ------------------------------------------------------------------------------- lines of their own


def display_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula from the beginning of a line to the end of one, without a blank line between."""
    if state.sCount[start] < 0 or state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    closer = _CLOSERS.get(state.src[first : first + 2])
    if closer is None or closer == "\\)" or state.src.startswith("$$$", first):
        return False
    last = _closing_line(state, start, end, closer)
    if last is None:
        return False
    if state.eMarks[last] == len(state.src):
        _note_unsettled(state.env, start)  # more may follow on the line, which undoes the formula
    source = state.getLines(start, last + 1, state.blkIndent, False).strip()
    tex = source[2:-2].strip()
    if not tex:
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.content = tex
        token.markup = source
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _closing_line(state: StateBlock, start: int, end: int, closer: str) -> int | None:
    """The line that ends with the first `closer`, if nothing else stands in between.

    Each search that fails is remembered: from a line within it another one fails just so. Without
    this a text of many unclosed openers costs the square of their number.
    """
    indent = min(state.blkIndent, state.sCount[start])
    scans: dict[tuple[str, int, int], tuple[int, int]] = state.env.setdefault(_SCANS, {})
    key = (closer, indent, end)
    before, until = scans.get(key, (start, start))
    if before < start < until:
        return None
    at = state.bMarks[start] + state.tShift[start] + 2
    line = start
    while True:
        found = _unescaped(state.src, closer, at, state.eMarks[line])
        if found >= 0:
            if not state.src[found + 2 : state.eMarks[line]].strip(" \t"):
                return line
            break
        line += 1
        if line >= end:
            if line >= len(state.bMarks) - 1:
                _note_unsettled(state.env, start)
            break
        if state.isEmpty(line) or state.sCount[line] < indent or _ends_prose(state, line, end):
            break
        at = state.bMarks[line] + state.tShift[line]
    scans[key] = (start, line)
    return None


def _ends_prose(state: StateBlock, line: int, end: int) -> bool:
    """Whether a fence or a heading begins here: those are never a line of a formula."""
    first = state.src[state.bMarks[line] + state.tShift[line]]
    if first not in "#`~":
        return False
    rules = state.md.block.ruler.getRules(ENDS_FORMULA)
    return any(rule(state, line, end, True) for rule in rules)


def _note_unsettled(environment: Any, line: int) -> None:
    environment[UNSETTLED] = min(line, environment.get(UNSETTLED, line))


def _unescaped(text: str, what: str, start: int, end: int) -> int:
    """Where `what` stands first in text[start:end], not behind an odd number of backslashes."""
    while (found := text.find(what, start, end)) >= 0:
        before = found
        while before > 0 and text[before - 1] == "\\":
            before -= 1
        if (found - before) % 2 == 0:
            return found
        start = found + 1
    return -1


# ----------------------------------------------------------------------------------------- inline


def inline_formula(state: StateInline, silent: bool) -> bool:
    """A formula within a line, or a run of dollars that is none."""
    start = state.pos
    character = state.src[start]
    if character == "\\":
        end = _bracketed(state.src, start, state.posMax)
    elif character == "$":
        run = _DOLLARS.match(state.src, start, state.posMax)
        assert run is not None
        length = run.end() - start
        if length == 1:
            end = _after_dollar(state.src, start, state.posMax)
        else:
            end = _bracketed(state.src, start, state.posMax) if length == 2 else -1
        if end < 0:
            if not silent:
                state.append_pending(run.group())
            state.pos = run.end()
            return True
    else:
        return False
    if end < 0:
        return False
    if not silent:
        source = state.src[start:end]
        width = 1 if character == "$" and not source.startswith("$$") else 2
        token = state.push("math_inline", "", 0)
        token.content = source[width:-width].strip()
        token.markup = source
    state.pos = end
    return True


def _bracketed(text: str, start: int, limit: int) -> int:
    """The end of the formula in `$$…$$`, `\\(…\\)` or `\\[…\\]` at `start`, or -1."""
    closer = _CLOSERS.get(text[start : start + 2])
    if closer is None:
        return -1
    found = _unescaped(text, closer, start + 2, limit)
    return found + 2 if found > 0 and text[start + 2 : found].strip() else -1


def _after_dollar(text: str, start: int, limit: int) -> int:
    """The end of the formula in `$…$` at `start`, or -1.

    The very next dollar closes it or nothing does. Text touches both dollars from within; no letter
    or digit stands before the first ("US$5", "5$") and no digit behind the second ("$5-$6").
    """
    before = text[start - 1] if start else " "
    if before.isascii() and before.isalnum():
        return -1
    end = _unescaped(text, "$", start + 1, limit)
    if end <= start + 1 or text[start + 1].isspace() or text[end - 1].isspace():
        return -1
    body = text[start + 1 : end]
    after = text[end + 1] if end + 1 < limit else " "
    if "`" in body or after == "$" or (after.isascii() and after.isdigit()):
        return -1
    if after.isascii() and after.isalpha() and not _ENDS_A_TERM.match(body[-1]):
        return -1  # "$HOME/bin:$PATH"
    if body[0].isdigit() and "\\" not in body and _WORD.search(body):
        return -1  # "$5 and 10$"
    return end + 1
