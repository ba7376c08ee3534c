"""Below a question: what can be done with it, and its other versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from paddock.base.compat import override
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.actions import ActionsWidget, Switcher, action_button
from paddock.parts.transcript.caption import caption_height

if TYPE_CHECKING:
    from paddock.domain.chat import Turn
    from paddock.parts.transcript.materials import Materials

_LEAST = 24


class QuestionFooterWidget(ActionsWidget):
    """Copy, Edit and Delete, with the pointer or the keyboard in the message or below the last one;
    the versions wherever there are several.

    Its buttons are made when they are first seen: most questions are only scrolled past.
    """

    def __init__(self) -> None:
        super().__init__()
        self._segment: QuestionFooter | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        self._buttons: list[QToolButton] = []
        self._versions: Switcher | None = None

    def show_segment(self, segment: QuestionFooter | None) -> None:
        self._segment = segment
        if segment is not None:
            self.refresh()

    @override
    def refresh(self) -> None:
        segment = self._segment
        if segment is None:
            return
        position, count = segment.branch
        shown = segment.is_last or self._active
        if self._versions is None:
            if not shown and count == 1:
                return
            self._versions = self._make()
        look = segment.materials.look
        for button, icon in zip(self._buttons, ("copy", "edit", "trash"), strict=True):
            if shown:
                button.setIcon(look.icons.icon(icon))
            button.setVisible(shown)
        self._buttons[0].setVisible(shown and bool(segment.text))
        self._versions.setVisible(count > 1)
        if count > 1:
            self._versions.show_place(position, count, look)

    def _make(self) -> Switcher:
        copy, edit = action_button(self.tr("Copy message")), action_button(self.tr("Edit message"))
        delete = action_button(self.tr("Delete message"))
        versions = Switcher(self.tr("Earlier version"), self.tr("Later version"))
        self._buttons = [copy, edit, delete]
        for widget in (*self._buttons, versions):
            self._row.addWidget(widget)
        copy.clicked.connect(self._on_copy)
        edit.clicked.connect(self._on_edit)
        delete.clicked.connect(self._on_delete)
        versions.stepped.connect(self._on_stepped)
        return versions

    def _on_copy(self) -> None:
        if self._segment is not None:
            QGuiApplication.clipboard().setText(self._segment.text)

    def _on_edit(self) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.edit_requested.emit(self._segment.turn_id)

    def _on_delete(self) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.delete_requested.emit(self._segment.turn_id, -1)

    def _on_stepped(self, step: int) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.branch_requested.emit(self._segment.turn_id, step)


class QuestionFooter(Segment[QuestionFooterWidget]):
    """Always as high, so that nothing moves when its buttons come and go."""

    gap = 2

    def __init__(self, materials: Materials, turn: Turn, *, is_last: bool) -> None:
        self.materials = materials
        self.turn_id = turn.id
        self.text = turn.question
        self.branch = turn.branch
        self.is_last = is_last

    def show(self, turn: Turn, *, is_last: bool) -> None:
        """The same question, of which other versions may have come or gone."""
        if (turn.branch, is_last) != (self.branch, self.is_last):
            self.branch, self.is_last = turn.branch, is_last
            self.stale = True

    @classmethod
    @override
    def make_widget(cls) -> QuestionFooterWidget:
        return QuestionFooterWidget()

    @override
    def estimate(self, width: int) -> int:
        return max(_LEAST, caption_height(self.materials) + 4)

    @override
    def fill(self, widget: QuestionFooterWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: QuestionFooterWidget) -> None:
        widget.show_segment(None)
        widget.set_active(False)
