"""The left side of the window: the server, the chats, the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paddock.kit.roles import set_role
from paddock.shell.server_button import ServerButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme
    from paddock.state.server_state import ServerState


class Sidebar(QWidget):
    """Lists with one filter above them. Every row is reached by keyboard."""

    new_chat_requested = Signal()
    pull_requested = Signal()
    model_activated = Signal(str)
    chat_with_requested = Signal(str)

    def __init__(self, icons: Icons, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        set_role(self, "sidebar")
        self._server_button = ServerButton(theme)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter"))
        self._filter.setAccessibleName(self.tr("Filter"))
        self._filter.setClearButtonEnabled(True)
        sign = QAction(icons.icon("search"), self.tr("Filter"), self._filter)
        self._filter.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self._new_chat = _tool(icons, "plus", self.tr("New chat"))
        self._pull = _tool(icons, "pull", self.tr("Pull model"))
        self._chats = QListView()
        self._chats.setAccessibleName(self.tr("Conversations"))
        self._chats.setFixedHeight(0)
        self._chats.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._note = QLabel(self.tr("Chats are not kept yet: this one lasts until you quit."))
        self._note.setWordWrap(True)
        set_role(self._note, "caption")
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "caption")
        self._list_place = QVBoxLayout()
        self._lay_out()
        self._new_chat.clicked.connect(self.new_chat_requested)
        self._pull.clicked.connect(self.pull_requested)

    def complete(self) -> None:
        """Makes what a person cannot miss in the first frame: the list, empty until a server answers."""
        from paddock.shell.model_view import ModelView

        self._models = ModelView(self._theme)
        self._list_place.addWidget(self._models)
        self._filter.textChanged.connect(self._on_filter)
        self._models.model_activated.connect(self.model_activated)
        self._models.chat_with_requested.connect(self.chat_with_requested)

    def set_server_actions(self, actions: Sequence[QAction]) -> None:
        self._server_button.set_actions(actions)

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

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._server_button)
        column.addWidget(self._filter)
        column.addLayout(_heading(self.tr("CHATS"), self._new_chat))
        column.addWidget(self._chats)
        note = QHBoxLayout()
        note.setContentsMargins(8, 0, 8, 4)
        note.addWidget(self._note)
        column.addLayout(note)
        column.addLayout(_heading(self.tr("MODELS"), self._pull))
        empty = QHBoxLayout()
        empty.setContentsMargins(8, 0, 8, 4)
        empty.addWidget(self._nothing)
        column.addLayout(empty)
        column.addLayout(self._list_place, 1)

    def _on_filter(self, text: str) -> None:
        self._models.set_filter(text)
        self._show_note()

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
