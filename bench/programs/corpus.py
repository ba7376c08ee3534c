"""Texts that are the same in every run: answers in Markdown, conversations, single long blocks.

Four characters stand for a token. An answer repeats the same kinds of block every PERIOD characters,
so that two stretches of it that are whole periods apart differ in their words alone.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TOKEN = 4
PERIOD = 12_000
RARE = "heliotrope"
"""A word that one in a hundred answers holds; FREQUENT is in most of them."""
FREQUENT = "river"
_RARE_EVERY = 97

_VOCABULARY = (
    "river stone garden window letter simple answer number because table value before after "
    "another little between person moment reason memory server model token answer stream "
    "the of and to in is that for it as with on by at from this be or an are not can will "
    "network result second minute careful measure several question light paper under almost "
    "winter summer ladder orange silver quiet narrow yellow market island bridge engine"
)
_WORDS = _VOCABULARY.split()
_LINES = (
    "for {a} in range({n}):",
    "    {a} = {b}[{n}] + {n}  # {c} {d}",
    '    print(f"{c}: {{{a}}}")',
    "if {a} is not None and {b} > {n}:",
    "    return {a}({b}, {c}={n})",
    'raise ValueError("{c} {d} {a}")',
    "",
    "def {a}_{b}({c}: int, {d}: str) -> None:",
    '    """{c} {d} {a}."""',
    "    {d} = [{a} for {a} in {b} if {a}.{c}]",
)


def answer(characters: int) -> str:
    """The first `characters` of an endless answer: headings, prose, lists, code, tables."""
    periods = -(-characters // PERIOD)
    return "".join(_Writer(seed).period() for seed in range(periods))[:characters]


def small() -> str:
    """One block of each kind."""
    writer = _Writer(4711)
    return "\n\n".join(make(writer) for make in _KINDS)


def exchanges(count: int) -> Iterator[tuple[str, str]]:
    """Questions with their answers; a message has about 490 characters on average."""
    writer = _Writer(99)
    for number in range(count):
        blocks = [f"Answer {number}. {writer.prose(300)}"]
        blocks += [make(writer) for make in writer.some(_KINDS, number % 4)]
        if number % _RARE_EVERY == 0:
            blocks.append(f"That is a {RARE} **indeed**.")
        yield f"Question {number}: {writer.prose(90)}", "\n\n".join(blocks)


def large(number: int, characters: int) -> str:
    """A long message that differs from the others in its beginning and in its order."""
    first = number % _LARGE_PERIODS
    if first not in _LARGE:
        periods = [_Writer(seed).period() for seed in range(_LARGE_PERIODS)]
        body = "".join(periods[first:] + periods[:first])
        _LARGE[first] = body * (characters // len(body) + 1)
    head = f"Message {number}.\n\n"
    return head + _LARGE[first][: characters - len(head)]


def table_rows(count: int = 2000) -> str:
    """One table of so many rows."""
    writer = _Writer(1)
    rows = (
        f"| {n} | {writer.words(2)} | `{writer.word()}` | **{writer.word()}** |\n"
        for n in range(count)
    )
    return "| n | words | code | strong |\n| ---: | --- | --- | :---: |\n" + "".join(rows)


def paragraph(characters: int = 40_000) -> str:
    """One paragraph on one line, with formats inside of it."""
    return _Writer(2).prose(characters)


def code_lines(count: int = 2000) -> str:
    """One block of code of so many lines."""
    return f"```python\n{_Writer(3).lines(count)}\n```\n"


def list_items(count: int = 1000) -> str:
    """One list of so many items."""
    writer = _Writer(4)
    return "".join(f"- {writer.prose(60)}\n" for _ in range(count))


def line(characters: int) -> str:
    """Words without any break of a line."""
    part = " ".join(_Writer(5).words(1) for _ in range(5000)) + " "
    return (part * (characters // len(part) + 1))[:characters]


BLOCKS: dict[str, Callable[[], str]] = {
    "table": table_rows,
    "paragraph": paragraph,
    "code": code_lines,
    "list": list_items,
}
_LARGE: dict[int, str] = {}
_LARGE_PERIODS = 8


class _Writer:
    """Makes blocks from words that depend on the seed alone."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def word(self) -> str:
        return self._random.choice(_WORDS)

    def words(self, count: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=count))

    def some(
        self, kinds: Sequence[Callable[[_Writer], str]], count: int
    ) -> list[Callable[[_Writer], str]]:
        return self._random.choices(kinds, k=count)

    def prose(self, characters: int) -> str:
        """Sentences of about so many characters in all, with a format in each."""
        found: list[str] = []
        length = 0
        while length < characters:
            word = self.word()
            mark = self._random.choice(("**", "*", "`"))
            start = self.words(self._random.randrange(4, 9)).capitalize()
            sentence = f"{start} {mark}{word}{mark} {self.words(self._random.randrange(2, 6))}."
            found.append(sentence)
            length += len(sentence) + 1
        return " ".join(found)

    def lines(self, count: int) -> str:
        """Lines of Python."""
        return "\n".join(
            self._random.choice(_LINES).format(
                a=self.word(),
                b=self.word(),
                c=self.word(),
                d=self.word(),
                n=self._random.randrange(999),
            )
            for _ in range(count)
        )

    def period(self) -> str:
        """A stretch of an answer, exactly PERIOD characters long."""
        blocks: list[str] = []
        for section in range(6):
            blocks.append(f"## {self.words(4).capitalize()}")
            blocks.append(self.prose(520))
            blocks += [make(self) for make in _KINDS[1:3]]
            blocks.append(self.prose(200))
            if section % 2:
                blocks.append(_table(self))
        text = "\n\n".join(blocks)
        room = PERIOD - len(text) - 4
        assert room > 100, room
        return f"{text}\n\n{self.prose(room)[: room - 1].rstrip('*` ').ljust(room - 1, '.')}.\n\n"


def _prose(writer: _Writer) -> str:
    return writer.prose(300)


def _list(writer: _Writer) -> str:
    items = [f"- {writer.prose(50)}" for _ in range(4)]
    items.insert(2, f"  1. {writer.prose(40)}")
    return "\n".join(items)


def _code(writer: _Writer) -> str:
    return f"```python\n{writer.lines(12)}\n```"


def _table(writer: _Writer) -> str:
    rows = "\n".join(f"| {writer.word()} | {writer.words(2)} | {n} |" for n in range(5))
    return f"| name | words | n |\n| --- | --- | ---: |\n{rows}"


_KINDS = (_prose, _list, _code, _table)
