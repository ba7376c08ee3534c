"""What each command of the menus does in one window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from paddock.domain.markdown.think import split_think
from paddock.state.local_server import DOWNLOAD_PAGE, find_ollama, start_ollama
from paddock.state.settings import ZOOM_STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.chat_wiring import ChatWiring
    from paddock.context import Context
    from paddock.prompts import Prompts
    from paddock.session import Session
    from paddock.shell.window import MainWindow

_EDITING = {
    "undo": "undo",
    "redo": "redo",
    "cut": "cut",
    "copy": "copy",
    "paste": "paste",
    "select-all": "selectAll",
}

_OF_THE_SERVER = (
    "default-address",
    "other-address",
    "try-demo",
    "start-ollama",
    "reconnect",
    "server-details",
)


class Commands(QObject):
    """Gives every action of the window its handler."""

    def __init__(
        self,
        context: Context,
        session: Session,
        window: MainWindow,
        prompts: Prompts,
        chats: ChatWiring,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._window = window
        self._page = window.chat_page
        self._prompts = prompts
        self._chats = chats
        for key, handler in self._handlers().items():
            # A triggered action passes its checked state, which none of these wants.
            window.actions_[key].triggered.connect(partial(_call, handler))
        window.sidebar.set_server_actions([window.actions_[key] for key in _OF_THE_SERVER])
        window.actions_["start-ollama"].setEnabled(find_ollama() is not None)

    def new_chat(self) -> None:
        """An empty conversation; the one before stays in the list."""
        self._session.chat.new_chat()
        self._page.composer.setFocus()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        handlers: dict[str, Callable[[], object]] = {
            "new-chat": self.new_chat,
            "rename-chat": self._rename_chat,
            "pin-chat": self._pin_chat,
            "archive-chat": self._archive_chat,
            "duplicate-chat": lambda: self._chats.duplicate(self._session.chat.current.id),
            "delete-chat": lambda: self._chats.delete(self._chosen_chats()),
            "next-chat": partial(self._window.sidebar.step_chat, 1),
            "previous-chat": partial(self._window.sidebar.step_chat, -1),
            "search-chats": self._search_chats,
            "edit-last": self._page.edit_last,
            "continue": self._continue,
            "attach": self._page.composer.pick_files,
            "model-titles": self._on_titles,
            "quit": self._window.close,
            "sidebar": self._on_sidebar,
            "parameters": self._on_panel,
            "full-screen": self._on_full_screen,
            "copy-markdown": self._copy_markdown,
            "find": self._page.open_find,
            "find-next": self._page.find_next,
            "find-previous": partial(self._page.find_next, forward=False),
            "zoom-in": partial(self._zoom, 1),
            "zoom-out": partial(self._zoom, -1),
            "zoom-reset": partial(self._set, zoom=1.0),
            "previous-message": partial(self._page.go_to_message, -1),
            "next-message": partial(self._page.go_to_message, 1),
            "to-end": self._page.go_to_end,
            "write": self._page.composer.setFocus,
            "choose-model": self._page.picker.open,
            "stop": self._session.chat.stop,
            "regenerate": self._regenerate,
            "copy-answer": self._copy_answer,
            "pull-model": self._prompts.open_pull,
            "refresh": self._session.server.refresh,
            "other-address": lambda: self._start("address", self._prompts.ask_address()),
            "default-address": self._use_default,
            "try-demo": lambda: self._start("demo", self._session.use_demo()),
            "start-ollama": self._start_ollama,
            "reconnect": self._session.server.start,
            "server-details": self._prompts.show_connection,
            "get-ollama": lambda: self._prompts.open(DOWNLOAD_PAGE),
            "open-logs": lambda: self._prompts.open_folder(self._context.paths.logs),
            "about": self._prompts.show_about,
        }
        for name, method in _EDITING.items():
            handlers[name] = partial(self._edit, method)
        for choice in ("system", "light", "dark"):
            handlers[f"theme-{choice}"] = partial(self._set, theme=choice)
        for choice in ("system", "en", "zh_CN"):
            handlers[f"language-{choice}"] = partial(self._set, language=choice)
        return handlers

    def _chosen_chats(self) -> tuple[int, ...]:
        """Those selected in the list where the keyboard is in it, else the one that is shown."""
        selected = self._window.sidebar.selected_chats()
        return selected or (self._session.chat.current.id,)

    def _rename_chat(self) -> None:
        self._set(show_sidebar=True)
        self._window.sidebar.rename_chat(self._chosen_chats()[0])

    def _pin_chat(self) -> None:
        chats, ids = self._session.chats, self._chosen_chats()
        heads = [head for id in ids if (head := chats.head(id)) is not None]
        chats.pin(ids, not all(head.is_pinned for head in heads))

    def _archive_chat(self) -> None:
        chats, ids = self._session.chats, self._chosen_chats()
        heads = [head for id in ids if (head := chats.head(id)) is not None]
        self._chats.archive(ids, not all(head.is_archived for head in heads))

    def _search_chats(self) -> None:
        self._set(show_sidebar=True)
        self._window.sidebar.focus_filter()

    def _continue(self) -> None:
        turns = self._session.chat.chat.turns
        if turns:
            self._session.chat.go_on(turns[-1].id, self._page.picker.model())

    def _on_titles(self) -> None:
        self._set(model_titles=self._window.actions_["model-titles"].isChecked())

    def _regenerate(self) -> None:
        turns = self._session.chat.chat.turns
        if turns:
            self._session.chat.retry(turns[-1].id, self._page.picker.model())

    def _copy_answer(self) -> None:
        turns = self._session.chat.chat.turns
        if turns and turns[-1].reply is not None:
            answer = split_think(turns[-1].reply.text, final=True)[1]
            QGuiApplication.clipboard().setText(answer)

    def _edit(self, method: str) -> None:
        """Sends an editing command to the field that has the focus; others do nothing, as is usual.

        A button inside of a conversation is no field: the conversation itself is meant there.
        """
        focus = QApplication.focusWidget()
        target = getattr(focus, method, None)
        if target is None and self._page.reads_in(focus):
            target = getattr(self._page.transcript, method, None)
        if method == "undo" and not _can_undo(focus) and self._window.notices.take_back():
            return
        if callable(target):
            target()

    def _copy_markdown(self) -> None:
        """What is selected in the conversation, else the last answer."""
        if self._page.has_selection:
            self._page.transcript.reading.selecting.copy_markdown()
        else:
            self._copy_answer()

    def _zoom(self, step: int) -> None:
        zoom = self._context.settings.value.zoom
        nearest = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - zoom))
        self._set(zoom=ZOOM_STEPS[max(0, min(len(ZOOM_STEPS) - 1, nearest + step))])

    def _on_sidebar(self) -> None:
        self._set(show_sidebar=self._window.actions_["sidebar"].isChecked())

    def _on_panel(self) -> None:
        self._set(show_parameters=self._window.actions_["parameters"].isChecked())

    def _on_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _use_default(self) -> None:
        self._set(server="")
        self._session.use(self._session.default_address())

    def _start_ollama(self) -> None:
        program = find_ollama()
        if program is None or not start_ollama(program):
            self._window.notices.tell(
                self.tr("Ollama could not be started. Start it yourself; Paddock goes on trying."),
                "get-ollama",
                kind="error",
            )
        else:
            self._session.server.start()

    def _set(self, **changes: str | bool | float) -> None:
        self._context.settings.update(**changes)

    def _start(self, key: str, job: Any) -> None:
        self._session.scope.start(key, job)


def _can_undo(field: QWidget | None) -> bool:
    """Whether a field has a text with something to undo in it."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.document().isUndoAvailable()
    return False


def _call(handler: Callable[[], object], _checked: bool = False) -> None:
    handler()
