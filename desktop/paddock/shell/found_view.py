"""The messages that a search found, below the chats of the side bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from paddock.base.compat import override
from paddock.kit.row_choice import RowChoice
from paddock.shell.found_delegate import FoundDelegate
from paddock.shell.found_items import FoundItems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

    from paddock.domain.conversations import Found
    from paddock.kit.theme import Theme


class FoundView(QListView):
    """Tells which chat and which message is chosen by mouse, keyboard or assistive technology."""

    found_activated = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = FoundItems(self)
        self.setModel(self._items)
        self.setItemDelegate(FoundDelegate(theme, self))
        self.setAccessibleName(self.tr("Messages found"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        RowChoice(self).chosen.connect(self._on_chosen)

    @property
    def shown(self) -> int:
        return self._items.rowCount()

    def show_found(self, found: Sequence[Found], titles: Mapping[int, str]) -> None:
        self._items.show_found(found, titles)

    def focus_first(self) -> None:
        self.setFocus()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._items.index(0, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        found = self._items.found(index)
        self.found_activated.emit(found.chat, found.message)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not left to `activated`, which a double click sends after `clicked`.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)
