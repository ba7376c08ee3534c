"""Brings what is in view onto the screen: boxes and widgets for the placed segments, and no others."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from paddock.kit.siblings import put_in_order
from paddock.parts.transcript.pool import Pool
from paddock.parts.transcript.row_box import SIDE, Backdrop, RowBox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paddock.parts.look import Look
    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.column import Column, Placed
    from paddock.parts.transcript.rows import Row

_KEPT = 150
"""Texts out of view whose documents are kept, for whoever scrolls back."""
_BEYOND = 40
"""Pixels that a frame goes on beyond the view, so that its round corners are not where it is cut."""


class Stage:
    """Owns the widgets of a transcript. `place` is the widget that they all stand in."""

    def __init__(self, place: QWidget, adopt: Callable[[QWidget], None]) -> None:
        self._place = place
        self._pool = Pool(place, adopt)
        self._boxes: dict[int, RowBox] = {}
        self._widgets: dict[Segment[Any], QWidget] = {}
        self._indices: dict[Segment[Any], tuple[int, int]] = {}
        self._resting: OrderedDict[Segment[Any], None] = OrderedDict()

    @property
    def boxes(self) -> dict[int, RowBox]:
        """By the index of the message, those that are in view."""
        return self._boxes

    def widget_of(self, segment: Segment[Any]) -> QWidget | None:
        return self._widgets.get(segment)

    def row_of(self, box: RowBox) -> int | None:
        """The index of the message that a box shows a part of."""
        return next((index for index, known in self._boxes.items() if known is box), None)

    def shown(self) -> Iterator[tuple[int, int, Segment[Any], QWidget]]:
        """Message, index in it, segment and widget of all that is in view."""
        for segment, widget in self._widgets.items():
            row, index = self._indices[segment]
            yield row, index, segment, widget

    def widgets(self) -> list[QWidget]:
        """From top to bottom."""
        return [widget for index in sorted(self._boxes) for widget in self._boxes[index].shown]

    def show(self, column: Column, placed: list[Placed], left: int, width: int, look: Look) -> None:
        """Puts each placed segment where it belongs. New ones are filled, lost ones given back."""
        rows: dict[int, list[Placed]] = {}
        for item in placed:
            rows.setdefault(item.row, []).append(item)
        wanted = {column.row(p.row).segments[p.segment] for p in placed}
        self._give_back(wanted, set(rows))
        indices: dict[Segment[Any], tuple[int, int]] = {}
        widgets: dict[Segment[Any], QWidget] = {}
        for index, items in rows.items():
            row = column.row(index)
            box = self._boxes.get(index)
            if box is None:
                box = self._boxes[index] = self._pool.take_box()
            box.dress(row.author, look.tokens)
            self._show_row(row, box, items, left, width, widgets)
            for item in items:
                indices[row.segments[item.segment]] = (index, item.segment)
        self._widgets, self._indices = widgets, indices
        put_in_order(self._place, [self._boxes[index] for index in sorted(rows)])

    def clear(self) -> None:
        """Nothing is in view any more, and nothing comes back."""
        self._give_back(set(), set())
        for segment in self._resting:
            segment.drop()
        self._resting.clear()
        self._widgets.clear()
        self._indices.clear()

    def restart(self) -> None:
        """Forgets the widgets too: another look makes other ones."""
        self.clear()
        self._pool.clear()

    def _give_back(self, wanted: set[Segment[Any]], rows: set[int]) -> None:
        for segment, widget in self._widgets.items():
            if segment not in wanted:
                self._leave(widget)
                self._pool.give_back(segment, widget)
                self._resting[segment] = None
        while len(self._resting) > _KEPT:
            self._resting.popitem(last=False)[0].drop()
        for index in [index for index in self._boxes if index not in rows]:
            self._pool.give_back_box(self._boxes.pop(index))

    def _leave(self, widget: QWidget) -> None:
        """The keyboard does not vanish with a widget that goes out of view."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is widget or widget.isAncestorOf(focus)):
            area = self._place.parentWidget()
            if area is not None:
                area.setFocus()

    def _show_row(
        self,
        row: Row,
        box: RowBox,
        placed: list[Placed],
        left: int,
        width: int,
        widgets: dict[Segment[Any], QWidget],
    ) -> None:
        first, last = placed[0], placed[-1]
        top = first.top + row.room_above(first.segment)
        group = row.segments[first.segment].group
        if group is not None and (first.segment == 0 or row.starts_group(first.segment)):
            top -= group.above
        bottom = last.top + last.extent
        box.setGeometry(left - SIDE, top, width + 2 * SIDE, max(1, bottom - top))
        shown = []
        for item in placed:
            segment = row.segments[item.segment]
            widget = self._widgets.get(segment)
            is_new = widget is None
            if widget is None:
                self._resting.pop(segment, None)
                widget = self._pool.take(segment, box)
            elif widget.parentWidget() is not box:
                widget.setParent(box)
                is_new = True
            x, span = row.span(item.segment)
            y = item.top + row.room_above(item.segment) - top
            widget.setGeometry(SIDE + x, y, span, segment.measure(span))
            if is_new or segment.stale:
                segment.fill(widget)
                segment.stale = False
                widget.show()
            widgets[segment] = widget
            shown.append(widget)
        box.set_shown(shown)
        box.set_backdrops(tuple(_backdrops(row, placed, top)))
        box.show()


def _backdrops(row: Row, placed: list[Placed], top: int) -> Iterator[Backdrop]:
    """One for each group that is in view; cut ends lie outside of the box."""
    at = 0
    while at < len(placed):
        group = row.segments[placed[at].segment].group
        start = at
        while at < len(placed) and row.segments[placed[at].segment].group is group:
            at += 1
        if group is None:
            continue
        first, last = placed[start], placed[at - 1]
        upper = first.top + row.room_above(first.segment) - top
        if row.starts_group(first.segment):
            upper -= group.above
        else:
            upper -= _BEYOND
        lower = last.top + last.extent - top
        if not row.ends_group(last.segment):
            lower += _BEYOND
        left, width = row.span(first.segment)
        yield Backdrop(
            group.frame, SIDE + left - group.side, upper, width + 2 * group.side, lower - upper
        )
