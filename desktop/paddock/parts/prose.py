"""Read-only text as tall as its content, with the keyboard, selection and links of a real text widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QTextCursor,
    QTextFormat,
    QTextListFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.markdown_style import QUOTE_STEP
from paddock.parts.markdown_writer import RULE, MarkdownWriter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import (
        QPaintEvent,
        QResizeEvent,
        QTextBlock,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QWidget

    from paddock.domain.markdown import Block
    from paddock.parts.markdown_style import MarkdownStyle

_BAR = 3
_BULLET_ROOM = 12


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
        # Encoded, it has no letters that look like others or turn the direction of the text.
        self.link_requested.emit(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is ever loaded because a model wrote its address."""
        return b""  # for None the document would look into the file itself

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
        """Adds what a text document cannot draw: bars of quotations, rules, bullets with room."""
        super().paintEvent(event)
        area = event.rect()
        layout = self.document().documentLayout()
        block = self.cursorForPosition(area.topLeft()).block()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        while block.isValid():
            box = layout.blockBoundingRect(block)
            if box.top() > area.bottom():
                break
            self._decorate(painter, block, box)
            block = block.next()
        painter.end()

    def _decorate(self, painter: QPainter, block: QTextBlock, box: QRectF) -> None:
        style = block.blockFormat()
        line = QColor(self._style.line)
        if style.boolProperty(RULE):
            painter.fillRect(0, round(box.center().y()), self.viewport().width(), 1, line)
        depth = style.intProperty(QTextFormat.Property.BlockQuoteLevel)
        for level in range(depth):
            left = style.leftMargin() - QUOTE_STEP * (depth - level)
            painter.fillRect(round(left), round(box.top()), _BAR, round(box.height()), line)
        text_list = block.textList()
        if text_list is not None and block.layout().lineCount():
            indent = text_list.format().indent()
            if text_list.format().style() == QTextListFormat.Style.ListStyleUndefined:
                self._bullet(painter, block, box, indent)

    def _bullet(self, painter: QPainter, block: QTextBlock, box: QRectF, indent: int) -> None:
        """Qt's own bullet touches the text; this one leaves it room: disc, ring, then square."""
        first = block.layout().lineAt(0)
        height = QFontMetricsF(self._style.body).xHeight()
        x = block.blockFormat().leftMargin() + self.document().indentWidth() * indent - _BULLET_ROOM
        y = box.top() + first.y() + first.ascent() - height / 2
        color = QColor(self._style.text)
        painter.setPen(color)
        painter.setBrush(color if indent == 1 else Qt.BrushStyle.NoBrush)
        spot = QRectF(x - 2, y - 2, 4, 4)
        if indent > 2:
            painter.fillRect(spot, color)
        else:
            painter.drawEllipse(spot)


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
