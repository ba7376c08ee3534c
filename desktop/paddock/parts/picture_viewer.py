"""Images of a message in a window of their own: fitted or at their size, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.transcript.pictures import read_image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from paddock.kit.icons import Icons

_LARGEST = QSize(4096, 4096)
_SIZE = QSize(900, 640)


class PictureViewer(QDialog):
    """Arrow keys go through the images, Esc closes, a click changes between fitted and full size."""

    def __init__(
        self, images: Sequence[bytes], index: int, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Image"))
        self._images = images
        self._index = index
        self._is_fitted = True
        self._pixmap = QPixmap()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._picture)
        # A picture as large as the room must not make bars that take some of it.
        self._picture.setMinimumSize(1, 1)
        self._area.setAccessibleName(self.tr("Image"))
        self._caption = QLabel()
        set_role(self._caption, "caption")
        self._earlier = self._button(icons, "chevron-left", self.tr("Previous image"))
        self._later = self._button(icons, "chevron-right", self.tr("Next image"))
        self._fit = QToolButton()
        self._fit.setText(self.tr("Actual size"))
        self._fit.setCheckable(True)
        row = QHBoxLayout()
        row.addWidget(self._caption, 1)
        row.addWidget(self._fit)
        row.addWidget(self._earlier)
        row.addWidget(self._later)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.addWidget(self._area, 1)
        column.addLayout(row)
        self.resize(_SIZE)
        self._earlier.clicked.connect(lambda: self._go(-1))
        self._later.clicked.connect(lambda: self._go(1))
        self._fit.toggled.connect(self._on_fit)
        self._area.viewport().installEventFilter(self)
        self._go(0)

    def _go(self, step: int) -> None:
        place = self._index + step
        if 0 <= place < len(self._images):
            self._index = place
            self._pixmap = QPixmap.fromImage(read_image(self._images[place], _LARGEST))
            self._show()
        self._earlier.setEnabled(self._index > 0)
        self._later.setEnabled(self._index < len(self._images) - 1)

    def _on_fit(self, actual: bool) -> None:
        self._is_fitted = not actual
        self._show()

    def _show(self) -> None:
        if self._pixmap.isNull():
            self._picture.setText(self.tr("This image cannot be read."))
            return
        size = self._pixmap.size()
        shown = self._pixmap
        room = self._area.viewport().size()
        if self._is_fitted and (size.width() > room.width() or size.height() > room.height()):
            shown = self._pixmap.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._picture.setPixmap(shown)
        words = f"{size.width()} × {size.height()}"
        if len(self._images) > 1:
            words += f"  ·  {self._index + 1} / {len(self._images)}"
        self._caption.setText(words)

    def _button(self, icons: Icons, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self._go(-1)
        elif event.key() == Qt.Key.Key_Right:
            self._go(1)
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._show()
        return super().eventFilter(watched, event)
