"""Where a message is written: grows with its text, sends on Enter, never in the middle of a composed word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from paddock.base.compat import override
from paddock.kit.elided import ElidedLabel
from paddock.kit.placeholder import show_placeholder
from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent

    from paddock.kit.icons import Icons

_MOST_LINES = 10


class MessageEdit(QPlainTextEdit):
    """A plain text editor as tall as its lines, up to ten, then it scrolls."""

    send_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._composing = False
        self.setAccessibleName(self.tr("Message"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        set_role(self, "bare")
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        spacing = self.fontMetrics().lineSpacing()
        lines = round(self.document().size().height())  # a plain text layout counts in lines
        height = min(max(lines, 1), _MOST_LINES) * spacing + 8
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy if lines > _MOST_LINES else off)
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = not (
            event.modifiers()
            & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ControlModifier)
        )
        if enter and plain and not self._composing:
            self.send_pressed.emit()
            return
        super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        # An input method may drop its text without a last event when the focus leaves.
        self._composing = False
        super().focusOutEvent(event)


class Composer(QFrame):
    """The message, and the button that sends it or stops the answer."""

    send_requested = Signal(str)
    stop_requested = Signal()
    draft_changed = Signal(str)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        set_role(self, "composer")
        self._can_send = False
        self._busy = False
        self.edit = MessageEdit()
        self._hint = ElidedLabel()
        set_role(self._hint, "caption")
        self._send = QPushButton(self.tr("Send"))
        self._send.setAccessibleName(self.tr("Send"))
        set_kind(self._send, "primary")
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop"))
        self._stop.setIcon(icons.icon("stop"))
        self._stop.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._hint, 1)
        row.addWidget(self._stop)
        row.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(self.edit)
        column.addLayout(row)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_text)
        self.edit.send_pressed.connect(self._on_send)
        self._send.clicked.connect(self._on_send)
        self._stop.clicked.connect(self.stop_requested)
        self._refresh()

    def draft(self) -> str:
        return self.edit.toPlainText()

    def message(self) -> str:
        """What sending the draft now would send."""
        return self.draft().strip()

    def set_draft(self, text: str) -> None:
        self.edit.setPlainText(text)

    def set_model(self, model: str) -> None:
        """Names the model in the placeholder; without one nothing can be sent."""
        self._can_send = bool(model)
        words = self.tr("Message {0}").format(model) if model else self.tr("Message")
        show_placeholder(self.edit, words)
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        had_focus = self._stop.hasFocus() or self._send.hasFocus()
        self._busy = busy
        self._send.setVisible(not busy)
        self._stop.setVisible(busy)
        if had_focus:
            self.edit.setFocus()
        self._refresh()

    def _refresh(self) -> None:
        ready = self._can_send and bool(self.message())
        self._send.setEnabled(ready and not self._busy)
        self._hint.set_text(self.tr("Enter sends, Shift+Enter starts a new line"))

    def _on_text(self) -> None:
        self._refresh()
        self.draft_changed.emit(self.draft())

    def _on_send(self) -> None:
        if self._send.isEnabled():
            text = self.message()
            self.edit.clear()
            self.send_requested.emit(text)
