"""After a long paste: the text may become a file instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal

from paddock.features.chat.note_bar import NoteBar
from paddock.parts.preparing import MOST_TEXT

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCursor
    from PySide6.QtWidgets import QPlainTextEdit

    from paddock.kit.icons import Icons

_MANY_CHARACTERS = 4_000
_MANY_LINES = 80


class PasteOffer(NoteBar):
    """Holds on to the pasted text in the field, wherever it moves."""

    text_taken = Signal(str)
    """The text, which is no longer in the field: undo brings it back."""

    def __init__(self, icons: Icons, edit: QPlainTextEdit) -> None:
        super().__init__(icons, "file")
        self._edit = edit
        self._cursor: QTextCursor | None = None
        self.chosen.connect(self._take)
        self.closed.connect(self.withdraw)
        edit.textChanged.connect(self._on_text)

    def offer(self, start: int, end: int) -> None:
        """For the text between two places of the field, if it is long."""
        cursor = self._edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)  # what is written behind it is not pasted
        text = _text(cursor)
        if not is_long(text) or len(text.encode("utf-8", "replace")) > MOST_TEXT:
            self.withdraw()
            return
        self._cursor = cursor
        locale = QLocale()
        # A system that names no language has Qt's "C", which by itself would not group.
        locale.setNumberOptions(locale.numberOptions() & ~QLocale.NumberOption.OmitGroupSeparator)
        count = locale.toString(len(text))
        words = self.tr("Pasted {0} characters.").format(count)
        self.show_words(words, self.tr("Attach as a file instead"))

    def withdraw(self) -> None:
        self._cursor = None
        self.hide()

    def _take(self) -> None:
        cursor = self._cursor
        if cursor is not None:
            text = _text(cursor)
            self.withdraw()
            cursor.removeSelectedText()
            self.text_taken.emit(text)

    def _on_text(self) -> None:
        if self._cursor is not None and not self._cursor.hasSelection():
            self.withdraw()  # it was undone, or removed


def is_long(text: str) -> bool:
    return len(text) > _MANY_CHARACTERS or text.count("\n") >= _MANY_LINES


def _text(cursor: QTextCursor) -> str:
    return cursor.selectedText().replace("\u2029", "\n")
