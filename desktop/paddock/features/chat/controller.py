"""The conversations that are open: the one that is shown, and those in which answers still come."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.domain.conversations import Draft
from paddock.domain.tree import ROOT, Message
from paddock.features.chat.conversation import Conversation
from paddock.features.chat.requests import Requests
from paddock.features.chat.titles import Titles
from paddock.state.chats import Kept
from paddock.storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.base.jobs import Scope
    from paddock.domain.attachment import Attachment
    from paddock.domain.chat import Chat
    from paddock.domain.parameters import Overrides
    from paddock.state.chats import Chats
    from paddock.state.servers import Server

_OPEN_AT_MOST = 8
"""Conversations kept in memory when nothing comes in them any more."""
_KEEP_DRAFT_AFTER = 400


class ChatController(QObject):
    """Signals of conversations are those of the one that is shown."""

    chat_changed = Signal(object)  # Chat: another conversation
    turn_changed = Signal(object, object)  # Chat, Turn: at most once a frame while an answer grows
    branch_changed = Signal(object, object)  # Chat, turn id: another path from there on
    busy_changed = Signal(bool)
    message_shown = Signal(object, object)  # turn id, whether its answer: what was looked for
    failed = Signal(object)  # OllamaError: nothing at all came of a request
    not_opened = Signal(object)  # StorageError

    def __init__(self, server: Server, chats: Chats, scope: Scope) -> None:
        super().__init__()
        self._server = server
        self._chats = chats
        self._scope = scope
        self.requests = Requests(server)
        self.titles = Titles(server, self.requests, chats, scope)
        self._open: OrderedDict[int, Conversation] = OrderedDict()
        self._current = self._made(0, Kept())
        self._keep_draft = QTimer(self, singleShot=True, interval=_KEEP_DRAFT_AFTER)
        self._keep_draft.timeout.connect(self.keep_draft)
        chats.removed.connect(self._on_removed)
        self._follow(self._current)

    # ---- what is shown

    @property
    def current(self) -> Conversation:
        return self._current

    @property
    def chat(self) -> Chat:
        return self._current.chat

    @property
    def overrides(self) -> Overrides:
        return self._current.overrides

    @property
    def is_busy(self) -> bool:
        return self._current.is_busy

    @property
    def draft(self) -> Draft:
        """What is being written here and was not sent."""
        return self._current.draft

    def set_draft(self, draft: Draft) -> None:
        if draft != self._current.draft:
            self._current.draft = draft
            self._keep_draft.start()

    def attach_to(self, conversation: Conversation, attachment: Attachment) -> None:
        """A file that was attached in a conversation which was left before it had been read."""
        known = self._open.get(conversation.id)
        if known is None:
            return  # it was deleted meanwhile
        draft = known.draft
        if all(file.sha256 != attachment.sha256 for file in draft.attachments):
            known.draft = replace(draft, attachments=(*draft.attachments, attachment))
            self._chats.save_draft(known.id, known.draft)

    def set_overrides(self, overrides: Overrides) -> None:
        self._current.set_overrides(overrides)

    def set_capabilities(self, model: str, capabilities: frozenset[str]) -> None:
        """What the server says that `model` can do; what one cannot is not sent to it."""
        self.requests.learn(model, capabilities)

    def preview(self, model: str, draft: Draft) -> str:
        """The JSON that sending `draft` now would post, with names in place of images."""
        import msgspec

        from paddock.ollama.encode import encode

        path = self._current.path()
        parent = path[-1].id if path else ROOT
        path.append(Message(-1, parent, 0.0, draft.text.strip(), draft.attachments))
        request = self.requests.outline(path, model, self.overrides)
        return msgspec.json.format(encode(request), indent=2).decode()

    # ---- which one

    def new_chat(self) -> None:
        """An empty conversation. Answers go on coming in the one before."""
        self._scope.cancel("open")
        if self._current.id:
            kept = Kept(overrides=self._current.overrides)
            self._show(self._open.get(0) or self._made(0, kept))

    def open(self, chat: int, message: int = 0) -> None:
        """Shows a conversation, at one of its messages if one is named."""
        self._scope.start("open", self._open_chat(chat, message))

    async def restore_draft(self) -> None:
        """What was being written in the last run when no conversation was open."""
        draft = await self._chats.draft_of_new()
        if not self._current.id and self._current.draft.is_empty:
            self._current.draft = draft

    async def show(self, chat: int) -> Conversation | None:
        """Shows a conversation once it is loaded; None where it is not there any more."""
        if chat == self._current.id:
            return self._current
        known = self._open.get(chat)
        if known is None and self._chats.head(chat) is not None:
            try:
                kept = await self._chats.load(chat)
            except StorageError as error:
                self.not_opened.emit(error)
                return None
            # Somebody else may have opened it meanwhile, or deleted it.
            known = self._open.get(chat)
            if known is None and self._chats.head(chat) is not None:
                known = self._made(chat, kept)
        if known is not None and known is not self._current:
            self._show(known)
        return known

    async def _open_chat(self, chat: int, message: int) -> None:
        shown = await self.show(chat)
        if shown is not None and message in shown.tree.messages:
            turn_id = shown.show_message(message)
            self.message_shown.emit(turn_id, turn_id != message)

    def _show(self, conversation: Conversation) -> None:
        self.keep_draft()
        self._leave(self._current)
        self._current = conversation
        self._open.move_to_end(conversation.id)
        self._follow(conversation)
        self._chats.set_unread(conversation.id, False)
        self.chat_changed.emit(conversation.chat)
        self.busy_changed.emit(conversation.is_busy)
        self._forget()

    def _forget(self) -> None:
        """Those shown longest ago go out of memory, unless an answer is coming in them, or memory
        is the only place where they are.
        """
        writer = self._chats.writer
        if writer.error is not None or writer.is_closed:
            return
        idle = [id for id, known in self._open.items() if id and not known.is_busy]
        for id in idle[:-_OPEN_AT_MOST]:
            self._open.pop(id).deleteLater()

    # ---- asking

    def send(self, draft: Draft | str, model: str) -> None:
        """Asks `model` as the next turn of the conversation. A running answer must have ended."""
        written = Draft(draft) if isinstance(draft, str) else draft
        self._prepare()
        self._current.send(written, model)
        self._sent()

    def edit(self, turn_id: int, draft: Draft, model: str) -> None:
        self._prepare()
        self._current.edit(turn_id, draft, model)

    def retry(self, turn_id: int, model: str) -> None:
        self._prepare()
        self._current.retry(turn_id, model)

    def go_on(self, turn_id: int, model: str) -> None:
        self._prepare()
        self._current.go_on(turn_id, model)

    def stop(self) -> None:
        """Closes the connection; the partial answer stays, marked as stopped."""
        self._current.stop()

    def _prepare(self) -> None:
        self._scope.cancel("open")
        self.titles.skip(self._current.id)

    def _sent(self) -> None:
        """What was written has become a message."""
        self._current.draft = Draft()
        self.keep_draft()

    def keep_draft(self) -> None:
        """Writes what was typed, without waiting for a pause in it."""
        self._keep_draft.stop()
        self._chats.save_draft(self._current.id, self._current.draft)

    # ---- conversations

    def _made(self, id: int, kept: Kept) -> Conversation:
        made = Conversation(id, kept, self._server, self.requests, self._chats, self._scope)
        made.setParent(self)
        # Bound methods: a function that knew the conversation would keep it for ever.
        made.answered.connect(self._on_answered)
        made.begun.connect(self._on_begun)
        self._open[id] = made
        return made

    def _follow(self, conversation: Conversation) -> None:
        conversation.turn_changed.connect(self.turn_changed)
        conversation.branch_changed.connect(self.branch_changed)
        conversation.busy_changed.connect(self.busy_changed)
        conversation.failed.connect(self.failed)

    def _leave(self, conversation: Conversation) -> None:
        conversation.turn_changed.disconnect(self.turn_changed)
        conversation.branch_changed.disconnect(self.branch_changed)
        conversation.busy_changed.disconnect(self.busy_changed)
        conversation.failed.disconnect(self.failed)

    def _on_begun(self, conversation: Conversation) -> None:
        """It is kept from now on, under a name of its own."""
        del self._open[0]
        self._open[conversation.id] = conversation

    def _on_answered(self, conversation: Conversation, answer: Message) -> None:
        if conversation is not self._current:
            self._chats.set_unread(conversation.id, True)
        self.titles.answered(conversation, answer)

    def _on_removed(self, ids: Sequence[int]) -> None:
        for id in ids:
            if (known := self._open.get(id)) is None:
                continue
            known.stop()
            self.titles.skip(id)
            if known is self._current:
                self._show(self._open.get(0) or self._made(0, Kept()))
            del self._open[id]
            known.deleteLater()
