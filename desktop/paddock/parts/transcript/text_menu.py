"""What a menu offers for the text at a point: the selection, a link, the block, all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from paddock.domain.markdown.leaves import Code, Table
from paddock.domain.markdown.words import table_csv, table_markdown
from paddock.parts.segments.text_view import TextView
from paddock.parts.transcript.copying import block_of

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu

    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.page import Page


class Selected(Protocol):
    """What is selected in the conversation."""

    @property
    def is_empty(self) -> bool: ...
    def copy(self) -> None: ...
    def copy_markdown(self) -> None: ...
    def select_all(self) -> None: ...


def add_text_actions(menu: QMenu, page: Page, selected: Selected, point: QPoint) -> None:
    """Adds them to a menu that opens at `point` of the screen."""
    translate = QCoreApplication.translate
    copy = menu.addAction(translate("Selecting", "Copy"), selected.copy)
    as_markdown = menu.addAction(translate("Selecting", "Copy as Markdown"), selected.copy_markdown)
    copy.setEnabled(not selected.is_empty)
    as_markdown.setEnabled(not selected.is_empty)
    here = _at(page, point)
    if here is not None:
        row, segment, view = here
        link = view.anchorAt(view.viewport().mapFromGlobal(point))
        if link:
            menu.addAction(translate("Selecting", "Copy link address"), lambda: _copy(link))
        menu.addSeparator()
        _add_block(menu, page, row, segment)
        menu.addAction(
            translate("Selecting", "Copy message as Markdown"),
            lambda: _copy(page.messages.text(row)),
        )
    menu.addSeparator()
    menu.addAction(translate("Selecting", "Select all"), selected.select_all)


def _add_block(menu: QMenu, page: Page, row: int, segment: Segment[Any]) -> None:
    translate = QCoreApplication.translate
    block = block_of(page.column.row(row), segment)
    if isinstance(block, Table):
        menu.addAction(
            translate("Selecting", "Copy table as Markdown"), lambda: _copy(table_markdown(block))
        )
        menu.addAction(translate("Selecting", "Copy table as CSV"), lambda: _copy(table_csv(block)))
    elif isinstance(block, Code):
        menu.addAction(translate("Selecting", "Copy code"), lambda: _copy(block.text))


def _at(page: Page, point: QPoint) -> tuple[int, Segment[Any], TextView] | None:
    """The message, the segment and the text under a point of the screen."""
    for row, _, segment, widget in page.stage.shown():
        if isinstance(widget, TextView) and widget.rect().contains(widget.mapFromGlobal(point)):
            return row, segment, widget
    return None


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
