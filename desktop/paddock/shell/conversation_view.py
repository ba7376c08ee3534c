"""The conversations in the side bar: a list that is chosen from, put in order, renamed in place."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView

from paddock.base.compat import override
from paddock.domain.conversations import ChatHead
from paddock.shell.conversation_choice import AddedRow
from paddock.shell.conversation_delegate import ConversationDelegate
from paddock.shell.conversation_drop import DropList
from paddock.shell.conversation_items import ConversationItems
from paddock.shell.conversation_menu import ChatsMenu, FolderMenu
from paddock.shell.conversation_rows import Group, folder_group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QMenu, QWidget

    from paddock.domain.conversations import Folder
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme

_Select = QItemSelectionModel.SelectionFlag
_MANY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)
"""Why the keyboard leaves for something that acts on what is selected."""


class ConversationView(DropList):
    """Tells what a person wishes; everything it shows comes back through `show_chats`.

    The chat that is open is selected as long as the keyboard is elsewhere.
    """

    chat_activated = Signal(int)
    rename_requested = Signal(int, str)
    pin_requested = Signal(tuple, bool)
    archive_requested = Signal(tuple, bool)
    new_folder_requested = Signal(tuple)
    folder_rename_requested = Signal(int, str)
    folder_delete_requested = Signal(int)
    delete_requested = Signal(tuple)
    duplicate_requested = Signal(int)
    export_requested = Signal(tuple)
    folded_changed = Signal(tuple)

    def __init__(self, icons: Icons, theme: Theme, now: Callable[[], float] = time.time) -> None:
        super().__init__(theme)
        self._icons = icons
        self.items = ConversationItems(self, now)
        self.setModel(self.items)
        self.setItemDelegate(ConversationDelegate(icons, theme, self))
        self.setAccessibleName(self.tr("Conversations"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._added = AddedRow(self)
        self._added.chosen.connect(self._on_added)
        self.clicked.connect(self._on_clicked)
        self.items.renamed.connect(self.rename_requested)
        self.items.folder_renamed.connect(self.folder_rename_requested)
        self.items.folded_changed.connect(self.folded_changed)

    # ---- what is shown

    def show_chats(self, heads: Sequence[ChatHead], folders: Sequence[Folder]) -> None:
        """Keeps selection and scroll position while the list is brought up to date."""
        self.items.show_chats(heads, folders)
        self._mark_if_bare()

    def set_filter(self, text: str) -> None:
        self.items.set_filter(text)
        self._mark_if_bare()
        if text:
            self.scrollToTop()

    def set_folded(self, folded: Sequence[str]) -> None:
        self.items.set_folded(folded)
        self._mark_if_bare()

    def set_current_chat(self, chat: int) -> None:
        """Marks the chat that is open, without activating it; 0 is none."""
        if chat == self.items.shown:
            self._mark_if_bare()
            return
        self.items.set_shown(chat)
        index = self.items.index_of(chat)
        self._mark()
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)

    def selected_chats(self) -> tuple[int, ...]:
        """From top to bottom, without the heads of groups."""
        return tuple(chat.id for chat in self._selected())

    def focus_first(self) -> None:
        """Takes the keyboard, on the row where it last was or the first one."""
        self.setFocus()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.items.index(0, 0))
            self._added.forget()

    def step(self, by: int) -> None:
        """Activates the chat that comes `by` rows of chats after the open one, if there is one."""
        rows = (
            self.items.row(self.items.index(place, 0)) for place in range(self.items.rowCount())
        )
        chats = [row.id for row in rows if isinstance(row, ChatHead)]
        if not chats:
            return
        if self.items.shown in chats:
            place = chats.index(self.items.shown) + by
        else:
            place = 0 if by > 0 else len(chats) - 1
        if 0 <= place < len(chats):
            self.chat_activated.emit(chats[place])

    # ---- renaming

    def rename_chat(self, chat: int) -> None:
        """Opens the editor in the row of a chat, and the group around it if that is folded."""
        if hider := self.items.hider_of(chat):
            self.items.fold(hider, False)
        self._edit_row(self.items.index_of(chat))

    def rename_folder(self, folder: int) -> None:
        self._edit_row(self.items.index_of(folder_group(folder)))

    def _edit_row(self, index: QModelIndex) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if not editing and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)
            self._added.forget()
            self.edit(index)

    # ---- choosing

    def _choose(self, index: QModelIndex) -> None:
        row = self.items.row(index)
        if isinstance(row, ChatHead):
            self.chat_activated.emit(row.id)
        else:
            self._fold(row, not row.is_folded)

    def _fold(self, group: Group, is_folded: bool) -> None:
        self.items.fold(group.id, is_folded)
        self._mark()

    def _on_clicked(self, index: QModelIndex) -> None:
        if not QGuiApplication.keyboardModifiers() & _MANY:
            self._choose(index)

    def _on_added(self, index: QModelIndex) -> None:
        self._choose(index)
        self._mark()

    def _selected(self) -> list[ChatHead]:
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        rows = (self.items.row(index) for index in indexes)
        return [row for row in rows if isinstance(row, ChatHead)]

    def _mark(self) -> None:
        """Selects the open chat alone. The keyboard stays in its row, and nothing scrolls."""
        index = self.items.index_of(self.items.shown)
        if index.isValid():
            self.selectionModel().select(index, _Select.ClearAndSelect)
        else:
            self.clearSelection()
        self._added.forget()

    def _mark_if_bare(self) -> None:
        """A row that was taken out and put back has lost its selection."""
        if not self.selectionModel().hasSelection():
            self._mark()

    # ---- menus

    def _open_menu(self, index: QModelIndex, position: QPoint) -> None:
        row = self.items.row(index)
        if isinstance(row, ChatHead):
            selected = self._selected()
            menu = self._chats_menu(selected if row in selected else [row])
        elif row.folder is not None:
            menu = self._folder_menu(row.folder)
        else:
            return
        menu.popup(position)

    def _chats_menu(self, chats: Sequence[ChatHead]) -> QMenu:
        menu = ChatsMenu(self._icons, chats, self.items.folders, self)
        menu.naming_requested.connect(self.rename_chat)
        menu.pin_requested.connect(self.pin_requested)
        menu.archive_requested.connect(self.archive_requested)
        menu.folder_requested.connect(self.folder_requested)
        menu.new_folder_requested.connect(self.new_folder_requested)
        menu.delete_requested.connect(self.delete_requested)
        menu.duplicate_requested.connect(self.duplicate_requested)
        menu.export_requested.connect(self.export_requested)
        return menu

    def _folder_menu(self, folder: Folder) -> QMenu:
        menu = FolderMenu(self._icons, folder, self)
        menu.naming_requested.connect(self.rename_folder)
        menu.delete_requested.connect(self.folder_delete_requested)
        return menu

    # ---- Qt

    def _on_side_key(self, index: QModelIndex, is_left: bool) -> None:
        """As in a tree: folds, opens, or goes from a chat to the head above it."""
        group = self.items.group_of(index)
        if group is None:
            return
        if isinstance(self.items.row(index), Group):
            self._fold(group, is_left)
        elif is_left:
            self.setCurrentIndex(self.items.index_of(group.id))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        key = event.key()
        # The editor of a name lets Enter through when it is done with it.
        editing = self.state() == QAbstractItemView.State.EditingState
        if editing or not index.isValid() or event.modifiers() & _MANY:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(index)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._on_side_key(index, key == Qt.Key.Key_Left)
        elif key == Qt.Key.Key_F2:
            self._edit_row(index)
        elif key == Qt.Key.Key_Delete:
            if chats := self.selected_chats():
                self.delete_requested.emit(chats)
        else:
            super().keyPressEvent(event)

    @override
    def selectAll(self) -> None:
        super().selectAll()
        self._added.forget()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, position = self.indexAt(event.pos()), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            position = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self._open_menu(index, position)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.reason() not in _PASSING and not editing:
            self._mark()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # Tab would open the editor of the next row.
        step = (
            QAbstractItemDelegate.EndEditHint.EditNextItem,
            QAbstractItemDelegate.EndEditHint.EditPreviousItem,
        )
        nothing = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, nothing if hint in step else hint)
