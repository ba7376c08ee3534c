"""The conversations of a file as rows that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from paddock.base.compat import override

if TYPE_CHECKING:
    from typing import TypeAlias

    from paddock.domain.exchange.values import Conversation
    from paddock.features.exchange.gathering import Preview

    Index: TypeAlias = QModelIndex | QPersistentModelIndex

_TITLE, _COUNT, _DATE, _REMARK = range(4)
_ROOT = QModelIndex()
_CHECKED = Qt.CheckState.Checked


class PreviewModel(QAbstractTableModel):
    """What is new is checked at first."""

    choice_changed = Signal()

    def __init__(self, preview: Preview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offered = preview.offered
        self._chosen = [not offered.is_here for offered in preview.offered]
        self._locale = QLocale()

    def chosen(self) -> list[Conversation]:
        pairs = zip(self._offered, self._chosen, strict=True)
        return [offered.conversation for offered, chosen in pairs if chosen]

    def count(self) -> int:
        """How many are chosen."""
        return sum(self._chosen)

    def choose_all(self, chosen: bool) -> None:
        self._chosen = [chosen] * len(self._offered)
        last = self.index(len(self._offered) - 1, _TITLE)
        self.dataChanged.emit(self.index(0, _TITLE), last, [Qt.ItemDataRole.CheckStateRole])
        self.choice_changed.emit()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._offered)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Title"), self.tr("Messages"), self.tr("Last changed"), "")[section]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        return flags | flag.ItemIsUserCheckable if index.column() == _TITLE else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == _TITLE:
            return _CHECKED if self._chosen[row] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _COUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != _TITLE:
            return False
        self._chosen[index.row()] = Qt.CheckState(value) == _CHECKED
        self.dataChanged.emit(index, index, [role])
        self.choice_changed.emit()
        return True

    def _text(self, row: int, column: int) -> str:
        offered = self._offered[row]
        head = offered.conversation.head
        match column:
            case 0:
                return head.title or self.tr("Untitled")
            case 1:
                return self._locale.toString(len(offered.conversation.tree.messages))
            case 2:
                moment = QDateTime.fromSecsSinceEpoch(int(head.changed or head.created))
                return self._locale.toString(moment.date(), QLocale.FormatType.ShortFormat)
            case _:
                return self.tr("Already here") if offered.is_here else ""
