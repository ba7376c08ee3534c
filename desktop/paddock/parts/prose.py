"""Read-only text as tall as its content, with the keyboard, selection and links of a real text widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.markdown_writer import RULE, MarkdownWriter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paddock.domain.markdown import Block
    from paddock.parts.markdown_style import MarkdownStyle

_BAR = 3


class TallText(QTextBrowser):
    """A text browser without scroll bars whose height follows its document."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self, "bare")
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self._on_link)

    def _fit(self) -> None:
        height = max(1, round(self.document().size().height() + 0.5))
        if height != self.height():
            self.setFixedHeight(height)

    def _on_link(self, address: QUrl) -> None:
        self.link_requested.emit(address.toString())

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is ever loaded because a model wrote its address."""
        return None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, max(1, round(self.document().size().height() + 0.5)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Prose(TallText):
    """Markdown that grows at its end."""

    def __init__(self, style: MarkdownStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.document().setDefaultFont(style.body)
        self.document().setIndentWidth(24)
        self._writer = MarkdownWriter(self.document(), style)

    @property
    def is_blank(self) -> bool:
        return self._writer.is_blank

    def write(self, closed: Iterable[Block], open_block: Block | None) -> None:
        """Adds final blocks and replaces the open one. Selection and reading position stay."""
        self._writer.write(closed, open_block)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        color = QColor(self._style.line)
        layout = self.document().documentLayout()
        block = self.document().begin()
        while block.isValid():
            depth = block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel)
            if block.blockFormat().boolProperty(RULE):
                box = layout.blockBoundingRect(block)
                middle = round(box.center().y())
                painter.fillRect(0, middle, self.viewport().width(), 1, color)
            if depth:
                box = layout.blockBoundingRect(block)
                left = box.left() - 16 * depth if box.left() >= 16 * depth else 0.0
                for level in range(depth):
                    painter.fillRect(
                        round(left + 16 * level), round(box.top()), _BAR, round(box.height()), color
                    )
            block = block.next()
        painter.end()


class PlainText(TallText):
    """Text shown exactly as it is, as a user typed it or a model thought it."""

    def __init__(self, style: MarkdownStyle, *, muted: bool = False) -> None:
        super().__init__()
        self._shown = ""
        self._format = style.plain()
        if muted:
            self._format.setForeground(QColor(style.muted))
        self._block = style.block(tight=True)
        self._block.setBottomMargin(0)
        self.document().setDefaultFont(style.body)
        option = self.document().defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def show_text(self, text: str) -> None:
        """Shows `text`; what is there already and only grew is appended to."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if text.startswith(self._shown):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            added = text[len(self._shown) :]
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            added = text
        if not self._shown:
            cursor.setBlockFormat(self._block)
        cursor.insertText(added, self._format)
        cursor.endEditBlock()
        self._shown = text
