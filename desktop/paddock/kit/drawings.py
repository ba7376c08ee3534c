"""Our icons as files in a theme's colour: a style sheet takes its images from nowhere else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTemporaryDir

_NEEDED = {
    "arrow_image": ("chevron-down", "muted"),
    "arrow_faint_image": ("chevron-down", "faint"),
    "check_image": ("check", "on_accent"),
}
"""What the style sheet calls an image → the icon and the token of its colour."""


class Drawings:
    """Writes recoloured icons into a temporary folder that goes when the object goes."""

    def __init__(self, icons: Path) -> None:
        self._icons = icons
        self._folder = QTemporaryDir()

    def paths(self, colours: dict[str, str]) -> dict[str, str]:
        """The image files for the tokens `colours`, by the name the style sheet has for them."""
        return {key: self._write(icon, colours[token]) for key, (icon, token) in _NEEDED.items()}

    def _write(self, icon: str, colour: str) -> str:
        # The colour is part of the name because Qt caches images by their path.
        target = Path(self._folder.filePath(f"{icon}-{colour.lstrip('#')}.svg"))
        if self._folder.isValid() and not target.exists():
            source = (self._icons / f"{icon}.svg").read_bytes()
            target.write_bytes(source.replace(b"currentColor", colour.encode()))
        return target.as_posix()
