"""Rows of a list that an assistive technology chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView


class RowChoice(QObject):
    """Tells when a row was selected but not made current, which only accessibility does.

    Its Toggle action and its selection interface change nothing but the selection model, so that
    neither `activated` nor `clicked` follows; keys, the mouse and code move the current row along.
    Made after the view has got its model.
    """

    chosen = Signal(QModelIndex)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        # The current row changes after the selection, within the same call.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._compare)
        view.selectionModel().selectionChanged.connect(self._later.start)

    def _compare(self) -> None:
        selection = self._view.selectionModel()
        for index in selection.selectedIndexes():
            if index != selection.currentIndex():
                self.chosen.emit(index)
                return
