"""Tool tips show hostile text as it is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt, QTextDocument

from paddock.kit.tips import plain_tip


@pytest.mark.parametrize(
    "text",
    ["qwen3:8b", "a <b>b</b>", "<img src='file:///x'>", "http://e.org/&lt;b", "1 < 2", "a\nb <i>"],
)
def test_every_letter_is_shown(qapp: object, text: str) -> None:
    tip = plain_tip(text)
    if Qt.mightBeRichText(tip):
        document = QTextDocument()
        document.setHtml(tip)
        assert document.toPlainText() == text
    else:
        assert tip == text
