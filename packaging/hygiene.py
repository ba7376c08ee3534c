"""No file of the project names a package registry or a path of somebody's machine.

Such a name works for its author alone: a clone has to build anywhere, from any mirror.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A letter in brackets keeps each pattern from finding itself.
REGISTRIES = r"py[p]i\.org|python[h]osted\.org|np[m]js\.(org|com)|ana[c]onda\.org|/op[t]/py[p]i"
INDEXES = r"--(extra-)?index-ur[l]|--find-link[s]"
MADE_HERE = {".git", ".venv", ".uv", ".mypy_cache", ".ruff_cache", ".pytest_cache", "dist"}
PATHS = r"(?<![\w.])/roo[t]/|(?<![\w.])/wor[k]/|\.\./share[d]|\.pyen[v]/"


def main() -> int:
    faults = []
    # A checkout at /src would find its name in every mention of a folder called src.
    own = [re.escape(f"{ROOT}/")] if len(ROOT.parts) > 2 else []
    foreign = re.compile("|".join([REGISTRIES, INDEXES, PATHS, *own]))
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # an image or a font
        for number, line in enumerate(text.splitlines(), 1):
            if found := foreign.search(line):
                faults.append(f"{path.relative_to(ROOT)}:{number}: names {found[0]}")
    print("\n".join(faults) or "no address and no machine is named")
    return 1 if faults else 0


def tracked() -> list[Path]:
    """The files of the project: those that git knows, or all of an unpacked archive."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        # A checkout that another user made, as in a container, is trusted for this listing.
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        listing = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        inside = {path: path.relative_to(ROOT).parts[0] for path in ROOT.rglob("*")}
        paths = [path for path, top in inside.items() if top not in MADE_HERE]
    return [path for path in paths if path.is_file()]


if __name__ == "__main__":
    sys.exit(main())
