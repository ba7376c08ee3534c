"""How an attachment is painted: an image by its middle, a text file by its name and size."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from paddock.base.compat import override
from paddock.features.chat.attachment_items import ENTRY
from paddock.kit.sizes import file_size
from paddock.parts.file_kinds import IMAGE_ENDINGS

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtWidgets import QStyleOptionViewItem

    from paddock.features.chat.attachment_items import Entry
    from paddock.kit.icons import Icons

_Index: TypeAlias = QModelIndex | QPersistentModelIndex

SIDE = 64
_WIDEST = 220
_ICON = 20
_INSIDE = 10
_GAP = 8
_RADIUS = 6.0
_REMOVE = 18
_EDGE = 3


class AttachmentTiles(QStyledItemDelegate):
    """A tile is SIDE pixels high. Under the mouse or with the focus it has a sign that removes it."""

    removed = Signal(int)
    """The row whose sign was pressed."""

    def __init__(self, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._file = icons.icon("file")
        self._close = icons.icon("close", "text")

    def _paint_image(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        image = entry.thumbnail
        size = image.size().boundedTo(QSize(SIDE, SIDE))
        if size != image.size():
            size = image.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size.expandedTo(QSize(1, 1)))
        place.moveCenter(box.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)

    def _paint_file(
        self, painter: QPainter, box: QRect, entry: Entry, option: QStyleOptionViewItem
    ) -> None:
        icon = QRect(box.left() + _INSIDE, box.center().y() - _ICON // 2, _ICON, _ICON)
        self._file.paint(painter, icon)
        words = box.adjusted(_INSIDE + _ICON + _GAP, 0, -_INSIDE, 0)
        metrics = QFontMetrics(option.font)
        line = metrics.lineSpacing()
        top = box.center().y() - line
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, words.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(QRect(words.left(), top, words.width(), line), align, name)
        painter.setPen(option.palette.color(QPalette.ColorRole.Shadow))
        painter.drawText(
            QRect(words.left(), top + line, words.width(), line), align, self._detail(entry)
        )

    def _detail(self, entry: Entry) -> str:
        return self.tr("Reading…") if entry.attachment is None else file_size(entry.attachment.size)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        if _is_square(entry):
            return QSize(SIDE, SIDE)
        metrics = QFontMetrics(option.font)
        words = max(metrics.horizontalAdvance(text) for text in (entry.name, self._detail(entry)))
        return QSize(min(words + 2 * _INSIDE + _ICON + _GAP + 2, _WIDEST), SIDE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY)
        box = option.rect
        palette = option.palette
        role = QPalette.ColorRole
        frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_square = _is_square(entry)
        painter.fillPath(shape, palette.color(role.Midlight if is_square else role.Button))
        if not is_square:
            self._paint_file(painter, box, entry, option)
        elif entry.thumbnail.isNull():
            painter.setPen(palette.color(role.Shadow))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "…")
        else:
            painter.setClipPath(shape)
            self._paint_image(painter, box, entry)
            painter.setClipping(False)
        state = QStyle.StateFlag
        focused = bool(option.state & state.State_HasFocus)
        painter.setPen(
            QPen(palette.color(role.Accent), 2.0) if focused else palette.color(role.Mid)
        )
        painter.drawPath(shape)
        if focused or option.state & state.State_MouseOver:
            self._paint_sign(painter, remove_box(box), palette)
        painter.restore()

    def _paint_sign(self, painter: QPainter, box: QRect, palette: QPalette) -> None:
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(palette.color(QPalette.ColorRole.Button))
        painter.drawEllipse(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        self._close.paint(painter, box.adjusted(3, 3, -3, -3))

    @override
    def editorEvent(
        self,
        event: QEvent,
        _model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        hit = remove_box(option.rect).adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        if event.button() == Qt.MouseButton.LeftButton and hit.contains(event.position().toPoint()):
            self.removed.emit(index.row())
            return True
        return False


def remove_box(tile: QRect) -> QRect:
    """Where the sign is that removes it."""
    return QRect(tile.right() - _REMOVE - _EDGE + 1, tile.top() + _EDGE, _REMOVE, _REMOVE)


def _is_square(entry: Entry) -> bool:
    """Images are; one that is being read has only its name to guess by."""
    if entry.attachment is not None:
        return entry.attachment.kind == "image"
    ending = entry.name.rpartition(".")[2].lower()
    return ending in IMAGE_ENDINGS or "." not in entry.name
