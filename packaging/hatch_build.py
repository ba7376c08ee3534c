"""Build hook: compiles the translations, puts resources/ into the wheel as paddock/_resources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_SHIPPED = {".ts"}


class ResourceHook(BuildHookInterface):  # type: ignore[type-arg]
    """An editable install reads resources/ in the checkout, so there it only compiles."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        script = root / "packaging" / "translations.py"
        subprocess.run([sys.executable, script, "compile"], check=True)
        if version == "editable":
            return
        resources = root / "resources"
        for path in sorted(resources.rglob("*")):
            if path.is_file() and path.suffix not in NOT_SHIPPED:
                inside = path.relative_to(resources).as_posix()
                build_data["force_include"][str(path)] = f"paddock/_resources/{inside}"
