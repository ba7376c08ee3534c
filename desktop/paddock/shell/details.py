"""The raw facts behind a sentence, one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from paddock.kit.roles import set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class DetailsDialog(QDialog):
    """A title, a sentence, and text that can be selected and copied."""

    def __init__(self, title: str, text: str, raw: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Details"))
        self.resize(620, 420)
        self._raw = raw
        heading = QLabel(title)
        heading.setWordWrap(True)
        set_role(heading, "title")
        sentence = QLabel(text)
        sentence.setWordWrap(True)
        for label in (heading, sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)  # it quotes the server
        facts = QPlainTextEdit(raw)
        facts.setReadOnly(True)
        facts.setAccessibleName(self.tr("Raw reply"))
        facts.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        set_role(facts, "code")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        close.setIcon(QIcon())  # some desktops put one there, beside buttons without
        copy = QPushButton(self.tr("Copy"))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(sentence)
        column.addWidget(facts, 1)
        column.addWidget(buttons)
        copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._raw)
