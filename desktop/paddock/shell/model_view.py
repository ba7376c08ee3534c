"""The installed models in the side bar: a list that is filtered, chosen from, and has a context menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QListView, QMenu

from paddock.kit.row_choice import RowChoice
from paddock.shell.model_list import NAME, ModelItems, ModelRowDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPoint

    from paddock.kit.theme import Theme
    from paddock.state.server_state import ServerState


class ModelView(QListView):
    """Tells the full name of the model that is chosen by mouse, keyboard or assistive technology."""

    model_activated = Signal(str)
    chat_with_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._chosen = ""
        self._items = ModelItems(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._items)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._sorted.setFilterRole(NAME)
        self.setModel(self._sorted)
        self.setItemDelegate(ModelRowDelegate(theme, self))
        self.setAccessibleName(self.tr("Models"))
        self.setUniformItemSizes(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.activated.connect(self._on_chosen)
        self.clicked.connect(self._on_chosen)
        RowChoice(self).chosen.connect(self._on_chosen)
        self.customContextMenuRequested.connect(self._on_menu)

    @property
    def installed(self) -> int:
        return self._items.rowCount()

    @property
    def shown(self) -> int:
        """How many the filter lets through."""
        return self._sorted.rowCount()

    def show_server(self, state: ServerState) -> None:
        """Keeps selection and scroll position while the list is brought up to date."""
        self._items.show_models(state.models, state.loaded)

    def set_filter(self, text: str) -> None:
        self._sorted.setFilterFixedString(text.strip())
        self.choose(self._chosen)  # whose row may have been filtered away

    def choose(self, model: str) -> None:
        """Marks the model that the chat uses."""
        self._chosen = model
        for row in range(self._sorted.rowCount()):
            index = self._sorted.index(row, 0)
            if index.data(NAME) == model:
                self.setCurrentIndex(index)
                return
        self.clearSelection()

    def tick(self) -> None:
        """Brings the countdowns of loaded models up to date."""
        self._items.tick()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.model_activated.emit(index.data(NAME))

    def _on_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if not index.isValid():
            return
        name = index.data(NAME)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chat = menu.addAction(self.tr("New chat with this model"))
        chat.triggered.connect(lambda: self.chat_with_requested.emit(name))
        menu.popup(self.viewport().mapToGlobal(position))
