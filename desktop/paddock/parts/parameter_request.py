"""The parameters that stand beside the options in a request: keep_alive and think."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from paddock.base.compat import override
from paddock.domain.keep_alive import KeepAliveError, parse_keep_alive
from paddock.kit.roles import set_role, set_state
from paddock.kit.segmented import Segmented
from paddock.parts.parameter_row import SourceLine

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from paddock.kit.icons import Icons
    from paddock.parts.parameter_words import ParameterWords

_DURATIONS = ("5m", "30m", "1h", "24h", "-1", "0")
_THINK: dict[str, bool | str] = {
    "off": False,
    "on": True,
    "low": "low",
    "medium": "medium",
    "high": "high",
}


class _QuietCombo(QComboBox):
    """Leaves the wheel to the panel which is being scrolled."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class KeepAliveRow(QWidget):
    """How long the model stays loaded: usual durations, or any that is typed."""

    keep_alive_changed = Signal(object)
    """The JSON value to send, None when it is inherited again."""

    def __init__(self, icons: Icons, words: ParameterWords) -> None:
        super().__init__()
        self._words = words
        self.setToolTip(self.tr("How long the model stays loaded; -1 for ever, 0 not at all"))
        self._name = QLabel("keep_alive")
        self._combo = _QuietCombo()
        self._field = QLineEdit()
        self._combo.setLineEdit(self._field)
        # It would turn a typed 1 into 1h.
        self._combo.setCompleter(None)  # type: ignore[arg-type]  # Qt documents null
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._combo.setFixedWidth(112)
        self._combo.addItem(self.tr("inherited"))
        self._combo.addItems(_DURATIONS)
        self._combo.setAccessibleName("keep_alive")
        self._field.setAccessibleName("keep_alive")
        self._field.setPlaceholderText(self.tr("inherited"))
        self._name.setBuddy(self._combo)
        self._source = SourceLine(icons, "keep_alive")
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._combo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._source)
        # Typed, chosen from the list, or written by an assistive technology.
        self._field.textChanged.connect(self._on_text)
        self._source.reset_requested.connect(lambda: self._take(""))
        self.show_value(None)

    def show_value(self, value: float | str | None) -> None:
        """Shows an override without a signal; None is inherited."""
        set_state(self._combo, "invalid", False)
        set_role(self._name, "" if value is None else "overridden")
        text = "" if value is None else str(value)
        # "5m " stays as it is while it is being typed.
        if self._field.text().strip() != text:
            with QSignalBlocker(self._combo), QSignalBlocker(self._field):
                self._combo.setCurrentIndex(self._combo.findText(text) if text else 0)
                self._field.setText(text)
        overridden = value is not None
        words = self._words.this_chat() if overridden else self._words.server_default()
        self._source.show_source(words, overridden=overridden)

    def _take(self, text: str) -> None:
        try:
            value = parse_keep_alive(text)
        except KeepAliveError as error:
            set_state(self._combo, "invalid", True)
            self._source.show_refusal(self._words.keep_alive_refusal(error))
            return
        self.keep_alive_changed.emit(value)

    def _on_text(self, text: str) -> None:
        self._take("" if text == self._combo.itemText(0) else text)


class ThinkRow(QWidget):
    """Whether and how hard the model thinks, where it can."""

    think_changed = Signal(object)
    """A bool or a level, None when it is inherited again."""

    def __init__(self, icons: Icons, words: ParameterWords) -> None:
        super().__init__()
        self._words = words
        self.setToolTip(self.tr("Lets the model reason before it answers"))
        self._name = QLabel("think")
        self._choice = Segmented("think", [(key, key) for key in _THINK])
        self._source = SourceLine(icons, "think")
        self._able = False
        self._known = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._choice)
        column.addWidget(self._source)
        self._choice.chosen.connect(lambda key: self.think_changed.emit(_THINK[key]))
        self._source.reset_requested.connect(lambda: self.think_changed.emit(None))
        self.show_value(None)

    def set_able(self, able: bool, *, known: bool = True) -> None:
        """Whether the model's capabilities list thinking; not `known` while there is no model."""
        self._able = able
        self._known = known

    def show_value(self, value: bool | str | None) -> None:
        """Shows an override without a signal. Left out, thinking is on for a model that can."""
        self._choice.setEnabled(self._able)
        overridden = value is not None
        set_role(self._name, "overridden" if overridden else "")
        if not self._able:
            self._choice.set_chosen(None)
            words = self.tr("this model cannot think") if self._known else ""
            self._source.show_source(words, overridden=overridden)
            return
        wanted = True if value is None else value
        # True == 1, so the type is part of what is compared.
        key = next((k for k, v in _THINK.items() if v == wanted and type(v) is type(wanted)), None)
        self._choice.set_chosen(key, inherited=not overridden)
        words = self._words.this_chat() if overridden else self._words.server_default()
        self._source.show_source(words, overridden=overridden)
