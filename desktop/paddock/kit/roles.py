"""Names by which the style sheet recognises a widget; `resources/styles/app.qss` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget its place or meaning: "sidebar", "card", "caption" …"""
    # Subclasses of QWidget do not paint a background of the style sheet unless they are told to.
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_state(widget, "role", role)


def set_kind(widget: QWidget, kind: str) -> None:
    """Gives a button its weight: "primary", "danger", "quiet" …"""
    set_state(widget, "kind", kind)


def set_state(widget: QWidget, name: str, value: str | bool) -> None:
    """Sets a property that the style sheet selects by, and styles the widget anew if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # Qt evaluates selectors when a widget is first shown, and not again for a property.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()
