"""Every command of the application, once: its menu, words, icon and shortcut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from paddock.kit.icons import Icons

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Spec:
    """One command. `shortcut` is portable text or a standard key; `group` makes it one of several choices."""

    id: str
    text: str
    icon: str = ""
    shortcut: str | QKeySequence.StandardKey | None = None
    checkable: bool = False
    group: str = ""


Entry: TypeAlias = str | Spec | tuple[str, list[Spec]]
"""SEPARATOR, a command, or a menu inside the menu: its title and its commands."""


class Actions(QObject):
    """The commands as QActions, found by id: menus, buttons and shortcuts share them."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._window = parent
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def find(self, id: str) -> QAction | None:
        return self._actions.get(id)

    def fill(self, menus: Sequence[QMenu]) -> None:
        """Makes all commands, in the menus File, Edit, View, Chat, Model, Server and Help."""
        for menu, entries in zip(menus, self._entries(), strict=True):
            for entry in entries:
                if isinstance(entry, Spec):
                    menu.addAction(self._make(entry))
                elif isinstance(entry, tuple):
                    self._fill_inner(menu.addMenu(entry[0]), entry[1])
                else:
                    menu.addSeparator()

    def _fill_inner(self, menu: QMenu, specs: list[Spec]) -> None:
        for spec in specs:
            menu.addAction(self._make(spec))

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self._window)
        if spec.icon:
            action.setIcon(self._icons.icon(spec.icon))
            action.setIconVisibleInMenu(False)
        if spec.shortcut is not None:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.id == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        elif spec.id == "about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        else:
            action.setMenuRole(QAction.MenuRole.NoRole)
        action.setCheckable(spec.checkable or bool(spec.group))
        if spec.group:
            group = self._groups.setdefault(spec.group, QActionGroup(self))
            group.addAction(action)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._actions[spec.id] = action
        return action

    def _entries(self) -> list[list[Entry]]:
        return [
            self._file(),
            self._edit(),
            self._view(),
            self._chat(),
            self._model(),
            self._server(),
            self._help(),
        ]

    def _file(self) -> list[Entry]:
        return [
            Spec("new-chat", self.tr("New chat"), "plus", QKeySequence.StandardKey.New),
            SEPARATOR,
            Spec("import", self.tr("Import chats…")),
            Spec("export-chat", self.tr("Export chat…"), "", "Ctrl+Shift+E"),
            Spec("export-all", self.tr("Export all chats…")),
            SEPARATOR,
            Spec("back-up", self.tr("Back up everything…")),
            Spec("restore", self.tr("Restore a backup…")),
            SEPARATOR,
            Spec("quit", self.tr("Quit"), "", "Ctrl+Q"),
        ]

    def _edit(self) -> list[Entry]:
        key = QKeySequence.StandardKey
        return [
            Spec("undo", self.tr("Undo"), "", key.Undo),
            Spec("redo", self.tr("Redo"), "", key.Redo),
            SEPARATOR,
            Spec("cut", self.tr("Cut"), "", key.Cut),
            Spec("copy", self.tr("Copy"), "", key.Copy),
            Spec("paste", self.tr("Paste"), "", key.Paste),
            Spec("select-all", self.tr("Select all"), "", key.SelectAll),
            SEPARATOR,
            Spec("copy-markdown", self.tr("Copy as Markdown"), "", "Ctrl+Alt+C"),
            SEPARATOR,
            Spec("search-chats", self.tr("Search all chats"), "search", "Ctrl+Shift+F"),
            Spec("find", self.tr("Find in the chat"), "search", key.Find),
            Spec("find-next", self.tr("Next match"), "", "F3"),
            Spec("find-previous", self.tr("Previous match"), "", "Shift+F3"),
        ]

    def _view(self) -> list[Entry]:
        key = QKeySequence.StandardKey
        return [
            Spec("sidebar", self.tr("Side bar"), "sidebar", "Ctrl+B", checkable=True),
            Spec("parameters", self.tr("Parameters"), "sliders", "Ctrl+Shift+P", checkable=True),
            SEPARATOR,
            (
                self.tr("Theme"),
                [
                    Spec("theme-system", self.tr("Like the system"), group="theme"),
                    Spec("theme-light", self.tr("Light"), group="theme"),
                    Spec("theme-dark", self.tr("Dark"), group="theme"),
                ],
            ),
            (
                self.tr("Language"),
                [
                    Spec("language-system", self.tr("Like the system"), group="language"),
                    Spec("language-en", "English", group="language"),
                    Spec("language-zh_CN", "简体中文", group="language"),
                ],
            ),
            SEPARATOR,
            Spec("zoom-in", self.tr("Larger text"), "", key.ZoomIn),
            Spec("zoom-out", self.tr("Smaller text"), "", key.ZoomOut),
            Spec("zoom-reset", self.tr("Actual size"), "", "Ctrl+0"),
            SEPARATOR,
            Spec("full-screen", self.tr("Full screen"), "", "F11", checkable=True),
        ]

    def _chat(self) -> list[Entry]:
        return [
            Spec("write", self.tr("Write a message"), "edit", "Ctrl+L"),
            Spec("choose-model", self.tr("Choose the model"), "", "Ctrl+M"),
            Spec("previous-message", self.tr("Previous message"), "", "Alt+Up"),
            Spec("next-message", self.tr("Next message"), "", "Alt+Down"),
            Spec("to-end", self.tr("To the end of the chat"), "arrow-down", "Alt+End"),
            SEPARATOR,
            Spec("stop", self.tr("Stop"), "stop", "Esc"),
            Spec("regenerate", self.tr("Regenerate the last answer"), "retry", "Ctrl+R"),
            Spec("continue", self.tr("Continue the last answer")),
            Spec("edit-last", self.tr("Edit the last message"), "edit", "Ctrl+Up"),
            Spec("copy-answer", self.tr("Copy the last answer"), "copy", "Ctrl+Shift+C"),
            Spec("attach", self.tr("Attach images or text files…"), "image", "Ctrl+Shift+A"),
            SEPARATOR,
            Spec("previous-chat", self.tr("Previous chat"), "", "Ctrl+PgUp"),
            Spec("next-chat", self.tr("Next chat"), "", "Ctrl+PgDown"),
            Spec("rename-chat", self.tr("Rename the chat…")),
            Spec("pin-chat", self.tr("Pin or unpin the chat")),
            Spec("archive-chat", self.tr("Archive the chat, or take it back")),
            Spec("duplicate-chat", self.tr("Duplicate the chat")),
            Spec("delete-chat", self.tr("Delete the chat"), "trash"),
            SEPARATOR,
            Spec("model-titles", self.tr("Let the model name new chats"), checkable=True),
        ]

    def _model(self) -> list[Entry]:
        return [
            Spec("pull-model", self.tr("Pull model…"), "pull", "Ctrl+D"),
            Spec("refresh", self.tr("Refresh the list"), "retry", QKeySequence.StandardKey.Refresh),
        ]

    def _server(self) -> list[Entry]:
        return [
            Spec("other-address", self.tr("Other address…"), "server"),
            Spec("default-address", self.tr("This computer"), ""),
            Spec("try-demo", self.tr("Try the demo")),
            SEPARATOR,
            Spec("start-ollama", self.tr("Start Ollama")),
            Spec("reconnect", self.tr("Connect again")),
            Spec("server-details", self.tr("Details of the connection")),
        ]

    def _help(self) -> list[Entry]:
        return [
            Spec("get-ollama", self.tr("Get Ollama")),
            Spec("open-logs", self.tr("Open the log folder")),
            SEPARATOR,
            Spec("about", self.tr("About Paddock")),
        ]
