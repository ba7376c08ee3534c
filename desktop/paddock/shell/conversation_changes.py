"""From one list of rows to another in few steps, so that what is selected and in view stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

if TYPE_CHECKING:
    from collections.abc import Container

    from PySide6.QtCore import QAbstractListModel

    from paddock.shell.conversation_rows import Row

_MANY = 100
"""So many removals and insertions cost more than to replace all rows between the first and last."""


def bring_to(
    model: QAbstractListModel, old: list[Row], new: list[Row], put: Callable[[list[Row]], None]
) -> None:
    """Tells the views of `model` how its rows change from `old` to `new`; `put` sets the rows.

    Rows with the same `id` are the same row. Each state that is put is announced as Qt asks for it.
    """
    before = {row.id for row in old}
    after = {row.id for row in new}
    gone = _runs([row.id for row in old], after)
    come = _runs([row.id for row in new], before)
    if len(gone) + len(come) > _MANY:
        _replace_middle(model, old, new, put)
    else:
        rows = old
        for first, end in reversed(gone):
            model.beginRemoveRows(QModelIndex(), first, end - 1)
            rows = rows[:first] + rows[end:]
            put(rows)
            model.endRemoveRows()
        _reorder(model, rows, [row for row in new if row.id in before], put)
        rows = [row for row in new if row.id in before]
        for first, end in come:
            model.beginInsertRows(QModelIndex(), first, end - 1)
            rows = rows[:first] + new[first:end] + rows[first:]
            put(rows)
            model.endInsertRows()
    _tell_differing(model, {row.id: row for row in old}, new)


def _runs(ids: Sequence[int | str], others: Container[int | str]) -> list[tuple[int, int]]:
    """The spans of `ids` without a counterpart in `others`, as (first, end)."""
    runs: list[tuple[int, int]] = []
    first = -1
    for place, row_id in enumerate(ids):
        if row_id in others:
            if first >= 0:
                runs.append((first, place))
            first = -1
        elif first < 0:
            first = place
    if first >= 0:
        runs.append((first, len(ids)))
    return runs


def _reorder(
    model: QAbstractListModel, old: list[Row], new: list[Row], put: Callable[[list[Row]], None]
) -> None:
    """Both hold the same rows."""
    if [row.id for row in old] == [row.id for row in new]:
        put(new)
        return
    model.layoutAboutToBeChanged.emit()
    places = {row.id: place for place, row in enumerate(new)}
    held = model.persistentIndexList()
    moved = [places[old[index.row()].id] for index in held]
    put(new)
    model.changePersistentIndexList(held, [model.index(place, 0) for place in moved])
    model.layoutChanged.emit()


def _replace_middle(
    model: QAbstractListModel, old: list[Row], new: list[Row], put: Callable[[list[Row]], None]
) -> None:
    """Leaves what both have in common at the beginning and at the end."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head].id == new[head].id:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail].id == new[-1 - tail].id:
        tail += 1
    if len(old) - tail > head:
        model.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
        put(old[:head] + old[len(old) - tail :])
        model.endRemoveRows()
    if len(new) - tail > head:
        model.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
        put(new)
        model.endInsertRows()
    else:
        put(new)


def _tell_differing(model: QAbstractListModel, old: dict[int | str, Row], new: list[Row]) -> None:
    """One change from the first to the last row that shows something else than it did."""
    differing = [
        place
        for place, row in enumerate(new)
        if (was := old.get(row.id)) is not None and was is not row and was != row
    ]
    if differing:
        model.dataChanged.emit(model.index(differing[0], 0), model.index(differing[-1], 0))
