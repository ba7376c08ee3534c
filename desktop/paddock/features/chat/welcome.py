"""The chat page without a conversation: what is the matter with the server, or what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from paddock.kit.empty_state import EmptyState
from paddock.state.offers import Offer
from paddock.state.servers import Reach

if TYPE_CHECKING:
    from paddock.kit.icons import Icons
    from paddock.state.servers import ServerState


class Welcome(QWidget):
    """One of four pages, each with the buttons that lead on."""

    offer_accepted = Signal(object)  # Offer

    def __init__(self, icons: Icons, *, can_start: bool) -> None:
        super().__init__()
        self._can_start = can_start
        self._icons = icons
        self._pages = QStackedWidget()
        self._connecting = EmptyState(icons.icon("server"), "")
        self._offline = self._make_offline()
        self._empty = self._make_empty()
        self._ready = EmptyState(icons.icon("chat"), "")
        for page in (self._connecting, self._offline, self._empty, self._ready):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(self._pages)

    def show_server(self, state: ServerState, model: str) -> None:
        """Chooses the page that fits; `model` is the chosen model, or empty."""
        address = str(state.address)
        if state.reach is Reach.CONNECTING:
            self._connecting.set_title(self.tr("Connecting to {0}").format(address))
            self._connecting.set_text(self.tr("Waiting for the Ollama server to answer."))
            self._pages.setCurrentWidget(self._connecting)
        elif state.reach is Reach.OFFLINE:
            self._offline.set_title(self.tr("No Ollama server at {0}").format(address))
            self._offline.set_text(self._offline_words())
            self._pages.setCurrentWidget(self._offline)
        elif not state.models:
            self._pages.setCurrentWidget(self._empty)
        else:
            self._ready.set_title(self.tr("What would you like to ask?"))
            self._ready.set_text(self._ready_words(state, model))
            self._pages.setCurrentWidget(self._ready)

    def _offline_words(self) -> str:
        if self._can_start:
            return self.tr(
                "Ollama is installed on this computer but does not answer. Start it, or use another "
                "address. Paddock goes on trying."
            )
        return self.tr(
            "Paddock talks to Ollama, which runs the models. Install it, use the address of another "
            "computer, or look around with the built-in demo. Paddock goes on trying."
        )

    def _ready_words(self, state: ServerState, model: str) -> str:
        if state.is_demo:
            return self.tr(
                "This is the built-in demo server: it behaves like Ollama, but there is no language "
                "model behind it. Try “Show me a table and some code”."
            )
        if not model:
            return self.tr("Choose a model above to begin.")
        return self.tr("{0} answers. Nothing leaves the server you chose.").format(model)

    def _make_offline(self) -> EmptyState:
        page = EmptyState(self._icons.icon("server"), "")
        if self._can_start:
            self._offer(page, self.tr("Start Ollama"), Offer.START_OLLAMA, primary=True)
        else:
            self._offer(page, self.tr("Get Ollama"), Offer.GET_OLLAMA, primary=True)
        self._offer(page, self.tr("Other address…"), Offer.OTHER_ADDRESS)
        self._offer(page, self.tr("Try the demo"), Offer.TRY_DEMO)
        self._offer(page, self.tr("Details"), Offer.SERVER_DETAILS)
        return page

    def _make_empty(self) -> EmptyState:
        page = EmptyState(self._icons.icon("models"), self.tr("No models yet"))
        page.set_text(
            self.tr("The server answers, but has no model installed. Pull one to begin: small ones are 1 to 3 GB.")
        )
        self._offer(page, self.tr("Pull model…"), Offer.PULL_MODEL, primary=True)
        self._offer(page, self.tr("Try the demo"), Offer.TRY_DEMO)
        return page

    def _offer(self, page: EmptyState, words: str, offer: Offer, *, primary: bool = False) -> None:
        button = page.add_button(words, primary=primary)
        button.clicked.connect(lambda: self.offer_accepted.emit(offer))
