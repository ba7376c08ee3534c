"""Widgets that wait to be used again: making one costs more than all that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from paddock.parts.transcript.row_box import RowBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.parts.segments.segment import Segment

_SPARE = 24


class Pool:
    """`adopt` is told of each widget and box that is made, to join its signals."""

    def __init__(self, place: QWidget, adopt: Callable[[QWidget], None]) -> None:
        self._place = place
        self._adopt = adopt
        self._widgets: dict[type[Any], list[QWidget]] = {}
        self._boxes: list[RowBox] = []

    def take(self, segment: Segment[Any], box: RowBox) -> QWidget:
        """A widget for a segment, hidden, inside of a box.

        Another parent makes Qt apply the style sheet again: one that waits in the box comes first.
        """
        waiting = self._widgets.get(type(segment))
        if not waiting:
            widget: QWidget = segment.make_widget()
            self._adopt(widget)
            widget.setParent(box)
            return widget
        place = next((i for i, w in enumerate(waiting) if w.parentWidget() is box), -1)
        widget = waiting.pop(place)
        if place < 0 and widget.parentWidget() is not box:
            widget.setParent(box)
        return widget

    def give_back(self, segment: Segment[Any], widget: QWidget) -> None:
        segment.release(widget)
        widget.hide()
        waiting = self._widgets.setdefault(type(segment), [])
        if len(waiting) < _SPARE:
            waiting.append(widget)
        else:
            widget.deleteLater()

    def take_box(self) -> RowBox:
        if self._boxes:
            return self._boxes.pop()
        box = RowBox(self._place)
        self._adopt(box)
        return box

    def give_back_box(self, box: RowBox) -> None:
        box.hide()
        box.shown = []
        box.set_backdrops(())
        box.set_marked(False)
        box.set_flashed(False)
        self._boxes.append(box)

    def clear(self) -> None:
        """Lets go of all that waits: another look makes other widgets."""
        for waiting in self._widgets.values():
            for widget in waiting:
                widget.deleteLater()
        self._widgets.clear()
