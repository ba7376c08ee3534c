"""The models as rows: the name, and on the right its size or the time it stays loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paddock.base.compat import override
from paddock.kit.sizes import file_size
from paddock.kit.tips import plain_tip
from paddock.shell.countdown import remaining

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import (
        QObject,
    )
    from PySide6.QtWidgets import QWidget

    from paddock.kit.theme import Theme
    from paddock.ollama.types import InstalledModel, LoadedModel

_Index = QModelIndex | QPersistentModelIndex
NAME = Qt.ItemDataRole.UserRole
"""The role of the full name, with its tag."""
_AMOUNT = Qt.ItemDataRole.UserRole + 1
_LOADED = Qt.ItemDataRole.UserRole + 2


class ModelItems(QAbstractListModel):
    """The installed models by name. Rows move as little as the change needs, so a selection survives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._models: list[InstalledModel] = []
        self._loaded: dict[str, LoadedModel] = {}

    def show_models(self, models: Sequence[InstalledModel], loaded: Sequence[LoadedModel]) -> None:
        # One row for each name, and names that differ in case alone always in the same order.
        named = {model.name: model for model in models}
        ordered = [named[name] for name in sorted(named, key=lambda name: (name.casefold(), name))]
        self._loaded = {model.name: model for model in loaded}
        if [model.name for model in ordered] == [model.name for model in self._models]:
            self._models = ordered
            self.tick(everything=True)
            return
        self._replace(ordered)

    def tick(self, *, everything: bool = False) -> None:
        """The rows whose amount changes with time, or all."""
        for row, model in enumerate(self._models):
            if everything or model.name in self._loaded:
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def _replace(self, ordered: list[InstalledModel]) -> None:
        """Removes and inserts single rows; both lists are in the same order."""
        keep = {model.name for model in ordered}
        for row in reversed(range(len(self._models))):
            if self._models[row].name not in keep:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._models[row]
                self.endRemoveRows()
        for row, model in enumerate(ordered):
            if row < len(self._models) and self._models[row].name == model.name:
                self._models[row] = model
            else:
                self.beginInsertRows(QModelIndex(), row, row)
                self._models.insert(row, model)
                self.endInsertRows()
        if self._models:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._models) - 1, 0))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._models)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        model = self._models[index.row()]
        loaded = self._loaded.get(model.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return model.name.removesuffix(":latest")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{model.name}, {self._amount(model, loaded)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(model))
        if role == NAME:
            return model.name
        if role == _AMOUNT:
            return self._amount(model, loaded)
        if role == _LOADED:
            return loaded is not None
        return None

    def _amount(self, model: InstalledModel, loaded: LoadedModel | None) -> str:
        if loaded is not None:
            return remaining(loaded.expires_at) or self.tr("loaded")
        if model.is_cloud:
            return self.tr("cloud")
        return file_size(model.size)

    def _tip(self, model: InstalledModel) -> str:
        parts = [model.name, model.details.parameter_size, model.details.quantization_level]
        lines = [" · ".join(part for part in parts if part)]
        if model.is_cloud:
            lines.append(
                self.tr("Runs at {0}: prompts leave the server.").format(model.remote_host)
            )
        return "\n".join(lines)


class ModelRowDelegate(QStyledItemDelegate):
    """The name on the left, elided in its middle; the amount on the right, green while loaded."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, option.fontMetrics.height() + 16)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        name, background.text = background.text, ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, background, painter, option.widget
        )
        tokens = self._theme.tokens
        inside = QRect(option.rect).adjusted(8, 0, -8, 0)
        amount = str(index.data(_AMOUNT) or "")
        loaded = bool(index.data(_LOADED))
        painter.save()
        painter.setFont(self._theme.caption_font())
        painter.setPen(QColor(tokens.accent if loaded else tokens.muted))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inside, side, amount)
        taken = painter.fontMetrics().horizontalAdvance(amount) + 12
        if loaded:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(tokens.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(inside.right() - taken - 1, inside.center().y() - 4, 8, 8)
            taken += 14
        painter.setFont(option.font)
        painter.setPen(QColor(tokens.text))
        room = inside.adjusted(0, 0, -taken, 0)
        middle = Qt.TextElideMode.ElideMiddle
        shown = option.fontMetrics.elidedText(name, middle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
