"""The chat in the centre of the window: title and model, the transcript, the composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from paddock.domain.conversations import Draft
from paddock.domain.reply import Ending
from paddock.kit.elided import ElidedLabel
from paddock.kit.roles import set_role
from paddock.parts.measure import MEASURE
from paddock.parts.model_picker import ModelPicker

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.domain.chat import Chat, Turn
    from paddock.features.chat.composer import Composer
    from paddock.features.chat.message_actions import MessageActions
    from paddock.kit.find_bar import FindBar
    from paddock.kit.icons import Icons
    from paddock.parts.look import Look
    from paddock.parts.transcript.bookmark import Bookmark
    from paddock.parts.transcript.view import Transcript
    from paddock.state.server_state import ServerState


class ChatPage(QWidget):
    """Shows a conversation and takes what the user wants of it. Holds no state of its own that matters."""

    send_requested = Signal(object, str)  # Draft, model
    edit_sent = Signal(int, object, str)  # turn id, Draft, model: in the place of a question
    stop_requested = Signal()
    retry_requested = Signal(int, str)  # turn id, model
    continue_requested = Signal(int, str)  # turn id, model
    switch_requested = Signal(int, int)  # turn id, index of the answer
    branch_requested = Signal(int, int)  # turn id, -1 or 1: another version of the question
    answer_edited = Signal(int, int, str)  # turn id, index of the answer, text
    delete_requested = Signal(int, int)  # turn id, index of the answer or -1
    message_details_requested = Signal(int, int, bool)  # turn id, index, what was sent
    attachment_requested = Signal(int, int)  # turn id, index of the attachment
    model_chosen = Signal(str)
    offer_chosen = Signal(str)  # id of an action
    link_requested = Signal(str)
    details_requested = Signal(object)  # OllamaError
    draft_changed = Signal(object)  # Draft
    picture_requested = Signal(int, int)  # turn id, index of the image

    def __init__(self, icons: Icons, look_of: Callable[[], Look], composer: Composer) -> None:
        super().__init__()
        self._look_of = look_of
        self._transcript: Transcript | None = None
        self._actions: MessageActions | None = None
        self._edited = 0
        """The turn whose question is being written anew."""
        self._edits: dict[int, tuple[int, Draft]] = {}
        """By chat: the turn, and what was written for it when the chat was left."""
        self._title_text = ""
        self._chat: Chat | None = None
        self._server: ServerState | None = None
        set_role(self, "centre")
        self._title = ElidedLabel(self.tr("New chat"))
        set_role(self._title, "title")
        self.picker = ModelPicker()
        header = QFrame()
        set_role(header, "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 7, 16, 7)
        row.addWidget(self._title, 1)
        row.addWidget(self.picker)
        self._icons = icons
        self._centre = QStackedWidget()
        self._find_place = QVBoxLayout()
        self._find: FindBar | None = None
        self._awaits_end = False
        self.composer = composer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(self._find_place)
        column.addWidget(self._centre, 1)
        column.addWidget(self._bottom())
        self.composer.send_requested.connect(self._on_send)
        self.composer.stop_requested.connect(self.stop_requested)
        self.composer.draft_changed.connect(self.draft_changed)
        self.composer.edit_last_requested.connect(self.edit_last)
        self.composer.edit_cancelled.connect(self._on_edit_cancelled)
        self.picker.model_chosen.connect(self.model_chosen)

    def complete(self, *, can_start: bool) -> None:
        """Makes what the first frame does without; `can_start`: Ollama was found on this computer."""
        from paddock.features.chat.phase_line import PhaseLine
        from paddock.features.chat.welcome import Welcome
        from paddock.kit.resting_cursor import RestingCursor

        self._welcome = Welcome(self._icons, can_start=can_start)
        self._welcome.offer_chosen.connect(self.offer_chosen)
        self._centre.addWidget(self._welcome)
        RestingCursor(self.composer.edit)
        self.composer.complete()
        self._phase = PhaseLine()
        self._phase_place.addWidget(self._phase)

    def accept_drops(self, place: QWidget) -> None:
        """Lets files and images be dropped anywhere in `place`."""
        from paddock.features.chat.attachment_mime import is_attachable
        from paddock.kit.drop_overlay import DropOverlay

        words = self.tr("Drop images or text files to attach them")
        overlay = DropOverlay(words, is_attachable)
        overlay.install(place)
        overlay.dropped.connect(self.composer.add_mime)

    @property
    def transcript(self) -> Transcript:
        """Made with the first turn: its text widgets cost more than all the rest of the page."""
        if self._transcript is None:
            from paddock.parts.transcript.view import Transcript

            self._transcript = Transcript(self._look_of())
            self._centre.addWidget(self._transcript)
            self._join_transcript(self._transcript)
        return self._transcript

    def _join_transcript(self, transcript: Transcript) -> None:
        from paddock.features.chat.message_actions import MessageActions

        transcript.retry_requested.connect(self._on_retry)
        transcript.switch_requested.connect(self.switch_requested)
        transcript.branch_requested.connect(self.branch_requested)
        transcript.link_requested.connect(self.link_requested)
        transcript.details_requested.connect(self.details_requested)
        transcript.picture_requested.connect(self.picture_requested)
        transcript.attachment_requested.connect(self.attachment_requested)
        actions = MessageActions(
            transcript,
            lambda: self._chat,
            self.picker.models,
            lambda: self.composer.is_busy,
        )
        actions.retry_requested.connect(self._on_retry)
        actions.continue_requested.connect(self._on_continue)
        actions.edit_requested.connect(self.edit)
        actions.answer_edited.connect(self.answer_edited)
        actions.delete_requested.connect(self.delete_requested)
        actions.details_requested.connect(self.message_details_requested)
        self._actions = actions

    def look(self) -> Look:
        """How a conversation looks now."""
        return self._look_of()

    def edit(self, turn_id: int) -> None:
        """Writes a question anew, in the composer; sending it makes a branch."""
        assert self._chat is not None
        turn = self._chat.turn(turn_id)
        self._edited = turn_id
        self.composer.begin_edit(Draft(turn.question, turn.attachments))
        self.composer.setFocus()

    def edit_last(self) -> None:
        if self._chat is not None and self._chat.turns:
            self.edit(self._chat.turns[-1].id)

    def refresh_look(self) -> None:
        """Shows the conversation in the colours and the zoom of the present."""
        if self._transcript is not None:
            self._transcript.set_look(self._look_of())

    def open_find(self) -> None:
        """Shows the row with which words are looked for in the conversation."""
        searching = self.transcript.reading.searching
        if self._find is None:
            from paddock.kit.find_bar import FindBar

            self._find = FindBar(self._icons)
            self._find_place.addWidget(self._find)
            self._find.words_changed.connect(searching.find)
            self._find.next_requested.connect(searching.next)
            self._find.previous_requested.connect(searching.previous)
            self._find.closed.connect(self._on_find_closed)
            searching.counted.connect(self._find.show_count)
        searching.prepare()
        self._find.open()

    def find_next(self, *, forward: bool = True) -> None:
        """To another match; opens the row where nothing is looked for yet."""
        if self._find is None or not self._find.isVisible():
            self.open_find()
        elif forward:
            self.transcript.reading.searching.next()
        else:
            self.transcript.reading.searching.previous()

    @property
    def has_selection(self) -> bool:
        """Whether something of the conversation is selected."""
        return self._transcript is not None and not self._transcript.reading.selecting.is_empty

    def reads_in(self, widget: QWidget | None) -> bool:
        """Whether a widget is part of the conversation that is shown."""
        return (
            self._transcript is not None
            and widget is not None
            and self._transcript.isAncestorOf(widget)
        )

    def go_to_end(self) -> None:
        if self._transcript is not None:
            self._transcript.go_to_end()

    def go_to_message(self, step: int) -> None:
        """The keyboard goes to a message before or after the one it is in."""
        if self._transcript is not None:
            self._transcript.go_by(step)

    def place(self) -> Bookmark | None:
        """Where the conversation is being read; None at its end."""
        return self._transcript.place if self._transcript is not None else None

    def go_to_place(self, place: Bookmark | None) -> None:
        if self._transcript is not None:
            self._transcript.go_to_place(place)

    def title(self) -> str:
        return self._title_text or self.tr("New chat")

    def set_title(self, title: str) -> None:
        """Names the conversation; empty for one that has no name yet."""
        self._title_text = title
        self._title.setText(self.title())

    def show_server(self, state: ServerState) -> None:
        self._server = state
        self.picker.set_models(state.models)
        self._refresh_model()

    def set_model(self, name: str) -> None:
        self.picker.choose(name)
        if not name:
            self.picker.set_capabilities(())
        self._refresh_model()

    def show_chat(self, chat: Chat) -> None:
        if self._find is not None:
            self._find.close_bar()
        self._put_edit_away()
        self._chat = chat
        self._awaits_end = _is_coming(chat)
        if chat.turns or self._transcript is not None:
            self.transcript.show_chat(chat)
        self._phase.show_reply(chat.turns[-1].reply if chat.turns else None)
        self._refresh_centre()

    def bring_edit_back(self) -> None:
        """Goes on with a message of this chat that was being written anew when it was left."""
        assert self._chat is not None
        turn_id, draft = self._edits.pop(self._chat.id, (0, Draft()))
        if any(turn.id == turn_id for turn in self._chat.turns):
            self._edited = turn_id
            self.composer.begin_edit(draft)

    def show_branch(self, chat: Chat, turn_id: int) -> None:
        """From a turn on, the conversation is another one."""
        self._chat = chat
        self._save_orphaned_edit()
        self.transcript.show_branch(chat, turn_id)
        self._phase.show_reply(chat.turns[-1].reply if chat.turns else None)
        self._refresh_centre()

    def show_message(self, turn_id: int, *, answer: bool, word: str) -> None:
        """Brings a message into view that was looked for, at a word of it."""
        self.transcript.go_to_message(turn_id, answer=answer, word=word)

    def show_turn(self, chat: Chat, turn: Turn) -> None:
        self._chat = chat
        self.transcript.show_turn(chat, turn)
        if self._find is not None and self._find.isVisible():
            self.transcript.reading.searching.text_grew()
        self._tell_end(turn)
        self._phase.show_reply(turn.reply)
        self._refresh_centre()

    def set_busy(self, busy: bool) -> None:
        self.composer.set_busy(busy)

    def _bottom(self) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(MEASURE)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        self._phase_place = QVBoxLayout()
        inside.addLayout(self._phase_place)
        inside.addWidget(self.composer)
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(24, 4, 24, 16)
        row.addStretch(1)
        row.addWidget(page, 1000)
        row.addStretch(1)
        row.setAlignment(Qt.AlignmentFlag.AlignBottom)
        return around

    def _refresh_model(self) -> None:
        self.composer.set_model(self.picker.model())
        self._refresh_centre()

    def _refresh_centre(self) -> None:
        self._title.setText(self.title())
        if self._chat is not None and self._chat.turns:
            self._centre.setCurrentWidget(self.transcript)
            return
        if self._server is not None:
            self._welcome.show_server(self._server, self.picker.model())
        self._centre.setCurrentWidget(self._welcome)

    def _tell_end(self, turn: Turn) -> None:
        """A screen reader hears of the end of an answer, not of each token."""
        reply = turn.reply
        is_open = reply is not None and reply.is_open
        if self._awaits_end and not is_open and reply is not None:
            from paddock.kit.announce import announce

            words = self.tr("{0} has answered").format(reply.model)
            if reply.ending is not Ending.DONE:
                words = self.tr("The answer of {0} ended early").format(reply.model)
            announce(self.transcript, words)
        self._awaits_end = is_open

    def _on_find_closed(self) -> None:
        self.transcript.reading.searching.end()
        self.composer.setFocus()

    def _on_send(self, draft: Draft) -> None:
        if self.composer.is_editing:
            turn_id, self._edited = self._edited, 0
            self.composer.end_edit()
            self.edit_sent.emit(turn_id, draft, self.picker.model())
        else:
            self.send_requested.emit(draft, self.picker.model())

    def _put_edit_away(self) -> None:
        if self.composer.is_editing and self._chat is not None:
            self._edits[self._chat.id] = (self._edited, self.composer.draft())
        self._edited = 0
        self.composer.end_edit()

    def _save_orphaned_edit(self) -> None:
        """What was written for a message that is gone becomes the draft, if there is no other."""
        chat = self._chat
        is_there = chat is not None and any(turn.id == self._edited for turn in chat.turns)
        if not self.composer.is_editing or is_there:
            return
        written = self.composer.draft()
        self._edited = 0
        self.composer.end_edit()
        if self.composer.draft().is_empty:
            self.composer.set_draft(written, self.composer.key)
            self.draft_changed.emit(written)

    def _on_edit_cancelled(self) -> None:
        self._edited = 0

    def _on_retry(self, turn_id: int, model: str = "") -> None:
        self.composer.setFocus()  # what is typed next is a message
        self.retry_requested.emit(turn_id, model or self.picker.model())

    def _on_continue(self, turn_id: int) -> None:
        self.composer.setFocus()
        self.continue_requested.emit(turn_id, self.picker.model())


def _is_coming(chat: Chat) -> bool:
    reply = chat.turns[-1].reply if chat.turns else None
    return reply is not None and reply.is_open
