"""Import: what a file holds, which of it is wanted, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.features.exchange.preview_model import PreviewModel
from paddock.features.exchange.progress import Progress, name_dialog
from paddock.features.exchange.words import failure_words, note_words
from paddock.kit.banner import Banner
from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from paddock.base.errors import KnownError
    from paddock.features.exchange.controller import ExchangeController
    from paddock.features.exchange.gathering import Preview
    from paddock.kit.icons import Icons

_SIZE = (680, 480)
_MOST_NOTES = 1000
_DETAILS = 140


class ImportDialog(QDialog):
    """Closes when everything is there. Esc cancels what runs, else it closes."""

    def __init__(
        self,
        controller: ExchangeController,
        preview: Preview,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_dialog(self, self.tr("Import chats"))
        self._controller = controller
        self._preview = preview
        self._is_mine = False
        self._model = PreviewModel(preview, self)
        self._summary = QLabel()
        set_role(self._summary, "title")
        self._banner = Banner(icons)
        self._all = QCheckBox(self.tr("All"))
        self._table = self._make_table()
        self._progress = Progress()
        self._progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (self._summary, self._banner, self._all):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        column.addWidget(self._make_notes())
        column.addWidget(self._progress)
        column.addLayout(self._make_buttons())
        self._all.clicked.connect(self._on_all)
        self._model.choice_changed.connect(self._refresh)
        self._import.clicked.connect(self._on_import)
        self._cancel.clicked.connect(self.reject)
        controller.progressed.connect(self._progress.show_progress)
        controller.imported.connect(self._on_imported)
        controller.failed.connect(self._on_failed)
        controller.cancelled.connect(self._on_cancelled)
        self._refresh()
        self._begin()

    def _begin(self) -> None:
        if self._preview.offered:
            self.resize(*_SIZE)
            self._table.setCurrentIndex(self._model.index(0, 0))
            self._table.setFocus()
            return
        self._summary.setText(self.tr("There is nothing to import in that file."))
        for widget in (self._table, self._all, self._import):
            widget.hide()
        self._cancel.setText(self.tr("Close"))
        self._cancel.setFocus()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Chats in the file"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _make_notes(self) -> QWidget:
        """What was not taken over, folded until somebody wants to know."""
        notes = self._preview.notes
        place = QWidget()
        words = QLabel(self.tr("%n thing(s) were not taken over.", "", len(notes)))
        details = QPushButton(self.tr("Details"))
        details.setCheckable(True)
        details.setAutoDefault(False)
        lines = [note_words(note) for note in notes[:_MOST_NOTES]]
        if len(notes) > _MOST_NOTES:
            lines.append(self.tr("and %n more", "", len(notes) - _MOST_NOTES))
        text = QPlainTextEdit("\n".join(lines))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("What was not taken over"))
        text.setFixedHeight(_DETAILS)
        text.hide()
        row = QHBoxLayout()
        row.addWidget(words)
        row.addWidget(details)
        row.addStretch()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(text)
        place.setVisible(bool(notes))
        details.toggled.connect(text.setVisible)
        return place

    def _make_buttons(self) -> QHBoxLayout:
        self._cancel = QPushButton(self.tr("Cancel"))
        self._import = QPushButton()
        self._import.setDefault(True)
        set_kind(self._import, "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self._cancel)
        row.addWidget(self._import)
        return row

    def _refresh(self) -> None:
        count, total = self._model.count(), self._model.rowCount()
        here = sum(offered.is_here for offered in self._preview.offered)
        words = self.tr("%n chat(s) found", "", total)
        if here:
            words += " · " + self.tr("%n already here", "", here)
        self._summary.setText(words)
        self._import.setText(self.tr("Import %n chat(s)", "", count))
        self._import.setEnabled(bool(count) and not self._is_mine)
        state = Qt.CheckState
        some = state.Checked if count == total else state.PartiallyChecked
        self._all.setCheckState(some if count else state.Unchecked)

    def _on_all(self) -> None:
        self._model.choose_all(self._model.count() < self._model.rowCount())

    def _on_import(self) -> None:
        self._is_mine = True
        self._banner.hide()
        chosen = self._model.chosen()
        self._controller.take_in(chosen, self._preview.files)
        self._progress.begin(self.tr("Importing %n chat(s)", "", len(chosen)))
        self._show(running=True)
        self._cancel.setFocus()

    def _on_imported(self) -> None:
        self._is_mine = False
        self.accept()

    def _on_failed(self, error: KnownError) -> None:
        self._is_mine = False
        self._show(running=False)
        self._banner.show_notice("error", failure_words(error), closable=False)

    def _on_cancelled(self) -> None:
        self._is_mine = False
        self._show(running=False)

    def _show(self, *, running: bool) -> None:
        self._table.setEnabled(not running)
        self._all.setEnabled(not running)
        self._cancel.setEnabled(True)
        self._progress.setVisible(running)
        self._import.setEnabled(not running and bool(self._model.count()))

    @override
    def reject(self) -> None:
        if self._is_mine:
            self._cancel.setEnabled(False)
            self._controller.cancel()
        else:
            super().reject()
