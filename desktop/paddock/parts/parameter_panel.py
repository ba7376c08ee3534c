"""The side panel where a chat's parameters are seen and overridden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from paddock.domain.parameters import OPTIONS, Overrides
from paddock.kit.growing_edit import GrowingEdit
from paddock.kit.roles import set_role
from paddock.kit.section import Section
from paddock.parts.parameter_request import KeepAliveRow, ThinkRow
from paddock.parts.parameter_row import ParameterRow
from paddock.parts.parameter_words import ParameterWords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import (
        QPlainTextEdit,
    )

    from paddock.domain.parameters import Value
    from paddock.kit.icons import Icons

WIDTH = 320
_SAMPLING = ("temperature", "top_p", "top_k", "min_p", "repeat_penalty", "seed")
_CONTEXT = ("num_ctx", "num_predict")
_RUNTIME = tuple(name for name, option in OPTIONS.items() if option.group == "runtime")
_MORE = tuple(name for name in OPTIONS if name not in {*_SAMPLING, *_CONTEXT, *_RUNTIME})


class ParameterPanel(QWidget):
    """Shows what each parameter is and whose value it has; only what is changed here is sent."""

    overrides_changed = Signal(object)
    """The Overrides after each valid change by the person."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._words = ParameterWords(self)
        self._overrides = Overrides()
        self._model_parameters: Mapping[str, Value] = {}
        self._rows: dict[str, ParameterRow] = {}
        self._preview_text = ""
        self._preview: QPlainTextEdit | None = None
        set_role(self, "panel")
        title = QLabel(self.tr("Parameters"))
        set_role(title, "title")
        self._system_name = QLabel(self.tr("System prompt"))
        self._system = self._system_edit()
        self._system_name.setBuddy(self._system)
        self._keep_alive = KeepAliveRow(icons, self._words)
        self._think = ThinkRow(icons, self._words)
        self._sections = {
            _SAMPLING: self._section(self.tr("Sampling"), _SAMPLING),
            _MORE: self._section(self.tr("More sampling"), _MORE),
            _CONTEXT: self._section(self.tr("Context"), _CONTEXT),
            _RUNTIME: self._section(self.tr("Runtime"), _RUNTIME),
        }
        # From the outside in: each change of parent styles the whole tree below it anew.
        column = self._make_column()
        for widget in (title, self._system_name, self._system, self._keep_alive, self._think):
            column.addWidget(widget)
        for section in self._sections.values():
            column.addWidget(section)
        column.addWidget(Section(icons, self.tr("Will be sent"), self._fill_preview))
        column.addStretch()
        self._sections[_SAMPLING].set_open(True)
        self._sections[_CONTEXT].set_open(True)
        self._system.textChanged.connect(self._on_system)
        self._keep_alive.keep_alive_changed.connect(self._on_keep_alive)
        self._think.think_changed.connect(self._on_think)

    def overrides(self) -> Overrides:
        return self._overrides

    def set_overrides(self, overrides: Overrides) -> None:
        """Shows another chat's overrides, without a signal; sections that hold one are opened."""
        self._overrides = overrides
        for names, section in self._sections.items():
            if any(name in overrides.options for name in names):
                section.set_open(True)
        if (overrides.system or "") != self._system.toPlainText():
            with QSignalBlocker(self._system):
                self._system.setPlainText(overrides.system or "")
        self._show_request()
        self._show_rows()

    def set_model(
        self, name: str, capabilities: frozenset[str], model_parameters: Mapping[str, Value]
    ) -> None:
        """Shows what the model brings; `parse_model_parameters` reads its parameters."""
        self.setAccessibleDescription(name)
        self._model_parameters = model_parameters
        self._think.set_able("thinking" in capabilities, known=bool(name))
        self._show_request()
        self._show_rows()

    def set_preview(self, text: str) -> None:
        """The request as JSON, for the section `Will be sent`."""
        self._preview_text = text
        if self._preview is not None:
            self._preview.setPlainText(text)

    def _make_column(self) -> QVBoxLayout:
        """The layout of everything that scrolls."""
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it holds scrolls into view by Tab
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 0, 0, 0)
        around.addWidget(scroll)
        self.setMinimumWidth(WIDTH)
        body = QWidget()
        scroll.setWidget(body)
        # Both would paint the palette's window over the panel's own background.
        scroll.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 16)
        column.setSpacing(8)
        return column

    def _system_edit(self) -> GrowingEdit:
        edit = GrowingEdit(2, 8)
        edit.setAccessibleName(self.tr("System prompt"))
        edit.setPlaceholderText(self.tr("inherited from the model"))
        return edit

    def _section(self, title: str, names: Sequence[str]) -> Section:
        return Section(self._icons, title, lambda column: self._fill_rows(column, names))

    def _fill_rows(self, column: QVBoxLayout, names: Sequence[str]) -> None:
        for name in names:
            row = ParameterRow(OPTIONS[name], self._icons, self._words)
            row.show_state(self._overrides, self._model_parameters)
            row.value_changed.connect(self._on_option)
            self._rows[name] = row
            column.addWidget(row)

    def _fill_preview(self, column: QVBoxLayout) -> None:
        self._preview = GrowingEdit(3, 24)
        self._preview.setReadOnly(True)
        self._preview.setAccessibleName(self.tr("Will be sent"))
        self._preview.setPlaceholderText(self.tr("Nothing until a model is chosen"))
        set_role(self._preview, "code")
        self._preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._preview.setPlainText(self._preview_text)
        column.addWidget(self._preview)

    def _show_rows(self) -> None:
        for row in self._rows.values():
            row.show_state(self._overrides, self._model_parameters)

    def _show_request(self) -> None:
        set_role(self._system_name, "overridden" if self._overrides.system else "")
        self._keep_alive.show_value(self._overrides.keep_alive)
        self._think.show_value(self._overrides.think)

    def _change(self, overrides: Overrides) -> None:
        self._overrides = overrides
        self._show_request()
        self.overrides_changed.emit(overrides)

    def _on_option(self, name: str, value: object | None) -> None:
        overrides = self._overrides.with_option(name, value)
        self._rows[name].show_state(overrides, self._model_parameters)
        self._change(overrides)

    def _on_system(self) -> None:
        text = self._system.toPlainText()
        self._change(replace(self._overrides, system=text if text.strip() else None))

    def _on_keep_alive(self, value: float | str | None) -> None:
        self._change(replace(self._overrides, keep_alive=value))

    def _on_think(self, value: bool | str | None) -> None:
        self._change(replace(self._overrides, think=value))
