"""Below an answer: what it cost, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from paddock.base.compat import override
from paddock.domain.markdown.think import split_think
from paddock.kit.roles import set_kind
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.actions import ActionsWidget, Switcher, action_button
from paddock.parts.transcript.caption import caption_height

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from paddock.domain.reply import Reply
    from paddock.parts.transcript.materials import Materials

_LEAST = 30
_SPACE = 2
_BETWEEN = ("    ", "  ")
"""What stands between two figures, and where there is little room."""
_ROUND_FIGURES = 8
"""Pixels that the button takes more than its words."""


class FooterWidget(ActionsWidget):
    """Figures on the left; Copy, Regenerate, more, and the other answers on the right.

    The buttons are there for the last answer, and for others under the pointer or with the focus.
    A figure that is not known is not shown, nor is the speed of the prompt: its tokens may have
    come from the cache. Those for which there is no room are left out from the last one on.
    """

    def __init__(self) -> None:
        super().__init__()
        self._segment: Footer | None = None
        self._figures = QToolButton()
        set_kind(self._figures, "figures")
        self._figures.setToolTip(self.tr("Details of the answer"))
        self._copy = action_button(self.tr("Copy answer"))
        self._retry = action_button(self.tr("Regenerate"))
        self._more = action_button(self.tr("More actions"))
        self._answers = Switcher(self.tr("Earlier answer"), self.tr("Later answer"))
        self._parts: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACE)
        row.addWidget(self._figures)
        row.addStretch(1)
        for widget in (self._copy, self._retry, self._more, self._answers):
            row.addWidget(widget)
        self._figures.clicked.connect(self._on_figures)
        self._copy.clicked.connect(self._on_copy)
        self._retry.clicked.connect(self._on_retry)
        self._more.clicked.connect(self._on_more)
        self._answers.stepped.connect(self._on_stepped)

    def show_segment(self, segment: Footer | None) -> None:
        self._segment = segment
        if segment is None:
            return
        look = segment.materials.look
        for button, icon in ((self._copy, "copy"), (self._retry, "retry"), (self._more, "more")):
            button.setIcon(look.icons.icon(icon))
        self._figures.setFont(look.caption)
        self._parts = self._parts_of(segment.reply)
        self._answers.show_place(segment.position, segment.count, look)
        self.refresh()

    @override
    def refresh(self) -> None:
        segment = self._segment
        if segment is None:
            return
        shown = segment.is_last or self._active
        for button in (self._copy, self._retry, self._more):
            button.setVisible(shown)
        self._answers.setVisible(segment.count > 1)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._segment is not None:
            self._fit()

    def _fit(self) -> None:
        right = (self._copy, self._retry, self._more, self._answers)
        taken = sum(w.sizeHint().width() + _SPACE for w in right if not w.isHidden())
        room = self.width() - taken - _ROUND_FIGURES
        metrics = QFontMetrics(self._figures.font())
        tries = (
            between.join(self._parts[:count])
            for count in range(len(self._parts), 0, -1)
            for between in _BETWEEN
        )
        text = next((text for text in tries if metrics.horizontalAdvance(text) <= room), "")
        self._figures.setText(text)
        name = self.tr("Details of the answer")
        self._figures.setAccessibleName(f"{name}: {', '.join(self._parts)}")
        self._figures.setVisible(bool(text))

    def _parts_of(self, reply: Reply) -> list[str]:
        number = self.locale()
        metrics = reply.metrics
        parts = []
        if reply.origin:
            parts.append(self._origin(reply.origin))
        if metrics.tokens_per_second is not None:
            speed = metrics.tokens_per_second
            speed_words = number.toString(speed, "f", 1 if speed < 100 else 0)
            parts.append(self.tr("{0} tok/s").format(speed_words))
        if reply.seconds_to_first_token is not None:
            wait = number.toString(reply.seconds_to_first_token, "f", 2)
            parts.append(self.tr("first token {0} s").format(wait))
        if metrics.answer_tokens is not None:
            parts.append(self.tr("%n token(s)", "", metrics.answer_tokens))
        return parts

    def _origin(self, origin: str) -> str:
        words = {
            "edited": self.tr("edited"),
            "continued": self.tr("continued"),
            "imported": self.tr("imported"),
        }
        return words[origin]

    def _on_figures(self) -> None:
        if self._segment is not None:
            segment = self._segment
            segment.materials.wishes.metrics_requested.emit(segment.turn_id, segment.position)

    def _on_copy(self) -> None:
        if self._segment is not None:
            answer = split_think(self._segment.reply.text, final=True)[1]
            QGuiApplication.clipboard().setText(answer)

    def _on_retry(self) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.retry_requested.emit(self._segment.turn_id)

    def _on_more(self) -> None:
        if self._segment is not None:
            segment = self._segment
            below = self._more.mapToGlobal(QPoint(0, self._more.height()))
            segment.materials.wishes.menu_requested.emit(
                segment.turn_id, segment.position, below, False
            )

    def _on_stepped(self, step: int) -> None:
        if self._segment is not None:
            segment = self._segment
            segment.materials.wishes.switch_requested.emit(segment.turn_id, segment.position + step)


class Footer(Segment[FooterWidget]):
    """`place` is the position of the answer among those to the same question, and their number."""

    gap = 6

    def __init__(
        self,
        materials: Materials,
        turn_id: int,
        reply: Reply,
        place: tuple[int, int],
        *,
        is_last: bool,
    ) -> None:
        self.materials = materials
        self.turn_id = turn_id
        self.reply = reply
        self.position, self.count = place
        self.is_last = is_last

    @classmethod
    @override
    def make_widget(cls) -> FooterWidget:
        return FooterWidget()

    @override
    def estimate(self, width: int) -> int:
        return max(_LEAST, caption_height(self.materials) + 8)

    @override
    def fill(self, widget: FooterWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: FooterWidget) -> None:
        widget.show_segment(None)
        widget.set_active(False)
