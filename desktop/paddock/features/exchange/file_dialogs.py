"""The platform's dialogs for files, which begin where the last one of this run ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from paddock.features.exchange.controller import ExchangeController


def choose_target(
    parent: QWidget,
    controller: ExchangeController,
    title: str,
    name: str,
    chosen: Callable[[str], None],
) -> QFileDialog:
    """Asks where a file called `name` is to be written; `chosen` gets its path."""
    dialog = QFileDialog(parent, title, controller.folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    ending = os.path.splitext(name)[1]
    dialog.setDefaultSuffix(ending[1:])
    dialog.setNameFilter(f"*{ending}" if ending else "*")
    dialog.selectFile(name)
    _open(dialog, controller, lambda paths: chosen(paths[0]))
    return dialog


def choose_sources(
    parent: QWidget,
    controller: ExchangeController,
    title: str,
    files: str,
    chosen: Callable[[Sequence[str]], None],
    *,
    several: bool = False,
) -> QFileDialog:
    """Asks for files that are there, `files` names which; `chosen` gets their paths."""
    dialog = QFileDialog(parent, title, controller.folder)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
    dialog.setNameFilter(files)
    _open(dialog, controller, chosen)
    return dialog


def _open(
    dialog: QFileDialog, controller: ExchangeController, chosen: Callable[[Sequence[str]], None]
) -> None:
    def on_selected(paths: list[str]) -> None:
        controller.folder = dialog.directory().absolutePath()
        chosen(paths)

    dialog.filesSelected.connect(on_selected)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
