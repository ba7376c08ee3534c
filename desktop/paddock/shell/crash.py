"""Bugs: everything that nobody expected ends here, with a report that can be copied."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, qVersion

from paddock import __version__
from paddock.base.logs import redact

if TYPE_CHECKING:
    import asyncio
    from types import TracebackType

log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Takes unexpected exceptions from slots, scopes, threads and the loop's callbacks, logs them,
    and says so once.
    """

    crashed = Signal(str, str)  # title line, report

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[str] = set()
        self._previous_hook = sys.excepthook
        self._previous_thread_hook = threading.excepthook

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        loop.set_exception_handler(self._loop_hook)

    def uninstall(self, loop: asyncio.AbstractEventLoop) -> None:
        sys.excepthook = self._previous_hook
        threading.excepthook = self._previous_thread_hook
        loop.set_exception_handler(None)

    def report(self, error: BaseException) -> None:
        """Logs `error` and announces it; the same place in the code is announced only once."""
        text = report_text(error)
        log.error("unexpected: %s", text)
        place = _place(error)
        if place not in self._seen:
            self._seen.add(place)
            self.crashed.emit(redact(f"{type(error).__name__}: {error}"), text)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous_hook(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _thread_hook(self, fallen: threading.ExceptHookArgs) -> None:
        if fallen.exc_value is not None:
            self.report(fallen.exc_value)

    def _loop_hook(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(error)
        else:
            log.error("asyncio: %s", context.get("message"))


def report_text(error: BaseException) -> str:
    """Versions and traceback, free of secrets."""
    head = (
        f"Paddock {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}"
    )
    return redact(head + "\n\n" + "".join(traceback.format_exception(error)))


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last.filename}:{last.lineno}" if last else repr(error)
