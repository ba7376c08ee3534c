"""One conversation that is open: its tree, the path that is shown, the answer that is coming."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paddock.domain.conversations import ChatHead, Draft, first_words
from paddock.domain.reply import Ending, Metrics, Phase, Reply
from paddock.domain.tree import ROOT, Message
from paddock.features.chat.answering import Answering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paddock.base.jobs import Scope
    from paddock.domain.chat import Chat, Turn
    from paddock.domain.parameters import Overrides
    from paddock.domain.tree import Tree
    from paddock.features.chat.requests import Requests
    from paddock.state.chats import Chats, Kept
    from paddock.state.servers import Server


@dataclass(frozen=True, slots=True)
class Removed:
    """Messages that were deleted, parents first, and which of them was shown below which."""

    messages: tuple[Message, ...]
    chosen: Mapping[int, int]


class Conversation(QObject):
    """Its value survives the widgets that show it. `id` is 0 until something was said."""

    turn_changed = Signal(object, object)  # Chat, Turn: a new last turn, or another state of one
    branch_changed = Signal(object, object)  # Chat, turn id: from there on it is another path
    busy_changed = Signal(bool)
    failed = Signal(object)  # OllamaError: nothing at all came of a request
    answered = Signal(object, object)  # this, Message: an answer came to its end, whatever it was
    begun = Signal(object)  # this: it has an id now

    def __init__(
        self, id: int, kept: Kept, server: Server, requests: Requests, chats: Chats, scope: Scope
    ) -> None:
        super().__init__()
        self.id = id
        self.draft = kept.draft
        self._overrides = kept.overrides
        self._tree = kept.tree
        self._chat = kept.tree.chat(id)
        self._server = server
        self._requests = requests
        self._chats = chats
        self._scope = scope
        self._answering: Answering | None = None
        self._growing: Message | None = None

    @property
    def chat(self) -> Chat:
        return self._chat

    @property
    def tree(self) -> Tree:
        return self._tree

    @property
    def overrides(self) -> Overrides:
        return self._overrides

    @property
    def is_busy(self) -> bool:
        return self._answering is not None

    def set_overrides(self, overrides: Overrides) -> None:
        if overrides != self._overrides:
            self._overrides = overrides
            if self.id:
                self._chats.save_overrides(self.id, overrides)

    def message(self, id: int) -> Message:
        """A message in its present state, also while it comes. Raises KeyError."""
        if self._growing is not None and self._growing.id == id:
            return self._growing
        return self._tree.messages[id]

    def path(self) -> list[Message]:
        return list(self._tree.path())

    # ---- asking

    def send(self, draft: Draft, model: str) -> None:
        """Asks `model` as the next turn. A running answer must have ended."""
        if self.is_busy or draft.is_empty:
            return
        last = self._last(model)
        self._ask(self._question(last.id if last is not None else ROOT, draft), model)

    def edit(self, turn_id: int, draft: Draft, model: str) -> None:
        """Asks another question in the place of one; that one stays as a branch beside it."""
        if turn_id not in self._tree.messages or draft.is_empty:
            return
        self.stop()
        self._ask(self._question(self._tree.messages[turn_id].parent, draft), model)

    def retry(self, turn_id: int, model: str) -> None:
        """Asks a question again; the earlier answers stay beside the new one.

        Where no model is chosen, as with a server that has none, the one that answered is asked.
        """
        if self.is_busy or turn_id not in self._tree.messages:
            return
        reply = self._shown(turn_id)
        self._answer(turn_id, model if model or reply is None else reply.model)

    def go_on(self, turn_id: int, model: str) -> None:
        """Lets an answer that was cut go on from where it is, as a branch beside it."""
        reply = self._shown(turn_id)
        if self.is_busy or reply is None or not reply.text:
            return
        self._answer(turn_id, model or reply.model, reply)

    def stop(self) -> None:
        """Closes the connection; the partial answer stays, marked as stopped."""
        if self._answering is not None:
            self._answering.stop()

    # ---- changing what was said

    def edit_answer(self, turn_id: int, index: int, text: str) -> None:
        """Another text in the place of an answer, which stays as a branch beside it."""
        old = self._chat.turn(turn_id).replies[index]
        if old.is_open or text == old.text:
            return
        id = self._chats.new_message_id()
        reply = replace(
            old,
            id=id,
            text=text,
            origin="edited",
            ending=Ending.DONE,
            done_reason="",
            metrics=Metrics(),
            first_token=None,
            failure=None,
        )
        self._add(Message(id, turn_id, time.time(), reply=reply))
        self._show_from(turn_id)

    def show_reply(self, turn_id: int, index: int) -> None:
        """Shows another answer of a turn, and what followed it."""
        replies = self._chat.turn(turn_id).replies
        if 0 <= index < len(replies):
            self._choose(replies[index].id)
            self._show_from(turn_id)

    def show_question(self, turn_id: int, step: int) -> None:
        """Shows an earlier (-1) or a later (1) version of a question, and what followed it."""
        siblings = self._tree.siblings(turn_id)
        place = siblings.index(turn_id) + step
        if 0 <= place < len(siblings):
            self._choose(siblings[place])
            self._show_from(siblings[place])

    def show_message(self, id: int) -> int:
        """Shows the path that leads to a message. Returns the id of its turn; KeyError if it is gone."""
        message = self._tree.messages[id]
        turn_id = id if message.reply is None else message.parent
        if all(known.id != id for known in self._tree.path()):
            self._choose(id)
            first = next(iter(self._tree.path())).id
            self._show_from(first)
        return turn_id

    def delete(self, turn_id: int, index: int) -> Removed:
        """Removes a question (index -1) or an answer with all that follows."""
        turn = self._chat.turn(turn_id)
        id = turn_id if index < 0 else turn.replies[index].id
        gone = self._tree.below(id)
        if self._growing is not None and self._growing.id in gone:
            self.stop()
        before = self._tree
        messages = tuple(before.messages[key] for key in sorted(gone))
        self._tree = before.without(id)
        self._chats.delete_messages(gone)
        self._chats.save_chosen(self.id, self._tree.chosen)
        self._show_from(turn_id, cut=True)
        return Removed(messages, {p: c for p, c in before.chosen.items() if p in gone})

    def restore(self, removed: Removed) -> None:
        """Brings back what `delete` took, if what it followed is still there, as it was shown."""
        known = self._tree.messages
        back = [message for message in removed.messages if message.id not in known]
        for message in back:
            if message.parent != ROOT and message.parent not in self._tree.messages:
                return
            self._tree = self._tree.with_message(message)
        if back:
            chosen = {**self._tree.chosen, **removed.chosen}
            self._tree = replace(self._tree, chosen=chosen)
            self._chats.restore_messages([message.id for message in back])
            self._choose(back[0].id)
            first = back[0]
            self._show_from(first.id if first.reply is None else first.parent, cut=True)

    # ---- inside

    def _question(self, parent: int, draft: Draft) -> Message:
        id = self._chats.new_message_id()
        return Message(id, parent, time.time(), draft.text.strip(), draft.attachments)

    def _last(self, model: str) -> Message | None:
        """The answer that the next question follows. One that never came is an empty one."""
        path = self.path()
        if not path or path[-1].reply is not None:
            return path[-1] if path else None
        id = self._chats.new_message_id()
        reply = Reply(model, 0.0, phase=Phase.ENDED, ending=Ending.STOPPED, ended=0.0, id=id)
        self._add(Message(id, path[-1].id, time.time(), reply=reply))
        return self._tree.messages[id]

    def _ask(self, question: Message, model: str) -> None:
        if not self.id:
            self._begin(question)
        self._add(question)
        self._answer(question.id, model)

    def _begin(self, question: Message) -> None:
        """The first message makes it a conversation that is kept."""
        self.id = self._chats.new_chat_id()
        names = [file.name for file in question.attachments]
        title = first_words(question.text) or first_words(", ".join(names))
        now = question.created
        self._chats.put(ChatHead(self.id, title, created=now, changed=now))
        self._chats.save_draft(0, Draft())
        self._chats.save_overrides(self.id, self._overrides)
        self.begun.emit(self)

    def _answer(self, turn_id: int, model: str, before: Reply | None = None) -> None:
        id = self._chats.new_message_id()
        text = before.text if before is not None else ""
        origin = "continued" if before is not None else ""
        continues = before.id if before is not None else 0
        reply = Reply(model, time.monotonic(), text, id=id, origin=origin)  # type: ignore[arg-type]
        path = [*self._tree.above(turn_id), self._tree.messages[turn_id]]
        overrides = self._overrides
        self._growing = Message(id, turn_id, time.time(), reply=reply)
        self._add(self._growing)
        self._touch(model)
        self._answering = answering = Answering(self._server, self._scope, reply)
        answering.asked.connect(lambda: self._on_asked(model, overrides, continues))
        answering.grown.connect(self._on_grown)
        answering.kept.connect(self._on_kept)
        answering.ended.connect(self._on_ended)
        answering.failed.connect(self.failed)
        self._chats.set_working(self.id, True)
        self.busy_changed.emit(True)
        self._show_from(turn_id)
        answering.start(lambda: self._requests.of(path, model, overrides, text))

    def _touch(self, model: str) -> None:
        head = self._chats.head(self.id)
        if head is not None:
            server = str(self._server.state.address)
            self._chats.put(replace(head, changed=time.time(), model=model, server=server))

    def _on_asked(self, model: str, overrides: Overrides, continues: int) -> None:
        if self._growing is not None:
            sent = self._requests.sent(model, overrides, continues)
            self._growing = replace(self._growing, sent=sent)
            self._chats.save_message(self.id, self._growing)

    def _on_grown(self, reply: Reply) -> None:
        if self._growing is None or self._growing.parent not in self._tree.messages:
            return
        turn = self._turn(self._growing.parent)
        index = next((i for i, known in enumerate(turn.replies) if known.id == reply.id), -1)
        if index >= 0:
            turn = turn.with_reply(index, reply)
            self._chat = self._chat.with_turn(turn)
            self.turn_changed.emit(self._chat, turn)

    def _on_kept(self, reply: Reply) -> None:
        if self._growing is not None:
            self._growing = replace(self._growing, reply=reply)
            self._chats.save_message(self.id, self._growing)

    def _on_ended(self, reply: Reply) -> None:
        assert self._growing is not None
        done = replace(self._growing, reply=reply)
        self._on_grown(reply)
        if self._answering is not None:
            self._answering.deleteLater()
        self._growing = self._answering = None
        if done.id in self._tree.messages:
            self._tree = self._tree.with_message(done)
            self._chats.save_message(self.id, done)
        self._chats.set_working(self.id, False)
        self.busy_changed.emit(False)
        self.answered.emit(self, done)

    def _turn(self, turn_id: int) -> Turn:
        """A turn that is shown; one without answers for a turn of another branch."""
        from paddock.domain.chat import Turn

        try:
            return self._chat.turn(turn_id)
        except KeyError:
            return Turn(turn_id, "")

    def _shown(self, turn_id: int) -> Reply | None:
        return self._turn(turn_id).reply

    def _add(self, message: Message) -> None:
        before, self._tree = self._tree, self._tree.with_message(message)
        self._chats.save_message(self.id, message)
        if self._tree.chosen != before.chosen:
            self._chats.save_chosen(self.id, self._tree.chosen)

    def _choose(self, id: int) -> None:
        self._tree = self._tree.showing(id)
        self._chats.save_chosen(self.id, self._tree.chosen)

    def _show_from(self, turn_id: int, *, cut: bool = False) -> None:
        """Shows the path of now, which differs from `turn_id` on; `cut`: other answers stand there."""
        before, self._chat = self._chat, self._tree.chat(self.id)
        if self._growing is not None and self._answering is not None:
            self._chat = _with_reply(self._chat, self._growing.parent, self._answering.reply)
        old, new = [[turn.id for turn in chat.turns] for chat in (before, self._chat)]
        if not cut and new and new[-1] == turn_id and old in (new, new[:-1]):
            self.turn_changed.emit(self._chat, self._chat.turns[-1])
        else:
            self.branch_changed.emit(self._chat, turn_id)


def _with_reply(chat: Chat, turn_id: int, reply: Reply) -> Chat:
    """With the present state of an answer, where its turn is on the path."""
    for turn in chat.turns:
        if turn.id == turn_id:
            for index, known in enumerate(turn.replies):
                if known.id == reply.id:
                    return chat.with_turn(turn.with_reply(index, reply))
    return chat
