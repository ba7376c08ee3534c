"""What is asked and told in dialogs of its own: addresses, links, details, downloads."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from paddock import __version__
from paddock.features.library.pull_dialog import PullDialog
from paddock.kit.dialogs import ask, ask_text, confirm
from paddock.ollama.address import InvalidAddress, parse_address
from paddock.shell.details import DetailsDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.context import Context
    from paddock.domain.attachment import Attachment
    from paddock.session import Session
    from paddock.shell.window import MainWindow
    from paddock.shell.words import Words

_OPENED = ("http", "https", "mailto")


class Prompts(QObject):
    """The dialogs of one window."""

    chat_requested = Signal(str)  # model

    def __init__(self, context: Context, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._window = window
        self._pull_dialog: PullDialog | None = None

    def show_facts(self, title: str, text: str, raw: str) -> None:
        DetailsDialog(title, text, raw, self._window).open()

    def show_error(self, error: BaseException) -> None:
        self.show_details(self._window.notices.describe(error))

    def show_details(self, words: Words) -> None:
        DetailsDialog(words.title, words.text, words.raw, self._window).open()

    def show_connection(self) -> None:
        state = self._session.server.state
        if state.error is not None:
            self.show_error(state.error)
            return
        raw = "\n".join(
            (f"{state.address}", f"version {state.version}", f"{len(state.models)} models")
        )
        DetailsDialog(
            self.tr("Connected to {0}").format(state.address),
            self.tr("The server answers."),
            raw,
            self._window,
        ).open()

    def open_pull(self) -> None:
        if self._pull_dialog is None:
            self._pull_dialog = PullDialog(self._session.pull, self._context.icons, self._window)
            self._pull_dialog.chat_requested.connect(self.chat_requested)
        self._pull_dialog.open()

    @property
    def shows_pull(self) -> bool:
        return self._pull_dialog is not None and self._pull_dialog.isVisible()

    async def ask_address(self) -> None:
        typed = await ask_text(
            self._window,
            self.tr("Other address"),
            self.tr("Address of the Ollama server"),
            self.tr("Connect"),
            self._context.settings.value.server or str(self._session.server.state.address),
            validate=self._address_problem,
        )
        if typed:
            self._context.settings.update(server=typed)
            self._session.use(parse_address(typed))

    def _address_problem(self, text: str) -> str | None:
        try:
            parse_address(text)
        except InvalidAddress:
            return self.tr(
                "Not an address. Examples: 192.168.1.5, my-server:11434, https://example.org/ollama"
            )
        return None

    async def ask_link(self, address: str) -> None:
        """The address is always shown before anything is opened: a model wrote it."""
        if QUrl(address).scheme().lower() not in _OPENED:
            self._window.notices.tell(
                self.tr("Links of this kind are not opened: {0}").format(address[:200]), kind="warn"
            )
        elif await confirm(
            self._window, self.tr("Open this link?"), address[:2000], self.tr("Open in the browser")
        ):
            self.open(address)

    async def show_pictures(self, images: Sequence[Attachment], index: int) -> None:
        """The images of a message, large, beginning with one of them."""
        from paddock.parts.picture_viewer import PictureViewer

        files = await asyncio.to_thread(_read, [image.path for image in images])
        PictureViewer(files, index, self._context.icons, self._window).open()

    async def show_text(self, attachment: Attachment) -> None:
        """What a text file holds that went with a message."""
        [data] = await asyncio.to_thread(_read, [attachment.path])
        size = self._window.locale().formattedDataSize(
            attachment.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat
        )
        text = data.decode("utf-8", "replace")
        DetailsDialog(attachment.name, size, text, self._window).open()

    def show_about(self) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("About Paddock"))
        box.setText(f"<b>Paddock {__version__}</b>")
        box.setInformativeText(
            self.tr("A native desktop for people who run models with Ollama. MIT licence.")
        )
        self._session.scope.start("about", self._await(box))

    async def _await(self, box: QMessageBox) -> None:
        await ask(box)

    def open(self, address: str) -> None:
        if not QDesktopServices.openUrl(QUrl(address)):
            self._window.notices.tell(
                self.tr("No browser opened. The address is {0}").format(address)
            )

    def open_folder(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self._window.notices.tell(self.tr("The log is in {0}").format(folder))


def _read(paths: Sequence[str]) -> list[bytes]:
    """The files, an empty one for each that is gone: what shows them says so."""
    found = []
    for path in paths:
        try:
            with open(path, "rb") as file:
                found.append(file.read())
        except OSError:
            found.append(b"")
    return found
