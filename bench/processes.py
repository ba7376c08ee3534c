"""Fresh processes on a display of their own, and what they report as JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PROGRAMS = Path(__file__).parent / "programs"
_TIMEOUT = 180.0
_SCREEN = "1600x1000x24"
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "PADDOCK_DEMO_FALLBACK", "OLLAMA_HOST", "LANG", "LC_ALL")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where programs are started: one platform of Qt, a home that is empty, and how often."""

    platform: str
    folder: Path
    environment: dict[str, str]
    rounds: int

    def launch(self, program: str, *arguments: str) -> Launched:
        """Starts `programs/<program>.py` in a fresh process with a data folder of its own."""
        data = tempfile.mkdtemp(dir=self.folder)
        command = [sys.executable, str(_PROGRAMS / f"{program}.py"), data, *arguments]
        begun = time.monotonic()
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return Launched(process, begun)

    def run(self, program: str, *arguments: str) -> dict[str, Any]:
        """What the program reported at its end."""
        return self.launch(program, *arguments).report()

    def warm_up(self, programs: Sequence[Sequence[str]]) -> None:
        """Runs each once, so that no measured start compiles Python or reads from the disk."""
        for command in programs:
            self.run(*command)


@dataclass(frozen=True, slots=True)
class Launched:
    """A process that is running. Raises RuntimeError where it fails instead of reporting."""

    process: subprocess.Popen[str]
    begun: float
    """Seconds on the monotonic clock, which all processes of the machine share."""

    def report(self) -> dict[str, Any]:
        """Waits for the end; the last line of the output is the report."""
        output, said = self.process.communicate(timeout=_TIMEOUT)
        lines = output.splitlines()
        if self.process.returncode != 0 or not lines:
            words = " ".join(map(str, self.process.args))  # type: ignore[arg-type]
            raise RuntimeError(f"{words} ended with {self.process.returncode}:\n{said}")
        report: dict[str, Any] = json.loads(lines[-1])
        return report | {"begun": self.begun}

    def first_line(self) -> str:
        return _output(self.process).readline().strip()


@contextmanager
def benches(rounds: int, platforms: Sequence[str]) -> Iterator[list[Bench]]:
    """A Bench for each platform that this machine can show windows on."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paddock-bench-")))
        found = []
        for platform in platforms:
            environment = _environment(folder) | {"QT_QPA_PLATFORM": platform}
            if platform == "xcb":
                if shutil.which("Xvfb") is None:
                    print("Without xcb: Xvfb is not installed.", file=sys.stderr)
                    continue
                environment["DISPLAY"] = stack.enter_context(_display())
            found.append(Bench(platform, folder, environment, rounds))
        yield found


@contextmanager
def serving(bench: Bench, speed: str, *, load: str = "") -> Iterator[tuple[str, Launched]]:
    """The demo server in a process of its own: its address, and the process.

    `speed` is in tokens per second or `max`; the model `load` is in memory from the start. Closing
    its input ends the server, which then reports the requests that it saw.
    """
    server = bench.launch("server", speed, load)
    try:
        yield server.first_line(), server
    finally:
        if server.process.poll() is None:
            server.report()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    homes = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "CACHE")}
    bytecode = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    return kept | homes | bytecode | {"HOME": str(folder), "LANG": "C.UTF-8"}


@contextmanager
def _display() -> Iterator[str]:
    """The name of a display of Xvfb's own choice."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout
