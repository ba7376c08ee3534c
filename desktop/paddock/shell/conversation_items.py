"""The rows of the conversations as a model: what each shows, says, and what of it can be changed."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QDateTime,
    QLocale,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from paddock.base.compat import override
from paddock.domain.conversations import ChatHead, Folder
from paddock.kit.tips import plain_tip
from paddock.shell.conversation_changes import bring_to
from paddock.shell.conversation_rows import (
    ARCHIVED,
    MONTH,
    PINNED,
    TODAY,
    WEEK,
    YESTERDAY,
    Group,
    Row,
    folder_group,
    grouped,
    matching,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QObject

_Index = QModelIndex | QPersistentModelIndex
LOOK = Qt.ItemDataRole.UserRole
"""The role of a row's `Look`."""
FOLDED_AT_FIRST = (ARCHIVED,)
MIME = "application/x-paddock-chats"
_ALWAYS = (PINNED, TODAY, YESTERDAY, WEEK, MONTH, ARCHIVED)


@dataclass(frozen=True, slots=True)
class Look:
    """What a row shows."""

    text: str
    is_head: bool = False
    is_folded: bool = False
    is_inside: bool = False
    is_shown: bool = False
    is_working: bool = False
    is_unread: bool = False
    has_pin: bool = False


class ConversationItems(QAbstractListModel):
    """Chats under the heads of their groups. Rows move as little as a change needs."""

    renamed = Signal(int, str)
    folder_renamed = Signal(int, str)
    folded_changed = Signal(tuple)

    def __init__(self, parent: QObject, now: Callable[[], float] = time.time) -> None:
        """`now` tells the seconds since 1970."""
        super().__init__(parent)
        self._now = now
        self._heads: Sequence[ChatHead] = ()
        self.folders: Sequence[Folder] = ()
        self._folded = set(FOLDED_AT_FIRST)
        self._filter = ""
        self._rows: list[Row] = []
        self._places: dict[int | str, int] | None = None
        self._shown = 0
        self._working: frozenset[int] = frozenset()
        self._unread: frozenset[int] = frozenset()

    # ---- what is shown

    def show_chats(self, heads: Sequence[ChatHead], folders: Sequence[Folder]) -> None:
        self._heads = heads
        self.folders = folders
        self._update()

    def refresh_dates(self) -> None:
        """Puts the chats under the dates of now, after a midnight."""
        self._update()

    def set_filter(self, text: str) -> None:
        """Shows the chats with all words of `text` in their titles, and no groups; all when empty."""
        if text.strip() != self._filter:
            self._filter = text.strip()
            self._update()

    def set_folded(self, folded: Iterable[str]) -> None:
        """Folds these groups and no others, without a signal."""
        self._folded = set(folded)
        self._update()

    def fold(self, group: str, is_folded: bool) -> None:
        """As a person does it: tells what is folded now."""
        if is_folded == (group in self._folded):
            return
        self._folded ^= {group}
        self._update()
        known = {*_ALWAYS, *(folder_group(folder.id) for folder in self.folders)}
        known.update(row.id for row in self._rows if isinstance(row, Group))
        self.folded_changed.emit(tuple(sorted(self._folded & known)))

    def set_shown(self, chat: int) -> None:
        changed = (self._shown, chat)
        self._shown = chat
        self._repaint(changed)

    def set_working(self, chats: frozenset[int]) -> None:
        changed = self._working ^ chats
        self._working = chats
        self._repaint(changed)

    def set_unread(self, chats: frozenset[int]) -> None:
        changed = self._unread ^ chats
        self._unread = chats
        self._repaint(changed)

    # ---- asking

    @property
    def is_empty(self) -> bool:
        """Whether there is no chat and no folder at all, whatever the filter lets through."""
        return not self._heads and not self.folders

    @property
    def is_filtered(self) -> bool:
        return bool(self._filter)

    @property
    def shown(self) -> int:
        """The chat that is open, wherever its row is."""
        return self._shown

    def row(self, index: _Index) -> Row:
        return self._rows[index.row()]

    def index_of(self, row_id: int | str) -> QModelIndex:
        """The row of a chat or of a group's head; invalid where there is none."""
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self._rows)}
        place = self._places.get(row_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def group_of(self, index: _Index) -> Group | None:
        """The head that a row stands under, or is; None while a filter leaves no heads."""
        for place in range(index.row(), -1, -1):
            row = self._rows[place]
            if isinstance(row, Group):
                return row
        return None

    def hider_of(self, chat: int) -> str:
        """The folded group that a chat is in, or empty."""
        groups = (row for row in self._rows if isinstance(row, Group))
        return next((group.id for group in groups if chat in group.hidden), "")

    def dragged(self, mime: QMimeData) -> tuple[int, ...]:
        """The chats that were taken from a side bar of this very process."""
        process, *chats = bytes(mime.data(MIME).data()).decode().split() or [""]
        return tuple(map(int, chats)) if process == str(os.getpid()) else ()

    # ---- how it changes

    def _update(self) -> None:
        if self._filter:
            rows = matching(self._heads, self._filter, self._untitled())
        else:
            rows = grouped(self._heads, self.folders, self._folded, self._now())
        bring_to(self, self._rows, rows, self._put)

    def _put(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = None

    def _repaint(self, chats: Iterable[int]) -> None:
        """The rows of `chats`, or of the groups that hide them."""
        for chat in chats:
            index = self.index_of(chat)
            if not index.isValid():
                index = self.index_of(self.hider_of(chat))
            if index.isValid():
                self.dataChanged.emit(index, index)

    # ---- words

    def _untitled(self) -> str:
        return self.tr("New chat")

    def _title(self, row: Row) -> str:
        if isinstance(row, ChatHead):
            return " ".join(row.title.split()) or self._untitled()
        if row.folder is not None:
            return row.folder.name
        names = {
            PINNED: self.tr("Pinned"),
            TODAY: self.tr("Today"),
            YESTERDAY: self.tr("Yesterday"),
            WEEK: self.tr("Last 7 days"),
            MONTH: self.tr("Last 30 days"),
            ARCHIVED: self.tr("Archived"),
        }
        if row.id in names:
            return names[row.id]
        year, month = map(int, row.id.split("-"))
        form = self.tr("MMMM yyyy", "a month of a year, in the letters of QDate's formats")
        return QLocale().toString(QDate(year, month, 1), form)

    def _look(self, row: Row) -> Look:
        if isinstance(row, Group):
            return Look(
                self._title(row),
                is_head=True,
                is_folded=row.is_folded,
                is_working=not self._working.isdisjoint(row.hidden),
                is_unread=not self._unread.isdisjoint(row.hidden),
            )
        known = any(folder.id == row.folder for folder in self.folders)
        return Look(
            self._title(row),
            is_inside=known and not (self._filter or row.is_pinned or row.is_archived),
            is_shown=row.id == self._shown,
            is_working=row.id in self._working,
            is_unread=row.id in self._unread,
            has_pin=row.is_pinned and self.is_filtered,
        )

    def _said(self, row: Row) -> str:
        look = self._look(row)
        said = [look.text]
        if look.is_folded:
            said.append(self.tr("folded"))
        if look.is_working:
            said.append(self.tr("answering"))
        elif look.is_unread:
            said.append(self.tr("new answer"))
        if isinstance(row, ChatHead) and row.is_pinned:
            said.append(self.tr("pinned"))
        return ", ".join(said)

    def _tip(self, row: Row) -> str:
        if isinstance(row, Group):
            return ""
        when = QDateTime.fromSecsSinceEpoch(int(row.changed))
        shown = QLocale().toString(when, QLocale.FormatType.ShortFormat)
        below = " · ".join(part for part in (row.model, shown) if part)
        return plain_tip(f"{self._title(row)}\n{below}")

    # ---- Qt

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == LOOK:
            return self._look(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(row)
        if role == Qt.ItemDataRole.EditRole:
            # Not the stand-in for a title that is missing.
            return row.title if isinstance(row, ChatHead) else self._title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        return None

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Only tells the wish; the name changes when `show_chats` brings it."""
        row = self._rows[index.row()]
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not name or name == index.data(role):
            return False
        if isinstance(row, ChatHead):
            self.renamed.emit(row.id, name)
        elif row.folder is not None:
            self.folder_renamed.emit(row.folder.id, name)
        return True

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        # A head can be selected because that is all that an assistive technology can do to it.
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self._rows[index.row()]
        if isinstance(row, ChatHead):
            return flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return flags if row.folder is None else flags | Qt.ItemFlag.ItemIsEditable

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = (self._rows[index.row()] for index in indexes)
        chats = [str(row.id) for row in rows if isinstance(row, ChatHead)]
        mime = QMimeData()
        mime.setData(MIME, " ".join([str(os.getpid()), *chats]).encode())
        return mime

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction
