"""What is measured: each function starts fresh processes and gives rows of the table."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from answers import MODEL, differences, said_by
from conversations import chats
from figures import Figure
from processes import serving
from transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from processes import Bench

_IDLE_SECONDS = 10
_TOKENS = 5000
_PROMPT = f"/long {_TOKENS}"
_STOPS = 20


def start(bench: Bench) -> list[Figure]:
    """From starting Python to the first paint. The two take turns, so that both see the same load."""
    programs = {
        "bare": ("bare", "qt", "0"),
        "qasync": ("bare", "qasync", "0"),
        "app": ("app_start",),
    }
    bench.warm_up(list(programs.values()))
    cpu: dict[str, list[float]] = {name: [] for name in programs}
    wall: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(bench.rounds):
        for name, command in programs.items():
            report = bench.run(*command)
            cpu[name].append(report["cpu"] * 1000)
            wall[name].append((report["painted"] - report["begun"]) * 1000)
    rows = []
    for what, found in (("CPU", cpu), ("wall", wall)):
        median = {name: statistics.median(values) for name, values in found.items()}
        rows += [
            Figure(f"first paint, {what}", median["app"], "ms", 1.6, median["bare"]),
            Figure(f"· bare + qasync, {what}", median["qasync"], "ms", None, median["bare"]),
        ]
    return rows


def idle(bench: Bench) -> list[Figure]:
    """Left alone with a server that another process runs. All four idle at the same time."""
    seconds = str(_IDLE_SECONDS)
    reports: dict[str, list[dict[str, Any]]] = {}
    with serving(bench, "60") as (url, _), serving(bench, "60", load=MODEL) as (busy_url, _):
        programs = {
            "bare": ("bare", "qt", seconds),
            "qasync": ("bare", "qasync", seconds),
            "app": ("app_idle", url, seconds),
            "loaded": ("app_idle", busy_url, seconds),
        }
        for _ in range(bench.rounds):
            running = {name: bench.launch(*command) for name, command in programs.items()}
            for name, launched in running.items():
                reports.setdefault(name, []).append(launched.report())

    def median(name: str, key: str) -> float:
        return float(statistics.median(report[key] for report in reports[name]))

    return [
        Figure("RSS idle", median("app", "rss"), "MB", 1.6, median("bare", "rss")),
        Figure("· bare + qasync", median("qasync", "rss"), "MB", None, median("bare", "rss")),
        Figure("· private memory", median("app", "private"), "MB", None, median("bare", "private")),
        Figure(f"idle CPU over {seconds} s", median("app", "idle_cpu") * 100, "%", 0.1),
        Figure("· with a model loaded, counting down", median("loaded", "idle_cpu") * 100, "%"),
    ]


def stop(bench: Bench) -> list[Figure]:
    """From the press of the button to the closed connection, as the server sees it."""
    with serving(bench, "200") as (url, server):
        pressed = bench.run("app_stop", url, str(_STOPS))["pressed"]
        chats = server.report()["chats"]
    assert all(chat["disconnected"] for chat in chats)
    waits = [(chat["closed_at"] - at) * 1000 for chat, at in zip(chats, pressed, strict=True)]
    return [
        Figure(f"Stop to closed socket, median of {_STOPS}", statistics.median(waits), "ms", 15),
        Figure("· the longest", max(waits), "ms"),
    ]


def paced(bench: Bench) -> list[Figure]:
    """5,000 tokens at 200 a second, in view to the end."""
    with serving(bench, "200") as (url, _):
        report = bench.run("app_stream", url, _PROMPT)
        probed = bench.run("app_stream", url, _PROMPT, "probe")
    flushes, gaps = probed["flushes"], probed["gaps"]
    return [
        Figure("5,000 tokens at 200/s, CPU", report["cpu"], "s", 3),
        Figure("· not at the end of the transcript", float(not report["is_at_end"]), "", 0),
        Figure("· update of the widgets, p50", flushes["p50"], "ms"),
        Figure("· update of the widgets, p99", flushes["p99"], "ms"),
        Figure("· event loop gap (4 ms timer), p50", gaps["p50"], "ms"),
        Figure("· event loop gap (4 ms timer), p99", gaps["p99"], "ms"),
        Figure("· event loop gap (4 ms timer), longest", gaps["max"], "ms"),
    ]


def flat_out(bench: Bench) -> list[Figure]:
    """5,000 tokens as fast as they come: complete, in order, and soon on the screen."""
    waits, costs, faults = [], [], 0
    for _ in range(bench.rounds):
        with serving(bench, "max") as (url, server):
            expected = said_by(url, _PROMPT)
            report = bench.run("app_stream", url, _PROMPT)
            chats = server.report()["chats"]
        waits.append(report["shown_at"] - chats[-1]["closed_at"])
        costs.append(report["cpu"])
        faults += report["wrong_in_widgets"] + differences(report["text"], expected)
        faults += not report["is_done"]
    return [
        Figure("5,000 tokens flat out, last byte to last paint", max(waits), "s", 0.5),
        Figure("· characters lost or out of order, widgets that differ", faults, "", 0),
        Figure("· CPU", statistics.median(costs), "s"),
    ]


def demo(bench: Bench) -> list[Figure]:
    """What the demo server itself spends on 5,000 tokens."""
    costs = []
    for _ in range(bench.rounds):
        spent = []
        for prompts in ((), (_PROMPT,)):
            with serving(bench, "max") as (url, server):
                said = [said_by(url, prompt) for prompt in ("hello", *prompts)]
                spent.append(server.report()["cpu"])
            assert len(said[-1].split()) == _TOKENS or not prompts
        costs.append(spent[1] - spent[0])
    return [Figure("demo server, 5,000 tokens flat out, CPU", statistics.median(costs), "s", 0.5)]


MEASURES: dict[str, Callable[[Bench], list[Figure]]] = {
    "start": start,
    "idle": idle,
    "stop": stop,
    "paced": paced,
    "flat-out": flat_out,
    "demo": demo,
    "transcript": transcript,
    "chats": chats,
}
EVERYWHERE: Sequence[str] = ("start", "idle")
"""Those whose figures depend on the platform of Qt; the others run on the first one alone."""
