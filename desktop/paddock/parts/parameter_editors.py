"""A control for each kind of option: a number, a switch, a list of strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QRandomGenerator, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from paddock.domain.parameters import OptionError
from paddock.kit.growing_edit import GrowingEdit
from paddock.kit.placeholder import show_placeholder
from paddock.kit.roles import set_role
from paddock.kit.segmented import Segmented
from paddock.kit.slider_field import SliderField
from paddock.parts.parameter_words import value_text

if TYPE_CHECKING:
    from paddock.domain.parameters import Option, Value
    from paddock.kit.icons import Icons

_LARGEST_SEED = 2**31 - 1


class _Control(QWidget):
    """What the controls have in common: a value, None where the person took it back."""

    edited = Signal(object)
    refused = Signal(object)
    """An OptionError: what was typed cannot be used."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option

    def show_refusal(self, words: str) -> None:
        """Marks the control as refused; empty words unmark it. Only a number can be refused."""

    def _means(self, typed: str, value: Value | None) -> bool:
        """Whether a text need not be rewritten: "0.50", or a line that was only begun, may stay."""
        try:
            return bool(typed.strip()) and self.option.parse(typed) == value
        except OptionError:
            return False

    def _take(self, text: str) -> None:
        """Reads what was typed; nothing means that the value is inherited again."""
        if not text.strip():
            self.edited.emit(None)
            return
        try:
            value = self.option.parse(text)
        except OptionError as error:
            self.refused.emit(error)
            return
        self.edited.emit(value)


class NumberEditor(_Control):
    """A field, a slider where the option has a usual range, a die for a seed."""

    def __init__(self, option: Option, icons: Icons) -> None:
        super().__init__(option)
        self._shown = ""
        self._box = SliderField(option.name, option.usual, option.step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        if option.name == "seed":
            self._add_die(icons)
        self._box.typed.connect(self._take)
        self._box.slid.connect(self._on_slid)
        self._box.field.editingFinished.connect(self._settle)

    def show_value(self, value: Value | None, words: str, *, inherited: bool) -> None:
        """Shows a value without a signal; an inherited one is greyed, and said in `words`."""
        number = value if isinstance(value, (int, float)) else None
        self._shown = "" if inherited or value is None else value_text(value)
        typed = self._box.field.text()
        text = words if inherited else typed if self._means(typed, value) else self._shown
        self._box.show_value(text, number, inherited=inherited)

    def show_refusal(self, words: str) -> None:
        self._box.show_refusal(words)

    def _settle(self) -> None:
        if self._shown and not self._box.field.property("invalid"):
            self._box.set_text(self._shown)

    def _add_die(self, icons: Icons) -> None:
        die = QToolButton()
        die.setIcon(icons.icon("dice"))
        die.setIconSize(QSize(16, 16))
        die.setAccessibleName(self.tr("Roll seed"))
        die.setToolTip(self.tr("Takes a random seed and keeps it"))
        die.clicked.connect(self._on_rolled)
        self._box.add_button(die)

    def _on_slid(self, position: float) -> None:
        self.edited.emit(self.option.coerce(position))

    def _on_rolled(self) -> None:
        # PySide6 names the method after Qt's `global`, a word of Python.
        self.edited.emit(QRandomGenerator.global_().bounded(_LARGEST_SEED))


class SwitchEditor(_Control):
    """false or true, and neither while the server decides."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._name = QLabel(option.name)
        self._choice = Segmented(option.name, [("false", "false"), ("true", "true")])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(self._choice)
        self._choice.chosen.connect(self._on_chosen)

    def show_value(self, value: Value | None, _words: str, *, inherited: bool) -> None:
        set_role(self._name, "" if inherited else "overridden")
        key = None if value is None else value_text(value)
        self._choice.set_chosen(key, inherited=inherited)

    def _on_chosen(self, key: str) -> None:
        self.edited.emit(key == "true")


class StringsEditor(_Control):
    """A field that grows, with a string on each line."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._name = QLabel(option.name)
        self._lines = GrowingEdit(1, 6)
        self._lines.setAccessibleName(option.name)
        self._name.setBuddy(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._lines)
        self._lines.textChanged.connect(self._on_changed)

    def show_value(self, value: Value | None, words: str, *, inherited: bool) -> None:
        set_role(self._name, "" if inherited else "overridden")
        show_placeholder(self._lines, words)
        if not inherited and self._means(self._lines.toPlainText(), value):
            return
        text = "" if inherited or value is None else value_text(value)
        if text != self._lines.toPlainText().strip("\n"):
            with QSignalBlocker(self._lines):
                self._lines.setPlainText(text)

    def _on_changed(self) -> None:
        self._take(self._lines.toPlainText())


Editor: TypeAlias = NumberEditor | SwitchEditor | StringsEditor


def make_editor(option: Option, icons: Icons) -> Editor:
    """The control for the option's kind."""
    if option.kind == "bool":
        return SwitchEditor(option)
    return StringsEditor(option) if option.kind == "strings" else NumberEditor(option, icons)
