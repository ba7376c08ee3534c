"""A text field that is as high as its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from paddock.base.compat import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent


class GrowingEdit(QPlainTextEdit):
    """Plain text between `min_lines` and `max_lines` high, then it scrolls. Tab leaves it."""

    def __init__(self, min_lines: int, max_lines: int) -> None:
        super().__init__()
        self._min_lines = min_lines
        self._max_lines = max_lines
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self) -> None:
        # The height of a plain text layout is a number of lines, wrapped ones included.
        wanted = round(self.document().size().height())
        lines = min(max(wanted, self._min_lines), self._max_lines)
        # A bar beside a text that fits would only come from rounding.
        policy = Qt.ScrollBarPolicy
        fits = wanted <= self._max_lines
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        text = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        frame = self.height() - self.contentsRect().height()
        height = round(text) + frame
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
