"""A list with a filter above it, and words where nothing is left to list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListView, QStackedLayout, QVBoxLayout, QWidget

from paddock.kit.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel

    from paddock.kit.icons import Icons
    from paddock.kit.offers import Offer

Index = QModelIndex | QPersistentModelIndex


class FilterList(QWidget):
    """A list view of `model` of which only the rows that hold the filter's text are shown.

    Its signals carry indexes of `model` itself.
    """

    current_changed = Signal(QModelIndex)
    activated = Signal(QModelIndex)
    offer_chosen = Signal(str)
    """The key of the offer whose button was pressed in the empty list."""

    def __init__(self, icons: Icons, name: str, model: QAbstractItemModel) -> None:
        super().__init__()
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(model)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._empty: tuple[str, str, Sequence[Offer]] = ("", "", ())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter"))
        self.field.setAccessibleName(self.tr("Filter"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.view = QListView()
        self.view.setAccessibleName(name)
        self.view.setModel(self._proxy)
        self.view.setUniformItemSizes(True)
        # Rows that are measured before the style sheet is applied keep a wrong height.
        self.view.ensurePolished()
        self._words = EmptyState(icons, compact=True)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(self._pages)
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.field)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self.field.clear)
        self.field.textChanged.connect(self._on_filter)
        self.field.returnPressed.connect(self._on_return)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.activated.connect(self._on_activated)
        self._words.offer_chosen.connect(self.offer_chosen)
        for change in (self._proxy.rowsInserted, self._proxy.rowsRemoved, self._proxy.modelReset):
            change.connect(self._refresh)
        self._refresh()

    def set_empty(self, title: str, text: str, offers: Sequence[Offer] = ()) -> None:
        """What is said where the model has no rows."""
        self._empty = (title, text, offers)
        self._refresh()

    def set_current(self, index: Index) -> None:
        """Selects a row of the model; an invalid index selects none."""
        self.view.setCurrentIndex(self._proxy.mapFromSource(index))

    def current(self) -> QModelIndex:
        return self._proxy.mapToSource(self.view.currentIndex())

    def _on_filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text)
        self._refresh()

    def _on_return(self) -> None:
        if self._proxy.rowCount():
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self._proxy.index(0, 0))

    def _on_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._proxy.mapToSource(current))

    def _on_activated(self, index: QModelIndex) -> None:
        self.activated.emit(self._proxy.mapToSource(index))

    def _refresh(self) -> None:
        if self._proxy.rowCount():
            self._pages.setCurrentWidget(self.view)
            return
        if self.field.text():
            self._words.show_words(self.tr("Nothing found"), self.tr("No row has this text."))
        else:
            self._words.show_words(*self._empty)
        self._pages.setCurrentWidget(self._words)
