"""Messages in which words were found, as rows: the chat, the day, and the words with what is around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from paddock.base.compat import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from paddock.domain.conversations import Found

_Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole
"""The role of a row's `Shown`."""
_FAR = 40
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A text and the places of its marks, as (start, length) in characters."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows. The marks of `piece` count in UTF-16, as Qt does."""

    title: str
    when: str
    piece: Piece


def near_first_mark(text: str, marks: Sequence[tuple[int, int]]) -> Piece:
    """`text` from a little before its first mark, where that would be far from the beginning."""
    first = min((start for start, _length in marks), default=0)
    if first <= _FAR:
        return Piece(text, tuple(marks))
    cut = first - _AROUND
    space = text.find(" ", cut, first)
    cut = cut if space < 0 else space + 1
    return Piece("…" + text[cut:], tuple((start - cut + 1, length) for start, length in marks))


def in_utf16(piece: Piece) -> Piece:
    """The same with places that count characters beyond the first 65,536 twice."""

    def units(text: str) -> int:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    text = piece.text
    marks = tuple(
        (units(text[:start]), units(text[start : start + length])) for start, length in piece.marks
    )
    return Piece(text, marks)


class FoundItems(QAbstractListModel):
    """One row for each message, in the order in which they were found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: Sequence[Found] = ()
        self._titles: Mapping[int, str] = {}

    def show_found(self, found: Sequence[Found], titles: Mapping[int, str]) -> None:
        """`titles` are those of the chats by their ids."""
        if (found, titles) == (self._found, self._titles):
            return
        self.beginResetModel()
        self._found = found
        self._titles = titles
        self.endResetModel()

    def found(self, index: _Index) -> Found:
        return self._found[index.row()]

    def _shown(self, found: Found) -> Shown:
        title = " ".join(self._titles.get(found.chat, "").split()) or self.tr("New chat")
        when = QDateTime.fromSecsSinceEpoch(int(found.created))
        is_today = when.date() == QDateTime.currentDateTime().date()
        short, locale = QLocale.FormatType.ShortFormat, QLocale()
        told = locale.toString(when.time() if is_today else when.date(), short)
        return Shown(title, told, in_utf16(near_first_mark(found.snippet, found.marks)))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._found)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = self._shown(self._found[index.row()])
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown.title}, {shown.when}, {self._found[index.row()].snippet}"
        return None
