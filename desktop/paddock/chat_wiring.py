"""Joins one window to the conversations: the list in the side bar, messages and what is done to them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from paddock.domain.conversations import first_words
from paddock.kit.dialogs import ask_text, confirm
from paddock.shell.store_words import opening_words, store_words
from paddock.storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paddock.context import Context
    from paddock.domain.chat import Chat, Turn
    from paddock.domain.conversations import Found
    from paddock.features.chat.conversation import Removed
    from paddock.session import Session
    from paddock.shell.window import MainWindow


_LAST_WAIT = 2.0
_OF_A_CHAT = (
    "rename-chat",
    "pin-chat",
    "archive-chat",
    "duplicate-chat",
    "delete-chat",
    "export-chat",
)


class ChatWiring(QObject):
    """Lives as long as its window."""

    def __init__(self, context: Context, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._chats = session.chats
        self._chat = session.chat
        self._window = window
        self._page = window.chat_page
        self._sidebar = window.sidebar
        self._links: list[tuple[Any, Callable[..., object]]] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_heads)
        self._join_page()
        self._join_sidebar()
        self._join_session()
        self._sidebar.set_folded(context.settings.value.folded)
        self._show_heads()
        self._show_working()
        self._take_typed()
        self._on_chat(self._chat.chat)
        self._found: dict[int, str] = {}
        """The word by which each message was found that is in the list."""
        self._sought = self._searched = ""
        self._tell_opening()
        window.guard = self._may_close

    def detach(self) -> None:
        """Leaves the session to another window's wiring."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links.clear()
        self._soon.stop()

    # ---- connections

    def _link(self, signal: Any, slot: Callable[..., object]) -> None:
        signal.connect(slot)
        self._links.append((signal, slot))

    def _join_page(self) -> None:
        page, chat = self._page, self._chat
        page.send_requested.connect(self._on_send)
        page.edit_sent.connect(chat.edit)
        page.stop_requested.connect(chat.stop)
        page.composer.finished_elsewhere.connect(chat.attach_to)
        page.retry_requested.connect(chat.retry)
        page.continue_requested.connect(chat.go_on)
        page.switch_requested.connect(self._switch)
        page.branch_requested.connect(self._switch_question)
        page.answer_edited.connect(self._edit_answer)
        page.delete_requested.connect(self._delete_message)
        page.message_details_requested.connect(self._on_details)
        self._window.watched_changed.connect(lambda _watched: self._sidebar.refresh_dates())

    def _join_sidebar(self) -> None:
        sidebar, chats = self._sidebar, self._chats
        sidebar.chat_activated.connect(self._chat.open)
        sidebar.found_activated.connect(self._open_found)
        sidebar.rename_requested.connect(chats.rename)
        sidebar.pin_requested.connect(chats.pin)
        sidebar.archive_requested.connect(self.archive)
        sidebar.folder_requested.connect(chats.move)
        sidebar.new_folder_requested.connect(
            lambda ids: self._start("folder", self._add_folder(ids))
        )
        sidebar.folder_rename_requested.connect(chats.rename_folder)
        sidebar.folder_delete_requested.connect(chats.delete_folder)
        sidebar.delete_requested.connect(self.delete)
        sidebar.duplicate_requested.connect(self.duplicate)
        sidebar.search_requested.connect(lambda text: self._start("search", self._find(text)))
        sidebar.folded_changed.connect(
            lambda folded: self._context.settings.update(folded=tuple(folded))
        )

    def _join_session(self) -> None:
        chat, chats = self._chat, self._chats
        self._link(chats.changed, self._soon.start)
        self._link(chats.working_changed, self._show_working)
        self._link(chats.failed, self._on_store_failed)
        self._link(chats.removed, self._on_removed)
        self._link(chats.recovered, self._on_store_recovered)
        self._link(chat.chat_changed, self._on_chat)
        self._link(chat.turn_changed, self._on_turn)
        self._link(chat.branch_changed, self._on_branch)
        self._link(chat.busy_changed, lambda _busy: self._refresh_actions())
        self._link(chat.message_shown, self._on_message_shown)
        self._link(chat.not_opened, self._on_store_failed)

    # ---- the list

    def _show_heads(self) -> None:
        self._soon.stop()
        self._sidebar.show_chats(self._chats.heads, self._chats.folders)
        self._sidebar.set_current_chat(self._chat.current.id)
        self._refresh_title()
        self._refresh_actions()

    def _show_working(self) -> None:
        self._sidebar.set_working(self._chats.working)
        self._sidebar.set_unread(self._chats.unread)

    def _refresh_actions(self) -> None:
        """What a chat is needed for cannot be done without one."""
        is_kept = self._chats.head(self._chat.current.id) is not None
        for key in _OF_A_CHAT:
            self._window.actions_[key].setEnabled(is_kept)
        actions, busy = self._window.actions_, self._chat.is_busy
        has_turns = bool(self._chat.chat.turns)
        actions["stop"].setEnabled(busy)
        for key in ("continue", "regenerate"):
            actions[key].setEnabled(has_turns and not busy)
        for key in ("edit-last", "copy-answer"):
            actions[key].setEnabled(has_turns)
        actions["export-all"].setEnabled(bool(self._chats.heads))

    def _refresh_title(self) -> None:
        head = self._chats.head(self._chat.current.id)
        self._page.set_title(head.title if head is not None else "")
        self._window.set_document_title(self._page.title())

    async def _find(self, text: str) -> None:
        self._searched = text
        if not text.strip():
            self._sidebar.show_found("", (), {})
            return
        try:
            found = await self._chats.find(text)
        except StorageError as error:
            self._on_store_failed(error)
            return
        self._found = {one.message: _first_mark(one) for one in found}
        titles = {head.id: head.title for head in self._chats.heads}
        self._sidebar.show_found(text, found, titles)

    def _open_found(self, chat: int, message: int) -> None:
        self._sought = self._found.get(message, "")
        self._chat.open(chat, message)

    def _on_removed(self, _ids: object) -> None:
        """What was found in a chat that is gone cannot be opened."""
        if self._searched:
            self._start("search", self._find(self._searched))

    def remember_model(self, model: str) -> None:
        """The model that was chosen for a chat is there again when it is opened."""
        head = self._chats.head(self._chat.current.id)
        if head is not None:
            self._chats.put(replace(head, model=model))

    # ---- conversations

    def delete(self, ids: Sequence[int]) -> None:
        """Away at once, and back with Undo."""
        heads = [head for id in ids if (head := self._chats.head(id)) is not None]
        if not heads:
            return
        shown = self._chat.current.id
        gone = self._chats.delete(ids)
        if len(heads) == 1:
            words = self.tr("“{0}” was deleted.").format(first_words(heads[0].title))
        else:
            words = self.tr("%n chat(s) were deleted.", "", len(heads))
        self._window.notices.tell_with_undo(words, lambda: self._undelete(gone, shown))

    def _undelete(self, ids: Sequence[int], shown: int) -> None:
        self._chats.restore(ids)
        if shown in ids:
            self._chat.open(shown)
        self._page.composer.setFocus()

    def duplicate(self, chat: int) -> None:
        self._start("duplicate", self._duplicate(chat))

    async def _duplicate(self, chat: int) -> None:
        head = self._chats.head(chat)
        if head is None:
            return
        try:
            new = await self._chats.duplicate(chat, self.tr("{0} (copy)").format(head.title))
        except StorageError as error:
            self._on_store_failed(error)
        else:
            self._chat.open(new)

    def archive(self, ids: Sequence[int], archived: bool) -> None:
        self._chats.archive(ids, archived)
        if archived:
            words = self.tr("%n chat(s) were archived.", "", len(ids))
            self._window.notices.tell_with_undo(words, lambda: self._chats.archive(ids, False))

    async def _add_folder(self, ids: Sequence[int]) -> None:
        name = await ask_text(
            self._window,
            self.tr("New folder"),
            self.tr("Name of the folder"),
            self.tr("Add folder"),
        )
        if name:
            self._chats.move(ids, self._chats.add_folder(name))

    # ---- messages

    def _on_send(self, draft: Any, model: str) -> None:
        self._window.notices.clear()
        self._chat.send(draft, model)

    def _switch(self, turn_id: int, index: int) -> None:
        self._chat.current.show_reply(turn_id, index)

    def _switch_question(self, turn_id: int, step: int) -> None:
        self._chat.current.show_question(turn_id, step)

    def _edit_answer(self, turn_id: int, index: int, text: str) -> None:
        self._chat.current.edit_answer(turn_id, index, text)

    def _delete_message(self, turn_id: int, index: int) -> None:
        conversation = self._chat.current
        removed = conversation.delete(turn_id, index)
        words = self.tr("%n message(s) were deleted.", "", len(removed.messages))
        undo = partial(self._undelete_message, conversation.id, removed)
        self._window.notices.tell_with_undo(words, undo)

    def _undelete_message(self, chat: int, removed: Removed) -> None:
        self._start("undo", self._bring_back(chat, removed))
        self._page.composer.setFocus()

    async def _bring_back(self, chat: int, removed: Removed) -> None:
        """The chat may not be shown any more, nor be in memory."""
        conversation = await self._chat.show(chat)
        if conversation is not None:
            conversation.restore(removed)

    def _on_details(self, turn_id: int, index: int, what_was_sent: bool) -> None:
        self._start("details", self._show_details(turn_id, index, what_was_sent))

    async def _show_details(self, turn_id: int, index: int, what_was_sent: bool) -> None:
        from paddock.parts.message_details import MessageDetails

        conversation = self._chat.current
        reply = conversation.chat.turn(turn_id).replies[index]
        answer = conversation.message(reply.id)
        sent = await self._chat.requests.as_sent(conversation.tree, answer)
        look = self._page.look()
        dialog = MessageDetails(answer, sent, look, self._window)
        if what_was_sent:
            dialog.show_sent()
        dialog.open()

    # ---- what happens

    def _take_typed(self) -> None:
        """What was typed while the chats were still being opened is the draft of the first one."""
        typed = self._page.composer.draft()
        if not typed.is_empty and self._chat.draft.is_empty:
            self._chat.set_draft(typed)

    def _on_branch(self, chat: Chat, turn_id: int) -> None:
        self._page.show_branch(chat, turn_id)
        self._refresh_actions()

    def _on_chat(self, chat: Chat) -> None:
        self._page.show_chat(chat)
        self._page.composer.set_draft(self._chat.draft, self._chat.current)
        self._page.bring_edit_back()
        self._sidebar.set_current_chat(self._chat.current.id)
        self._refresh_title()

    def _on_turn(self, chat: Chat, turn: Turn) -> None:
        self._page.show_turn(chat, turn)

    def _on_message_shown(self, turn_id: int, answer: bool) -> None:
        self._page.show_message(turn_id, answer=answer, word=self._sought)

    # ---- the store

    def _tell_opening(self) -> None:
        """What a person must know of how the conversations were found."""
        words = opening_words(self._session.opened, self._session.not_opened)
        if words is None:
            return
        if self._chats.writer.is_closed:
            self._window.notices.stand(words)
        else:
            self._window.notices.show_words(words)

    def _on_store_failed(self, error: StorageError) -> None:
        if self._chats.writer.error is not None:
            self._window.notices.stand(store_words(error))
        else:
            self._window.notices.show_words(store_words(error))

    def _on_store_recovered(self) -> None:
        self._window.notices.stand_down()
        self._window.notices.tell(self.tr("Everything is saved again."))

    def _may_close(self) -> bool:
        """Whether everything is written; where it is not, that is waited for, and then asked."""
        writer = self._chats.writer
        if self._session.scope.is_closed or not (writer.unsaved or self._chats.is_in_memory_only):
            return True
        writer.try_again()
        self._start("close", self._close_when_saved())
        return False

    async def _close_when_saved(self) -> None:
        writer = self._chats.writer
        if not self._chats.is_in_memory_only and writer.error is None:
            try:
                async with asyncio.timeout(_LAST_WAIT):
                    await writer.saved()
            except TimeoutError:
                pass
            else:
                self._window.close_anyway()
                return
        if await confirm(
            self._window,
            self.tr("Quit without saving?"),
            self._why_unsaved(),
            self.tr("Quit anyway"),
            destructive=True,
        ):
            self._window.close_anyway()

    def _why_unsaved(self) -> str:
        writer = self._chats.writer
        if self._chats.is_in_memory_only:
            return self.tr("What was said since the start is in memory only. Export it to keep it.")
        words = self.tr("%n change(s) of your chats could not be written.", "", writer.unsaved)
        return f"{words} {store_words(writer.error).title}." if writer.error else words

    def _start(self, key: str, job: Any) -> None:
        self._session.scope.start(f"chats {key}", job)


def _first_mark(found: Found) -> str:
    """The word that was found, as it stands in the message."""
    if not found.marks:
        return ""
    start, length = found.marks[0]
    return found.snippet[start : start + length]
