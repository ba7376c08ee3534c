"""The locks: every dependency with version and hashes for all systems, and no address.

    python locks.py make UV      resolve again, with the uv program given
    python locks.py check        are they of the pyproject.toml beside them?

app.txt is what running Paddock takes, dev.txt all of that and the tools, uv.txt uv itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "packaging" / "lock"
# Resolved in this order: the app gets the versions that the tests ran with.
SOURCES = {
    "dev": ["pyproject.toml", "--group", "dev"],
    "app": ["pyproject.toml", "--group", "build", "-c", "packaging/lock/dev.txt"],
    "uv": ["--group", "uv"],
}
MADE_FROM = "# made by dev.py lock from dependencies "
ADDRESS = re.compile(r"^\s*--(index-url|extra-index-url|find-links|trusted-host)|://", re.MULTILINE)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["make", uv]:
            make(uv)
        case ["check"]:
            pass
        case _:
            print((__doc__ or "").strip(), file=sys.stderr)
            return 2
    faults = check()
    print("\n".join(faults) or "locks are up to date")
    return 1 if faults else 0


def make(uv: str) -> None:
    """Resolves everything again, for all systems and the oldest Python."""
    form = ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "-q"]
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    for name, sources in SOURCES.items():
        command = [uv, "pip", "compile", *sources, *form, *plain]
        print("$", *command, flush=True)
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        text = f"{MADE_FROM}{wanted()}\n{done.stdout}"
        (LOCKS / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


def wanted() -> str:
    """A fingerprint of what pyproject.toml asks for, independent of its layout."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = pyproject["project"]
    parts = [
        project["requires-python"],
        project["dependencies"],
        project.get("optional-dependencies", {}),
        pyproject["dependency-groups"],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def check() -> list[str]:
    """Which locks are of other dependencies, or name an address, in sentences."""
    faults = []
    for name in SOURCES:
        text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
        if not text.startswith(MADE_FROM + wanted()):
            faults.append(f"{name}.txt is not of this pyproject.toml: run python3 dev.py lock")
        if ADDRESS.search(text):
            faults.append(f"{name}.txt names an address")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
