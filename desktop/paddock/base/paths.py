"""Where things are: the application's own resources, and the folders it may write."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def resources() -> str:
    """The folder with icons, styles and translations: inside a wheel or frozen app, else the checkout's."""
    bundled = os.path.join(_PACKAGE, "_resources")
    if os.path.isdir(bundled):
        return bundled
    return os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "resources")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders that this run writes to. They may not exist yet."""

    config: str
    data: str
    logs: str

    @classmethod
    def inside(cls, folder: str) -> Paths:
        """Everything in one folder, as `--data-dir` asks."""
        root = os.path.abspath(folder)
        return cls(root, root, os.path.join(root, "logs"))

    @classmethod
    def of_user(cls) -> Paths:
        """The folders of the platform: XDG base directories, Library on macOS, LOCALAPPDATA on Windows."""
        home = os.path.expanduser("~")
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
            return cls.inside(os.path.join(local, "Paddock"))
        if sys.platform == "darwin":
            library = os.path.join(home, "Library")
            data = os.path.join(library, "Application Support", "Paddock")
            return cls(data, data, os.path.join(library, "Logs", "Paddock"))
        config = _xdg("XDG_CONFIG_HOME", os.path.join(home, ".config"))
        data = _xdg("XDG_DATA_HOME", os.path.join(home, ".local", "share"))
        state = _xdg("XDG_STATE_HOME", os.path.join(home, ".local", "state"))
        return cls(config, data, state)


def _xdg(variable: str, default: str) -> str:
    # The specification says that a relative path is invalid and must be ignored.
    folder = os.environ.get(variable, "")
    return os.path.join(folder if os.path.isabs(folder) else default, "paddock")
