"""How a found message is painted: the chat and the day, then two lines with the words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paddock.base.compat import override
from paddock.shell.found_items import SHOWN, Piece, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from paddock.kit.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_LINES = 2
_PADDING = 7
_GAP = 2


class FoundDelegate(QStyledItemDelegate):
    """Rows of one height, whatever was found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def _paint_head(self, painter: QPainter, room: QRect, font: QFont, shown: Shown) -> None:
        tokens = self._theme.tokens
        top = Qt.AlignmentFlag.AlignTop
        painter.setFont(self._theme.caption_font())
        painter.setPen(QColor(tokens.muted))
        taken = painter.fontMetrics().horizontalAdvance(shown.when) + 8
        lower = QFontMetrics(font).ascent() - painter.fontMetrics().ascent()
        painter.drawText(
            room.adjusted(0, lower, 0, 0), top | Qt.AlignmentFlag.AlignRight, shown.when
        )
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        width = room.width() - taken
        title = QFontMetrics(bold).elidedText(shown.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(room, top | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_piece(self, painter: QPainter, room: QRect, piece: Piece) -> None:
        font = self._theme.caption_font()
        metrics = QFontMetrics(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        text, first = _Utf16(piece.text), 0
        for line in range(_LINES):
            rest = text.after(first)
            if line == _LINES - 1:
                rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
            layout = QTextLayout(rest, font)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.setFormats(self._formats(piece.marks, first, _Utf16(rest).length))
            layout.beginLayout()
            made = layout.createLine()
            if made.isValid():
                made.setLineWidth(room.width())
            layout.endLayout()
            layout.draw(painter, QPointF(room.left(), room.top() + line * metrics.height()))
            if not made.isValid():
                return
            first += made.textLength()

    def _formats(
        self, marks: Sequence[tuple[int, int]], first: int, length: int
    ) -> list[QTextLayout.FormatRange]:
        """The marks in a line of `length` that begins at `first`."""
        tokens = self._theme.tokens
        look = QTextCharFormat()
        look.setBackground(QColor(tokens.match))
        look.setForeground(QColor(tokens.text))
        ranges = []
        for start, size in marks:
            begin, end = max(start - first, 0), min(start + size - first, length)
            if begin < end:
                part = QTextLayout.FormatRange()
                part.start, part.length, part.format = begin, end - begin, look
                ranges.append(part)
        return ranges

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = QFontMetrics(self._theme.caption_font()).height() * _LINES
        return QSize(100, option.fontMetrics.height() + _GAP + lines + 2 * _PADDING)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown: Shown = index.data(SHOWN)
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        background.text = ""
        painter.save()
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, background, painter, option.widget
        )
        room = QRect(option.rect).adjusted(8, _PADDING, -8, -_PADDING)
        self._paint_head(painter, room, option.font, shown)
        room.setTop(room.top() + option.fontMetrics.height() + _GAP)
        self._paint_piece(painter, room, shown.piece)
        painter.restore()


class _Utf16:
    """A text whose places are counted as Qt counts them."""

    def __init__(self, text: str) -> None:
        self._units = text.encode("utf-16-le", "surrogatepass")
        self.length = len(self._units) // 2

    def after(self, place: int) -> str:
        return self._units[2 * place :].decode("utf-16-le", "replace")
