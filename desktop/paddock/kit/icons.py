"""Our own line icons, drawn in the theme's colours at the moment they are painted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from paddock.base.compat import override

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from paddock.kit.theme import Theme


class Icons:
    """The icons of `resources/icons` by name.

    An icon is muted, faint when disabled, and the accent colour when its button is checked. It
    follows the theme by itself: a widget holds an engine that asks for the colour on painting.
    """

    def __init__(self, theme: Theme, resources: Path | str) -> None:
        self._theme = theme
        self._folder = Path(resources) / "icons"
        self._sources: dict[str, bytes] = {}
        self.copies: list[QIconEngine] = []
        self._drawn: dict[tuple[str, str, int, int, float], QPixmap] = {}

    def icon(self, name: str, token: str = "muted") -> QIcon:
        """The icon of `name`.svg, in the colour of `token` where its state asks for no other.

        Raises FileNotFoundError for a name that has no file.
        """
        self._source(name)
        return QIcon(_Engine(self, name, token))

    def pixmap(self, name: str, token: str, size: QSize, scale: float = 1.0) -> QPixmap:
        """The icon in `size`, for a screen with `scale` device pixels to a pixel of it."""
        colour = str(getattr(self._theme.tokens, token))
        key = (name, colour, size.width(), size.height(), scale)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = _draw(self._source(name), colour, size * scale)
            drawn.setDevicePixelRatio(scale)
            self._drawn[key] = drawn
        return drawn

    def app_icon(self) -> QIcon:
        """The application's mark, for windows and the task bar."""
        return QIcon(str(self._folder / "paddock.svg"))

    def _source(self, name: str) -> bytes:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        return source


class _Engine(QIconEngine):
    """Draws one icon for whatever size, state and screen Qt asks for."""

    def __init__(self, icons: Icons, name: str, token: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._token = token
        self._copies = icons.copies

    def _token_of(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "faint"
        if state == QIcon.State.On:
            return "accent"
        # A hovered or selected row lifts the quiet colour, not one that was asked for.
        lifted = mode in (QIcon.Mode.Active, QIcon.Mode.Selected) and self._token == "muted"
        return "text" if lifted else self._token

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # Not painter.device(): what that returns makes PySide load every class of widget at once.
        scale = max(1.0, painter.deviceTransform().m11())
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self._icons.pixmap(self._name, self._token_of(mode, state), size, scale)

    @override
    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    @override
    def clone(self) -> QIconEngine:
        copy = _Engine(self._icons, self._name, self._token)
        # PySide6 does not hand a returned engine over to Qt: without a reference here, Python
        # would free what the copied icon still uses. Qt copies engines rarely.
        self._copies.append(copy)
        return copy


def _draw(source: bytes, colour: str, size: QSize) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # a library of its own, which the first icon loads

    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(size.width(), size.height())
    corner = QPoint((size.width() - side) // 2, (size.height() - side) // 2)
    painter = QPainter(picture)
    # QtSvg knows no currentColor.
    QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode()))).render(
        painter, QRectF(corner.x(), corner.y(), side, side)
    )
    painter.end()
    return picture
