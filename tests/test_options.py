"""The command line, whose names packagers and tests rely on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from paddock import __version__
from paddock.options import FALLBACK_VARIABLE, Options, parse


def test_without_words_nothing_is_set() -> None:
    assert parse([]) == Options()


def test_every_option_is_understood() -> None:
    words = "--host http://h:1 --data-dir d --lang zh_CN --theme dark --tour t --selftest r"
    assert parse(words.split()) == Options(
        host="http://h:1", data_dir="d", lang="zh_CN", theme="dark", tour="t", selftest="r"
    )
    assert parse(["--demo"]).demo
    assert parse(["--selftest"]).selftest == "-"


@pytest.mark.parametrize(
    "words",
    [
        ["--host", "h", "--demo"],
        ["--theme", "sepia"],
        ["--lang", "fr"],
        ["--host"],
        ["what"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words)
    assert ended.value.code == 2
    assert "usage: paddock" in capsys.readouterr().err


def test_the_reason_of_a_refusal_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--host", "h", "--demo"])
    assert "--host and --demo exclude each other" in capsys.readouterr().err


def test_falling_back_is_for_the_one_who_starts_it_for_a_newcomer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not parse([]).falls_back
    monkeypatch.setenv(FALLBACK_VARIABLE, "1")
    assert parse([]).falls_back


def test_the_version_needs_no_display_and_no_qt() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("QT_")}
    environment.pop("DISPLAY", None)
    code = (
        "import sys\nfrom paddock.__main__ import main\n"
        "try:\n    main(['--version'])\nfinally:\n    assert 'PySide6' not in sys.modules\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, f"paddock {__version__}"), ended.stderr
