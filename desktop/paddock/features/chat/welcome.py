"""The chat page without a conversation: what is the matter with the server, or what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.kit.empty_state import EmptyState
from paddock.kit.offers import Offer
from paddock.state.server_state import Reach

if TYPE_CHECKING:
    from paddock.kit.icons import Icons
    from paddock.state.server_state import ServerState


class Welcome(QWidget):
    """Says one of four things, each with the buttons that lead on. Keys of offers are ids of actions."""

    offer_chosen = Signal(str)

    def __init__(self, icons: Icons, *, can_start: bool) -> None:
        super().__init__()
        self._can_start = can_start
        self._shown: tuple[object, ...] = ()
        self._place = EmptyState(icons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._place)
        self._place.offer_chosen.connect(self.offer_chosen)

    def show_server(self, state: ServerState, model: str) -> None:
        """Chooses the words that fit; `model` is the chosen model, or empty."""
        now = (state.address, state.reach, state.is_demo, not state.models, model)
        if now == self._shown:
            return
        self._shown = now
        if state.reach is Reach.CONNECTING:
            self._place.show_words(
                self.tr("Connecting to {0}").format(state.address),
                self.tr("Waiting for the Ollama server to answer."),
                icon="server",
            )
        elif state.reach is Reach.OFFLINE:
            self._show_offline(state)
        elif not state.models:
            self._show_empty()
        else:
            title = self.tr("What would you like to ask?")
            self._place.show_words(title, self._ready_words(state, model), icon="chat")

    def _show_offline(self, state: ServerState) -> None:
        title = self.tr("No Ollama server at {0}").format(state.address)
        others = (
            Offer("other-address", self.tr("Other address…"), primary=not state.is_this_computer),
            Offer("try-demo", self.tr("Try the demo")),
            Offer("server-details", self.tr("Details")),
        )
        if not state.is_this_computer:
            text = self.tr(
                "Check the address, and whether Ollama runs there and may be reached from other "
                "computers. Paddock goes on trying."
            )
            self._place.show_words(title, text, others, icon="server")
            return
        if self._can_start:
            text = self.tr(
                "Ollama is installed on this computer but does not answer. Start it, or use another "
                "address. Paddock goes on trying."
            )
            first = Offer("start-ollama", self.tr("Start Ollama"), primary=True)
        else:
            text = self.tr(
                "Paddock talks to Ollama, which runs the models. Install it, use the address of "
                "another computer, or look around with the built-in demo. Paddock goes on trying."
            )
            first = Offer("get-ollama", self.tr("Get Ollama"), primary=True)
        self._place.show_words(title, text, (first, *others), icon="server")

    def _show_empty(self) -> None:
        offers = (
            Offer("pull-model", self.tr("Pull model…"), primary=True),
            Offer("try-demo", self.tr("Try the demo")),
        )
        text = self.tr(
            "The server answers, but has no model installed. Pull one to begin; small ones are 1 to 3 GB."
        )
        self._place.show_words(self.tr("No models yet"), text, offers, icon="models")

    def _ready_words(self, state: ServerState, model: str) -> str:
        if not model:
            return self.tr("Choose a model above to begin.")
        if state.is_demo:
            return self.tr(
                "This is the built-in demo server: it behaves like Ollama, but there is no language "
                "model behind it. Try “Show me a table and some code”."
            )
        return self.tr("{0} will answer.").format(model)
