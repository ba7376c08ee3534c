"""Markdown that streams in, as segments: runs of prose, and each special block for itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from paddock.domain.markdown.growing import Growing
from paddock.domain.markdown.leaves import Code, Formula, Heading, Leaf, Paragraph, Rule, Table
from paddock.parts.code.block import CodeBlock
from paddock.parts.prose.formula import FormulaSegment, letter_size
from paddock.parts.prose.prose import Prose
from paddock.parts.table.block import TableBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.markdown.growing import Change
    from paddock.domain.markdown.leaves import Span
    from paddock.parts.segments.segment import Segment
    from paddock.parts.tex.formulas import Rendered
    from paddock.parts.transcript.materials import Materials

_FULL = 4096
"""Characters after which a run of prose is its own segment: what is laid out at once stays small."""


class _Run:
    """Prose that takes more leaves until it is full."""

    def __init__(self, materials: Materials, name: str) -> None:
        self.prose = Prose(materials.look, materials.formulas, name, materials.relayout)
        self.segments: list[Segment[Any]] = [self.prose]
        self.final = 0
        self.has_open = False
        self._has_mark = False
        self._size = 0
        self._closed: list[Leaf] = []
        self._open: list[Leaf] = []

    @property
    def is_full(self) -> bool:
        return self._size >= _FULL

    @property
    def is_blank(self) -> bool:
        """Whether all that it held was taken back."""
        return not (self.final or self.has_open or self._has_mark)

    def add(self, leaf: Leaf, *, is_final: bool) -> None:
        if is_final:
            self._closed.append(leaf)
            self.final += 1
            self._size += _length(leaf)
        else:
            self._open.append(leaf)

    def add_mark(self, leaf: Leaf, *, is_final: bool) -> None:
        """The mark of an item that begins with a block: a line without words above it."""
        mark = Paragraph(inside=leaf.inside, markers=leaf.markers, tight=True)
        self._has_mark = self._has_mark or is_final
        (self._closed if is_final else self._open).append(mark)

    def write(self) -> int:
        """Shows what was added in place of what was open; the index of the segment that changed."""
        self.prose.write_leaves(self._closed, self._open)
        self.has_open = bool(self._open)
        self._closed, self._open = [], []
        return 0

    def revise(self, index: int, leaf: Leaf) -> int:
        self.prose.revise(index, leaf)
        return 0


class _Block:
    """A block of code, a table or a formula."""

    def __init__(self, materials: Materials, leaf: Leaf) -> None:
        self._materials = materials
        self.final = 0
        self._make(leaf)

    def _make(self, leaf: Leaf) -> None:
        materials = self._materials
        left = round(materials.look.markdown.left_of(leaf.inside))
        self.leaf = leaf
        self._part: CodeBlock | TableBlock | None = None
        if isinstance(leaf, Code):
            self._part = CodeBlock(materials.look, leaf, left, materials.relayout)
            self.segments = self._part.segments
        elif isinstance(leaf, Table):
            table = self._part = TableBlock(
                materials.look, leaf, left, materials.relayout, pictures=self._picture
            )
            self.segments = cast("list[Segment[Any]]", table.segments)
        else:
            assert isinstance(leaf, Formula)
            formula = FormulaSegment(materials.look, materials.formulas, leaf, materials.relayout)
            formula.left = left
            self.segments = [formula]

    def _picture(self, span: Span) -> Rendered | None:
        """A formula in a cell; the table is told when one comes that is not there yet."""
        formulas, style = self._materials.formulas, self._materials.look.markdown
        size = letter_size(style.body)
        image = formulas.image(span.text, display=False, size=size, color=style.text)
        settled = formulas.is_settled(span.text, display=False, size=size, color=style.text)
        if not settled and isinstance(self._part, TableBlock):
            formulas.tell(self._part)
        return image

    def show(self, leaf: Leaf) -> int:
        """Another state of the same block; the index of the first segment that is not as it was."""
        before, self.leaf = self.leaf, leaf
        if isinstance(self._part, CodeBlock) and isinstance(leaf, Code):
            return self._part.grow(leaf)
        if isinstance(self._part, TableBlock) and isinstance(leaf, Table):
            assert isinstance(before, Table)
            kept = len(before.rows) - 1
            if before.rows[:kept] == leaf.rows[:kept]:
                return self._part.grow(leaf)
        if leaf != before:
            self._make(leaf)
            return 0
        return len(self.segments)

    def revise(self, _index: int, leaf: Leaf) -> int:
        self._make(leaf)
        return 0


_Unit: TypeAlias = _Run | _Block


class Flow:
    """The segments of one text. Those of final blocks are never made again while it grows."""

    def __init__(self, materials: Materials, name: str) -> None:
        self._materials = materials
        self._name = name
        self._growing = Growing()
        self._units: list[_Unit] = []
        self._starts: list[int] = []  # of each unit, how many final leaves stand before it
        self._settled = 0  # units that can no longer change, and what is in them:
        self._settled_segments = 0
        self._settled_leaves = 0
        self.segments: list[Segment[Any]] = []

    def feed(self, text: str, *, end: int | None = None, final: bool = False) -> int:
        """Brings the segments up to `text`. Returns the index of the first one that is not as it was.

        `end` reads only so far, for a long text that is taken in steps.
        """
        change = self._growing.feed(text, end=end, final=final)
        first = self._append(change)
        for index, leaf in change.revised.items():
            first = min(first, self._revise(index, leaf))
        return first

    def leaves(self) -> Iterator[tuple[Segment[Any], Prose | Leaf]]:
        """Each segment with what it shows; the pieces of one block all have that block."""
        for unit in self._units:
            for segment in unit.segments:
                yield segment, unit.prose if isinstance(unit, _Run) else unit.leaf

    def _append(self, change: Change) -> int:
        """Puts new final leaves and the open ones after what is settled."""
        waiting = deque(self._units[self._settled :])
        placed: list[tuple[_Unit, int]] = []  # with the first segment that changed
        run: _Run | None = None
        if waiting and isinstance(waiting[0], _Run) and waiting[0].final:
            run = self._next_run(waiting)
        for leaf, is_final in _marked(change):
            is_prose = isinstance(leaf, Paragraph | Heading | Rule)
            if run is not None and is_prose and run.is_full:
                placed.append((run, run.write()))
                run = None
            if run is None and (is_prose or leaf.markers):
                run = self._next_run(waiting)
            if is_prose:
                assert run is not None
                run.add(leaf, is_final=is_final)
                continue
            if run is not None:
                if leaf.markers:
                    run.add_mark(leaf, is_final=is_final)
                placed.append((run, run.write()))
                run = None
            placed.append(self._next_block(leaf, waiting, is_final=is_final))
        if run is not None:
            placed.append((run, run.write()))
        return self._replace(placed)

    def _next_run(self, waiting: deque[_Unit]) -> _Run:
        """The open run that stood here before, or a new one."""
        if waiting:
            unit = waiting.popleft()
            if isinstance(unit, _Run):
                return unit
            waiting.clear()
        return _Run(self._materials, self._name)

    def _next_block(
        self, leaf: Leaf, waiting: deque[_Unit], *, is_final: bool
    ) -> tuple[_Block, int]:
        unit = waiting.popleft() if waiting else None
        if isinstance(unit, _Block) and type(unit.leaf) is type(leaf):
            changed = unit.show(leaf)
        else:
            waiting.clear()
            unit, changed = _Block(self._materials, leaf), 0
        unit.final = int(is_final)
        return unit, changed

    def _replace(self, placed: list[tuple[_Unit, int]]) -> int:
        """Takes over the units after the settled ones, and settles those that are final now."""
        offset = self._settled_segments
        before = len(self.segments)
        first = before
        tail: list[Segment[Any]] = []
        leaves = self._settled_leaves
        del self._units[self._settled :], self._starts[self._settled :]
        for unit, changed in placed:
            if isinstance(unit, _Run) and unit.is_blank:
                continue
            first = min(first, offset + len(tail) + changed)
            tail += unit.segments
            self._units.append(unit)
            self._starts.append(leaves)
            leaves += unit.final
        self.segments[offset:] = tail
        self._settle()
        return min(first, len(self.segments))

    def _settle(self) -> None:
        """A unit is settled when something final follows it, or when nothing can be added to it."""
        units = self._units
        end = max((i for i in range(self._settled, len(units)) if units[i].final), default=None)
        if end is None:
            return
        last = units[end]
        if not isinstance(last, _Run) or (last.is_full and not last.has_open):
            end += 1
        for unit in units[self._settled : end]:
            self._settled_segments += len(unit.segments)
            self._settled_leaves += unit.final
        self._settled = end

    def _revise(self, index: int, leaf: Leaf) -> int:
        """Shows a final leaf anew, whose references have been defined."""
        place = bisect_right(self._starts, index) - 1
        while not self._units[place].final:
            place -= 1
        unit = self._units[place]
        offset = sum(len(before.segments) for before in self._units[:place])
        count = len(unit.segments)
        changed = unit.revise(index - self._starts[place], leaf)
        self.segments[offset : offset + count] = unit.segments
        if place < self._settled:
            self._settled_segments += len(unit.segments) - count
        return offset + changed


def _marked(change: Change) -> Iterator[tuple[Leaf, bool]]:
    yield from ((leaf, True) for leaf in change.closed)
    yield from ((leaf, False) for leaf in change.open)


def _length(leaf: Leaf) -> int:
    if isinstance(leaf, Paragraph | Heading):
        return sum(len(span.text) for span in leaf.spans) + 1
    return 1
