"""The model that answers: a combo box of names, and what the chosen one can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from paddock.kit.roles import set_role
from paddock.kit.row_choice import RowChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex

    from paddock.ollama.types import InstalledModel

_SHOWN = ("vision", "tools", "thinking", "insert", "audio")


class ModelPicker(QWidget):
    """Keeps the chosen name while the list changes under it."""

    model_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._badges: list[QLabel] = []
        self._combo = QComboBox()
        self._combo.setAccessibleName(self.tr("Model"))
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._combo.setMinimumWidth(150)
        self._combo.setMaxVisibleItems(20)
        self._combo.setPlaceholderText(self.tr("No model"))
        self._combo.setEnabled(False)
        self._combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        # On X11 and Wayland the accessible name of a combo box is what it shows; readers take what
        # it is for from its label, which nobody needs to see here.
        label = QLabel(self.tr("Model"), self)
        label.setBuddy(self._combo)
        label.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._combo)
        self._combo.activated.connect(lambda: self.model_chosen.emit(self.model()))
        RowChoice(self._combo.view()).chosen.connect(self._on_row)

    def model(self) -> str:
        """The full name of the chosen model, or empty."""
        name = self._combo.currentData()
        return str(name) if name else ""

    def models(self) -> list[str]:
        """All names that can be chosen, in the order of the list."""
        return [str(self._combo.itemData(row)) for row in range(self._combo.count())]

    def open(self) -> None:
        """Drops the list down, for the keyboard."""
        self._combo.setFocus()
        self._combo.showPopup()

    def set_models(self, models: Iterable[InstalledModel]) -> None:
        """Offers the models that can chat."""
        names = [model.name for model in models if can_chat(model)]
        if names == [self._combo.itemData(row) for row in range(self._combo.count())]:
            return
        chosen = self.model()
        self._combo.clear()
        for name in names:
            self._combo.addItem(name.removesuffix(":latest"), name)
        self._combo.setEnabled(bool(names))
        self._combo.setCurrentIndex(self._combo.findData(chosen))

    def choose(self, name: str) -> None:
        """Shows `name` as chosen, without a signal; a name that is not offered shows none."""
        self._combo.setCurrentIndex(self._combo.findData(name))

    def set_capabilities(self, capabilities: Iterable[str]) -> None:
        for badge in self._badges:
            self._row.removeWidget(badge)
            badge.hide()
            badge.deleteLater()
        known = frozenset(capabilities)
        self._badges = [QLabel(name) for name in _SHOWN if name in known]
        for position, badge in enumerate(self._badges):
            set_role(badge, "badge")
            self._row.insertWidget(position, badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_row(self, index: QModelIndex) -> None:
        self._combo.hidePopup()
        self._combo.setCurrentIndex(index.row())
        self.model_chosen.emit(self.model())


def can_chat(model: InstalledModel) -> bool:
    """False only for a model that is known not to generate text."""
    return (
        model.capabilities is None or not model.capabilities or "completion" in model.capabilities
    )
