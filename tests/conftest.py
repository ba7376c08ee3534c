"""What every test gets: a home of its own, no network, and guards that fail it for what it leaves.

A test fails when it leaks a window, a task or a thread, or when a line is logged at WARNING or
above that it did not announce with `expect_log`.
"""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import logging
import os
import re
import socket
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

# Before Qt is imported: tests need no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from paddock.kit.collector import collect_due

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

THREAD_GRACE = 3.0
"""Seconds that a thread which is already ending may take."""


@pytest.fixture
def run(qapp: QApplication) -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Runs a coroutine to its end on a Qt event loop: `answer = run(client.version())`."""

    async def watched(job: Coroutine[Any, Any, Any]) -> Any:
        async with asyncio.timeout(60):
            result = await job
        await _no_task_left()
        return result

    def on_loop(job: Coroutine[Any, Any, Any]) -> Any:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
            return runner.run(watched(job))

    return on_loop


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Cycles are collected between tests, in the thread of the tests.

    Left to itself, Python collects in whatever thread allocates, the demo server's among them, and
    a Qt object that dies there takes the process with it.
    """
    gc.disable()
    yield
    collect_due()


async def _no_task_left() -> None:
    """Fails for each task that outlives its test; one that was just cancelled may still unwind."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    if left:
        _, left = await asyncio.wait(left, timeout=0.5)
    if left:
        pytest.fail(f"leaked tasks: {sorted(task.get_name() + ' ' + repr(task) for task in left)}")


@pytest.fixture(autouse=True)
def no_leaked_windows() -> Iterator[None]:
    before = set(QApplication.topLevelWidgets())
    yield
    if leaked := _windows_since(before):
        gc.collect()  # a cycle of Python objects keeps a window that nobody holds any more
        leaked = _windows_since(before)
    names = [f"{type(w).__name__} {w.objectName()!r} {w.windowTitle()!r}" for w in leaked]
    for window in leaked:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not names, f"leaked windows: {names}"


def _windows_since(before: set[QWidget]) -> list[QWidget]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # Qt keeps one tool tip for the whole application.
    return [
        window
        for window in QApplication.topLevelWidgets()
        if window not in before and window.objectName() != "qtooltip_label"
    ]


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE
    started = [thread for thread in threading.enumerate() if thread not in before]
    # Threads that Qt started have no Python owner who could join them.
    started = [thread for thread in started if not isinstance(thread, threading._DummyThread)]
    for thread in started:
        thread.join(max(0.0, deadline - time.monotonic()))
    leaked = [thread.name for thread in started if thread.is_alive()]
    assert not leaked, f"leaked threads: {leaked}"


class LogGuard(logging.Handler):
    """Collects what is logged at WARNING and above, and what a test said it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def faults(self) -> list[str]:
        """The stray lines, and the expected ones that never came."""
        stray = [f"stray log line: {line}" for line in self.lines if not self._foreseen(line)]
        seen = "\n".join(self.lines)
        return stray + [f"never logged: {p}" for p in self.expected if not re.search(p, seen)]

    def _foreseen(self, line: str) -> bool:
        return any(re.search(pattern, line) for pattern in self.expected)


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    assert not (faults := guard.faults()), "\n".join(faults)


@pytest.fixture
def expect_log(log_guard: LogGuard) -> Callable[[str], None]:
    """Announces a line at WARNING or above, as a pattern searched in "LEVEL logger: message"."""
    return log_guard.expected.append


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, data and secrets of a test stay in its own folder; no proxy, no OLLAMA_HOST."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("OLLAMA_"):
            monkeypatch.delenv(name)
    return home


class NetworkError(AssertionError):
    """A test reached for a machine other than this one."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sockets reach the loopback or the host of PADDOCK_TEST_HOST; no other name resolves."""
    reached: list[str] = []
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _allowed(address[0]):
            reached.append(str(address))
            raise NetworkError(f"a test connected to {address}")
        connect(self, address)

    def guarded_resolve(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _allowed(name) and not _is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, "no names are resolved in tests")
        return resolve(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    assert not reached, f"connected to {reached}"


def _allowed(host: str) -> bool:
    given = os.environ.get("PADDOCK_TEST_HOST", "")
    allowed = urlsplit(given if "//" in given else f"//{given}").hostname
    return host in {"localhost", allowed} or (
        _is_address(host) and ipaddress.ip_address(host.partition("%")[0]).is_loopback
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
