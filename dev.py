#!/usr/bin/env python3
"""Everything a newcomer needs to run, test and check Paddock, on a machine with Python 3.11 alone.

    python3 dev.py run [args]     start the application
    python3 dev.py test [args]    run the tests (the arguments are pytest's)
    python3 dev.py check          format, lint, types, layers, translations, locks
    python3 dev.py bench [args]   measure, and print a table
    python3 dev.py i18n           collect the texts of the program into resources/translations
    python3 dev.py lock           resolve the dependencies again
    python3 dev.py build          build the wheel into dist/
    python3 dev.py system         as root: install what run and test need of Debian or Ubuntu

Each command first makes what is missing: uv, the libraries that Qt needs from the system, and
`.venv` from the hashed lock, with the Python that runs this file. A stamp in `.venv` remembers what
it was made from, so that the next start does nothing.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "packaging" / "lock"
TRANSLATIONS = ROOT / "resources" / "translations"
VENV = ROOT / ".venv"
STAMP = VENV / "paddock-stamp"
PRIVATE_UV = ROOT / ".uv"
WINDOWS = sys.platform == "win32"
EXE = ".exe" if WINDOWS else ""
SCRIPTS = "Scripts" if WINDOWS else "bin"
PYTHON = VENV / SCRIPTS / f"python{EXE}"
NEEDED_PYTHON = (3, 11)
NEEDED_UV = (0, 7)

QT_LIBRARIES = {
    # What importing PySide6 and drawing offscreen needs …
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    # … and a window on X11.
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""Shared libraries that the wheels of Qt expect of the system, and Debian's packages of them."""

E2E_PACKAGES = [
    "xvfb",
    "dbus",
    "at-spi2-core",
    "python3-gi",
    "gir1.2-atspi-2.0",
    "fonts-dejavu-core",
    "fonts-noto-cjk",
]
"""What tests/e2e needs to drive the program through the accessibility tree of a display."""


def main(arguments: Sequence[str]) -> int:
    commands: dict[str, Callable[[list[str]], int]] = {
        "run": run_app,
        "test": run_tests,
        "check": check,
        "bench": bench,
        "i18n": i18n,
        "lock": lock,
        "build": build,
        "system": system,
    }
    if sys.version_info < NEEDED_PYTHON:
        stop(f"Paddock needs Python {dotted(NEEDED_PYTHON)} or newer; this is {sys.version}")
    if not arguments or arguments[0] not in commands:
        print((__doc__ or "").strip())
        return 0 if set(arguments) <= {"-h", "--help", "help"} and arguments else 2
    return commands[arguments[0]](list(arguments[1:]))


# ------------------------------------------------------------------------------------ commands


def run_app(arguments: list[str]) -> int:
    set_up("app")
    os.environ.setdefault("PADDOCK_DEMO_FALLBACK", "1")  # see it work without Ollama
    return hand_over([PYTHON, "-m", "paddock", *arguments])


def run_tests(arguments: list[str]) -> int:
    set_up("dev")
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not e2e_ready():
        arguments = ["--ignore=tests/e2e", *arguments]
    return hand_over([PYTHON, "-m", "pytest", *arguments])


