"""The status bar: the server and its version, what is loaded and for how long, what is pulled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from paddock.kit.elided import ElidedLabel
from paddock.kit.sizes import file_size
from paddock.shell.countdown import remaining
from paddock.state.server_state import Reach

if TYPE_CHECKING:
    from paddock.ollama.types import LoadedModel
    from paddock.state.server_state import ServerState


class Status(QStatusBar):
    """Facts on the left, work in progress on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._state: ServerState | None = None
        self._server = ElidedLabel()
        self._loaded = ElidedLabel()
        self._work = QLabel()
        self._work.setTextFormat(Qt.TextFormat.PlainText)  # it names a model
        self.addWidget(self._server)
        self.addWidget(self._loaded, 1)
        self.addPermanentWidget(self._work)

    def show_server(self, state: ServerState) -> None:
        self._state = state
        if state.reach is Reach.ONLINE:
            words = self.tr("Ollama {0}").format(state.version)
            if state.is_demo:
                words = self.tr("Built-in demo, speaks as Ollama {0}").format(state.version)
        elif state.reach is Reach.CONNECTING:
            words = self.tr("Connecting…")
        else:
            words = self.tr("No server")
        self._server.set_text(words)
        self.tick()

    def show_work(self, words: str) -> None:
        """What goes on now, such as a download; empty when nothing does."""
        self._work.setText(words)

    def tick(self) -> None:
        """Brings the countdowns up to date."""
        if self._state is not None:
            self._loaded.set_text(" · ".join(self._words(model) for model in self._state.loaded))

    def _words(self, model: LoadedModel) -> str:
        name = model.name.removesuffix(":latest")
        left = remaining(model.expires_at)
        if left:
            words = self.tr("{0} loaded, {1} left").format(name, left)
        else:
            words = self.tr("{0} loaded").format(name)
        if model.size_vram:
            words += " · " + self.tr("{0} VRAM").format(file_size(model.size_vram))
        return words
