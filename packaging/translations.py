"""The translations' life: collected by lupdate, checked, compiled by lrelease.

    python translations.py update | check | compile      (with a Python that has PySide6)

English needs a file for its plurals only; every other language is complete, or `check` fails.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCE_LANGUAGE = "en"
LANGUAGES = (SOURCE_LANGUAGE, "zh_CN")
PLACEHOLDER = re.compile(r"%L?\d+|%L?n|\{\w*\}")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            update(TRANSLATIONS)
            compile_all(TRANSLATIONS)
            return 0
        case ["compile"]:
            compile_all(TRANSLATIONS)
            return 0
        case ["check"]:
            faults = check(TRANSLATIONS)
            print("\n".join(faults) or "translations are complete")
            return 1 if faults else 0
    print((__doc__ or "").strip(), file=sys.stderr)
    return 2


def update(folder: Path) -> None:
    """Brings the .ts files in `folder` up to date with the texts of the program."""
    sources = sorted((ROOT / "desktop" / "paddock").rglob("*.py"))
    names = [path.relative_to(ROOT).as_posix() for path in sources]
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        plurals = ["-pluralonly"] if language == SOURCE_LANGUAGE else []
        languages = ["-source-language", SOURCE_LANGUAGE, "-target-language", language]
        # Line numbers would make each change of a module a change of its translations.
        stable = ["-locations", "none", "-no-obsolete", "-silent"]
        target = ["-ts", str(folder / f"paddock_{language}.ts")]
        subprocess.run(
            [tool("lupdate"), *plurals, *languages, *stable, *names, *target], cwd=ROOT, check=True
        )


def compile_all(folder: Path) -> None:
    """Writes the .qm files that the program loads, beside their sources."""
    for source in sorted(folder.glob("*.ts")):
        compiled = source.with_suffix(".qm")
        subprocess.run([tool("lrelease"), "-silent", str(source), "-qm", str(compiled)], check=True)


def check(folder: Path) -> list[str]:
    """What is stale, untranslated, or holds other placeholders than its source, in sentences."""
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        for source in folder.glob("*.ts"):
            shutil.copy(source, scratch)
        update(Path(scratch))
        for fresh in sorted(Path(scratch).glob("*.ts")):
            kept = folder / fresh.name
            if not kept.exists() or _text(kept) != _text(fresh):
                faults.append(f"{fresh.name} is stale: run python3 dev.py i18n")
            faults += [f"{fresh.name}: {fault}" for fault in incomplete(fresh)]
    return faults


def incomplete(source: Path) -> list[str]:
    """The entries of a .ts file that are not translated, or not with the placeholders given."""
    faults = []
    for context in ET.parse(source).iterfind("context"):
        for message in context.iterfind("message"):
            text = message.findtext("source", "")
            name = f"{context.findtext('name')}: {text!r}"
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                faults.append(f"{name} is not translated")
                continue
            for form in translation.findall("numerusform") or [translation]:
                given = form.text or ""
                if not given.strip():
                    faults.append(f"{name} is not translated")
                elif _placeholders(given) - {"%n"} != _placeholders(text) - {"%n"}:
                    faults.append(f"{name} has other placeholders in {given!r}")
    return faults


def tool(name: str) -> str:
    """The path of one of Qt's programs in PySide6. Raises SystemExit without PySide6."""
    package = importlib.util.find_spec("PySide6")
    if package is None or package.origin is None:
        raise SystemExit("PySide6 is not installed in this Python")
    suffix = ".exe" if sys.platform == "win32" else ""
    return str(Path(package.origin).with_name(name + suffix))


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
