"""Another text for an answer, in an editor large enough for one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.kit.roles import set_kind, set_role

_SIZE = QSize(680, 520)


class AnswerEditor(QDialog):
    """The answer as it was written, in Markdown. The one that was there stays as a branch beside it."""

    saved = Signal(str)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit answer"))
        self.setAccessibleName(self.tr("Edit answer"))
        self._before = text
        self._edit = QPlainTextEdit(text)
        self._edit.setAccessibleName(self.tr("Text of the answer"))
        note = QLabel(self.tr("The answer of the model stays beside the changed one."))
        note.setWordWrap(True)
        set_role(note, "caption")
        self._save = QPushButton(self.tr("Save answer"))
        set_kind(self._save, "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._edit, 1)
        column.addWidget(note)
        column.addWidget(buttons)
        self._edit.textChanged.connect(self._refresh)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._save.click)
        self.finished.connect(self.deleteLater)
        self._refresh()

    def _refresh(self) -> None:
        text = self._edit.toPlainText()
        self._save.setEnabled(bool(text.strip()) and text != self._before)

    @override
    def accept(self) -> None:
        self.saved.emit(self._edit.toPlainText())
        super().accept()

    @override
    def sizeHint(self) -> QSize:
        return _SIZE
