"""What the lines with the actions of a message have in common: their buttons, and ‹ 2 / 3 ›."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from paddock.parts.look import Look

_ICON = QSize(16, 16)


class ActionsWidget(QWidget):
    """A line of buttons that come with the pointer or the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._active = False

    def set_active(self, active: bool) -> None:
        """Whether the pointer or the keyboard is in the message."""
        if active != self._active:
            self._active = active
            self.refresh()

    def refresh(self) -> None:
        """Shows what is to be seen now."""


class Switcher(QWidget):
    """Goes between what stands in the same place: `‹ 2 / 3 ›`."""

    stepped = Signal(int)  # -1 or 1

    def __init__(self, earlier: str, later: str) -> None:
        super().__init__()
        self._earlier = action_button(earlier)
        self._place = QLabel()
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._place, "note")
        self._later = action_button(later)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._earlier, self._place, self._later):
            row.addWidget(widget)
        self._earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self._later.clicked.connect(lambda: self.stepped.emit(1))

    def show_place(self, position: int, count: int, look: Look) -> None:
        """`position` counts from 0."""
        self._earlier.setIcon(look.icons.icon("chevron-left"))
        self._later.setIcon(look.icons.icon("chevron-right"))
        self._place.setFont(look.caption)
        self._place.setText(f"{position + 1} / {count}")
        self._earlier.setEnabled(position > 0)
        self._later.setEnabled(position < count - 1)


def action_button(name: str) -> QToolButton:
    """A slim button with an icon, which is set when the look is known."""
    button = QToolButton()
    button.setIconSize(_ICON)
    button.setToolTip(name)
    button.setAccessibleName(name)
    set_kind(button, "message")
    return button
