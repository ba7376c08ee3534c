"""Conversations that are kept: 100,000 messages in 5,000 chats, as one who has them meets them."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from figures import Figure
from processes import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes import Bench

_SPEED = "200"
_PROMPT = "/long 2000"
_STARTS = 3
"""For each round: a start is short, and its figures lie far apart."""
_FORMATS = {
    "paddock": "Paddock's JSON",
    "openwebui": "Open WebUI's JSON",
    "jsonl": "JSON lines",
    "markdown": "Markdown",
    "html": "HTML",
    "pdf": "PDF",
    "modelfile": "a Modelfile, of one chat",
}
_QUERIES = {
    "common": "a common word",
    "rare": "a rare word",
    "common_and_rare": "both",
    "phrase": "a phrase of two common words",
    "one_chinese": "one Chinese character",
    "two_chinese": "a Chinese word of two",
    "rare_chinese": "a rare Chinese word",
    "mixed": "Chinese and English",
    "letter_1": "the first letter of a word",
    "letter_2": "the first two",
    "letter_3": "the first three",
    "letter_4": "the first four",
}


def chats(bench: Bench) -> list[Figure]:
    """All of it on copies of one store, most of it in the application's window."""
    made = _run(bench, "chats_store")
    store = made["folder"]
    assert (made["messages"], made["chats"]) == (100_000, 5000)
    rows = [Figure("100,000 messages in 5,000 chats, on the disk", made["size"], "MB")]
    rows += _starting(bench, store)
    with serving(bench, _SPEED) as (url, _):
        rows += _listing(bench, url, store)
        rows += _searching(bench, url, store)
        rows += _switching(bench, url, store)
        rows += _inserting(bench, store)
        rows += _exporting(bench, url, store)
        rows += _streaming(bench, url, store)
        rows += _attaching(bench, url, store)
    return rows


def _starting(bench: Bench, store: str) -> list[Figure]:
    """Starts with the store and with none take turns, so that both see the same load."""
    kinds = ("paint empty", "paint full", "list empty", "list full", "list crashed")
    cpu: dict[str, list[float]] = {kind: [] for kind in kinds}
    wall: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(bench.rounds * _STARTS + 1):
        folder = tempfile.mkdtemp(dir=bench.folder)
        shutil.copytree(store, folder, dirs_exist_ok=True)
        for kind in kinds:
            until, held = kind.split()
            data = tempfile.mkdtemp(dir=bench.folder) if held == "empty" else folder
            # After `list` the process is gone without a word: the next one finds a crash.
            report = bench.run("chats_start", data, until)
            assert (report["rows"] > 0) == (kind in ("list full", "list crashed"))
            if number:  # the first ones compile
                cpu[kind].append(report["cpu"] * 1000)
                wall[kind].append((report["painted"] - report["begun"]) * 1000)
        shutil.rmtree(folder)
    rows = []
    for until, what in (("paint", "first paint"), ("list", "list of chats painted")):
        for clock, found in (("CPU", cpu), ("wall", wall)):
            full, empty = (
                statistics.median(found[f"{until} {held}"]) for held in ("full", "empty")
            )
            target = 1.15 if until == "paint" else None
            rows.append(Figure(f"{what}, {clock}", full, "ms", target, empty))
    crashed = statistics.median(wall["list crashed"])
    return [*rows, Figure("· after a crash, when all is checked, wall", crashed, "ms")]


def _listing(bench: Bench, url: str, store: str) -> list[Figure]:
    found = _medians(bench, "chats_list", url, store)
    scroll, typed = found["scroll_gaps"], found["filter_gaps"]
    return [
        Figure("wheel through all chats, longest gap", scroll["max"], "ms", 33),
        Figure("· event loop gap (4 ms timer), p99", scroll["p99"], "ms"),
        Figure("· a notch, p50", found["steps"]["p50"], "ms"),
        Figure("· a notch, longest", found["steps"]["max"], "ms"),
        Figure("· a jump, longest of 100", found["jumps"]["max"], "ms"),
        Figure("filter typed and taken away, longest gap", typed["max"], "ms", 33),
        Figure("· a key, p50", found["keys"]["p50"], "ms"),
        Figure("· a key, longest", found["keys"]["max"], "ms"),
    ]


