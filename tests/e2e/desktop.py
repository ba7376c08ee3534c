"""A desktop without a person: an X server in memory, a session bus, the accessibility bus."""

from __future__ import annotations

import os
import select
import shutil
import struct
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtGui import QImage

from tests.e2e.screen_reader import SYSTEM_PYTHON, ScreenReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

SIZE = (1440, 900)
_START = 15.0
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def what_is_missing() -> str:
    """What this system lacks for a desktop, empty when nothing does."""
    missing = [name for name in ("Xvfb", "dbus-daemon") if shutil.which(name) is None]
    if not Path(SYSTEM_PYTHON).exists():
        missing.append(SYSTEM_PYTHON)
    elif subprocess.run(
        [SYSTEM_PYTHON, "-c", _BINDINGS], capture_output=True, check=False
    ).returncode:
        missing.append(f"Atspi for {SYSTEM_PYTHON}")
    return ", ".join(missing)


class Desktop:
    """A context manager; `environment` is what programs on it are started with."""

    environment: dict[str, str]
    reader: ScreenReader

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with self._stack:
            # Sockets live in it: a short path, for the name of one holds about a hundred bytes.
            folder = tempfile.TemporaryDirectory(prefix="e2e-", ignore_cleanup_errors=True)
            self._folder = Path(self._stack.enter_context(folder))
            self._start()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def save_picture(self, path: Path) -> None:
        """Writes what is on the screen as PNG; Xvfb keeps it in a file of X's dump format (xwd)."""
        data = (self._folder / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", data[:100])
        start = header[0] + 12 * header[19]  # the header's own size, then the colours of 12 bytes
        width, height, bytes_per_line = header[4], header[5], header[12]
        kind = QImage.Format.Format_RGB32
        if not QImage(data[start:], width, height, bytes_per_line, kind).save(str(path)):
            raise OSError(f"the picture could not be written to {path}")

    def _start(self) -> None:
        kept = ("PATH", "TZ", "LD_LIBRARY_PATH")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment |= {
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self._folder),
            "HOME": str(self._folder),
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",  # GTK's; ours are the only programs here
        }
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        server = ["Xvfb", "-screen", "0", screen, "-nolisten", "tcp", "-fbdir", str(self._folder)]
        self.environment["DISPLAY"] = ":" + self._serve(server, "-displayfd", "{}")
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile"]
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._serve(bus, "--print-address={}")
        # The accessibility bus starts when it is first asked for, by the session bus.
        self.reader = ScreenReader(self.environment)
        self._stack.callback(self.reader.close)
        self.reader.order("enable")

    def _serve(self, command: Sequence[str], *telling: str) -> str:
        """Starts a server that writes a line to a descriptor when it is ready; that line."""
        reading, writing = os.pipe()
        with (
            open(reading, "rb", buffering=0) as ready,
            open(self._folder / f"{command[0]}.log", "wb") as log,
        ):
            process = subprocess.Popen(
                [*command, *(word.format(writing) for word in telling)],
                pass_fds=[writing],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            self._stack.callback(_end, process)
            os.close(writing)
            line = b""
            while not line.endswith(b"\n"):
                if not select.select([ready], [], [], _START)[0] or not (got := ready.read(4096)):
                    words = (self._folder / f"{command[0]}.log").read_text("utf-8", "replace")
                    raise RuntimeError(f"{command[0]} did not start: {words}")
                line += got
            return line.decode().strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
