"""A number with its name: an exact field, and a slider below it for the usual range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSlider, QVBoxLayout, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_role, set_state

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_FIELD_WIDTH = 92


class QuietSlider(QSlider):
    """A horizontal slider that leaves the wheel to the panel which is being scrolled."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SliderField(QWidget):
    """The name at the left, the field at the right; an inherited value is the field's placeholder.

    What is typed is handed on as text: what it means, and whether it is refused, the owner knows.
    """

    typed = Signal(str)
    """The text of the field, at each change that somebody makes."""
    slid = Signal(float)
    """The value the slider was moved to, a multiple of its step."""

    def __init__(
        self, name: str, usual: tuple[float, float] | None = None, step: float = 1.0
    ) -> None:
        super().__init__()
        self._usual = usual
        self._step = step
        self._name = QLabel(name)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._name.setBuddy(self.field)
        self._line = QHBoxLayout()
        self._line.setSpacing(4)
        self._line.addWidget(self._name, 1)
        self._line.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._line)
        self.slider: QuietSlider | None = None
        if usual is not None:
            self.slider = self._make_slider(name, usual)
            column.addWidget(self.slider)
        # textEdited would miss what an assistive technology writes.
        self.field.textChanged.connect(self.typed)

    def add_button(self, button: QWidget) -> None:
        """Puts a button between the name and the field."""
        self._line.insertWidget(1, button)

    def show_value(self, text: str, position: float | None, *, inherited: bool) -> None:
        """Shows a value, of `position` on the slider, without a signal."""
        set_role(self._name, "" if inherited else "overridden")
        self.field.setPlaceholderText(text if inherited else "")
        wanted = "" if inherited else text
        self.set_text(wanted)
        if self.slider is not None and self._usual is not None:
            at = self._usual[0] if position is None else position
            with QSignalBlocker(self.slider):
                self.slider.setValue(round((at - self._usual[0]) / self._step))
            set_state(self.slider, "inherited", inherited)

    def set_text(self, text: str) -> None:
        """Writes into the field without a signal."""
        if self.field.text() != text:
            with QSignalBlocker(self.field):
                self.field.setText(text)

    def show_refusal(self, words: str) -> None:
        """Marks the field as refused, with `words` for assistive technology; empty unmarks it."""
        set_state(self.field, "invalid", bool(words))
        self.field.setAccessibleDescription(words)

    def _make_slider(self, name: str, usual: tuple[float, float]) -> QuietSlider:
        slider = QuietSlider()
        slider.setAccessibleName(self.tr("{0} slider").format(name))
        steps = round((usual[1] - usual[0]) / self._step)
        slider.setRange(0, steps)
        slider.setPageStep(max(1, steps // 10))
        slider.valueChanged.connect(self._on_slid)
        return slider

    def _on_slid(self, position: int) -> None:
        assert self._usual is not None
        # Ten decimals hide what binary fractions leave of a sum.
        self.slid.emit(round(self._usual[0] + position * self._step, 10))
