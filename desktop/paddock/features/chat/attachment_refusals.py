"""The files that were not attached, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class RefusalsDialog(QDialog):
    """Text that can be selected, a line for each file. Deleted when it is closed."""

    def __init__(self, sentences: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        title = self.tr("Files that were not attached")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 240)
        lines = QPlainTextEdit("\n".join(sentences))
        lines.setReadOnly(True)
        lines.setAccessibleName(title)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(lines)
        column.addWidget(buttons)
        buttons.rejected.connect(self.reject)
