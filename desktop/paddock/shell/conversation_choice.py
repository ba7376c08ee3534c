"""Rows that an assistive technology chooses in a list where a person may select several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection
    from PySide6.QtWidgets import QAbstractItemView


class AddedRow(QObject):
    """Tells when one row was added to the selection without becoming current.

    Only accessibility does that, see `RowChoice`; a list of several selected rows needs the
    difference to what was selected before. Made after the view has got its model.
    """

    chosen = Signal(QModelIndex)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._added: QPersistentModelIndex | None = None
        # The current row changes after the selection, within the same call.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._compare)
        view.selectionModel().selectionChanged.connect(self._on_selection)

    def forget(self) -> None:
        """What was just selected was selected by our own code."""
        self._added = None
        self._later.stop()

    def _on_selection(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.forget()
        indexes = selected.indexes()
        if len(indexes) == 1:
            self._added = QPersistentModelIndex(indexes[0])
            self._later.start()

    def _compare(self) -> None:
        added, self._added = self._added, None
        if added is None or not added.isValid():
            return
        index = self._view.model().index(added.row(), 0)
        if index != self._view.currentIndex() and self._view.selectionModel().isSelected(index):
            self.chosen.emit(index)
