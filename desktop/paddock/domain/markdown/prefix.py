"""What stands for the part of an open block that is read already, so that only the rest is parsed.

Each prefix is Markdown: it makes the parser see the rest just as it would behind the whole block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.domain.markdown.flatten import Block, Draft
    from paddock.domain.markdown.leaves import Align, Spans


@dataclass(slots=True)
class Prefix:
    """Nothing: a text that begins with whatever stands there."""

    text: str = ""
    paragraph_first: bool = False
    is_code: bool = False
    number: int | None = None
    empty_cells: int = 0

    def complete(self, block: Block) -> None:
        """Gives the first block of a parse what was read before, and takes the prefix from it."""


@dataclass(slots=True)
class InParagraph(Prefix):
    """A paragraph that was cut because it is long: what follows is prose, whatever it looks like."""

    text: str = "x "
    paragraph_first: bool = True

    def complete(self, block: Block) -> None:
        draft = block.drafts[0]
        draft.text = draft.text[1:].strip(" \t\n")
        if not draft.text:
            block.drafts.clear()


@dataclass(slots=True)
class InList(Prefix):
    """A list: an empty item stands for those that are final. No real item is indented as deep."""

    @staticmethod
    def after(delimiter: str, number: int | None) -> InList:
        """`number` is that of the item which comes next."""
        ordered = number is not None
        text = f"   1{delimiter}\n" if ordered else f"   {delimiter}\n"
        return InList(text, number=number - 1 if number is not None else None)

    def complete(self, block: Block) -> None:
        del block.items[0]
        if block.first_number is not None:
            block.first_number += 1


@dataclass(slots=True)
class InFence(Prefix):
    """A fenced block of code: its first line, and the code so far."""

    is_code: bool = True
    code: str = ""
    within_line: bool = False
    """Whether the code so far ends within a line; a letter stands for its beginning then."""

    @staticmethod
    def after(opener: str, code: str) -> InFence:
        within_line = not code.endswith("\n") and code != ""
        text = f"{opener}\nx" if within_line else f"{opener}\n"
        return InFence(text, code=code, within_line=within_line)

    def complete(self, block: Block) -> None:
        draft = block.drafts[0]
        draft.text = self.code + draft.text[self.within_line :]


@dataclass(slots=True)
class InTable(Prefix):
    """A table: a head as wide as its own, and what was read, as it was written and as it is shown."""

    head_source: tuple[str, ...] = ()
    align: tuple[Align, ...] = ()
    sources: list[tuple[str, ...]] = field(default_factory=list)
    head: tuple[Spans, ...] = ()
    rows: tuple[tuple[Spans, ...], ...] = ()
    missed: set[str] = field(default_factory=set)

    @staticmethod
    def of(draft: Draft) -> InTable:
        """The prefix for a table of which no row is final yet."""
        width = len(draft.head)
        text = f"|{'x|' * width}\n|{'-|' * width}\n"
        return InTable(text, head_source=draft.head, align=draft.align)

    def complete(self, block: Block) -> None:
        block.drafts[0].head = self.head_source
        block.drafts[0].align = self.align


def empty_cells(row: tuple[str, ...]) -> int:
    """How many cells at the end of a row have nothing in them."""
    count = 0
    while count < len(row) and not row[-1 - count]:
        count += 1
    return count
