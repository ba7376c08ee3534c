"""The one field that filters the lists of the side bar and searches the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from paddock.base.compat import override

if TYPE_CHECKING:
    from paddock.kit.icons import Icons

PAUSE = 150
"""Milliseconds after the last key until messages are searched."""


class FilterField(QLineEdit):
    """Titles are filtered with each key, messages after a pause; an emptied field tells at once."""

    search_requested = Signal(str)
    list_requested = Signal()  # the keyboard goes down into the lists

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Filter"))
        self.setAccessibleName(self.tr("Filter"))
        self.setClearButtonEnabled(True)
        sign = QAction(icons.icon("search"), self.tr("Filter"), self)
        self.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self._searched = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._on_text)

    @property
    def wanted(self) -> str:
        """What is looked for."""
        return self.text().strip()

    def _on_text(self) -> None:
        if self.wanted:
            self._pause.start()
        else:
            self._pause.stop()
            self._search()

    def _search(self) -> None:
        if self.wanted != self._searched:
            self._searched = self.wanted
            self.search_requested.emit(self.wanted)

    def _takes(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())

    @override
    def event(self, event: QEvent) -> bool:
        """Esc is also the shortcut of a command: in a field with a text it belongs to that."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes(event):
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)
