"""`python3 dev.py bench`: measures in fresh processes and prints one table.

Exit code 1 when a target is missed by more than a quarter.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from figures import as_markdown
from measures import EVERYWHERE, MEASURES
from processes import benches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from figures import Figure
    from processes import Bench

_PLATFORMS = ("offscreen", "xcb")


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    if sys.platform != "linux":
        print("These figures are read from /proc, so they exist on Linux alone.", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    with benches(given.rounds, given.platform or _PLATFORMS) as found:
        for name in given.names or MEASURES:
            figures += _measured(name, found)
    table = f"{as_markdown(figures)}\n\n{_conditions(given.rounds)}\n"
    print(table)
    if given.markdown:
        Path(given.markdown).write_text(table, encoding="utf-8")
    return int(any(figure.is_missed_far for figure in figures))


def _measured(name: str, found: Sequence[Bench]) -> list[Figure]:
    figures = []
    for bench in found if name in EVERYWHERE else found[:1]:
        print(f"{name}, {bench.platform} …", file=sys.stderr, flush=True)
        where = f" ({bench.platform})" if name in EVERYWHERE else ""
        figures += [replace(row, what=row.what + where) for row in MEASURES[name](bench)]
    return figures


def _conditions(rounds: int) -> str:
    """What the figures are true for."""
    from PySide6.QtCore import qVersion

    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    version = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Medians of {rounds} fresh processes; Python {version}, Qt {qVersion()}, "
        f"{os.cpu_count()} cores, load at the end {load}."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--rounds", type=int, default=5, help="processes for each median")
    parser.add_argument("--platform", action="append", choices=_PLATFORMS)
    parser.add_argument("--markdown", metavar="FILE", help="write the table to FILE as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
