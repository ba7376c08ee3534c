"""Dialogs that a coroutine awaits; a nested event loop would break the other tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
)
from shiboken6 import isValid

from paddock.kit.roles import set_kind, set_role, set_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Validate = Callable[[str], str | None]
"""Says in a sentence why a text is refused, or None when it is fine."""


async def ask(dialog: QDialog) -> int:
    """Opens `dialog` over its parent and returns its result code.

    The dialog is deleted once control returns to the event loop: read its fields before the next
    await. Cancelling the task closes it. Raises CancelledError when it is destroyed unanswered,
    as it is with its window.
    """
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(code: int) -> None:
        if not answer.done():
            answer.set_result(code)

    def give_up() -> None:
        if not answer.done() and not answer.get_loop().is_closed():
            answer.cancel()

    dialog.finished.connect(settle)
    dialog.destroyed.connect(give_up)
    dialog.open()
    try:
        return await answer
    finally:
        if isValid(dialog):
            dialog.close()
            dialog.deleteLater()


async def confirm(
    parent: QWidget, title: str, text: str, verb: str, *, destructive: bool = False
) -> bool:
    """Asks before something is done; `verb` names it on the button ("Delete model").

    The safe answer is the default of a destructive question.
    """
    question = _Question(parent, title, text, verb, destructive=destructive)
    await ask(question)
    return question.is_confirmed()


async def ask_text(
    parent: QWidget,
    title: str,
    label: str,
    verb: str,
    value: str = "",
    validate: Validate | None = None,
) -> str | None:
    """Asks for a line of text, without the blanks around it; None when the person cancels.

    An empty text cannot be given, nor one that `validate` refuses.
    """
    question = _TextQuestion(parent, title, label, verb, value, validate)
    code = await ask(question)
    return question.text() if code == QDialog.DialogCode.Accepted else None


class _Question(QMessageBox):
    """The platform's message box with a verb and Cancel."""

    def __init__(
        self, parent: QWidget, title: str, text: str, verb: str, *, destructive: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        # The icons of a style sheet's box are bitmaps that fit neither scheme.
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setTextFormat(Qt.TextFormat.PlainText)  # it may quote what a model wrote
        self.setText(title)
        self.setInformativeText(text)
        # A button with the destructive role is set apart on macOS, and must not be the default.
        role = QMessageBox.ButtonRole
        self._verb = self.addButton(verb, role.DestructiveRole if destructive else role.AcceptRole)
        set_kind(self._verb, "danger" if destructive else "primary")
        cancel = self.addButton(self.tr("Cancel"), role.RejectRole)
        self.setEscapeButton(cancel)
        self.setDefaultButton(cancel if destructive else self._verb)

    def is_confirmed(self) -> bool:
        return self.clickedButton() is self._verb


class _TextQuestion(QDialog):
    """One field under its name, and the reason beside it when its content is refused."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        label: str,
        verb: str,
        value: str,
        validate: Validate | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._validate = validate
        self._touched = False
        name = QLabel(label)
        self._field = QLineEdit(value)
        self._field.setAccessibleName(label)
        self._field.setMinimumWidth(320)
        self._field.selectAll()
        name.setBuddy(self._field)
        self._reason = QLabel()
        self._reason.setWordWrap(True)
        set_role(self._reason, "error")
        self._verb = QPushButton(verb)
        self._verb.setDefault(True)
        set_kind(self._verb, "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self._verb, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(name)
        layout.addWidget(self._field)
        layout.addWidget(self._reason)
        layout.addWidget(buttons)
        self._field.textEdited.connect(self._on_edited)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._check()

    def text(self) -> str:
        return self._field.text().strip()

    def _on_edited(self) -> None:
        self._touched = True
        self._check()

    def _check(self) -> None:
        text = self.text()
        refusal = self._validate(text) if self._validate is not None and text else None
        # A value that was only offered, not typed, is not yet the person's mistake.
        shown = refusal if refusal is not None and self._touched else ""
        self._reason.setText(shown)
        self._field.setAccessibleDescription(shown)
        set_state(self._field, "invalid", bool(shown))
        self._verb.setEnabled(bool(text) and refusal is None)
