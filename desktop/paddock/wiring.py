"""Joins one window to the session: which signal leads to which call. The only place that knows both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from paddock.chat_wiring import ChatWiring
from paddock.commands import Commands
from paddock.domain.model_parameters import parse_model_parameters
from paddock.exchange_wiring import ExchangeWiring
from paddock.features.library.pull_words import shortened
from paddock.ollama.errors import OllamaError
from paddock.parts.model_picker import can_chat
from paddock.prompts import Prompts
from paddock.state.server_state import Reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.context import Context
    from paddock.domain.chat import Chat
    from paddock.domain.conversations import Draft
    from paddock.domain.transfer import Transfer
    from paddock.ollama.types import ShowReply
    from paddock.session import Session
    from paddock.shell.window import MainWindow
    from paddock.state.server_state import ServerState
    from paddock.state.settings import Preferences

_PREVIEW_DELAY = 150


class Wiring(QObject):
    """Lives as long as its window."""

    def __init__(self, context: Context, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._context = context
        self._window = window
        self._page = window.chat_page
        self._panel = window.panel
        self._awaited = ""
        """A model that was chosen right after its download, before the server listed it."""
        self._zoom = context.settings.value.zoom
        self._links: list[tuple[Any, Callable[..., object]]] = []
        self._prompts = Prompts(context, session, window)
        self.chats = ChatWiring(context, session, window)
        self._exchange = ExchangeWiring(context, session, session.exchange, window)
        self._commands = Commands(context, session, window, self._prompts, self.chats)
        self._preview = QTimer(self)
        self._preview.setSingleShot(True)
        self._preview.setInterval(_PREVIEW_DELAY)
        self._preview.timeout.connect(self._show_preview)
        self._prompts.chat_requested.connect(self._chat_with)
        self._join_page()
        self._join_session()
        self._show_everything()
        self._page.composer.setFocus()

    def detach(self) -> None:
        """Leaves the session to another window's wiring."""
        self.chats.detach()
        self._exchange.detach()
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links.clear()
        self._preview.stop()

    def _on_fallback(self, address: str) -> None:
        self._window.notices.tell(
            self.tr(
                "No Ollama answers at {0}, so this is the built-in demo: real screens, invented answers."
            ).format(address),
            "get-ollama",
            "other-address",
            "default-address",
        )

    # ---- connections

    def _link(self, signal: Any, slot: Callable[..., object]) -> None:
        signal.connect(slot)
        self._links.append((signal, slot))

    def _join_page(self) -> None:
        page = self._page
        page.model_chosen.connect(self._choose_model)
        page.offer_chosen.connect(self._on_offer)
        page.link_requested.connect(self._on_link)
        page.details_requested.connect(self._prompts.show_error)
        page.picture_requested.connect(self._on_picture)
        page.attachment_requested.connect(self._on_attachment)
        page.draft_changed.connect(self._on_draft)
        self._panel.overrides_changed.connect(self._on_overrides)
        sidebar = self._window.sidebar
        sidebar.new_chat_requested.connect(self._commands.new_chat)
        sidebar.pull_requested.connect(self._prompts.open_pull)
        sidebar.model_activated.connect(self._choose_model)
        sidebar.chat_with_requested.connect(self._chat_with)
        notices = self._window.notices
        notices.offer_chosen.connect(self._on_offer)
        notices.details_requested.connect(self._prompts.show_details)
        self._window.watched_changed.connect(self._session.server.set_watched)

    def _join_session(self) -> None:
        session = self._session
        self._link(session.server.changed, self._on_server)
        self._link(session.fell_back, self._on_fallback)
        self._link(session.chat.chat_changed, self._on_chat)
        self._link(session.chat.busy_changed, self._on_busy)
        self._link(session.chat.branch_changed, self._on_branch)
        self._link(session.chat.failed, self._window.notices.report)
        self._link(session.pull.progressed, self._on_pull_progress)
        self._link(session.pull.finished, self._on_pulled)
        self._link(session.pull.failed, self._on_pull_failed)
        self._link(self._context.theme.changed, self._on_theme)
        self._link(self._context.settings.changed, self._on_settings)
        self._link(self._context.settings.failed, self._on_settings_failed)
        self._link(self._context.crash.crashed, self._on_crash)

    def _show_everything(self) -> None:
        """A new window shows what is there already."""
        session = self._session
        self._window.actions_["full-screen"].setChecked(self._window.isFullScreen())
        self._panel.set_overrides(session.chat.overrides)
        self._on_settings(self._context.settings.value)
        self._on_server(session.server.state)
        self._on_busy(session.chat.is_busy)
        if session.bad_address:
            self._window.notices.tell(
                self.tr("“{0}” is not an address, so the default is used.").format(
                    session.bad_address
                ),
                "other-address",
                kind="warn",
            )

    # ---- what the user does

    def _on_draft(self, draft: Draft) -> None:
        self._session.chat.set_draft(draft)
        self._warn_of_images()
        self._preview.start()

    def _chat_with(self, model: str) -> None:
        if self._choose_model(model):
            self._commands.new_chat()

    def _choose_model(self, name: str) -> bool:
        """Whether it can chat, as far as is known."""
        models = self._session.server.state.models
        known = next((model for model in models if model.name == name), None)
        if known is not None and not can_chat(known):
            self._window.notices.tell(
                self.tr("{0} does not generate text, so it cannot chat.").format(name), kind="warn"
            )
            return False
        self._set(model=name)
        self.chats.remember_model(name)
        self._awaited = "" if known is not None else name
        if known is not None:
            self._show_model(name)
        else:
            self._session.server.refresh()
        return True

    def _on_overrides(self, overrides: Any) -> None:
        self._session.chat.set_overrides(overrides)
        self._preview.start()

    def _on_offer(self, key: str) -> None:
        self._window.actions_[key].trigger()

    def _on_link(self, address: str) -> None:
        self._start("link", self._prompts.ask_link(address))

    def _set(self, **changes: str | bool) -> None:
        self._context.settings.update(**changes)

    # ---- what happens

    def _on_server(self, state: ServerState) -> None:
        self._window.show_server(state)
        self._page.show_server(state)
        if state.reach is Reach.ONLINE:
            self._window.notices.server_answers()
        names = [model.name for model in state.models if can_chat(model)]
        if self._awaited in names:
            awaited, self._awaited = self._awaited, ""
            self._show_model(awaited)
        elif names and self._page.picker.model() not in names:
            self._show_model(_preferred(names, self._context.settings.value.model, state))
        elif not names:
            self._page.set_model("")
            self._panel.set_model("", frozenset(), {})

    def _on_chat(self, _chat: Chat) -> None:
        """The model that answered there last answers again, if it is still there."""
        session = self._session
        self._panel.set_overrides(session.chat.overrides)
        head = session.chats.head(session.chat.current.id)
        names = [model.name for model in session.server.state.models if can_chat(model)]
        if head is not None and head.model in names and head.model != self._page.picker.model():
            self._show_model(head.model)
        self._warn_of_images()
        self._preview.start()

    def _on_branch(self, _chat: Chat, _turn_id: int) -> None:
        self._warn_of_images()
        self._preview.start()

    def _on_busy(self, busy: bool) -> None:
        self._page.set_busy(busy)
        self._preview.start()

    def _on_pulled(self, name: str) -> None:
        self._window.notices.tell(self.tr("{0} is installed.").format(name))

    def _on_pull_progress(self, transfer: Transfer) -> None:
        words = ""
        if transfer.ended is None:
            name = shortened(self._session.pull.name)
            words = self.tr("Pulling {0} · {1} %").format(name, int(transfer.fraction * 100))
        self._window.status.show_work(words)

    def _on_pull_failed(self) -> None:
        """Where the dialog is open it says so itself, and why; opened again it does."""
        if not self._prompts.shows_pull:
            name = shortened(self._session.pull.name)
            words = self.tr("{0} could not be pulled.").format(name)
            self._window.notices.tell(words, "pull-model", kind="error")

    def _on_theme(self) -> None:
        self._page.refresh_look()
        self._window.update()

    def _on_picture(self, turn_id: int, index: int) -> None:
        images = self._session.chat.chat.turn(turn_id).images
        self._start("picture", self._prompts.show_pictures(images, index))

    def _on_attachment(self, turn_id: int, index: int) -> None:
        attachment = self._session.chat.chat.turn(turn_id).attachments[index]
        self._start("picture", self._prompts.show_text(attachment))

    def _on_settings(self, value: Preferences) -> None:
        if value.zoom != self._zoom:
            self._zoom = value.zoom
            self._page.refresh_look()
        self._session.chat.titles.is_wanted = value.model_titles
        actions = self._window.actions_
        actions["model-titles"].setChecked(value.model_titles)
        actions["sidebar"].setChecked(value.show_sidebar)
        actions["parameters"].setChecked(value.show_parameters)
        actions[f"theme-{self._context.options.theme or value.theme}"].setChecked(True)
        self._window.set_sidebar_visible(value.show_sidebar)
        self._window.set_panel_visible(value.show_parameters)
        language = actions.find(f"language-{value.language}")
        if language is not None:
            language.setChecked(True)

    def _on_settings_failed(self, reason: str) -> None:
        self._window.notices.tell(
            self.tr("The settings could not be written, they hold until you quit: {0}").format(
                reason
            ),
            kind="warn",
        )

    def _on_crash(self, title: str, report: str) -> None:
        text = self.tr(
            "This is a bug in Paddock, not something you did. What you wrote is still there. "
            "The report is in the log."
        )
        self._prompts.show_facts(title, text, report)

    # ---- models

    def _show_model(self, name: str) -> None:
        self._page.set_model(name)
        self._window.sidebar.choose(name)
        self._panel.set_model("", frozenset(), {})  # until the server has said what it can do
        self._start("show", self._learn(name))
        self._preview.start()

    async def _learn(self, name: str) -> None:
        """Capabilities and stored parameters come from show, never from the name."""
        try:
            reply: ShowReply = await self._session.server.show(name)
        except OllamaError as error:
            self._window.notices.report(error)
            return
        if self._page.picker.model() != name:
            return
        capabilities = frozenset(reply.capabilities or ())
        is_told = reply.capabilities is not None  # servers before 0.6.4 do not
        if is_told:
            self._session.chat.set_capabilities(name, capabilities)
        self._page.picker.set_capabilities(capabilities)
        self._page.composer.set_sight("vision" in capabilities if is_told else None)
        self._warn_of_images()
        self._panel.set_model(name, capabilities, parse_model_parameters(reply.parameters))

    def _warn_of_images(self) -> None:
        """A model that cannot see gets the conversation without its images: that is said before."""
        chat, name = self._session.chat, self._page.picker.model()
        files = [file for message in chat.current.path() for file in message.attachments]
        count = sum(file.kind == "image" for file in (*files, *chat.draft.attachments))
        words = ""
        if count and name and not chat.requests.can(name, "vision"):
            words = self.tr("{0} cannot see: %n image(s) of this chat will not be sent.", "", count)
        self._page.composer.set_warning(words.format(name))

    def _show_preview(self) -> None:
        if self._panel.isVisible():
            model = self._page.picker.model()
            draft = self._page.composer.draft()
            self._panel.set_preview(self._session.chat.preview(model, draft) if model else "")

    def _start(self, key: str, job: Any) -> None:
        self._session.scope.start(key, job)


def _preferred(names: list[str], last: str, state: ServerState) -> str:
    """The model of last time, else one that is loaded, else the first."""
    if last in names:
        return last
    loaded = next((model.name for model in state.loaded if model.name in names), "")
    return loaded or sorted(names, key=str.casefold)[0]
