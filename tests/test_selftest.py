"""The self-test of an installed application."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from paddock import __version__


def selftest(*words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Runs it in a process of its own, after `code`."""
    call = f"import sys\n{code}\nfrom paddock.__main__ import main\nsys.exit(main({list(words)!r}))"
    return subprocess.run(
        [sys.executable, "-c", call],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_whole_application_says_so(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    ended = selftest("--selftest", str(report))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    first, *checks, last = report.read_text("utf-8").splitlines()
    assert first.startswith(f"Paddock {__version__}, Python 3.")
    assert all(check.startswith("ok    ") for check in checks)
    subjects = ("resources", "translations", "TLS", "database", "Markdown", "streamed chat")
    assert all(any(subject in check for check in checks) for subject in subjects)
    assert last == "whole"


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    broken = f"import paddock.base.paths as paths\npaths.resources = lambda: {str(tmp_path)!r}"
    ended = selftest("--selftest", code=broken)
    assert ended.returncode == 1
    lines = ended.stdout.splitlines()
    assert [line for line in lines if line.startswith("FAIL  resources")]
    assert [line for line in lines if line.startswith("ok    TLS")]
    assert lines[-1] == "NOT whole"
