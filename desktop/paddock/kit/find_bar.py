"""A row above a text with a field for words, how many there are, and buttons for the next and previous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from paddock.base.compat import override
from paddock.kit.roles import set_role, set_state

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from paddock.kit.icons import Icons

_WIDEST = 320


class FindBar(QFrame):
    """Enter goes on, Shift+Enter back, Esc closes."""

    words_changed = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        set_role(self, "findbar")
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this chat"))
        self.field.setAccessibleName(self.tr("Find"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self._count = QLabel()
        set_role(self._count, "caption")
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance("0000 / 0000"))
        self._previous = self._button(icons, "chevron-up", self.tr("Previous match"))
        self._next = self._button(icons, "chevron-down", self.tr("Next match"))
        close = self._button(icons, "close", self.tr("Close find"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(4)
        self.field.setMaximumWidth(_WIDEST)
        row.addWidget(self.field, 1)
        row.addSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addStretch(1)
        row.addWidget(close)
        self.field.textChanged.connect(self.words_changed)
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        close.clicked.connect(self.close_bar)
        self.hide()

    def open(self) -> None:
        """Shows the bar with its words chosen, ready for others."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self.words_changed.emit(self.field.text())

    def close_bar(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def show_count(self, current: int, total: int) -> None:
        """`current` counts from 1; 0 while none was jumped to."""
        number = self.locale().toString
        words = ""
        if self.field.text():
            words = self.tr("{0} of {1}").format(number(current), number(total))
            words = words if total else self.tr("Not found")
        self._count.setText(words)
        set_state(self.field, "invalid", bool(self.field.text()) and not total)
        self._next.setEnabled(total > 0)
        self._previous.setEnabled(total > 0)

    def _button(self, icons: Icons, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Esc is also the shortcut of a command: here it belongs to the bar.
        if isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape
            if event.type() == QEvent.Type.ShortcutOverride and is_escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._takes(event):
                return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous_requested if back else self.next_requested).emit()
        else:
            return False
        return True
