"""A text cursor that stops to blink when nobody writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from paddock.base.compat import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

REST_AFTER = 10_000
"""Milliseconds without a key, as GTK has it."""

_STIRRING = (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.FocusIn)


class RestingCursor(QObject):
    """Blinking is all that an idle window does: it wakes the computer twice a second."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit)
        self._usual = QGuiApplication.styleHints().cursorFlashTime()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_AFTER)
        self._timer.timeout.connect(self._rest)
        edit.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _STIRRING:
            self._blink()
            self._timer.start()
        elif event.type() == QEvent.Type.FocusOut:
            self._timer.stop()
            self._blink()  # for the field that has the focus now
        return False

    def _rest(self) -> None:
        QGuiApplication.styleHints().setCursorFlashTime(0)

    def _blink(self) -> None:
        hints = QGuiApplication.styleHints()
        if hints.cursorFlashTime() != self._usual:
            hints.setCursorFlashTime(self._usual)
