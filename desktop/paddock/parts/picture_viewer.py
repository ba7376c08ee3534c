"""Images of a message in a window of their own: fitted or at their size, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.decoding import Decoder, image_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from paddock.kit.icons import Icons

_LARGEST = QSize(4096, 4096)
_SIZE = QSize(900, 640)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_SCROLLING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


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
        self._pixmap: QPixmap | None = None
        """None while it is read, null where it cannot be."""
        self._decoder = Decoder(self)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._picture)
        self._area.setAccessibleName(self.tr("Image"))
        # It would take the arrow keys for itself.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._caption = QLabel()
        set_role(self._caption, "caption")
        self._earlier = self._button(icons, "chevron-left", self.tr("Previous image"))
        self._later = self._button(icons, "chevron-right", self.tr("Next image"))
        self._fit = QToolButton()
        self._fit.setText(self.tr("Actual size"))
        self._fit.setCheckable(True)
        self._lay_out()
        self._earlier.clicked.connect(lambda: self._go(-1))
        self._later.clicked.connect(lambda: self._go(1))
        self._fit.toggled.connect(self._on_fit)
        self._decoder.decoded.connect(self._on_decoded)
        for watched in (self._area.viewport(), self._fit, self._earlier, self._later):
            watched.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._go(0)

    def _lay_out(self) -> None:
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

    def _go(self, step: int) -> None:
        place = self._index + step
        if 0 <= place < len(self._images):
            self._index = place
            self._pixmap = None
            self._decoder.forget()
            self._decoder.ask(place, self._images[place], _LARGEST)
            self._tell_size(image_size(self._images[place]))
            self._show()
        self._earlier.setEnabled(self._index > 0)
        self._later.setEnabled(self._index < len(self._images) - 1)

    def _on_decoded(self, _place: int, image: QImage) -> None:
        self._pixmap = QPixmap.fromImage(image)
        if image.isNull():
            self._tell_size(QSize())
        self._show()

    def _on_fit(self, actual: bool) -> None:
        self._is_fitted = not actual
        self._show()

    def _show(self) -> None:
        # A picture as large as the room must not make bars that take some of it.
        least = QSize(1, 1)
        if self._pixmap is None:
            self._picture.clear()
        elif self._pixmap.isNull():
            self._picture.setText(self.tr("This image cannot be read."))
        else:
            self._picture.setPixmap(self._fitted(self._pixmap))
            least = least if self._is_fitted else self._pixmap.size()
        self._picture.setMinimumSize(least)

    def _fitted(self, pixmap: QPixmap) -> QPixmap:
        size, room = pixmap.size(), self._area.viewport().size()
        if self._is_fitted and (size.width() > room.width() or size.height() > room.height()):
            return pixmap.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return pixmap

    def _tell_size(self, size: QSize) -> None:
        """The size that an image has of its own, and which of several it is."""
        words = [f"{size.width()} × {size.height()}"] if size.isValid() else []
        if len(self._images) > 1:
            words.append(f"{self._index + 1} / {len(self._images)}")
        self._caption.setText("  ·  ".join(words))

    def _button(self, icons: Icons, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self._go(_STEPS[Qt.Key(event.key())])
        elif event.key() in _SCROLLING:
            QCoreApplication.sendEvent(self._area.verticalScrollBar(), event)
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area.viewport():
            if event.type() == QEvent.Type.Resize:
                self._show()
            elif _is_click(event):
                self._fit.toggle()
        elif isinstance(event, QKeyEvent) and _is_step(event):
            self.keyPressEvent(event)  # a button would pass the focus on to its neighbour
            return True
        return super().eventFilter(watched, event)


def _is_step(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in _STEPS


def _is_click(event: QEvent) -> bool:
    return (
        isinstance(event, QMouseEvent)
        and event.type() == QEvent.Type.MouseButtonRelease
        and event.button() == Qt.MouseButton.LeftButton
    )
