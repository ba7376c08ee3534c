"""How the conversations are painted: titles with the sign of an answer, and the heads of their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from paddock.base.compat import override
from paddock.shell.conversation_items import LOOK, Look

if TYPE_CHECKING:
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_INDENT = 14
_SIGN = 16
"""The side of a chevron or a pin in pixels."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
LONGEST_NAME = 200


class ConversationDelegate(QStyledItemDelegate):
    """A dot while an answer comes, a ring and a bolder title once it ended unseen."""

    def __init__(self, icons: Icons, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._theme = theme

    def _paint_background(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, look: Look
    ) -> None:
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        background.text = ""
        if look.is_head:
            background.state &= ~QStyle.StateFlag.State_Selected
        elif look.is_shown and not background.state & QStyle.StateFlag.State_Selected:
            # Open, but not what Delete would delete: another row is selected.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.tokens.pressed))
            painter.drawRoundedRect(option.rect, 6, 6)
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, background, painter, option.widget
        )

    def _paint_sign(self, painter: QPainter, inside: QRect, look: Look) -> int:
        """The dot or the ring at the right. Returns the room it takes."""
        if not (look.is_working or look.is_unread):
            return 0
        accent = QColor(self._theme.tokens.accent)
        center = QPointF(inside.right() - 5, inside.center().y() + 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.is_working:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(center, 4.5, 4.5)
        else:
            painter.setPen(QPen(accent, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, 3.7, 3.7)
        return 20

    def _paint_icon(self, painter: QPainter, name: str, left: int, row: QRect) -> None:
        top = row.center().y() - _SIGN // 2 + 1
        place = QRect(left, top, _SIGN, _SIGN)
        scale = max(1.0, painter.deviceTransform().m11())
        size = QSize(_SIGN, _SIGN)
        painter.drawPixmap(place, self._icons.pixmap(name, "muted", size, scale))

    def _paint_text(
        self, painter: QPainter, font: QFont, colour: str, room: QRect, text: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, option.fontMetrics.height() + 16)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look: Look = index.data(LOOK)
        tokens = self._theme.tokens
        painter.save()
        self._paint_background(painter, option, index, look)
        room = QRect(option.rect).adjusted(8, 0, -8, 0)
        room.setRight(room.right() - self._paint_sign(painter, room, look))
        if look.is_head:
            chevron = "chevron-right" if look.is_folded else "chevron-down"
            self._paint_icon(painter, chevron, room.left() - 3, room)
            room.setLeft(room.left() + _SIGN - 1)
            self._paint_text(painter, self._theme.caption_font(), tokens.muted, room, look.text)
        else:
            if look.is_inside:
                room.setLeft(room.left() + _INDENT)
            if look.has_pin:
                self._paint_icon(painter, "pin", room.right() - _SIGN + 1, room)
                room.setRight(room.right() - _SIGN - 4)
            font = QFont(option.font)
            if look.is_unread and not look.is_working:
                font.setWeight(QFont.Weight.DemiBold)
            self._paint_text(painter, font, tokens.text, room, look.text)
        painter.restore()

    @override
    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_NAME)
        look: Look = index.data(LOOK)
        name = self.tr("Name of the folder") if look.is_head else self.tr("Title of the chat")
        editor.setAccessibleName(name)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Qt comes again with each change of the row, such as an answer that ends meanwhile.
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        look: Look = index.data(LOOK)
        indent = _INDENT if look.is_inside or look.is_head else 0
        editor.setGeometry(option.rect.adjusted(indent, 1, -1, -1))
