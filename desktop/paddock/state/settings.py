"""The user's preferences: one documented value, kept as JSON in which only changed keys stand.

A plain dataclass and the json module on purpose: the theme and the language are needed before the
first paint, and importing msgspec costs a fifth of it.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)

ZOOM_STEPS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""The zooms that Ctrl+Plus and Ctrl+Minus go through, as browsers do."""

_TYPES = {"str": str, "bool": bool, "float": float, "int": int}
_CHOICES = {"theme": ("system", "light", "dark"), "language": ("system", "en", "zh_CN")}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every setting with its default. The text after each is its meaning."""

    theme: str = "system"
    """`system`, `light` or `dark`."""

    language: str = "system"
    """`system`, `en` or `zh_CN`."""

    server: str = ""
    """The address as the user typed it; empty means OLLAMA_HOST, else 127.0.0.1:11434."""

    model: str = ""
    """The model that was chosen last."""

    zoom: float = 1.0
    """A factor on the size of the text of conversations, from 0.5 to 3."""

    image_side: int = 2048
    """Pixels of the longest side of an attached image, from 256 to 8192; 0 never makes one smaller."""

    model_titles: bool = True
    """Whether the model that answered first names the chat, after its answer."""

    folded: tuple[str, ...] = ("archived",)
    """The groups of the list of chats that are folded."""

    show_sidebar: bool = True
    show_parameters: bool = True


class Settings(QObject):
    """Holds the preferences and writes each change to disk at once, whole or not at all."""

    changed = Signal(object)  # Preferences
    failed = Signal(
        str
    )  # the system's words: preferences hold for this run but could not be written

    def __init__(self, folder: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = os.path.join(folder, "settings.json")
        self._stored = _read(self._path)
        self._value = _parsed(self._stored)

    @property
    def value(self) -> Preferences:
        return self._value

    def update(self, **changes: str | bool | float | tuple[str, ...]) -> None:
        """Changes the named fields. Keys of the file that this version does not know are kept."""
        value = replace(self._value, **changes)  # type: ignore[arg-type]
        if value == self._value:
            return
        self._value = value
        default = Preferences()
        for entry in fields(Preferences):
            current = getattr(value, entry.name)
            if current == getattr(default, entry.name):
                self._stored.pop(entry.name, None)
            else:
                self._stored[entry.name] = current
        self._write()
        self.changed.emit(value)

    def _write(self) -> None:
        temporary = self._path + ".new"
        try:
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            # Half of a surrogate pair has no UTF-8; escaped it is the same JSON.
            with open(temporary, "w", encoding="utf-8", errors="backslashreplace") as file:
                json.dump(self._stored, file, indent=2, ensure_ascii=False, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self._path)
        except OSError as error:
            log.info("settings not written: %s", error)
            self.failed.emit(str(error))


def _read(path: str) -> dict[str, Any]:
    """The stored keys; a file that is damaged is set aside beside itself, not overwritten."""
    try:
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        log.info("settings not read: %s", error)
        _set_aside(path)
        return {}
    if isinstance(stored, dict):
        return stored
    _set_aside(path)
    return {}


def is_zoom(value: Any) -> bool:
    """Whether a stored value can be a zoom: JSON may hold any number there."""
    return isinstance(value, float) and ZOOM_STEPS[0] <= value <= ZOOM_STEPS[-1]


def is_image_side(value: Any) -> bool:
    """Whether a stored value can be the longest side of an image."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return is_number and (value == 0 or 256 <= value <= 8192)


def _set_aside(path: str) -> None:
    try:
        os.replace(path, path + ".damaged")
    except OSError as error:
        log.info("damaged settings stay where they are: %s", error)


def _parsed(stored: dict[str, Any]) -> Preferences:
    """The known keys that make sense; a wrong value falls back to the default of that key."""
    good: dict[str, Any] = {}
    for entry in fields(Preferences):
        value = stored.get(entry.name)
        choices = _CHOICES.get(entry.name)
        if entry.type == "tuple[str, ...]":
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                good[entry.name] = tuple(value)
            continue
        if entry.name == "zoom" and not is_zoom(value):
            continue
        if entry.name == "image_side" and not is_image_side(value):
            continue
        if isinstance(value, _TYPES[str(entry.type)]) and (choices is None or value in choices):
            good[entry.name] = value
    return Preferences(**good)
