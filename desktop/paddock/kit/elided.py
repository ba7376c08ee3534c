"""A label that shortens its text instead of widening its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel

from paddock.base.compat import override
from paddock.kit.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


class ElidedLabel(QLabel):
    """One line that ends in "…" where it does not fit; the tool tip then has the whole."""

    def __init__(
        self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__()
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self._update_tip()

    def shown_text(self) -> str:
        """The text as it fits now."""
        # A line break would be drawn over the label below.
        line = " ".join(self.text().split("\n"))
        return self.fontMetrics().elidedText(line, self._mode, self.contentsRect().width())

    def _update_tip(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.shown_text() != self.text() else "")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tip()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        # Without the style: what it would draw, a label of one line has none of.
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment().value, self.shown_text())
        painter.end()
