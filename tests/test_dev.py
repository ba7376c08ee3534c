"""dev.py in a small checkout of its own, with a uv that writes down what it was asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for uv is a shell script")

UV = rf"""#!/bin/sh
[ "$1" = --version ] && echo "uv 0.99.0" && exit
echo "$*" >> "$UV_LOG"
echo "$UV_DEFAULT_INDEX" > "$UV_LOG.index"
case "$1 $2" in
  "venv --python")
    mkdir -p "$4/bin"
    printf '#!/bin/sh\nexec "{sys.executable}" "$@"\n' > "$4/bin/python"
    chmod +x "$4/bin/python" ;;
  "pip sync") exit "${{UV_SYNC_EXIT:-0}}" ;;
esac
"""
APP = "import sys; print('paddock started with', sys.argv[1:]); sys.exit(7)"


class Checkout:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "uv.log"
        shutil.copy(ROOT / "dev.py", root)
        shutil.copy(ROOT / "pyproject.toml", root)
        shutil.copytree(ROOT / "packaging", root / "packaging")
        (root / "paddock").mkdir()
        (root / "paddock" / "__init__.py").touch()
        (root / "paddock" / "__main__.py").write_text(APP)
        self.tools = root.with_name("tools")
        self.tools.mkdir()
        uv = self.tools / "uv"
        uv.write_text(UV)
        uv.chmod(0o755)

    def dev(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(self.tools), "/usr/bin", "/bin"])
        environment = os.environ | {"PATH": path, "UV_LOG": str(self.log), "PADDOCK_E2E": "0"}
        return subprocess.run(
            [sys.executable, "dev.py", *arguments],
            cwd=self.root,
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self) -> list[str]:
        """What uv was asked for since the last time, by its verbs."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [" ".join(line.split()[:2]) for line in lines]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "checkout"
    root.mkdir()
    return Checkout(root)


SET_UP = ["venv --python", "pip sync", "pip install"]


@posix
def test_run_makes_the_environment_once_and_passes_arguments_and_exit_code(
    checkout: Checkout,
) -> None:
    first = checkout.dev("run", "--demo", "two words")
    assert "paddock started with ['--demo', 'two words']" in first.stdout
    assert first.returncode == 7
    assert checkout.asked() == SET_UP
    assert "$ .venv/bin/python -m paddock --demo 'two words'" in first.stdout

    second = checkout.dev("run")
    assert second.stdout.startswith("$ .venv/bin/python -m paddock")
    assert checkout.asked() == []


@posix
def test_an_interrupted_set_up_is_finished_by_the_next_start(checkout: Checkout) -> None:
    broken = checkout.dev("run", UV_SYNC_EXIT="3")
    assert broken.returncode == 1
    assert "uv failed with exit code 3" in broken.stderr
    checkout.asked()

    assert checkout.dev("run").returncode == 7
    assert checkout.asked() == ["pip sync", "pip install"]


@posix
def test_the_environment_of_the_tests_serves_the_app_but_not_the_reverse(
    checkout: Checkout,
) -> None:
    checkout.dev("run")
    assert checkout.asked() == SET_UP
    checkout.dev("bench")
    assert checkout.asked() == ["pip sync", "pip install"]
    checkout.dev("run")
    assert checkout.asked() == []


@posix
def test_another_lock_or_a_vanished_python_makes_the_environment_again(
    checkout: Checkout,
) -> None:
    checkout.dev("run")
    checkout.asked()
    with (checkout.root / "packaging" / "lock" / "dev.txt").open("a") as lock:
        lock.write("# changed\n")
    checkout.dev("run")
    assert checkout.asked() == ["pip sync", "pip install"]

    python = checkout.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(checkout.root / "gone")
    assert checkout.dev("run").returncode == 7
    assert checkout.asked() == SET_UP


@posix
def test_a_changed_translation_is_compiled_before_the_start(checkout: Checkout) -> None:
    folder = checkout.root / "resources" / "translations"
    folder.mkdir(parents=True)
    source = folder / "paddock_zh_CN.ts"
    source.write_text('<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1" language="zh_CN"/>')
    assert "translations.py compile" in checkout.dev("run").stdout
    assert "translations.py compile" not in checkout.dev("run").stdout

    compiled = source.with_suffix(".qm").stat().st_mtime
    os.utime(source, (compiled + 5, compiled + 5))
    assert "translations.py compile" in checkout.dev("run").stdout


@posix
def test_uv_takes_the_mirror_that_pip_was_told_of(checkout: Checkout) -> None:
    checkout.dev("run", PIP_INDEX_URL="https://mirror.example/simple")
    assert checkout.log.with_suffix(".log.index").read_text() == "https://mirror.example/simple\n"


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["bogus"], 2), (["--help"], 0)])
def test_without_a_command_it_names_the_commands(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == code
    assert "dev.py run [args]" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves libraries to the system")
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(dev.QT_LIBRARIES, "libnowhere.so.1", "libnowhere1")
    monkeypatch.setenv("PATH", "")  # no apt-get to install it with
    with pytest.raises(SystemExit, match="1"):
        dev.check_libraries()
    told = capsys.readouterr().err
    assert "libnowhere.so.1" in told
    assert "sudo apt-get install libnowhere1\n" in told


def test_a_python_that_cannot_fetch_uv_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="1"):
        dev.get_ensurepip()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"sudo apt-get install python{version}-venv\n" in capsys.readouterr().err


def script(root: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "packaging" / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_new_dependency_without_a_new_lock_is_found(checkout: Checkout) -> None:
    assert script(checkout.root, "locks.py", "check").returncode == 0
    pyproject = checkout.root / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace('"qasync>', '"numpy>=2",\n    "qasync>'), encoding="utf-8")
    found = script(checkout.root, "locks.py", "check")
    assert found.returncode == 1
    assert "app.txt is not of this pyproject.toml: run python3 dev.py lock" in found.stdout


def test_an_address_in_a_lock_is_found(checkout: Checkout) -> None:
    with (checkout.root / "packaging" / "lock" / "app.txt").open("a") as lock:
        lock.write("--index-" + "url https://mirror.example/simple\n")
    found = script(checkout.root, "locks.py", "check")
    assert found.returncode == 1
    assert "app.txt names an address" in found.stdout


def test_a_file_that_names_a_registry_or_this_machine_is_found(checkout: Checkout) -> None:
    assert script(checkout.root, "hygiene.py").returncode == 0
    (checkout.root / "a.cfg").write_text("from = https://pypi" + ".org/simple\n")
    (checkout.root / "b.md").write_text(f"\nSee {checkout.root}/notes.\n")
    found = script(checkout.root, "hygiene.py")
    assert found.returncode == 1
    assert "a.cfg:1: names pypi" in found.stdout
    assert "b.md:2: names" in found.stdout
