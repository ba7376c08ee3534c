"""The grey words of an empty editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit


def show_placeholder(edit: QPlainTextEdit, words: str) -> None:
    """Replaces the words; Qt itself paints them only when they appear, not when they change."""
    if words != edit.placeholderText():
        edit.setPlaceholderText(words)
        edit.viewport().update()
