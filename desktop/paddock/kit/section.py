"""A part of a panel that opens and closes under its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from paddock.kit.icons import Icons

_CHEVRON = 14


class _Header(QPushButton):
    """The title, with a chevron at the right that shows whether the section is open."""

    def __init__(self, icons: Icons, title: str) -> None:
        super().__init__(title)
        self._open = icons.icon("chevron-down")
        self._closed = icons.icon("chevron-right")
        self.setCheckable(True)
        set_kind(self, "section")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        corner = QRect(
            self.width() - _CHEVRON - 2, (self.height() - _CHEVRON) // 2, _CHEVRON, _CHEVRON
        )
        (self._open if self.isChecked() else self._closed).paint(painter, corner)
        painter.end()


class Section(QWidget):
    """A header button over a content that is made when the section is first opened."""

    toggled = Signal(bool)

    def __init__(self, icons: Icons, title: str, fill: Callable[[QVBoxLayout], None]) -> None:
        """`fill` puts the content into the layout it is given."""
        super().__init__()
        self._fill = fill
        self._content: QWidget | None = None
        rule = QFrame()
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self._header = _Header(icons, title)
        self._header.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(rule)
        self._column.addWidget(self._header)
        self._header.toggled.connect(self._on_toggled)

    def is_open(self) -> bool:
        return self._header.isChecked()

    def set_open(self, is_open: bool) -> None:
        self._header.setChecked(is_open)

    def _on_toggled(self, is_open: bool) -> None:
        if self._content is None and is_open:
            self._content = self._make_content()
        if self._content is not None:
            self._content.setVisible(is_open)
        self.toggled.emit(is_open)

    def _make_content(self) -> QWidget:
        # Filled in its place: each change of parent would style the whole tree anew.
        content = QWidget()
        self._column.addWidget(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        self._fill(column)
        self._chain(content)
        return content

    def _chain(self, content: QWidget) -> None:
        """Lets Tab go from the header into the content: Qt puts what is made late at the end."""
        before: QWidget = self._header
        for widget in content.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget
