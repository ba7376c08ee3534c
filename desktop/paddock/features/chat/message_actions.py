"""What can be done with a message of the conversation: menus, the editor of an answer, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from paddock.domain.markdown.think import split_think
from paddock.domain.reply import Ending

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from paddock.domain.chat import Chat, Turn
    from paddock.parts.transcript.view import Transcript


class MessageActions(QObject):
    """The menus of one transcript. What a person wants of a message is told by signals."""

    retry_requested = Signal(int, str)  # turn id, model; empty: the one that is chosen
    continue_requested = Signal(int)  # turn id
    edit_requested = Signal(int)  # turn id
    answer_edited = Signal(int, int, str)  # turn id, index of the answer, text
    delete_requested = Signal(int, int)  # turn id, index of the answer or -1
    details_requested = Signal(int, int, bool)  # turn id, index, whether for what was sent

    def __init__(
        self,
        transcript: Transcript,
        chat_of: Callable[[], Chat | None],
        models: Callable[[], Sequence[str]],
        is_busy: Callable[[], bool],
    ) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._chat_of = chat_of
        self._models = models
        self._is_busy = is_busy
        transcript.menu_requested.connect(self._on_answer_menu)
        transcript.question_menu_requested.connect(self._on_question_menu)
        transcript.metrics_requested.connect(
            lambda turn_id, index: self.details_requested.emit(turn_id, index, False)
        )
        transcript.edit_requested.connect(self.edit_requested)
        transcript.delete_requested.connect(self.delete_requested)
        transcript.continue_requested.connect(self.continue_requested)

    def edit_answer(self, turn_id: int, index: int) -> None:
        """Opens the text of an answer in an editor of its own."""
        from paddock.features.chat.answer_editor import AnswerEditor

        turn = self._turn(turn_id)
        if turn is None:
            return
        editor = AnswerEditor(turn.replies[index].text, self._transcript.window())
        editor.saved.connect(lambda text: self.answer_edited.emit(turn_id, index, text))
        editor.open()

    def _on_answer_menu(self, turn_id: int, index: int, at: QPoint, _selected: bool) -> None:
        turn = self._turn(turn_id)
        if turn is None:
            return
        reply, menu = turn.replies[index], self._menu()
        answer = split_think(reply.text, final=True)[1]
        self._add(menu, self.tr("Copy answer"), lambda: _copy(answer), bool(answer))
        self._add(
            menu,
            self.tr("Edit answer…"),
            lambda: self.edit_answer(turn_id, index),
            not reply.is_open and bool(reply.text),
        )
        can_ask = not self._is_busy()
        self._add(
            menu,
            self.tr("Continue"),
            lambda: self.continue_requested.emit(turn_id),
            can_ask and bool(reply.text) and index == turn.shown,
        )
        menu.addSeparator()
        self._add(
            menu, self.tr("Regenerate"), lambda: self.retry_requested.emit(turn_id, ""), can_ask
        )
        self._add_models(menu, turn_id, can_ask)
        menu.addSeparator()
        self._add(
            menu, self.tr("Details…"), lambda: self.details_requested.emit(turn_id, index, False)
        )
        self._add(
            menu,
            self.tr("Show what was sent"),
            lambda: self.details_requested.emit(turn_id, index, True),
            reply.ending is not Ending.DONE or reply.origin not in ("edited", "imported"),
        )
        menu.addSeparator()
        self._add(
            menu, self.tr("Delete answer"), lambda: self.delete_requested.emit(turn_id, index)
        )
        self._show(menu, at)

    def _on_question_menu(self, turn_id: int, at: QPoint, _selected: bool) -> None:
        turn = self._turn(turn_id)
        if turn is None:
            return
        menu = self._menu()
        self._add(menu, self.tr("Copy message"), lambda: _copy(turn.question), bool(turn.question))
        self._add(menu, self.tr("Edit message"), lambda: self.edit_requested.emit(turn_id))
        can_ask = not self._is_busy()
        self._add(
            menu, self.tr("Ask again"), lambda: self.retry_requested.emit(turn_id, ""), can_ask
        )
        self._add_models(menu, turn_id, can_ask)
        menu.addSeparator()
        self._add(menu, self.tr("Delete message"), lambda: self.delete_requested.emit(turn_id, -1))
        self._show(menu, at)

    def _show(self, menu: QMenu, at: QPoint) -> None:
        """Below what is done with the message stands what is done with its text."""
        menu.addSeparator()
        self._transcript.add_text_actions(menu, at)
        menu.popup(at)

    def _add_models(self, menu: QMenu, turn_id: int, enabled: bool) -> None:
        inner = menu.addMenu(self.tr("Regenerate with"))
        for name in self._models():
            inner.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _checked=False, model=name: self.retry_requested.emit(turn_id, model)
            )
        inner.setEnabled(enabled and not inner.isEmpty())

    def _add(
        self, menu: QMenu, text: str, wish: Callable[[], object], enabled: bool = True
    ) -> None:
        action = menu.addAction(text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: wish())

    def _menu(self) -> QMenu:
        menu = QMenu(self._transcript)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _turn(self, turn_id: int) -> Turn | None:
        chat = self._chat_of()
        try:
            return chat.turn(turn_id) if chat is not None else None
        except KeyError:
            return None


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
