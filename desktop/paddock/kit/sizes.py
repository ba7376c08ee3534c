"""Sizes in words: decimal units as Ollama prints them, digits in the user's locale."""

from __future__ import annotations

from PySide6.QtCore import QLocale

_UNITS = ("B", "kB", "MB", "GB", "TB")


def file_size(count: int, locale: QLocale | None = None) -> str:
    """`count` bytes with at most three digits that matter: 358 B, 274 MB, 2.0 GB."""
    locale = locale or QLocale()
    size = float(max(count, 0))
    unit = 0
    while size >= 999.5 and unit < len(_UNITS) - 1:
        size /= 1000
        unit += 1
    decimals = 1 if unit >= 3 and size < 99.95 else 0
    return f"{locale.toString(size, 'f', decimals)} {_UNITS[unit]}"
