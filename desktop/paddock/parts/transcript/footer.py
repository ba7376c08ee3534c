"""Below an answer: what it cost, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from paddock.base.compat import override
from paddock.domain.markdown.think import split_think
from paddock.kit.roles import set_role
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.caption import caption_height

if TYPE_CHECKING:
    from paddock.domain.reply import Reply
    from paddock.parts.transcript.materials import Materials

_LEAST = 30


class FooterWidget(QWidget):
    """Figures on the left; Copy, Regenerate and the earlier answers on the right.

    The buttons are there for the last answer, and for others under the pointer or with the focus.
    """

    def __init__(self) -> None:
        super().__init__()
        self._segment: Footer | None = None
        self._figures = QLabel()
        set_role(self._figures, "note")
        self._copy = self._button(self.tr("Copy answer"))
        self._retry = self._button(self.tr("Regenerate"))
        self._earlier = self._button(self.tr("Earlier answer"))
        self._later = self._button(self.tr("Later answer"))
        self._place = QLabel()
        set_role(self._place, "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._figures, 1)
        for widget in (self._copy, self._retry, self._earlier, self._place, self._later):
            row.addWidget(widget)
        self._copy.clicked.connect(self._on_copy)
        self._retry.clicked.connect(self._on_retry)
        self._earlier.clicked.connect(lambda: self._switch(-1))
        self._later.clicked.connect(lambda: self._switch(1))
        self._active = False

    def show_segment(self, segment: Footer | None) -> None:
        self._segment = segment
        if segment is None:
            return
        icons = segment.materials.look.icons
        for button, icon in (
            (self._copy, "copy"),
            (self._retry, "retry"),
            (self._earlier, "chevron-left"),
            (self._later, "chevron-right"),
        ):
            button.setIcon(icons.icon(icon))
        for label in (self._figures, self._place):
            label.setFont(segment.materials.look.caption)
        self._figures.setText("    ".join(self._parts(segment.reply)))
        self._place.setText(f"{segment.position + 1} / {segment.count}")
        self._earlier.setEnabled(segment.is_last and segment.position > 0)
        self._later.setEnabled(segment.is_last and segment.position < segment.count - 1)
        self._refresh()

    def set_active(self, active: bool) -> None:
        """Whether the pointer or the keyboard is in the message."""
        self._active = active
        self._refresh()

    def _refresh(self) -> None:
        segment = self._segment
        if segment is None:
            return
        shown = segment.is_last or self._active
        self._copy.setVisible(shown)
        self._retry.setVisible(segment.is_last)
        for widget in (self._earlier, self._place, self._later):
            widget.setVisible(segment.count > 1)

    def _parts(self, reply: Reply) -> list[str]:
        parts = []
        number = self.locale()
        metrics = reply.metrics
        if metrics.tokens_per_second is not None:
            speed = number.toString(metrics.tokens_per_second, "f", 1)
            parts.append(self.tr("{0} tok/s").format(speed))
        if reply.seconds_to_first_token is not None:
            wait = number.toString(reply.seconds_to_first_token, "f", 2)
            parts.append(self.tr("first token {0} s").format(wait))
        if metrics.answer_tokens is not None:
            parts.append(self.tr("%n token(s)", "", metrics.answer_tokens))
        return parts

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(16, 16))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _on_copy(self) -> None:
        if self._segment is not None:
            answer = split_think(self._segment.reply.text, final=True)[1]
            QGuiApplication.clipboard().setText(answer)

    def _on_retry(self) -> None:
        if self._segment is not None:
            self._segment.materials.wishes.retry_requested.emit(self._segment.turn_id)

    def _switch(self, step: int) -> None:
        if self._segment is not None:
            segment = self._segment
            segment.materials.wishes.switch_requested.emit(segment.turn_id, segment.position + step)


class Footer(Segment[FooterWidget]):
    """`position` of `count` answers to the same question; only the last turn can be changed."""

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
    def measure(self, width: int) -> int:
        return self.estimate(width)

    @override
    def fill(self, widget: FooterWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: FooterWidget) -> None:
        widget.set_active(False)
        widget.show_segment(None)
