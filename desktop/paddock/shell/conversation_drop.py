"""Chats that are dragged into a folder, or out of it to where the dates are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView

from paddock.base.compat import override
from paddock.shell.conversation_rows import ARCHIVED, PINNED, Group

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from paddock.kit.theme import Theme
    from paddock.shell.conversation_items import ConversationItems


class DropList(QListView):
    """A list whose rows know what a drop on them means, and that shows where one would land."""

    folder_requested = Signal(tuple, int)
    """Chats, and the folder they go to; 0 is none."""

    items: ConversationItems

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._target: QPersistentModelIndex | None = None
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # it draws a line between rows, where nothing lands

    def _head_at(self, position: QPoint) -> Group | None:
        """The head of the group that a drop at `position` goes to; None where none is meant.

        Pinned and archived chats are so wherever their folder is.
        """
        last = self.items.index(self.items.rowCount() - 1, 0)
        index = self.indexAt(position)
        group = self.items.group_of(index if index.isValid() else last)
        return None if group is None or group.id in (PINNED, ARCHIVED) else group

    def _aim(self, target: QModelIndex | None) -> None:
        self._target = None if target is None else QPersistentModelIndex(target)
        self.viewport().update()

    def _is_ours(self, event: QDropEvent) -> bool:
        return bool(self.items.dragged(event.mimeData()))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_ours(event):
            self.setState(QAbstractItemView.State.DraggingState)
            event.accept()
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        group = self._head_at(event.position().toPoint()) if self._is_ours(event) else None
        if group is None:
            self._aim(None)
            event.ignore()
        else:
            self._aim(self.items.index_of(group.id))
            event.accept()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._aim(None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        group = self._head_at(event.position().toPoint())
        chats = self.items.dragged(event.mimeData())
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._aim(None)
        if group is None or not chats:
            event.ignore()
            return
        event.accept()
        self.folder_requested.emit(chats, 0 if group.folder is None else group.folder.id)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._target is None or not self._target.isValid():
            return
        row: QRect = self.visualRect(self.items.index(self._target.row(), 0))
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