def check(_arguments: list[str]) -> int:
    """Runs every check, so that one run names all that is wrong."""
    set_up("dev")
    tools, scripts = PYTHON.parent, ROOT / "packaging"
    steps: dict[str, list[str | Path]] = {
        "format": [tools / "ruff", "format", "--check", "."],
        "lint": [tools / "ruff", "check", "--output-format=concise", "."],
        "types": [tools / "mypy"],
        "layers": [tools / "lint-imports", "--no-cache"],
        "translations": [PYTHON, scripts / "translations.py", "check"],
        "locks": [PYTHON, scripts / "locks.py", "check"],
        "addresses": [PYTHON, scripts / "hygiene.py"],
    }
    failed = [name for name, command in steps.items() if call(command, check=False)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    set_up("dev")
    return hand_over([PYTHON, ROOT / "bench" / "run.py", *arguments])


def i18n(_arguments: list[str]) -> int:
    set_up("dev")
    return call([PYTHON, ROOT / "packaging" / "translations.py", "update"])


def lock(_arguments: list[str]) -> int:
    make: list[str | Path] = [sys.executable, ROOT / "packaging" / "locks.py", "make", find_uv()]
    return call(make, environment=uv_environment())


def build(_arguments: list[str]) -> int:
    set_up("dev")
    dist = ROOT / "dist"
    call_uv("build", "--wheel", "--no-build-isolation", "-p", PYTHON, "-o", dist, ROOT)
    print("The frozen application for each system is not built yet.")
    return 0


def system(_arguments: list[str]) -> int:
    """For machines where the other commands do not run as root, such as those of CI."""
    check_libraries()
    return 0 if e2e_ready() or sys.platform != "linux" else 1


# -------------------------------------------------------------------------------------- set-up


def set_up(kind: str) -> None:
    """Makes `.venv` fit the lock `kind`: "app" to run Paddock, "dev" to work on it as well."""
    key = fingerprint()
    if not (PYTHON.exists() and stamped(kind, key)):
        check_libraries()
        STAMP.unlink(missing_ok=True)
        if venv_version() != sys.version_info[:2]:
            shutil.rmtree(VENV, ignore_errors=True)
            call_uv("venv", "--python", base_python(), VENV)
        call_uv("pip", "sync", "-p", PYTHON, "--require-hashes", LOCKS / f"{kind}.txt")
        editable: list[str | Path] = ["--no-deps", "--no-build-isolation", "-e", ROOT]
        call_uv("pip", "install", "-q", "-p", PYTHON, *editable)
        STAMP.write_text(f"{kind} {key}", encoding="utf-8")
    if translations_stale():
        call([PYTHON, ROOT / "packaging" / "translations.py", "compile"])


def fingerprint() -> str:
    """Changes whenever the environment has to be made again."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform}".encode())
    parts = [LOCKS / "app.txt", LOCKS / "dev.txt", ROOT / "pyproject.toml", Path(__file__)]
    for path in parts:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamped(kind: str, key: str) -> bool:
    """Whether `.venv` was made to the end for this key; the dev lock holds all of the app's."""
    return STAMP.exists() and STAMP.read_text("utf-8") in {f"{kind} {key}", f"dev {key}"}


def venv_version() -> tuple[int, int] | None:
    """The version of the Python in `.venv`, None when there is none that runs."""
    program = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = answer.stdout.split()
    return int(major), int(minor)


def base_python() -> str:
    """The interpreter behind a virtual environment, so that `.venv` may be made from within it."""
    return str(getattr(sys, "_base_executable", sys.executable))


def translations_stale() -> bool:
    """Whether a .ts is newer than the .qm that the program loads."""
    for source in TRANSLATIONS.glob("*.ts"):
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def check_libraries() -> None:
    """Sees to the libraries that Qt needs of a Linux system: one missing name is told at a time."""
    if sys.platform != "linux":
        return
    missing = [name for name in QT_LIBRARIES if not loads(name)]
    if missing and not apt_install([QT_LIBRARIES[name] for name in missing]):
        packages = " ".join(QT_LIBRARIES[name] for name in missing)
        stop(
            f"Qt needs these libraries of the system: {', '.join(missing)}\n"
            f"On Debian and Ubuntu type:  sudo apt-get install {packages}\n"
            "Elsewhere install the packages that hold them, and start again."
        )


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def e2e_ready() -> bool:
    """Whether tests/e2e can run. PADDOCK_E2E=0 leaves them out, PADDOCK_E2E=1 insists on them."""
    wish = os.environ.get("PADDOCK_E2E", "")
    if wish == "0":
        return False
    missing = missing_packages(E2E_PACKAGES)
    if not missing or apt_install(missing):
        return True
    how = f"needs Linux; on Debian and Ubuntu type:  sudo apt-get install {' '.join(missing)}"
    if wish == "1":
        stop(f"tests/e2e {how}")
    print(f"Without tests/e2e, which {how}", flush=True)
    return False


def missing_packages(names: list[str]) -> list[str]:
    """Those of Debian's packages that are not installed; all of them where dpkg does not rule."""
    if not shutil.which("dpkg-query"):
        return names
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *names]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[1] for line in answer.splitlines() if line.startswith("installed ")}
    return [name for name in names if name not in installed]


def apt_install(packages: list[str]) -> bool:
    """Installs Debian packages where this process may; whether it did."""
    apt = shutil.which("apt-get")
    if sys.platform != "linux" or apt is None or os.geteuid() != 0:
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    patient = ["-qq", "-o", "DPkg::Lock::Timeout=120"]
    call([apt, "update", *patient], check=False)
    install = [apt, "install", *patient, "--no-install-recommends", *packages]
    return call(install, check=False) == 0


