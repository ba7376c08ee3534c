"""What a model thought: a folded line with its duration that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from paddock.kit.roles import set_kind
from paddock.parts.prose import PlainText

if TYPE_CHECKING:
    from paddock.parts.look import Look


class Thinking(QWidget):
    """Closed, the text behind it is not laid out, so that long thinking costs nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._thought = ""
        self._text: PlainText | None = None
        self._button = QToolButton()
        self._button.setCheckable(True)
        self._button.setIcon(look.icons.icon("chevron-right"))
        self._button.setIconSize(QSize(14, 14))
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_kind(self._button, "fold")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._button.toggled.connect(self._on_toggled)

    def show_thinking(self, thinking: str, seconds: float | None) -> None:
        """`seconds` is None while the model is still thinking."""
        self._thought = thinking
        if seconds is None:
            words = self.tr("Thinking…")
        else:
            words = self.tr("Thought for %n s", "", max(1, round(seconds)))
        if self._button.text() != words:
            self._button.setText(words)
            self._button.setAccessibleName(words)
        if self._text is not None and self._button.isChecked():
            self._text.show_text(thinking.strip())
        self._column.activate()

    def _on_toggled(self, is_open: bool) -> None:
        icon = "chevron-down" if is_open else "chevron-right"
        self._button.setIcon(self._look.icons.icon(icon))
        if self._text is None:
            self._text = PlainText(self._look.markdown, muted=True)
            self._text.setAccessibleName(self.tr("Thinking"))
            self._column.addWidget(self._text)
        if is_open:
            self._text.show_text(self._thought.strip())
        self._text.setVisible(is_open)
