"""A choice between a few words that are all visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind, set_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: +1,
    Qt.Key.Key_Down: +1,
}


class _Segment(QToolButton):
    """A button that hands arrow keys to its neighbours."""

    stepped = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_kind(self, "segment")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class Segmented(QWidget):
    """Buttons side by side of which at most one is on. Tab reaches one of them, arrows move it."""

    chosen = Signal(str)
    """The key of the segment that the person turned on."""

    def __init__(self, name: str, segments: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, _Segment] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.set_segments(segments)

    def set_segments(self, segments: Sequence[tuple[str, str]]) -> None:
        """Replaces the choices by (key, text); none is on then."""
        for old in self._buttons.values():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._buttons = {key: self._segment(key, text) for key, text in segments}
        places = list(self._buttons.values())
        for index, button in enumerate(places):
            first, last = index == 0, index == len(places) - 1
            place = "only" if first and last else "first" if first else "last" if last else ""
            set_state(button, "place", place)
            self._row.addWidget(button)
        self._let_tab_reach(None)

    def chosen_key(self) -> str | None:
        return next((key for key, button in self._buttons.items() if button.isChecked()), None)

    def set_chosen(self, key: str | None, *, inherited: bool = False) -> None:
        """Turns a segment on without a signal; `inherited` shows it as someone else's choice.

        Raises KeyError for a key that is no segment.
        """
        wanted = self._buttons[key] if key is not None else None
        # An exclusive group would not let its last button go.
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(button is wanted)
            set_state(button, "inherited", inherited)
        self._group.setExclusive(True)
        self._let_tab_reach(wanted)

    def _segment(self, key: str, text: str) -> _Segment:
        button = _Segment(text)
        self._group.addButton(button)
        button.clicked.connect(lambda: self._on_clicked(key))
        button.stepped.connect(lambda step: self._on_stepped(button, step))
        return button

    def _on_clicked(self, key: str) -> None:
        for button in self._buttons.values():
            set_state(button, "inherited", False)
        self._let_tab_reach(self._buttons[key])
        self.chosen.emit(key)

    def _on_stepped(self, button: _Segment, step: int) -> None:
        buttons = list(self._buttons.values())
        target = buttons[(buttons.index(button) + step) % len(buttons)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        target.click()

    def _let_tab_reach(self, current: _Segment | None) -> None:
        reached = current or next(iter(self._buttons.values()), None)
        for button in self._buttons.values():
            strong = button is reached
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            )
