"""How far something is that takes a while, and the dialog that waits for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.features.exchange.words import failure_words
from paddock.kit.banner import Banner
from paddock.kit.offers import Offer

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from paddock.base.errors import KnownError
    from paddock.features.exchange.controller import ExchangeController
    from paddock.kit.banner import Kind
    from paddock.kit.icons import Icons

_STEPS = 1000
_WIDTH = 460


class Progress(QWidget):
    """Words above a bar, which runs to and fro until it is known how far it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._bar)

    def begin(self, words: str) -> None:
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Bytes may be more than a bar can count."""
        if total > 0:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(done * _STEPS // total)


class WaitDialog(QDialog):
    """Waits for what the controller does. Esc cancels it, unless that cannot be."""

    folder_requested = Signal(str)

    def __init__(
        self,
        controller: ExchangeController,
        title: str,
        words: str,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        can_cancel: bool = True,
    ) -> None:
        super().__init__(parent)
        name_dialog(self, title)
        self.setMinimumWidth(_WIDTH)
        self._controller = controller
        self._can_cancel = can_cancel
        self._is_over = False
        self._path = ""
        self._banner = Banner(icons)
        self._progress = Progress()
        self._progress.begin(words)
        self._button = QPushButton(self.tr("Cancel"))
        self._button.setEnabled(can_cancel)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._banner)
        column.addWidget(self._progress)
        column.addLayout(row)
        self._button.clicked.connect(self.reject)
        self._banner.offer_chosen.connect(lambda _key: self.folder_requested.emit(self._path))
        controller.progressed.connect(self._progress.show_progress)
        controller.failed.connect(self.show_failure)
        controller.cancelled.connect(self.accept)

    def show_failure(self, error: KnownError) -> None:
        self._end("error", failure_words(error))

    def show_done(self, words: str, path: str) -> None:
        """`path` is that of a file whose folder can be opened."""
        self._path = path
        self._end("info", words, Offer("folder", self.tr("Open the folder")))

    def _end(self, kind: Kind, words: str, *offers: Offer) -> None:
        self._is_over = True
        self._progress.hide()
        self._banner.show_notice(kind, words, offers, closable=False)
        self._button.setText(self.tr("Close"))
        self._button.setEnabled(True)
        self._button.setDefault(True)
        self._button.setFocus()
        fit(self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)

    @override
    def reject(self) -> None:
        if self._is_over or not self._controller.is_running:
            super().reject()
        elif self._can_cancel:
            self._button.setEnabled(False)
            self._controller.cancel()


def name_dialog(dialog: QDialog, title: str) -> None:
    """For those who see it and those who hear it; gone for good when it closes."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)


def fit(dialog: QDialog) -> None:
    """As high as what is in it needs, and as wide as the person made it."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))


def name_of(path: str) -> str:
    """A file as people call it."""
    return os.path.basename(path)
