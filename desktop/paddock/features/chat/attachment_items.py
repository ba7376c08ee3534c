"""The attachments of a draft, those that are still being read among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from paddock.base.compat import override
from paddock.kit.tips import plain_tip
from paddock.parts.preparing import Refused
from paddock.parts.reading_files import FileReader, Read

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment
    from paddock.parts.preparing import Source
    from paddock.parts.reading_files import Keep

_Index: TypeAlias = QModelIndex | QPersistentModelIndex

ENTRY = Qt.ItemDataRole.UserRole
"""The Entry of a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the draft; without an attachment it is still being read."""

    ticket: int
    name: str
    attachment: Attachment | None = None
    thumbnail: QImage = field(default_factory=QImage, compare=False)


class AttachmentItems(QAbstractListModel):
    """In the order in which they were given; the same file is there once."""

    changed = Signal()
    """Of what there is, or of whether something is being read."""
    refused = Signal(object, int)
    """When nothing more is read: a tuple of Refused, and how many files were asked for with them."""
    finished_elsewhere = Signal(object, object)
    """The key of a draft that was left while its file was being read, and its Attachment."""

    def __init__(self, keep: Keep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = FileReader(keep, self)
        self._shown: list[Entry] = []
        self._away: list[Entry] = []
        self._left: list[tuple[object, Entry]] = []
        self._key: object = 0
        self._refused: list[Refused] = []
        self._batch = 0
        self._last = 0
        self._reader.read.connect(self._on_read)
        self._reader.thumbnail_read.connect(self._on_thumbnail)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Those that are ready."""
        return tuple(e.attachment for e in self._shown if e.attachment is not None)

    @property
    def is_reading(self) -> bool:
        return any(entry.attachment is None for entry in self._shown)

    def add(self, sources: Sequence[Source], most_side: int, *, can_see: bool) -> None:
        """Reads files one after another, in a thread."""
        if not sources:
            return
        if not self._is_busy():
            self._batch, self._refused = 0, []
        self._batch += len(sources)
        first = len(self._shown)
        self.beginInsertRows(QModelIndex(), first, first + len(sources) - 1)
        for source in sources:
            self._last += 1
            self._shown.append(Entry(self._last, source.name))
            self._reader.ask(self._last, source, most_side, can_see=can_see)
        self.endInsertRows()
        self.changed.emit()

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Replaces all; what is being read is given up. Does not tell `changed`."""
        self._give_up(self._shown)
        self._replace(attachments)

    def switch(self, attachments: Sequence[Attachment], key: object) -> None:
        """Replaces all by what another draft has. Does not tell `changed`.

        What is being read goes on for the draft that is left: it is there again when that draft
        is, and `finished_elsewhere` brings it before.
        """
        left = [(self._key, entry) for entry in self._shown if entry.attachment is None]
        left = [*self._left, *left]
        self._left = [one for one in left if one[0] != key]
        self._key = key
        self._replace(attachments, [entry for owner, entry in left if owner == key])

    def _replace(self, attachments: Sequence[Attachment], reading: Sequence[Entry] = ()) -> None:
        looks = {e.attachment.sha256: e.thumbnail for e in self._shown if e.attachment}
        self.beginResetModel()
        self._shown = []
        for file in attachments:
            self._last += 1
            look = looks.get(file.sha256, QImage())
            self._shown.append(Entry(self._last, file.name, file, look))
            if file.kind == "image" and look.isNull():
                self._reader.ask_thumbnail(file)
        self._shown += reading
        self.endResetModel()

    def remove(self, row: int) -> None:
        """Takes one away, also while it is being read."""
        entry = self._shown[row]
        self._give_up([entry])
        self._remove_row(row)
        self.changed.emit()
        self._end_batch()

    def put_away(self) -> None:
        """Leaves the place to others; what is being read goes on."""
        self.beginResetModel()
        self._away, self._shown = self._shown, []
        self.endResetModel()

    def bring_back(self) -> None:
        """What was put away is there again, in place of what is."""
        self._give_up(self._shown)
        self.beginResetModel()
        self._shown, self._away = self._away, []
        self.endResetModel()

    async def aclose(self) -> None:
        """Gives up what is being read; returns when its thread is at its end."""
        await self._reader.aclose()

    def _is_busy(self) -> bool:
        entries = (*self._shown, *self._away)
        return bool(self._left) or any(entry.attachment is None for entry in entries)

    def _give_up(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.attachment is None:
                self._batch -= 1
                self._reader.forget(entry.ticket)

    def _remove_row(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._shown[row]
        self.endRemoveRows()

    def _take_elsewhere(self, ticket: int, result: Read | Refused) -> bool:
        """Whether it belongs to a draft that was left."""
        owner = next((one for one in self._left if one[1].ticket == ticket), None)
        if owner is None:
            return False
        self._left.remove(owner)
        if isinstance(result, Refused):
            self._refused.append(result)
        else:
            self.finished_elsewhere.emit(owner[0], result.attachment)
        self._end_batch()
        return True

    def _on_read(self, ticket: int, result: Read | Refused) -> None:
        if self._take_elsewhere(ticket, result):
            return
        is_shown = any(entry.ticket == ticket for entry in self._shown)
        entries = self._shown if is_shown else self._away
        row = next((r for r, e in enumerate(entries) if e.ticket == ticket), None)
        if row is None:
            return  # it was taken away meanwhile
        if isinstance(result, Refused):
            self._refused.append(result)
        kept = isinstance(result, Read) and not _has(entries, result.attachment)
        if kept:
            assert isinstance(result, Read)
            file = result.attachment
            entries[row] = replace(
                entries[row], name=file.name, attachment=file, thumbnail=result.thumbnail
            )
            if is_shown:
                self._tell_row(row)
        elif is_shown:
            self._remove_row(row)
        else:
            del entries[row]
        self.changed.emit()
        self._end_batch()

    def _end_batch(self) -> None:
        if self._refused and not self._is_busy():
            refused, self._refused = tuple(self._refused), []
            self.refused.emit(refused, self._batch)

    def _on_thumbnail(self, sha256: str, image: QImage) -> None:
        for entries in (self._shown, self._away):
            for row, entry in enumerate(entries):
                if entry.attachment is not None and entry.attachment.sha256 == sha256:
                    entries[row] = replace(entry, thumbnail=image)
                    if entries is self._shown:
                        self._tell_row(row)

    def _tell_row(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))

    def _accessible(self, entry: Entry) -> str:
        if entry.attachment is None:
            return self.tr("{0}, being read").format(entry.name)
        if entry.attachment.kind == "image":
            width, height = entry.attachment.width, entry.attachment.height
            return self.tr("{0}, image, {1} × {2}").format(entry.name, width, height)
        return self.tr("{0}, text file").format(entry.name)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(entry.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible(entry)
        return None


def _has(entries: list[Entry], attachment: Attachment) -> bool:
    return any(
        e.attachment is not None and e.attachment.sha256 == attachment.sha256 for e in entries
    )
