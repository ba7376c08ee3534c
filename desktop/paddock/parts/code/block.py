"""A block of code as segments: its head, and its lines in pieces that are laid out one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddock.parts.code.head import CodeHead
from paddock.parts.code.lines import CodeLines
from paddock.parts.code.listing import Listing
from paddock.parts.code.text import cuts
from paddock.parts.segments.segment import Frame, Group

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.domain.markdown.leaves import Code
    from paddock.parts.code.text import Cut
    from paddock.parts.look import Look
    from paddock.parts.segments.segment import Segment


class CodeBlock:
    """Grows while its fence is open. `relayout` is called when its heights change by themselves.

    The segments live without it: one that does not grow need not be kept.
    """

    def __init__(self, look: Look, leaf: Code, left: int, relayout: Callable[[], None]) -> None:
        self._listing = Listing(look, leaf, relayout)
        self._group = Group(Frame.CODE, left)
        self._pieces: list[CodeLines] = []
        head = CodeHead(self._listing)
        head.group, head.left = self._group, left
        self.segments: list[Segment[Any]] = [head]
        """The head, and then the pieces; the same list for as long as the block lives."""
        self._cut(0, 0, (0, 0))

    @property
    def leaf(self) -> Code:
        return self._listing.leaf

    @property
    def text(self) -> str:
        return self.leaf.text

    def grow(self, leaf: Code) -> int:
        """The block as it is now. Returns the index of the first segment that is not as it was.

        Any text is shown; one that begins with the text from before costs what was added.
        """
        before = self.leaf
        if leaf == before:
            return len(self.segments)
        is_longer = leaf.text.startswith(before.text)
        same = len(before.text) if is_longer else _common(before.text, leaf.text)
        self._listing.leaf = leaf
        colored = self._listing.colors.set_code(
            leaf.text, leaf.language, closed=leaf.closed, same=same
        )
        first = len(self.segments)
        if leaf.text != before.text:
            index = len(self._pieces) - 1
            while not is_longer and index and self._pieces[index].cut.start >= same:
                index -= 1
            self._cut(index, same, colored)
            first = 1 + index
        if leaf.language != before.language:
            self._listing.renamed.emit()
            first = 0
        return first

    def _cut(self, index: int, same: int, colored: tuple[int, int]) -> None:
        """Cuts the text anew from the piece `index` on; what is new in it begins after `same`."""
        text = self.text
        pieces = self._pieces
        if index < len(pieces):
            at = pieces[index].cut
            found = list(cuts(text, at.start, at.line, goes_on=at.goes_on))
        else:
            found = list(cuts(text))
        fresh = text.rfind("\n", 0, same) + 1
        self._listing.see(text[max(c.start, min(fresh, c.end)) : c.end] for c in found)
        count = index
        for cut in found:
            if count < len(pieces):
                pieces[count].take(cut, colored)
            else:
                self._append(cut)
            count += 1
        del pieces[count:], self.segments[1 + count :]
        for piece in pieces[index:-1]:
            piece.set_last(False)
        pieces[-1].set_last(True)

    def _append(self, cut: Cut) -> None:
        piece = CodeLines(self._listing, cut)
        piece.group, piece.left = self._group, self._group.left
        self._pieces.append(piece)
        self.segments.append(piece)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low
