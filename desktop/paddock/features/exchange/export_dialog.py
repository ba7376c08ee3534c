"""Export: which format, what is in it, where it goes, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.domain.conversations import first_words
from paddock.features.exchange.controller import Choices
from paddock.features.exchange.file_dialogs import choose_target
from paddock.features.exchange.format_words import format_words
from paddock.features.exchange.formats import FORMATS, file_name
from paddock.features.exchange.progress import Progress, fit, name_dialog, name_of
from paddock.features.exchange.words import failure_words
from paddock.kit.banner import Banner
from paddock.kit.offers import Offer
from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from paddock.base.errors import KnownError
    from paddock.domain.conversations import ChatHead
    from paddock.features.exchange.controller import ExchangeController, Exported
    from paddock.features.exchange.formats import Format
    from paddock.kit.icons import Icons

_WIDTH = 520


class ExportDialog(QDialog):
    """Stays until the file is there. Esc cancels what runs, else it closes."""

    folder_requested = Signal(str)  # path of the file that is in it

    def __init__(
        self,
        controller: ExchangeController,
        heads: Sequence[ChatHead],
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        name_dialog(self, self.tr("Export chats"))
        self.setMinimumWidth(_WIDTH)
        self._controller = controller
        self._heads = tuple(heads)
        self._is_mine = False
        self._path = ""
        self._banner = Banner(icons)
        self._title = QLabel(self._which())
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "title")
        self._form = self._make_form()
        self._progress = Progress()
        self._progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (self._title, self._banner, self._form, self._progress):
            column.addWidget(widget)
        column.addStretch()
        column.addLayout(self._make_buttons())
        self._formats.idClicked.connect(self._refresh)
        self._export.clicked.connect(self._on_export)
        self._cancel.clicked.connect(self.reject)
        self._banner.offer_chosen.connect(lambda _key: self.folder_requested.emit(self._path))
        controller.progressed.connect(self._progress.show_progress)
        controller.exported.connect(self._on_exported)
        controller.failed.connect(self._on_failed)
        controller.cancelled.connect(self._on_cancelled)
        self._refresh()
        self._formats.button(0).setFocus()

    def format(self) -> Format:
        return FORMATS[self._formats.checkedId()]

    def _which(self) -> str:
        if len(self._heads) == 1:
            return self.tr("1 chat: {0}").format(first_words(self._heads[0].title))
        return self.tr("%n chat(s)", "", len(self._heads))

    def _make_form(self) -> QWidget:
        form = QWidget()
        self._formats = QButtonGroup(form)
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        for place, format in enumerate(FORMATS):
            name, purpose = format_words(format.id)
            button = QRadioButton(name)
            button.setAccessibleDescription(purpose)
            button.setChecked(place == 0)
            button.setEnabled(not format.is_of_one or self._can_be_model())
            self._formats.addButton(button, place)
            rows.addWidget(button, place, 0)
            rows.addWidget(_caption(purpose), place, 1)
        self._thinking = QCheckBox(self.tr("With thinking"))
        self._figures = QCheckBox(self.tr("With figures"))
        self._figures.setToolTip(self.tr("Tokens, their speed and the time of each answer"))
        checks = QHBoxLayout()
        checks.setSpacing(16)
        checks.addWidget(self._thinking)
        checks.addWidget(self._figures)
        checks.addStretch()
        self._branches = _caption("")
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(rows)
        column.addLayout(checks)
        column.addWidget(self._branches)
        return form

    def _make_buttons(self) -> QHBoxLayout:
        self._cancel = QPushButton(self.tr("Cancel"))
        self._export = QPushButton(self.tr("Export…"))
        self._export.setDefault(True)
        set_kind(self._export, "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self._cancel)
        row.addWidget(self._export)
        return row

    def _can_be_model(self) -> bool:
        """One chat that a model has answered in."""
        return len(self._heads) == 1 and bool(self._heads[0].model)

    def _refresh(self, _id: int = 0) -> None:
        format = self.format()
        self._thinking.setEnabled(format.has_choices)
        self._figures.setEnabled(format.has_choices)
        if format.is_whole:
            words = self.tr("All branches of a chat go into the file.")
        else:
            words = self.tr("What is shown goes into the file; other branches of a chat do not.")
        self._branches.setText(words)

    def _on_export(self) -> None:
        title = self._heads[0].title if len(self._heads) == 1 else self.tr("Chats")
        name = file_name(title, self.format().ending)
        choose_target(self, self._controller, self.tr("Export chats"), name, self._write)

    def _write(self, path: str) -> None:
        self._banner.hide()
        format = self.format()
        choices = Choices(
            thinking=format.has_choices and self._thinking.isChecked(),
            figures=format.has_choices and self._figures.isChecked(),
        )
        self._is_mine = True
        ids = tuple(head.id for head in self._heads)
        self._controller.export(ids, format.id, path, choices)
        self._progress.begin(self.tr("Writing {0}").format(name_of(path)))
        self._show(running=True)
        self._cancel.setFocus()

    def _on_exported(self, exported: Exported) -> None:
        self._is_mine = False
        self._path = exported.path
        name = name_of(exported.path)
        words = self.tr("%n chat(s) were exported to {0}.", "", exported.count).format(name)
        if exported.altered:
            words += " " + self.tr(
                "In %n text(s) three quotes at the end of a line became single ones: "
                "a Modelfile cannot hold them.",
                "",
                exported.altered,
            )
        self._show(running=False)
        self._form.hide()
        self._export.hide()
        self._cancel.setText(self.tr("Close"))
        offer = Offer("folder", self.tr("Open the folder"))
        self._banner.show_notice("info", words, [offer], closable=False)
        self._cancel.setDefault(True)
        self._cancel.setFocus()
        fit(self)

    def _on_failed(self, error: KnownError) -> None:
        self._is_mine = False
        self._show(running=False)
        self._banner.show_notice("error", failure_words(error), closable=False)
        self._export.setFocus()
        fit(self)

    def _on_cancelled(self) -> None:
        self._is_mine = False
        self._show(running=False)
        self._export.setFocus()

    def _show(self, *, running: bool) -> None:
        self._form.setEnabled(not running)
        self._export.setEnabled(not running)
        self._cancel.setEnabled(True)
        self._progress.setVisible(running)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)

    @override
    def reject(self) -> None:
        if self._is_mine:
            self._cancel.setEnabled(False)
            self._controller.cancel()
        else:
            super().reject()


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, "caption")
    return label
