"""What a start may not bring in before the first frame is on the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    "asyncio",
    "httpx",
    "keyring",
    "markdown_it",
    "msgspec",
    "paddock.demo",
    "paddock.features.library",
    "paddock.ollama",
    "paddock.parts.transcript",
    "pygments",
    "qasync",
    "starlette",
    "uvicorn",
}

PROGRAM = """
import json, os, sys
from paddock.app import Application, make_qt
from paddock.options import parse

application = Application(make_qt(), parse(["--data-dir", sys.argv[1]]))

def leave():
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)

application.window.painted.connect(leave)
application.show_first()
raise SystemExit("the window was never painted")
"""


def test_the_first_frame_waits_for_no_heavy_library(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    loaded = set(json.loads(answer.stdout))
    assert "paddock.shell.window" in loaded
    assert not loaded & HEAVY
