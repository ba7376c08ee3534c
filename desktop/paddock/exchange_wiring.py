"""Joins one window to what takes conversations out of Paddock and into it."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from paddock.features.exchange.file_dialogs import choose_sources, choose_target
from paddock.kit.dialogs import confirm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paddock.context import Context
    from paddock.features.exchange.controller import ExchangeController, Imported
    from paddock.features.exchange.gathering import Preview
    from paddock.features.exchange.progress import WaitDialog
    from paddock.session import Session
    from paddock.shell.window import MainWindow
    from paddock.storage.backup import BackupFacts


class ExchangeWiring(QObject):
    """Lives as long as its window; what runs goes on without it."""

    def __init__(
        self, context: Context, session: Session, exchange: ExchangeController, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._exchange = exchange
        self._window = window
        self._wait: WaitDialog | None = None
        self._restored_from = ""
        self._links: list[tuple[Any, Callable[..., object]]] = []
        for key, handler in self._handlers().items():
            # A triggered action passes its checked state, which none of these wants.
            window.actions_[key].triggered.connect(partial(_call, handler))
        window.sidebar.export_requested.connect(self.export)
        self._link(exchange.read_done, self._on_read)
        self._link(exchange.imported, self._on_imported)
        self._link(exchange.backed_up, self._on_backed_up)
        self._link(exchange.checked, self._on_checked)
        self._link(exchange.restored, self._on_restored)

    def detach(self) -> None:
        """Leaves the controller to another window's wiring."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links.clear()

    def export(self, ids: Sequence[int]) -> None:
        """Asks how conversations are to be written, and writes them."""
        chats = self._session.chats
        heads = [head for id in ids if (head := chats.head(id)) is not None]
        if not heads or self._is_busy():
            return
        from paddock.features.exchange.export_dialog import ExportDialog

        dialog = ExportDialog(self._exchange, heads, self._context.icons, self._window)
        dialog.folder_requested.connect(self._open_folder)
        dialog.open()

    def _link(self, signal: Any, slot: Callable[..., object]) -> None:
        signal.connect(slot)
        self._links.append((signal, slot))

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "import": self._import,
            "export-chat": self._export_chosen,
            "export-all": self._export_all,
            "back-up": self._back_up,
            "restore": self._restore,
        }

    def _is_busy(self) -> bool:
        """One thing at a time; after a change of the language it may have no dialog any more."""
        if self._exchange.is_running:
            words = self.tr("Another export, import or backup is still running.")
            self._window.notices.tell(words, kind="warn")
        return self._exchange.is_running

    # ---- export

    def _export_chosen(self) -> None:
        """Those selected in the list where the keyboard is in it, else the one that is shown."""
        chosen = self._window.sidebar.selected_chats()
        self.export(chosen or (self._session.chat.current.id,))

    def _export_all(self) -> None:
        heads = sorted(self._session.chats.heads, key=lambda head: head.changed, reverse=True)
        self.export([head.id for head in heads])

    def _open_folder(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(os.path.dirname(path)))

    # ---- import

    def _import(self) -> None:
        if self._is_busy():
            return
        title = self.tr("Import chats")
        files = self.tr("Exported chats ({0})").format("*.json *.jsonl *.zip")
        choose_sources(self._window, self._exchange, title, files, self._read, several=True)

    def _read(self, paths: Sequence[str]) -> None:
        self._exchange.read(paths)
        self._open_wait(self.tr("Import chats"), self.tr("Reading what is there"))

    def _on_read(self, preview: Preview) -> None:
        from paddock.features.exchange.import_dialog import ImportDialog

        self._close_wait()
        ImportDialog(self._exchange, preview, self._context.icons, self._window).open()

    def _on_imported(self, imported: Imported) -> None:
        words = self.tr("%n chat(s) were imported.", "", len(imported.ids))
        undo = partial(self._session.chats.delete, imported.ids)
        self._window.notices.tell_with_undo(words, lambda: _call(undo))

    # ---- backup

    def _back_up(self) -> None:
        if self._is_busy():
            return
        today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        name = f"paddock-backup-{today}.zip"
        title = self.tr("Back up everything")
        choose_target(self._window, self._exchange, title, name, self._write_backup)

    def _write_backup(self, path: str) -> None:
        self._exchange.back_up(path)
        words = self.tr("Writing {0}").format(os.path.basename(path))
        self._open_wait(self.tr("Back up everything"), words)

    def _on_backed_up(self, path: str) -> None:
        words = self.tr("All chats with their attachments are in {0}.")
        if self._wait is not None:
            self._wait.show_done(words.format(os.path.basename(path)), path)

    def _restore(self) -> None:
        if self._is_busy():
            return
        title = self.tr("Restore a backup")
        files = self.tr("Backups ({0})").format("*.zip")
        choose_sources(self._window, self._exchange, title, files, self._check)

    def _check(self, paths: Sequence[str]) -> None:
        self._restored_from = paths[0]
        self._exchange.check(paths[0])
        self._open_wait(self.tr("Restore a backup"), self.tr("Checking the backup"))

    def _on_checked(self, facts: BackupFacts) -> None:
        self._close_wait()
        self._session.scope.start("restore", self._confirm(facts))

    async def _confirm(self, facts: BackupFacts) -> None:
        moment = QDateTime.fromSecsSinceEpoch(int(facts.created))
        when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        chats = self.tr("%n chat(s)", "", facts.chats)
        messages = self.tr("%n message(s)", "", facts.messages)
        text = self.tr(
            "It was made on {0} and holds {1} with {2}. They take the place of what is here now; "
            "your present chats are kept aside as a file."
        ).format(when, chats, messages)
        title, verb = self.tr("Restore this backup?"), self.tr("Restore")
        if await confirm(self._window, title, text, verb, destructive=True) and not self._is_busy():
            self._exchange.restore(self._restored_from)
            self._open_wait(
                self.tr("Restore a backup"), self.tr("Putting the chats back"), can_cancel=False
            )

    def _on_restored(self, aside: str) -> None:
        self._close_wait()
        words = self.tr("The backup was restored.")
        if aside:
            words += " " + self.tr("The chats from before are kept as {0}.").format(aside)
        self._window.notices.tell(words)

    # ---- waiting

    def _open_wait(self, title: str, words: str, *, can_cancel: bool = True) -> None:
        from paddock.features.exchange.progress import WaitDialog

        icons = self._context.icons
        wait = WaitDialog(self._exchange, title, words, icons, self._window, can_cancel=can_cancel)
        wait.folder_requested.connect(self._open_folder)
        wait.finished.connect(partial(self._forget, wait))
        self._wait = wait
        wait.open()

    def _close_wait(self) -> None:
        if self._wait is not None:
            self._wait.accept()

    def _forget(self, wait: WaitDialog, _code: int) -> None:
        if self._wait is wait:
            self._wait = None


def _call(handler: Callable[[], object], _checked: bool = False) -> None:
    handler()
