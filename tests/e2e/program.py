"""Paddock as a person starts it: a process of its own on the desktop of the tests."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from tests.e2e.desktop import Desktop
    from tests.e2e.screen_reader import Element

END_LIMIT = 10.0
"""Seconds from the wish to end until the process is gone; about one on an idle machine."""

_KNOWN_NOISE = re.compile(
    # Qt asks and answers on the accessibility bus in the words of an older protocol.
    r"qt\.accessibility\.atspi: |"
    # There is no window manager on the display.
    r"qt\.qpa\.|"
    r"$"
)


class Program:
    """A context manager; at the end the process is gone, and must have said nothing odd."""

    def __init__(self, environment: Mapping[str, str], folder: Path, *arguments: str) -> None:
        self._output = folder / "output.txt"
        data = folder / "data"
        with open(self._output, "wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "paddock", "--data-dir", str(data), *arguments],
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self.tell(signal.SIGTERM)
        try:
            code = self.wait()
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise
        if kind is None:
            assert code == 0, self.output()
            assert not self.odd_lines()

    def window(self, desktop: Desktop) -> Element:
        return desktop.reader.window(self._process.pid, "Paddock")

    def tell(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self) -> int:
        """The exit code. Raises `TimeoutExpired` when the process goes on."""
        return self._process.wait(END_LIMIT)

    def output(self) -> str:
        return self._output.read_text("utf-8", "replace")

    def odd_lines(self) -> list[str]:
        """What it wrote to the terminal that nobody expects there."""
        return [line for line in self.output().splitlines() if not _KNOWN_NOISE.match(line)]
