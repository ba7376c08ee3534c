"""What can be done with conversations and their folders: the context menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from paddock.domain.conversations import ChatHead, Folder
    from paddock.kit.icons import Icons


class ChatsMenu(QMenu):
    """For one chat or several. Made for one time: it goes when it closes."""

    naming_requested = Signal(int)  # to begin with the new name, not to end with it
    pin_requested = Signal(tuple, bool)
    archive_requested = Signal(tuple, bool)
    folder_requested = Signal(tuple, int)
    new_folder_requested = Signal(tuple)
    delete_requested = Signal(tuple)
    duplicate_requested = Signal(int)
    export_requested = Signal(tuple)

    def __init__(
        self, icons: Icons, chats: Sequence[ChatHead], folders: Sequence[Folder], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._icons = icons
        self._ids = tuple(chat.id for chat in chats)
        if len(chats) == 1:
            self._add("edit", self.tr("Rename")).triggered.connect(
                lambda: self.naming_requested.emit(self._ids[0])
            )
        self._add_states(chats)
        self._add_folders(chats, folders)
        self.addSeparator()
        if len(chats) == 1:
            self._add("copy", self.tr("Duplicate")).triggered.connect(
                lambda: self.duplicate_requested.emit(self._ids[0])
            )
        self._add("export", self.tr("Export…")).triggered.connect(
            lambda: self.export_requested.emit(self._ids)
        )
        self.addSeparator()
        self._add("trash", self.tr("Delete")).triggered.connect(
            lambda: self.delete_requested.emit(self._ids)
        )

    def _add(self, icon: str, text: str) -> QAction:
        return self.addAction(self._icons.icon(icon), text)

    def _add_states(self, chats: Sequence[ChatHead]) -> None:
        """Takes back only what holds for all of them."""
        pins = not all(chat.is_pinned for chat in chats)
        text = self.tr("Pin") if pins else self.tr("Unpin")
        self._add("pin", text).triggered.connect(lambda: self.pin_requested.emit(self._ids, pins))
        archives = not all(chat.is_archived for chat in chats)
        text = self.tr("Archive") if archives else self.tr("Unarchive")
        self._add("archive", text).triggered.connect(
            lambda: self.archive_requested.emit(self._ids, archives)
        )

    def _add_folders(self, chats: Sequence[ChatHead], folders: Sequence[Folder]) -> None:
        menu = self.addMenu(self._icons.icon("folder"), self.tr("Move to folder"))
        there = {chat.folder for chat in chats}
        places = [(0, self.tr("No folder"))]
        # A name may hold an ampersand, which a menu takes for a mnemonic.
        places += [(folder.id, folder.name.replace("&", "&&")) for folder in folders]
        for place, name in places:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(there == {place})
            action.triggered.connect(
                lambda _checked, place=place: self.folder_requested.emit(self._ids, place)
            )
        menu.addSeparator()
        menu.addAction(self.tr("New folder…")).triggered.connect(
            lambda: self.new_folder_requested.emit(self._ids)
        )


class FolderMenu(QMenu):
    """For the head of a folder."""

    naming_requested = Signal(int)
    delete_requested = Signal(int)

    def __init__(self, icons: Icons, folder: Folder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = self.addAction(icons.icon("edit"), self.tr("Rename folder"))
        rename.triggered.connect(lambda: self.naming_requested.emit(folder.id))
        delete = self.addAction(icons.icon("trash"), self.tr("Delete folder"))
        delete.setToolTip(self.tr("Its chats stay."))
        self.setToolTipsVisible(True)
        delete.triggered.connect(lambda: self.delete_requested.emit(folder.id))
