"""The conversation on screen: opening, growing, scrolling, finding, and far too much text."""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING, Any

from answers import differences, said_by
from figures import Figure
from processes import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes import Bench

_SIZES = (100, 1000, 10_000)
_BLOCKS = {
    "table": "a table of 2,000 rows",
    "paragraph": "a paragraph of 40 KB",
    "code": "code of 2,000 lines",
    "list": "a list of 1,000 items",
}
_WORDS = ("rare", "frequent", "nowhere")
_PROMPT = "/corpus 32000"
_EMPTY = "/empty 100000"
_NAIVE = "transcript_naive"


def transcript(bench: Bench) -> list[Figure]:
    """All of it in the application's window, beside a text browser with `setMarkdown`."""
    with serving(bench, "max") as (url, _):
        opening = _opening(bench, url)
        others = [*_growing(bench, url), *_reading(bench, url), *_overload(bench, url)]
    return [*opening, *_streaming(bench), *others]


def _opening(bench: Bench, url: str) -> list[Figure]:
    rows = []
    for size in _SIZES:
        found = _medians(bench, "transcript_open", url, str(size))
        naive = _run(bench, _NAIVE, "plain", "open", str(size))
        what = f"open {size:,} messages"
        rows.append(Figure(what, found["cpu"], "ms", 80, naive=naive["cpu"]))
        if size == _SIZES[-1]:
            rows.append(Figure("· and in the three seconds after", found["after"], "ms"))
            rows.append(Figure("RSS with them open", found["rss"], "MB", 130))
    return rows


def _growing(bench: Bench, url: str) -> list[Figure]:
    found = _medians(bench, "transcript_grow", url, "answer")
    naive = _run(bench, _NAIVE, "plain", "grow", "answer")
    ratio, naive_ratio = (each["token_at_32k"] / each["token_at_2k"] for each in (found, naive))
    at_32k, naive_at_32k = (each["token_at_32k"] / 1000 for each in (found, naive))
    rows = [
        Figure("CPU of a token at 32k over at 2k", ratio, "", 1.3, naive=naive_ratio),
        Figure("· CPU of a token at 32k", at_32k, "ms", naive=naive_at_32k),
        Figure("· update of 33 tokens, p50", found["p50"], "ms", naive=naive["p50"]),
        Figure("· update of 33 tokens, p99", found["p99"], "ms", naive=naive["p99"]),
    ]
    wrong = found["wrong"]
    for kind, what in _BLOCKS.items():
        found = _medians(bench, "transcript_grow", url, kind)
        naive = _run(bench, _NAIVE, "plain", "grow", kind)
        rows += [
            Figure(f"{what}, update p99", found["p99"], "ms", 16, naive=naive["p99"]),
            Figure("· p50", found["p50"], "ms", naive=naive["p50"]),
            Figure("· longest", found["max"], "ms", naive=naive["max"]),
        ]
        wrong += found["wrong"]
    return [*rows, Figure("segments and widgets that differ from a whole parse", wrong, "", 0)]


def _reading(bench: Bench, url: str) -> list[Figure]:
    found = _medians(bench, "transcript_scroll", url)
    naive = _run(bench, _NAIVE, "plain", "read")
    steps, jumps = found["steps"], found["jumps"]
    old_steps, old_jumps = naive["steps"], naive["jumps"]
    slowest = max(found[f"find_{name}"] for name in _WORDS)
    return [
        Figure("scroll step in 10,000, p50", steps["p50"], "ms", 4, naive=old_steps["p50"]),
        Figure("scroll step in 10,000, p99", steps["p99"], "ms", 16, naive=old_steps["p99"]),
        Figure("· longest", steps["max"], "ms", naive=old_steps["max"]),
        Figure("jump in 10,000, longest of 100", jumps["max"], "ms", 35, naive=old_jumps["max"]),
        Figure("· median", jumps["p50"], "ms", naive=old_jumps["p50"]),
        Figure("find in 10,000, slowest of three", slowest, "ms", 20, naive=naive["find"]),
        *(Figure(f"· a {name} word", found[f"find_{name}"], "ms") for name in _WORDS[:2]),
        Figure("· another letter typed", found["find_again"], "ms"),
    ]


def _streaming(bench: Bench) -> list[Figure]:
    """32,000 tokens at 1,000 a second from a server in another process."""
    with serving(bench, "max") as (url, _):
        expected = said_by(url, _PROMPT)
    reports, lost = [], 0
    for _ in range(bench.rounds):
        with serving(bench, "1000") as (url, _):
            report = _run(bench, "app_stream", url, _PROMPT, "probe", "warm")
        lost += differences(report.pop("text"), expected) + report["wrong_in_widgets"]
        lost += not report["is_done"]
        reports.append(report | {"share": report["cpu"] / report["seconds"] * 100})
    found = _median_of(reports)
    flushes, gaps = found["flushes"], found["gaps"]
    return [
        Figure("32k tokens at 1,000/s, of a core", found["share"], "%", 25),
        Figure("· characters lost, segments and widgets that differ", lost, "", 0),
        Figure("· updates in a second", found["updates"] / found["seconds"], ""),
        Figure("· update, p50", flushes["p50"], "ms", 4),
        Figure("· update, p99", flushes["p99"], "ms", 10),
        Figure("· update, longest", flushes["max"], "ms", 33),
        Figure("· event loop gap (4 ms timer), p99", gaps["p99"], "ms", 12),
        Figure("· event loop gap (4 ms timer), longest", gaps["max"], "ms", 33),
    ]


def _overload(bench: Bench, url: str) -> list[Figure]:
    """Longest gaps of the event loop; a crash ends the measuring."""
    rows = []
    whats = {
        "grows": "a line of 10 MB grows in 100 steps",
        "opens": "a line of 10 MB is opened",
        "many": "200 MB in 2,000 messages",
    }
    for kind, what in whats.items():
        found = _medians(bench, "transcript_extremes", url, kind)
        rows += [
            Figure(f"{what}, longest gap", found["gap"], "ms", 100),
            Figure("· until all in view is shown", found["shown"], "s"),
            Figure("· longest gap when something is found in it", found["find_gap"], "ms"),
            Figure("· RSS", found["rss"], "MB"),
        ]
    found = _medians(bench, "app_stream", url, _EMPTY, "probe")
    rows.append(Figure("100,000 empty chunks, longest gap", found["gaps"]["max"], "ms", 100))
    rows.append(Figure("· CPU", found["cpu"], "s"))
    return rows


def _medians(bench: Bench, *command: str) -> dict[str, Any]:
    return _median_of([_run(bench, *command) for _ in range(bench.rounds)])


def _run(bench: Bench, *command: str) -> dict[str, Any]:
    print(f"  {' '.join(command)} …", file=sys.stderr, flush=True)
    return bench.run(*command)


def _median_of(reports: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of each number in the reports, also of those in a group; anything else is left out.

    Mistakes are not averaged away: `wrong` is the sum.
    """
    found: dict[str, Any] = {}
    for key, value in reports[0].items():
        if isinstance(value, dict):
            found[key] = _median_of([report[key] for report in reports])
        elif key == "wrong":
            found[key] = sum(report[key] for report in reports)
        elif isinstance(value, int | float):
            found[key] = statistics.median(report[key] for report in reports)
    return found
