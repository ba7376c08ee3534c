"""The left side of the window: the server, the chats, the models."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from paddock.kit.roles import set_role
from paddock.shell.conversation_filter import FilterField
from paddock.shell.server_button import ServerButton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QAction

    from paddock.domain.conversations import ChatHead, Folder, Found
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme
    from paddock.state.server_state import ServerState

_SHARES = (600, 400)
"""How chats and models divide the height before somebody moves the line between them."""


class Sidebar(QWidget):
    """Lists with one filter above them. Every row is reached by keyboard."""

    new_chat_requested = Signal()
    pull_requested = Signal()
    model_activated = Signal(str)
    chat_with_requested = Signal(str)
    chat_activated = Signal(int)
    rename_requested = Signal(int, str)
    pin_requested = Signal(tuple, bool)
    archive_requested = Signal(tuple, bool)
    folder_requested = Signal(tuple, int)
    new_folder_requested = Signal(tuple)
    folder_rename_requested = Signal(int, str)
    folder_delete_requested = Signal(int)
    delete_requested = Signal(tuple)
    duplicate_requested = Signal(int)
    export_requested = Signal(tuple)
    search_requested = Signal(str)
    found_activated = Signal(int, int)
    folded_changed = Signal(tuple)

    def __init__(self, icons: Icons, theme: Theme) -> None:
        super().__init__()
        self._icons = icons
        self._theme = theme
        set_role(self, "sidebar")
        self._server_button = ServerButton(theme)
        self._filter = FilterField(icons)
        self._new_chat = _tool(icons, "plus", self.tr("New chat"))
        self._pull = _tool(icons, "pull", self.tr("Pull model"))
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "caption")
        self._chat_place = QVBoxLayout()
        self._list_place = QVBoxLayout()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._new_chat.clicked.connect(self.new_chat_requested)
        self._pull.clicked.connect(self.pull_requested)

    def complete(self) -> None:
        """Makes what a person cannot miss in the first frame: the lists, empty until they are told."""
        from paddock.shell.conversation_pane import ConversationPane
        from paddock.shell.model_view import ModelView

        self._pane = ConversationPane(self._icons, self._theme)
        self._chats = self._pane.chats
        self._chat_place.addWidget(self._pane, 1)
        self._models = ModelView(self._theme)
        self._list_place.addWidget(self._models)
        order = (self._new_chat, self._chats, self._pane.found, self._pull, self._models)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._filter.textChanged.connect(self._on_filter)
        self._filter.search_requested.connect(self.search_requested)
        self._filter.list_requested.connect(self._on_down)
        self._models.model_activated.connect(self.model_activated)
        self._models.chat_with_requested.connect(self.chat_with_requested)
        self._pane.found.found_activated.connect(self.found_activated)
        self._forward_chats()

    def set_server_actions(self, actions: Sequence[QAction]) -> None:
        self._server_button.set_actions(actions)

    # ---- models

    def show_server(self, state: ServerState) -> None:
        """Keeps selection and scroll position while the list is brought up to date."""
        self._server_button.show_server(state)
        self._models.show_server(state)
        self._show_note()

    def choose(self, model: str) -> None:
        """Marks the model that the chat uses."""
        self._models.choose(model)

    def tick(self) -> None:
        """Brings the countdowns of loaded models up to date."""
        self._models.tick()

    # ---- chats

    def show_chats(self, heads: Sequence[ChatHead], folders: Sequence[Folder]) -> None:
        """Keeps selection and scroll position while the list is brought up to date."""
        self._pane.show_chats(heads, folders)

    def refresh_dates(self) -> None:
        """Puts the chats under the dates of now, after a midnight."""
        self._chats.items.refresh_dates()

    def set_current_chat(self, chat: int) -> None:
        """Marks the chat that is open, without activating it; 0 is none."""
        self._chats.set_current_chat(chat)

    def set_working(self, chats: frozenset[int]) -> None:
        """The chats in which an answer is coming."""
        self._chats.items.set_working(chats)

    def set_unread(self, chats: frozenset[int]) -> None:
        """The chats in which an answer ended that nobody has seen."""
        self._chats.items.set_unread(chats)

    def set_folded(self, folded: Sequence[str]) -> None:
        """Folds the groups that `folded_changed` told of, without telling again."""
        self._chats.set_folded(folded)

    def show_found(self, text: str, found: Sequence[Found], titles: Mapping[int, str]) -> None:
        """What a search for `text` found, with the titles of its chats by their ids."""
        self._pane.show_found(text, found, titles)

    def rename_chat(self, chat: int) -> None:
        """Opens the editor in the row of a chat."""
        if not self._chats.items.index_of(chat).isValid():
            self._filter.clear()
        self._chats.rename_chat(chat)

    def rename_folder(self, folder: int) -> None:
        """Opens the editor in the head of a folder."""
        self._filter.clear()
        self._chats.rename_folder(folder)

    def step_chat(self, by: int) -> None:
        """Activates the chat below (1) or above (-1) the open one."""
        self._chats.step(by)

    def focus_filter(self) -> None:
        self._filter.setFocus()
        self._filter.selectAll()

    def selected_chats(self) -> tuple[int, ...]:
        """From top to bottom; the open one alone when the keyboard is elsewhere."""
        return self._chats.selected_chats()

    # ---- the line between the lists

    def splitter_state(self) -> QByteArray:
        return self._splitter.saveState()

    def restore_splitter(self, state: QByteArray) -> None:
        """Leaves everything as it is for a state that is none."""
        self._splitter.restoreState(state)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._server_button)
        column.addWidget(self._filter)
        empty = QHBoxLayout()
        empty.setContentsMargins(8, 0, 8, 4)
        empty.addWidget(self._nothing)
        chats = _section(_heading(self.tr("CHATS"), self._new_chat), self._chat_place)
        models = _section(_heading(self.tr("MODELS"), self._pull), empty, self._list_place)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(chats)
        self._splitter.addWidget(models)
        # Each lands below the one before; readers go from the lowest up.
        models.lower()
        chats.lower()
        for place, share in enumerate(_SHARES):
            self._splitter.setStretchFactor(place, share)
        self._splitter.setSizes(_SHARES)
        column.addWidget(self._splitter, 1)

    def _forward_chats(self) -> None:
        chats = self._chats
        chats.chat_activated.connect(self.chat_activated)
        chats.rename_requested.connect(self.rename_requested)
        chats.pin_requested.connect(self.pin_requested)
        chats.archive_requested.connect(self.archive_requested)
        chats.folder_requested.connect(self.folder_requested)
        chats.new_folder_requested.connect(self.new_folder_requested)
        chats.folder_rename_requested.connect(self.folder_rename_requested)
        chats.folder_delete_requested.connect(self.folder_delete_requested)
        chats.delete_requested.connect(self.delete_requested)
        chats.duplicate_requested.connect(self.duplicate_requested)
        chats.export_requested.connect(self.export_requested)
        chats.folded_changed.connect(self.folded_changed)

    def _on_filter(self, text: str) -> None:
        self._pane.set_filter(self._filter.wanted)
        self._models.set_filter(text)
        self._show_note()

    def _on_down(self) -> None:
        if not self._pane.focus_first():
            self._models.setFocus()

    def _show_note(self) -> None:
        if self._models.shown:
            self._nothing.clear()
        elif self._models.installed:
            self._nothing.setText(self.tr("No model matches the filter."))
        else:
            self._nothing.setText(self.tr("No models."))
        self._nothing.setVisible(not self._models.shown)


def _tool(icons: Icons, icon: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon))
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


def _heading(text: str, button: QToolButton) -> QHBoxLayout:
    label = QLabel(text)
    set_role(label, "heading")
    row = QHBoxLayout()
    row.setContentsMargins(8, 6, 2, 0)
    row.addWidget(label, 1)
    row.addWidget(button)
    return row


def _section(heading: QHBoxLayout, *below: QVBoxLayout | QHBoxLayout) -> QWidget:
    """A heading that stays, and what takes the room below it."""
    section = QWidget()
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(8)
    column.addLayout(heading)
    for place in below:
        column.addLayout(place, 1 if place is below[-1] else 0)
    return section
