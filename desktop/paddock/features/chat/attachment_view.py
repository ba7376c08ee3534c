"""The row of attachments above the text of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from paddock.base.compat import override
from paddock.features.chat.attachment_tiles import SIDE, AttachmentTiles
from paddock.kit.roles import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from paddock.features.chat.attachment_items import AttachmentItems
    from paddock.kit.icons import Icons

_SPACE = 6
_MOST_ROWS = 2


class AttachmentView(QListView):
    """Wraps, and scrolls from the third row on. Delete removes the tile that has the focus."""

    emptied = Signal()
    """The last one was removed by the person, who is still here with the keyboard."""

    def __init__(self, items: AttachmentItems, icons: Icons) -> None:
        super().__init__()
        self._items = items
        tiles = AttachmentTiles(icons, self)
        self.setModel(items)
        self.setItemDelegate(tiles)
        self.setAccessibleName(self.tr("Attachments"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(_SPACE // 2)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFixedHeight(SIDE + _SPACE)
        set_role(self, "bare")
        self.viewport().setAutoFillBackground(False)
        # Once for fifty files that come at the same moment.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        for change in (items.rowsInserted, items.rowsRemoved, items.modelReset, items.dataChanged):
            change.connect(self._fitting.start)
        tiles.removed.connect(self.remove)

    def remove(self, row: int) -> None:
        """Takes an attachment away; the focus goes to the one that follows."""
        self._items.remove(row)
        if (count := self._items.rowCount()) > 0:
            self.setCurrentIndex(self._items.index(min(row, count - 1)))
        else:
            self.emptied.emit()

    def _fit(self) -> None:
        self.executeDelayedItemsLayout()
        rows = _MOST_ROWS * (SIDE + _SPACE)
        height = min(self.contentsSize().height(), rows)
        if height > 0 and height != self.height():
            self.setFixedHeight(height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, SIDE + _SPACE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and current.isValid():
            self.remove(current.row())
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._items.rowCount():
            self.setCurrentIndex(self._items.index(0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()