# ------------------------------------------------------------------------------------------ uv


def call_uv(*arguments: str | Path) -> int:
    return call([find_uv(), *arguments], environment=uv_environment())


@functools.cache
def find_uv() -> str:
    """uv from PATH, else one of our own in `.uv`, fetched by whatever this Python has."""
    for candidate in (shutil.which("uv"), own_uv()):
        if candidate and uv_version(candidate) >= NEEDED_UV:
            return candidate
    wanted: list[str | Path] = ["--require-hashes", "--only-binary=:all:", "-r", LOCKS / "uv.txt"]
    shutil.rmtree(PRIVATE_UV, ignore_errors=True)
    quiet = ["-q", "--disable-pip-version-check", "--root-user-action=ignore"]
    if has_module("pip"):
        # --target leaves a system that forbids pip to install (PEP 668) as it is.
        call([sys.executable, "-m", "pip", "install", *quiet, "--target", PRIVATE_UV, *wanted])
    else:
        if not has_module("ensurepip"):
            get_ensurepip()
        call([sys.executable, "-m", "venv", PRIVATE_UV])
        python = PRIVATE_UV / SCRIPTS / f"python{EXE}"
        call([python, "-m", "pip", "install", *quiet, *wanted])
    return own_uv() or stop("uv was installed, but is not in .uv")


def own_uv() -> str | None:
    places = [PRIVATE_UV / folder / f"uv{EXE}" for folder in ("bin", "Scripts")]
    return next((str(place) for place in places if place.exists()), None)


def uv_version(uv: str) -> tuple[int, ...]:
    """The version of a uv program, () when it does not start."""
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in answer.stdout.split()[1].split(".")[:2])


@functools.cache
def uv_environment() -> dict[str, str]:
    """What uv is told besides arguments: the index and certificate of pip, whose files it skips."""
    known = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_CERT": "SSL_CERT_FILE"}
    told = {}
    if has_module("pip"):
        show = [sys.executable, "-m", "pip", "config", "list"]
        listing = subprocess.run(show, capture_output=True, text=True, check=False).stdout
        for line in listing.splitlines():
            key, _, value = line.partition("=")
            told["PIP_" + key.rpartition(".")[2].replace("-", "_").upper()] = value.strip("'\"")
    told |= os.environ
    adopted = {name: told[pip] for pip, name in known.items() if pip in told}
    return {"UV_PYTHON_DOWNLOADS": "never"} | adopted | os.environ


def has_module(name: str) -> bool:
    """Whether this Python can import a module; Debian keeps pip and ensurepip in packages apart."""
    tried = subprocess.run(
        [sys.executable, "-c", f"import {name}"], capture_output=True, check=False
    )
    return tried.returncode == 0


def get_ensurepip() -> None:
    """Debian's Python comes without ensurepip; the package of that name brings it."""
    package = f"python{dotted(sys.version_info[:2])}-venv"
    if sys.prefix != "/usr" or not apt_install([package]):
        stop(
            "This Python has neither pip nor ensurepip, so uv cannot be fetched.\n"
            f"On Debian and Ubuntu type:  sudo apt-get install {package}\n"
            "Elsewhere install uv or pip, and start again."
        )


# --------------------------------------------------------------------------------------- words


def call(
    command: Sequence[str | Path],
    *,
    check: bool = True,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Says and runs a command in the checkout; with `check` its failure is the end of ours."""
    words = [str(word) for word in command]
    announce(words)
    code = subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode
    if code and check:
        stop(f"{Path(words[0]).name} failed with exit code {code}")
    return code


def hand_over(command: Sequence[str | Path]) -> int:
    """Becomes another program, so that signals and the exit code are its own."""
    words = [str(word) for word in command]
    announce(words)
    if not WINDOWS:
        os.execv(words[0], words)
    return subprocess.run(words, check=False).returncode


def announce(words: list[str]) -> None:
    shown = ["." if word == str(ROOT) else word.removeprefix(f"{ROOT}{os.sep}") for word in words]
    print("$", shlex.join(shown), flush=True)


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def stop(message: str) -> NoReturn:
    print(message, file=sys.stderr, flush=True)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
