"""Heights of many things one below the other, and where each of them begins."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Heights:
    """A Fenwick tree: changing one height and finding a place by its distance cost O(log n).

    See Fenwick, "A new data structure for cumulative frequency tables", 1994.
    """

    __slots__ = ("_tree", "_values")

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._values = list(values)
        self._tree = [0]
        self._fill(0)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def __setitem__(self, index: int, value: int) -> None:
        difference = value - self._values[index]
        if not difference:
            return
        self._values[index] = value
        place = index + 1
        tree, length = self._tree, len(self._tree)
        while place < length:
            tree[place] += difference
            place += place & -place

    def extend(self, values: Iterable[int]) -> None:
        start = len(self._values)
        self._values.extend(values)
        self._fill(start)

    def truncate(self, length: int) -> None:
        """Forgets all from index `length` on."""
        del self._values[length:]
        del self._tree[length + 1 :]

    def before(self, index: int) -> int:
        """The sum of all heights before `index`, which may be the length."""
        total = 0
        tree = self._tree
        while index > 0:
            total += tree[index]
            index -= index & -index
        return total

    @property
    def total(self) -> int:
        return self.before(len(self._values))

    def find(self, distance: int) -> tuple[int, int]:
        """The index at `distance` from the start, and how far inside of it that is.

        Beyond the end it is the last index, before the start the first. There must be one.
        """
        index, left = 0, max(0, distance)
        tree = self._tree
        step = 1 << (len(self._values).bit_length())
        while step:
            following = index + step
            if following < len(tree) and tree[following] <= left:
                index = following
                left -= tree[following]
            step >>= 1
        if index >= len(self._values):
            last = len(self._values) - 1
            return last, left + self._values[last]
        return index, left

    def _fill(self, start: int) -> None:
        """Builds the nodes for the values from `start` on in linear time."""
        base = self.before(start)
        sums = list(accumulate(self._values[start:], initial=base))
        append = self._tree.append
        for place in range(start + 1, len(self._values) + 1):
            low = place - (place & -place)
            below = sums[low - start] if low >= start else self.before(low)
            append(sums[place - start] - below)
