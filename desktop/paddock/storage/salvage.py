"""Reads a table around the pages that are damaged."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRIES = 20_000
"""So many reads in a row may find nothing: a page that leads to others can hide as many rows."""

_FIRST_TRIES = 2_000
"""So many before there is any row at all: then there is none."""

_FIRST, _LAST = -1, 2**62


def rows_of(c: sqlite3.Connection, table: str) -> dict[int, dict[str, Any]]:
    """All rows that can be read, by their rowids. Empty for a table that is not there."""
    return _Salvage(c, table).rows


class _Salvage:
    def __init__(self, c: sqlite3.Connection, table: str) -> None:
        self.rows: dict[int, dict[str, Any]] = {}
        self._c = c
        self._table = table
        self._failed = 0
        # From each end until an error, and what is left between in halves, and so on.
        gaps = [(_FIRST, _LAST)]
        while gaps and self._failed < (_TRIES if self.rows else _FIRST_TRIES):
            gaps += self._read(*gaps.pop())

    def _read(self, above: int, below: int) -> Iterator[tuple[int, int]]:
        """Reads the rows between two ids, and gives the halves of what it could not read."""
        low, is_whole = self._walk(above, below, "ASC")
        if is_whole:
            return
        high, is_whole = self._walk(low, below, "DESC")
        if is_whole or high - low <= 2:
            return  # At most one row is between them, and that is the one that cannot be read.
        middle = (low + high) // 2
        # The lower half is taken first: above the last row are more ids than can be tried.
        yield middle, high
        yield low, middle + 1

    def _walk(self, above: int, below: int, order: str) -> tuple[int, bool]:
        """The last id that was read from one end, and whether the other end was reached."""
        at = above if order == "ASC" else below
        try:
            cursor = self._c.execute(
                f"SELECT rowid, * FROM {self._table} WHERE rowid > ? AND rowid < ?"
                f" ORDER BY rowid {order}",
                (above, below),
            )
            names = [column[0] for column in cursor.description[1:]]
            for id, *values in cursor:
                if not (at < id < below if order == "ASC" else above < id < at):
                    return at, False  # Damaged pages can lead in circles.
                self._failed = 0
                self.rows[id] = dict(zip(names, values, strict=True))
                at = id
        except (sqlite3.Error, OverflowError):
            self._failed += 1
            return at, False
        return at, True
