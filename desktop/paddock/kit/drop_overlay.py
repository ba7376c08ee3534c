"""Says over a place that what is dragged can be dropped there, and takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from paddock.base.compat import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QPaintEvent

_MARGIN = 12
_RADIUS = 10.0
_VEIL = 230
"""How much of 255 it covers what is below."""


class DropOverlay(QWidget):
    """Hidden until something is dragged over its place that `takes` accepts.

    The mouse goes through it: a widget that came under the mouse by itself would end the drag for
    the one below. What lies in the place and takes drops itself must ignore those that are for all.
    """

    dropped = Signal(object)  # QMimeData, which is there only while the signal is told

    def __init__(self, words: str, takes: Callable[[QMimeData], bool]) -> None:
        super().__init__()
        self._words = words
        self._takes = takes
        self._place: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(words)
        self.hide()

    def install(self, place: QWidget) -> None:
        """From now on a part of `place`, and as large. Not of a splitter, which would give it a pane."""
        self._place = place
        self.setParent(place)
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not self._takes(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        assert self._place is not None
        self.setGeometry(self._place.rect())
        self.raise_()
        self.show()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        event.setDropAction(Qt.DropAction.CopyAction)  # the file stays where it is
        event.accept()
        self.dropped.emit(event.mimeData())
        return True

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if self.isHidden():
            return False
        if kind == QEvent.Type.DragMove:
            event.accept()
            return True
        if kind == QEvent.Type.DragLeave:
            self.hide()
            return True
        if kind == QEvent.Type.Resize:
            assert self._place is not None
            self.setGeometry(self._place.rect())
        return isinstance(event, QDropEvent) and kind == QEvent.Type.Drop and self._drop(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        veil = QColor(palette.color(QPalette.ColorRole.Base))
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2.0))
        edge = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.drawRoundedRect(edge, _RADIUS, _RADIUS)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(edge.adjusted(16, 16, -16, -16), wrapped, self._words)
        painter.end()
