"""The guards of conftest.py fail a test that leaves something behind, and say what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

pytest_plugins = ["pytester"]

LEAVERS = """
    import asyncio, logging, socket, sys, threading
    from PySide6.QtWidgets import QWidget

    kept = []

    def test_window(qapp):
        window = QWidget()
        window.setObjectName("orphan")
        kept.append(window)

    def test_task(run):
        async def job():
            asyncio.get_running_loop().create_task(asyncio.sleep(60), name="straggler")
        run(job())

    def test_thread(monkeypatch):
        monkeypatch.setattr(sys.modules["conftest"], "THREAD_GRACE", 0.05)
        threading.Thread(target=threading.Event().wait, name="straggler", daemon=True).start()

    def test_stray_log():
        logging.getLogger("paddock").warning("oops")

    def test_missing_log(expect_log):
        expect_log("never said")

    def test_network():
        with socket.socket() as connection:
            connection.connect(("192.0.2.1", 80))
    """
COMPLAINTS = [
    "leaked windows: .*QWidget 'orphan'",
    "leaked tasks: .*straggler",
    "leaked threads: .*straggler",
    "stray log line: WARNING paddock: oops",
    "never logged: never said",
    "NetworkError: a test connected to .*192.0.2.1",
]
TIDY = """
    import asyncio, logging

    def test_announced(expect_log):
        expect_log("paddock: oops")
        logging.getLogger("paddock").warning("oops")

    def test_finished(run):
        async def job():
            await asyncio.sleep(0)
            return 7
        assert run(job()) == 7
    """


def test_each_guard_names_what_was_left_and_spares_the_tidy(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(test_leavers=LEAVERS, test_tidy=TIDY)
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    for complaint in COMPLAINTS:
        result.stdout.re_match_lines([f".*{complaint}"])
    outcomes = result.parseoutcomes()
    assert outcomes["passed"] == 2 + 4  # four of the guards complain after their test has passed
    assert outcomes["failed"] + outcomes["errors"] == len(COMPLAINTS) + 1  # the network guard twice
