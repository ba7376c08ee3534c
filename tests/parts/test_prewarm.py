"""What is loaded in idle moments, so that the first answer need not wait for it."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, os, sys
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import look_of
from paddock.parts.prewarm import Prewarm

def loaded():
    names = ("markdown_it", "pygments.lexers.python", "paddock.parts.transcript.view")
    return [name for name in names if name in sys.modules]

qt = QApplication([])
theme = Theme(qt, resources(), "light")
owner = QObject()
before = loaded()
prewarm = Prewarm(lambda: look_of(theme, Icons(theme, resources())), owner)
at_once = loaded()
[timer] = prewarm.findChildren(QTimer)
steps = []

def look_after():
    steps.append(len(loaded()))
    if not timer.isActive():
        print(json.dumps([before, at_once, loaded(), sorted(set(steps))]), flush=True)
        os._exit(0)

timer.timeout.connect(look_after)
QTimer.singleShot(30_000, qt.quit)
qt.exec()
raise SystemExit("the timer never came to rest")
"""


def test_it_loads_step_by_step_and_comes_to_rest() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    before, at_once, after, steps = json.loads(answer.stdout)
    assert before == []
    assert at_once == [], "the start itself was made to wait"
    assert after == ["markdown_it", "pygments.lexers.python", "paddock.parts.transcript.view"]
    assert len(steps) > 1, "all of it was loaded in one go"


def test_an_owner_that_goes_takes_it_along() -> None:
    program = PROGRAM[: PROGRAM.index("[timer]")] + (
        "from PySide6.QtCore import QCoreApplication, QEvent\n"
        "owner.deleteLater()\n"
        "prewarm.destroyed.connect(lambda: QTimer.singleShot(1500, qt.quit))\n"
        "qt.exec()\n"
        "print(json.dumps(loaded()), flush=True)\n"
        "os._exit(0)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert answer.stderr == ""
    assert json.loads(answer.stdout) == []
