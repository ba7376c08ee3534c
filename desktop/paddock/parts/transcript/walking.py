"""The keyboard in a conversation: from message to message, and Tab in the order of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from paddock.parts.transcript.page import Page


class Walking:
    """Focus goes to the text of a message, so that a screen reader reads it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def step(self, by: int) -> bool:
        """To the message `by` away from the one with the focus, or from the first in view."""
        page = self._page
        count = len(page.column.heights)
        if not count or not page.placed:
            return False
        current = self._current()
        entry = page.placed[0 if by > 0 else -1].row
        target = entry if current is None else current + by
        while 0 <= target < count and not page.column.row(target).segments:
            target += by
        if not 0 <= target < count:
            return False
        page.go_to(target)
        box = page.stage.boxes.get(target)
        if box is not None:
            stops = [stop for shown in box.shown for stop in _stops(shown)]
            # A message without any, as one that still waits for its text, takes it itself.
            (stops[0] if stops else box).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def tab(self, *, forward: bool) -> bool:
        """To the next widget by what is seen; False at either end."""
        focus = QApplication.focusWidget()
        stops = [w for shown in self._page.stage.widgets() for w in _stops(shown)]
        if not stops:
            return False
        at = next((i for i, w in enumerate(stops) if w is focus), None)
        if at is None:
            return False
        place = at + (1 if forward else -1)
        if not 0 <= place < len(stops):
            return False
        stops[place].setFocus(_reason(forward=forward))
        return True

    def leave(self, area: QWidget, *, forward: bool) -> bool:
        """To the next widget outside of `area`. Qt's own order would lead back into it: the widgets
        of the pool stand anywhere in that.
        """
        focus = QApplication.focusWidget()
        widget = focus
        while widget is not None:
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if widget is None or widget is focus:
                break
            if widget is not area and not area.isAncestorOf(widget) and _takes_tab(widget):
                widget.setFocus(_reason(forward=forward))
                return True
        return False

    def enter(self, *, forward: bool) -> bool:
        """To the first or last stop in view, when the focus comes in by Tab."""
        stops = [w for shown in self._page.stage.widgets() for w in _stops(shown)]
        if not stops:
            return False
        stops[0 if forward else -1].setFocus(_reason(forward=forward))
        return True

    def held(self) -> tuple[int, str] | None:
        """The message and the name of what has the focus; None where no message has it."""
        row, focus = self._current(), QApplication.focusWidget()
        return (row, focus.accessibleName()) if row is not None and focus is not None else None

    def hold(self, held: tuple[int, str] | None) -> None:
        """Gives the focus to what is called the same in what now stands in the place of a message.

        Else to the last of its buttons, as at the end of a row of versions.
        """
        box = self._page.stage.boxes.get(held[0]) if held is not None else None
        if held is None or box is None or self._current() is not None:
            return
        stops = [stop for shown in box.shown for stop in _stops(shown)]
        named = [stop for stop in stops if stop.accessibleName() == held[1]]
        for stop in (named or stops)[-1:]:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current(self) -> int | None:
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        boxes = self._page.stage.boxes
        holds = (i for i, box in boxes.items() if box is focus or box.isAncestorOf(focus))
        return next(holds, None)


def _takes_tab(widget: QWidget) -> bool:
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _stops(widget: QWidget) -> list[QWidget]:
    """The widgets inside of one that Tab stops at, itself included."""
    if _takes_tab(widget):
        return [widget]
    return [child for child in widget.findChildren(QWidget) if _takes_tab(child)]


def _reason(*, forward: bool) -> Qt.FocusReason:
    return Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