def _searching(bench: Bench, url: str, store: str) -> list[Figure]:
    found = _medians(bench, "chats_search", url, store)
    slowest = max(found["found"].values())
    return [
        Figure("search by the store, slowest of all", slowest, "ms", 30),
        *(Figure(f"· {what}", found["found"][name], "ms") for name, what in _QUERIES.items()),
        Figure("· the slowest when asked for the first time", max(found["first"].values()), "ms"),
        Figure("search until it is painted, slowest", found["slowest_shown"], "ms"),
        Figure("· longest gap", found["gaps"]["max"], "ms"),
    ]


def _switching(bench: Bench, url: str, store: str) -> list[Figure]:
    found = _medians(bench, "chats_switch", url, store)
    return [
        Figure("click until a chat of 20 is painted, p50", found["wall"]["p50"], "ms", 100),
        Figure("· the longest of 50", found["wall"]["max"], "ms", 100),
        Figure("· CPU, p50", found["cpu"]["p50"], "ms"),
        Figure("· the first one after the start", found["first"], "ms"),
        Figure("· one that is still in memory", found["again"], "ms"),
        Figure("· longest gap", found["gaps"]["max"], "ms"),
        Figure("click until a chat of 2,000 is painted", found["long"]["wall"], "ms", 100),
        Figure("· longest gap", found["long_gaps"]["max"], "ms"),
    ]


def _inserting(bench: Bench, store: str) -> list[Figure]:
    found = _medians(bench, "chats_insert", store)
    ours, plain = found["qasync"], found["asyncio"]
    return [
        Figure("a message written and awaited, p50 of 5,000", ours["each"]["p50"], "µs", 150),
        Figure("· mean", ours["mean"], "µs", 150),
        Figure("· p99", ours["each"]["p99"], "µs"),
        Figure("· longest", ours["each"]["max"], "µs"),
        Figure("· p50 on asyncio's own loop", plain["each"]["p50"], "µs"),
        Figure("· p50 of a job that does nothing", ours["nothing"], "µs"),
        Figure("· p50 of the statements alone, many in a transaction", ours["within"], "µs"),
        Figure("· to put it into the index, later, mean of many at once", ours["later"], "µs"),
    ]


def _exporting(bench: Bench, url: str, store: str) -> list[Figure]:
    found = _medians(bench, "chats_export", url, store)
    rows = []
    for name, what in _FORMATS.items():
        rows += [
            Figure(f"10,000 messages as {what}", found[name]["seconds"], "s", 3),
            Figure("· longest gap", found[name]["gap"], "ms", 33),
        ]
    waits = found["cancel"]
    others = max(wait for name, wait in waits.items() if name != "pdf")
    return [
        *rows,
        Figure("export is cancelled until it has ended, a PDF", waits["pdf"], "ms", 100),
        Figure("· the slowest of the others", others, "ms", 100),
    ]


def _streaming(bench: Bench, url: str, store: str) -> list[Figure]:
    """With chats in the list and without take turns."""
    reports: dict[str, list[dict[str, Any]]] = {"empty": [], store: []}
    for _ in range(bench.rounds):
        for held, known in reports.items():
            known.append(_run(bench, "chats_stream", url, _PROMPT, held))
    full, empty = _median_of(reports[store]), _median_of(reports["empty"])
    probed = _run(bench, "chats_stream", url, _PROMPT, "probe", store)
    return [
        Figure("2,000 tokens at 200/s, CPU", full["cpu"], "s", None, empty["cpu"]),
        Figure("· how often the list is brought up to date", full["show_chats"], ""),
        Figure("· longest gap", probed["gaps"]["max"], "ms", 33),
    ]


def _attaching(bench: Bench, url: str, store: str) -> list[Figure]:
    found = _medians(bench, "chats_photo", url, store)
    return [
        Figure("a photo of 48 megapixels attached, longest gap", found["gaps"]["max"], "ms", 33),
        Figure("· until it can be sent", found["seconds"], "s"),
        Figure("· memory more than before", found["more"], "MB"),
    ]


def _medians(bench: Bench, *command: str) -> dict[str, Any]:
    return _median_of([_run(bench, *command) for _ in range(bench.rounds)])


def _run(bench: Bench, program: str, *arguments: str) -> dict[str, Any]:
    print(f"  {program} …", file=sys.stderr, flush=True)
    return bench.run(program, *arguments)


def _median_of(reports: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of each number in the reports, also of those in a group."""
    found: dict[str, Any] = {}
    for key, value in reports[0].items():
        values = [report[key] for report in reports]
        if isinstance(value, dict):
            found[key] = _median_of(values)
        elif isinstance(value, int | float):
            found[key] = statistics.median(values)
    return found
