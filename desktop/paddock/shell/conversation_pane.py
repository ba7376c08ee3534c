"""The chats of the side bar: all in groups, or while something is looked for those that match,
and the messages that hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.shell.conversation_view import ConversationView
from paddock.shell.found_view import FoundView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from paddock.domain.conversations import ChatHead, Folder, Found
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme

_NO_LIMIT = 16777215
"""What Qt calls a maximum that is none."""


class ConversationPane(QWidget):
    """Gives both lists their room, and words where they are empty."""

    def __init__(self, icons: Icons, theme: Theme) -> None:
        super().__init__()
        self.chats = ConversationView(icons, theme)
        self.found = FoundView(theme)
        self._text = ""
        self._is_known = False
        self._is_searched = False
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setContentsMargins(8, 0, 8, 4)
        set_role(self._note, "caption")
        self._heading = QLabel(self.tr("IN MESSAGES"))
        self._heading.setContentsMargins(8, 6, 8, 2)
        set_role(self._heading, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._note)
        column.addWidget(self.chats, 1)
        column.addWidget(self._heading)
        column.addWidget(self.found, 1)
        column.addStretch(0)
        for view in (self.chats, self.found):
            view.setMinimumHeight(1)
        self._settle()

    def show_chats(self, heads: Sequence[ChatHead], folders: Sequence[Folder]) -> None:
        self._is_known = True
        self.chats.show_chats(heads, folders)
        self._settle()

    def set_filter(self, text: str) -> None:
        """What was found for another text stays until something else is, lest the list flicker."""
        self._text = text
        self._is_searched = False
        self.chats.set_filter(text)
        if not text:
            self.found.show_found((), {})
        self._settle()

    def show_found(self, text: str, found: Sequence[Found], titles: Mapping[int, str]) -> None:
        """Left out when something else is looked for by now."""
        if not text.strip() or text.strip() != self._text:
            return
        self._is_searched = True
        self.found.show_found(found, titles)
        self._settle()

    def focus_first(self) -> bool:
        """Takes the keyboard. False where there is no row."""
        for view in (self.chats, self.found):
            if not view.isHidden():
                view.focus_first()
                return True
        return False

    def _settle(self) -> None:
        has_chats = self.chats.items.rowCount() > 0
        has_found = self.found.shown > 0
        self.chats.setVisible(has_chats)
        self._heading.setVisible(has_found)
        self.found.setVisible(has_found)
        self._note.setText(self._words(has_chats or has_found))
        self._note.setVisible(bool(self._note.text()))
        self._share()

    def _words(self, has_rows: bool) -> str:
        if has_rows:
            return ""
        if self._text:
            return self.tr("Nothing found.") if self._is_searched else ""
        is_empty = self._is_known and self.chats.items.is_empty
        return self.tr("Your chats appear here.") if is_empty else ""

    def _share(self) -> None:
        """Few matching chats leave the rest of the room to the messages."""
        limit = _NO_LIMIT
        if self.found.shown:
            rows = self.chats.items.rowCount() * max(self.chats.sizeHintForRow(0), 1)
            limit = max(min(rows, self.height() // 2), 1)
        self.chats.setMaximumHeight(limit)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
