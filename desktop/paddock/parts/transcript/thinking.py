"""The folded line above what a model thought: how long, and whether it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.caption import caption_height

if TYPE_CHECKING:
    from paddock.parts.transcript.materials import Materials


@dataclass(frozen=True, slots=True)
class FoldKey:
    """What is opened or closed: the thinking of an answer, or one of the calls in it.

    `answer` is the id of its message, or its index where it has none.
    """

    turn: int
    answer: int
    call: int | None = None


class FoldWidget(QWidget):
    """A button with a chevron that points down when what is below it is open."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(14, 14))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_kind(self.button, "fold")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self._segment: FoldHead | None = None
        self.button.toggled.connect(self._on_toggled)

    def show_segment(self, segment: FoldHead | None) -> None:
        self._segment = None
        if segment is not None:
            icon = "chevron-down" if segment.is_open else "chevron-right"
            self.button.setIcon(segment.materials.look.icons.icon(icon))
            self.button.setFont(segment.materials.look.caption)
            self.button.setText(segment.words())
            self.button.setAccessibleName(segment.words())
            self.button.setChecked(segment.is_open)
        self._segment = segment

    def _on_toggled(self) -> None:
        if self._segment is not None:
            segment = self._segment
            segment.materials.wishes.fold_requested.emit(segment.key)


class FoldHead(Segment[FoldWidget]):
    """A line that folds what follows it. `key` says to whom it belongs when it is pressed."""

    gap = 2

    def __init__(self, materials: Materials, key: FoldKey) -> None:
        self.materials = materials
        self.key = key
        self.is_open = False
        self._height = caption_height(materials) + 12

    def words(self) -> str:
        """What stands on the line."""
        return ""

    @classmethod
    @override
    def make_widget(cls) -> FoldWidget:
        return FoldWidget()

    @override
    def estimate(self, width: int) -> int:
        return self._height

    @override
    def fill(self, widget: FoldWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: FoldWidget) -> None:
        widget.show_segment(None)


class ThinkingHead(FoldHead):
    """`Thought for 8 s`. The seconds are None while the model is thinking, or where nobody measured."""

    seconds: float | None = None
    is_thinking: bool = True

    @override
    def words(self) -> str:
        translate = QCoreApplication.translate
        if self.is_thinking:
            return translate("Thinking", "Thinking…")
        if self.seconds is None:
            return translate("Thinking", "Thoughts")
        count = max(1, round(self.seconds))
        return translate("Thinking", "Thought for %n s", "", count)
