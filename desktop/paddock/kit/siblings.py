"""The order in which a screen reader goes through the widgets of a place: from the lowest up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


def put_in_order(parent: QWidget, widgets: Sequence[QWidget]) -> None:
    """Stacks some children of `parent` so that the first of them is read first.

    Raising costs a paint, so what was put above the others is lowered where that is enough.
    """
    here = set(widgets)

    def order() -> list[QWidget]:
        return [c for c in parent.children() if isinstance(c, QWidget) and c in here]

    before = order()
    if before == list(widgets):
        return
    start = next((i for i, widget in enumerate(widgets) if widget is before[0]), 0)
    for widget in reversed(widgets[:start]):
        widget.lower()
    if order() != list(widgets):
        for widget in widgets:
            widget.raise_()
