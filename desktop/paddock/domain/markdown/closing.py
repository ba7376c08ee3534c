"""The final leaves of a text, and those among them that a later definition may still change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.markdown.flatten import read_row
from paddock.domain.markdown.labels import Labels, note_key
from paddock.domain.markdown.leaves import Table
from paddock.domain.markdown.prefix import empty_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddock.domain.markdown.flatten import Block, Draft
    from paddock.domain.markdown.leaves import Leaf
    from paddock.domain.markdown.prefix import InTable

_REMEMBERED = 1000
"""So many readings of lines are kept while a long text is read at once."""


class Closed:
    """Takes blocks that are final, in order. Only leaves with unknown labels are kept in memory."""

    def __init__(self) -> None:
        self.labels = Labels()
        self.revised: dict[int, Leaf] = {}
        self._count = 0
        self._new: list[Leaf] = []
        self._waiting: dict[int, Draft] = {}
        self._askers: dict[str, set[int]] = {}

    def begin(self) -> None:
        """A new feed begins."""
        self._count += len(self._new)
        self._new = []
        self.revised = {}

    def leaves(self) -> tuple[Leaf, ...]:
        """What was added since the feed began."""
        return tuple(self._new)

    def add(self, blocks: Iterable[Block], table: InTable | None = None) -> None:
        """Closes `blocks`; `table` holds the rows of the first one that were read before."""
        blocks = list(blocks)
        self._revise(define(self.labels, blocks))
        for draft in _drafts(blocks):
            done, table = table, None
            if done is not None and not done.missed:
                leaf, missed = _with_rows(done, draft, self.labels)
                draft.rows[:0] = done.sources
            else:
                draft.rows[:0] = done.sources if done is not None else ()
                leaf, missed = draft.finish(self.labels)
            self._wait(self._count + len(self._new), draft, missed)
            self._new.append(leaf)
        if len(self.labels.read) > _REMEMBERED:
            self.labels.read.clear()

    def preview(self, blocks: list[Block], table: InTable | None) -> tuple[Leaf, ...]:
        """The leaves of open blocks, with what they define themselves."""
        labels = self.labels
        labels.read, labels.read_before = {}, labels.read
        if any(part.definitions for block in blocks for part in (block, *block.items)):
            labels = labels.copy()
            define(labels, blocks)
        leaves = []
        for draft in _drafts(blocks):
            if table is None:
                leaves.append(draft.finish(labels)[0])
            else:
                leaves.append(_with_rows(table, draft, labels)[0])
                table = None
        self.labels.read_before = {}
        return tuple(leaves)

    def take_rows(self, table: InTable, draft: Draft, count: int) -> None:
        """Moves the first rows of `draft`, which are final, to `table`."""
        if not table.head:
            table.head = read_row(draft.head, self.labels, table.missed)
        rows = [read_row(row, self.labels, table.missed) for row in draft.rows[:count]]
        table.sources += draft.rows[:count]
        table.rows += tuple(rows)
        table.empty_cells += sum(empty_cells(row) for row in draft.rows[:count])
        del draft.rows[:count]

    def _wait(self, index: int, draft: Draft, missed: set[str]) -> None:
        if missed:
            self._waiting[index] = draft
        for label in missed:
            self._askers.setdefault(label, set()).add(index)

    def _revise(self, labels: list[str]) -> None:
        indexes = {index for label in labels for index in self._askers.pop(label, ())}
        for index in sorted(indexes):
            draft = self._waiting.pop(index)
            leaf, missed = draft.finish(self.labels)
            self._wait(index, draft, missed)
            if index >= self._count:
                self._new[index - self._count] = leaf
            else:
                self.revised[index] = leaf


def _drafts(blocks: Iterable[Block]) -> Iterator[Draft]:
    for block in blocks:
        yield from block.drafts
        for item in block.items:
            yield from item.drafts


def define(labels: Labels, blocks: Iterable[Block]) -> list[str]:
    """Adds the definitions in `blocks`, and returns what labels are new. The first one counts."""
    new = []
    for block in blocks:
        for part in (block, *block.items):
            for definition in part.definitions:
                if definition.address is None:
                    if definition.label not in labels.notes:
                        labels.notes.add(definition.label)
                        new.append(note_key(definition.label))
                elif definition.label not in labels.addresses:
                    labels.addresses[definition.label] = definition.address
                    new.append(definition.label)
    if new:
        labels.read.clear()
    return new


def _with_rows(table: InTable, draft: Draft, labels: Labels) -> tuple[Leaf, set[str]]:
    missed = set(table.missed)
    rows = tuple(read_row(row, labels, missed) for row in draft.rows)
    place = (draft.inside, draft.markers, draft.tight)
    return Table(*place, table.head, draft.align, table.rows + rows), missed
