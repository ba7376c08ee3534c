"""The text files of a message: a quiet chip for each; one that is pressed is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind
from paddock.kit.sizes import file_size
from paddock.kit.tips import plain_tip
from paddock.parts.segments.segment import Segment
from paddock.parts.transcript.caption import caption_height
from paddock.parts.transcript.wrapping import width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from paddock.domain.attachment import Attachment
    from paddock.parts.transcript.materials import Materials

_SPACE = 6
_ROOM = 44
"""Pixels of a chip beside its words: the icon, and what is around them."""
_MOST_NAME = 220
_BELOW = 4


class AttachedWidget(QWidget):
    """A button for each file."""

    def __init__(self) -> None:
        super().__init__()
        self._segment: Attached | None = None
        self._buttons: list[QToolButton] = []

    def show_segment(self, segment: Attached | None) -> None:
        if segment is self._segment:
            return
        self._segment = segment
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        if segment is not None:
            for place, words in enumerate(segment.words):
                self._buttons.append(self._made(segment, place, words))
            self._lay_out()

    def _made(self, segment: Attached, place: int, words: str) -> QToolButton:
        look = segment.materials.look
        button = QToolButton(self)
        set_kind(button, "chip")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setIcon(look.icons.icon("file"))
        button.setFont(look.caption)
        button.setText(words.replace("&", "&&"))
        name = segment.file(place).name
        button.setAccessibleName(name)
        button.setAccessibleDescription(segment.size_of(place))
        button.setToolTip(plain_tip(name))
        button.setFixedSize(segment.sizes[place])
        button.clicked.connect(lambda: self._on_chosen(place))
        button.show()
        return button

    def _lay_out(self) -> None:
        if self._segment is not None:
            places, _ = wrapped(self._segment.sizes, self.width(), _SPACE)
            for button, place in zip(self._buttons, places, strict=True):
                button.move(place)

    def _on_chosen(self, place: int) -> None:
        if self._segment is not None:
            wishes = self._segment.materials.wishes
            wishes.attachment_requested.emit(self._segment.turn_id, self._segment.index(place))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()


class Attached(Segment[AttachedWidget]):
    """`files` are those of the kind text, each with its index among all attachments."""

    gap = 4

    def __init__(
        self, materials: Materials, turn_id: int, files: Sequence[tuple[int, Attachment]]
    ) -> None:
        self.materials = materials
        self.turn_id = turn_id
        self._files = files
        metrics = QFontMetrics(materials.look.caption)
        middle = Qt.TextElideMode.ElideMiddle
        self.words = [
            f"{metrics.elidedText(_line(file.name), middle, _MOST_NAME)}  {file_size(file.size)}"
            for _, file in files
        ]
        height = caption_height(materials) + 10
        self.sizes = [QSize(metrics.horizontalAdvance(w) + _ROOM, height) for w in self.words]

    @property
    def ideal_width(self) -> int:
        """Room enough for all of them side by side."""
        return width_of(self.sizes, _SPACE)

    def file(self, place: int) -> Attachment:
        return self._files[place][1]

    def index(self, place: int) -> int:
        """That among all attachments of the message."""
        return self._files[place][0]

    def size_of(self, place: int) -> str:
        """How large the file is, in words."""
        return file_size(self.file(place).size)

    @classmethod
    @override
    def make_widget(cls) -> AttachedWidget:
        return AttachedWidget()

    @override
    def estimate(self, width: int) -> int:
        return wrapped(self.sizes, width, _SPACE)[1] + _BELOW

    @override
    def fill(self, widget: AttachedWidget) -> None:
        widget.show_segment(self)

    @override
    def release(self, widget: AttachedWidget) -> None:
        widget.show_segment(None)


def _line(name: str) -> str:
    """A name in one line, whatever is in it."""
    return " ".join(name.split())
