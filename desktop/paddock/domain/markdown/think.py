"""Thinking that older servers send within the answer, between `<think>` and `</think>`."""

from __future__ import annotations

_OPEN = "<think>"
_CLOSE = "</think>"
_BLANKS = " \t\r\n"


def split_think(text: str, *, final: bool = False) -> tuple[str, str, bool]:
    """`text` as (thinking, answer, whether it is still thinking).

    While only a beginning of `<think>` or of `</think>` has come, it is shown nowhere: it may become
    the whole tag, unless the text is `final`.
    """
    start = _first_character(text)
    if not text.startswith(_OPEN, start):
        if not final and _OPEN.startswith(text[start : start + len(_OPEN)]):
            return "", "", start < len(text)
        return "", text, False
    start = _first_character(text, start + len(_OPEN))
    end = text.find(_CLOSE, start)
    if end < 0:
        return text[start : len(text) - (0 if final else _begun_tag(text))], "", not final
    answer = _first_line(text, end + len(_CLOSE))
    return text[start:end].rstrip(), text[answer:], False


def begins_with_thinking(text: str) -> bool:
    """Whether `split_think` finds any thinking in it."""
    return text.startswith(_OPEN, _first_character(text))


def _first_character(text: str, start: int = 0) -> int:
    while start < len(text) and text[start] in _BLANKS:
        start += 1
    return start


def _first_line(text: str, start: int) -> int:
    """Where the answer begins: behind empty lines, but with the indentation of its own first one."""
    first = _first_character(text, start)
    line = max(text.rfind("\n", start, first), text.rfind("\r", start, first)) + 1
    return max(line, start)


def _begun_tag(text: str) -> int:
    """How many characters at the end of `text` may become the closing tag."""
    for length in range(min(len(_CLOSE) - 1, len(text)), 0, -1):
        if text.endswith(_CLOSE[:length]):
            return length
    return 0
