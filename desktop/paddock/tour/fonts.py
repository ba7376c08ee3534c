"""A font for pictures that are made without a desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# The Chinese one sets “ and ” as wide as a character, the Korean one as Latin text wants them.
_FONTS = {
    "en": ("Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC"),
    "zh_CN": ("Noto Sans CJK SC", "Noto Sans"),
}


def use_readable_font(qt: QApplication, language: str) -> None:
    """Offscreen there is no desktop to say which font to use, and fontconfig's first is a wide one."""
    families = set(QFontDatabase.families())
    family = next((name for name in _FONTS[language] if name in families), "")
    if family:
        qt.setFont(QFont(family, 10))
