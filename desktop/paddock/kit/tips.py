"""Tool tips that quote what somebody else wrote."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """`text` as a tool tip shows it letter by letter.

    A tool tip cannot be told that it is plain: one that looks like HTML is rendered as HTML.
    """
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
