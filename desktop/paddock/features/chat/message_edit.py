"""The field that a message is written in: as tall as its lines, and it knows what a paste may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from paddock.base.compat import override
from paddock.kit.roles import set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QInputMethodEvent, QKeyEvent

_MOST_LINES = 10


class MessageEdit(QPlainTextEdit):
    """A plain text editor as tall as its lines, up to ten, then it scrolls.

    `take` is given what is pasted, and says whether it was attached instead.
    """

    send_pressed = Signal()
    up_pressed = Signal()
    """In an empty field, where there is no line to go to."""
    text_pasted = Signal(int, int)  # where it begins and ends, in characters of Qt

    def __init__(self, take: Callable[[QMimeData], bool]) -> None:
        super().__init__()
        self._take = take
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
        keypad = Qt.KeyboardModifier.KeypadModifier
        plain = not (event.modifiers() & ~(keypad | Qt.KeyboardModifier.ControlModifier))
        if enter and plain and not self._composing:
            self.send_pressed.emit()
            return
        alone = not (event.modifiers() & ~keypad)
        is_blank = self.document().isEmpty() and not self._composing
        if event.key() == Qt.Key.Key_Up and alone and is_blank:
            self.up_pressed.emit()
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

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from paddock.features.chat.attachment_mime import is_attachable

        return super().canInsertFromMimeData(source) or is_attachable(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._take(source):
            return
        start = self.textCursor().selectionStart()
        super().insertFromMimeData(source)
        self.text_pasted.emit(start, self.textCursor().position())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from paddock.features.chat.attachment_mime import is_attachable

        if is_attachable(event.mimeData()):
            event.ignore()  # it is for the whole page
            return
        super().dragEnterEvent(event)
