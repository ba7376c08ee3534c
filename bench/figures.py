"""What was measured, against what it should be, as a Markdown table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOLERANCE = 1.25
_HEAD = ("what", "target", "measured", "bare", "ratio", "naive", "ok")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. Less is better, always.

    The target is a ratio to `bare` where there is one and it is a target at all, else an amount in
    `unit`. A figure without a target is information. `naive` is what the simplest way to do the same
    takes; it is not judged.
    """

    what: str
    measured: float
    unit: str
    target: float | None = None
    bare: float | None = None
    naive: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.measured / self.bare if self.bare else None

    @property
    def is_met(self) -> bool:
        return self.target is None or self._judged <= self.target

    @property
    def is_missed_far(self) -> bool:
        """By more than a busy machine explains."""
        return self.target is not None and self._judged > self.target * _TOLERANCE

    @property
    def _judged(self) -> float:
        return self.measured if self.ratio is None else self.ratio

    def cells(self) -> tuple[str, ...]:
        verdict = "" if self.target is None else "yes" if self.is_met else "**no**"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        bare = "" if self.bare is None else _amount(self.bare, self.unit)
        naive = "" if self.naive is None else _amount(self.naive, self.unit)
        measured = _amount(self.measured, self.unit)
        return (self.what, self._aim(), measured, bare, ratio, naive, verdict)

    def _aim(self) -> str:
        if self.target is None:
            return ""
        if self.bare is not None:
            return f"≤ {self.target:g} × bare"
        return f"≤ {_amount(self.target, self.unit)}" if self.target else "0"


def as_markdown(figures: Iterable[Figure]) -> str:
    """The table without columns that are empty, each wide enough to be read as plain text too."""
    cells = [figure.cells() for figure in figures]
    used = [number for number in range(len(_HEAD)) if any(row[number] for row in cells)]
    rows: list[Sequence[str]] = [[row[number] for number in used] for row in (_HEAD, *cells)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(used))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )


def _amount(value: float, unit: str) -> str:
    digits = 0 if value == int(value) or value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()
