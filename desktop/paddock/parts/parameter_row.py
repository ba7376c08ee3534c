"""One parameter: its control, where its value comes from, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from paddock.domain.parameters import Overrides, effective
from paddock.kit.roles import set_role
from paddock.parts.parameter_editors import make_editor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paddock.domain.parameters import Option, OptionError, Value
    from paddock.kit.icons import Icons
    from paddock.parts.parameter_words import ParameterWords


class SourceLine(QWidget):
    """The caption under a control, with a button that takes the override back."""

    reset_requested = Signal()

    def __init__(self, icons: Icons, name: str) -> None:
        super().__init__()
        self._caption = QLabel()
        self._caption.setWordWrap(True)
        self._reset = QToolButton()
        self._reset.setIcon(icons.icon("reset"))
        self._reset.setIconSize(QSize(14, 14))
        self._reset.setFixedSize(20, 20)
        self._reset.setAccessibleName(self.tr("Reset {0}").format(name))
        self._reset.setToolTip(self.tr("Reset {0}").format(name))
        # The rows below must not move when the button appears.
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._caption, 1)
        row.addWidget(self._reset)
        self._reset.clicked.connect(self.reset_requested)

    def show_source(self, words: str, *, overridden: bool) -> None:
        set_role(self._caption, "caption")
        self._caption.setText(words)
        self._reset.setVisible(overridden)

    def show_refusal(self, words: str) -> None:
        set_role(self._caption, "error")
        self._caption.setText(words)
        self._reset.show()

    def text(self) -> str:
        return self._caption.text()


class ParameterRow(QWidget):
    """An option in one of three states: inherited, overridden, or refused as it is typed."""

    value_changed = Signal(str, object)
    """The option's name and its value, None when it is inherited again."""

    def __init__(self, option: Option, icons: Icons, words: ParameterWords) -> None:
        super().__init__()
        self._option = option
        self._words = words
        self._editor = make_editor(option, icons)
        self._source = SourceLine(icons, option.name)
        self.setToolTip(words.explanation(option.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._editor)
        column.addWidget(self._source)
        self._editor.edited.connect(self._on_edited)
        self._editor.refused.connect(self._on_refused)
        self._source.reset_requested.connect(self._on_reset)

    def show_state(self, overrides: Overrides, model_parameters: Mapping[str, Value]) -> None:
        """Shows the value that counts, whose it is, and what it hides."""
        name = self._option.name
        shown = effective(name, overrides, model_parameters)
        beneath = effective(name, Overrides(), model_parameters)
        overridden = shown.source == "chat"
        words = self._words.inherited(self._option, beneath.value)
        self._editor.show_refusal("")
        self._editor.show_value(shown.value, words, inherited=not overridden)
        caption = self._words.caption(self._option, shown, beneath)
        self._source.show_source(caption, overridden=overridden)

    def _on_edited(self, value: object) -> None:
        self.value_changed.emit(self._option.name, value)

    def _on_refused(self, error: OptionError) -> None:
        words = self._words.refusal(error)
        self._editor.show_refusal(words)
        self._source.show_refusal(words)

    def _on_reset(self) -> None:
        self.value_changed.emit(self._option.name, None)
