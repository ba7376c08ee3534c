"""Light and dark: the colours, the palette made of them, and the one style sheet."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette

from paddock.kit.drawings import Drawings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

Scheme: TypeAlias = Literal["system", "light", "dark"]

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme as "#RRGGBB". Their only home is resources/styles/tokens.json."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selection: str
    hover: str
    pressed: str
    warn: str
    warn_soft: str
    error: str
    error_soft: str
    code: str
    match: str
    marked: str
    question: str
    syntax_keyword: str
    syntax_name: str
    syntax_string: str
    syntax_number: str
    syntax_comment: str
    added: str
    removed: str

    def color(self, name: str) -> QColor:
        """The colour of the token `name`. Raises AttributeError for a name that is none."""
        return QColor(getattr(self, name))


class Theme(QObject):
    """Dresses the application in a colour scheme, and follows the system's unless one is forced."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path | str, scheme: Scheme = "system") -> None:
        super().__init__(app)
        self._app = app
        styles = Path(resources) / "styles"
        colours = json.loads((styles / "tokens.json").read_text(encoding="utf-8"))
        self._schemes = {name: Tokens(**values) for name, values in colours.items()}
        self._sheet = Template((styles / "app.qss").read_text(encoding="utf-8"))
        self._drawings = Drawings(Path(resources) / "icons")
        self._native_style = app.style().name()
        self._scheme: Scheme = scheme
        self._request_scheme()
        self._is_dark = self._wants_dark()
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._settle)

    @property
    def tokens(self) -> Tokens:
        return self._schemes["dark" if self._is_dark else "light"]

    @property
    def is_dark(self) -> bool:
        return self._is_dark

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Forces light or dark, or follows the system again."""
        if scheme == self._scheme:
            return
        self._scheme = scheme
        self._request_scheme()
        self._settle()

    def caption_font(self) -> QFont:
        """The system's font, a point smaller."""
        return _resized(self._app.font(), -1)

    def body_font(self) -> QFont:
        """The font of the transcript: the system's, a point larger."""
        return _resized(self._app.font(), +1)

    def code_font(self) -> QFont:
        """The system's monospaced font at the size of the text around it."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(_points(self._app.font()))
        return font

    def _request_scheme(self) -> None:
        """Asks the platform for the scheme, so that title bars and native dialogs follow too."""
        self._app.styleHints().setColorScheme(_QT_SCHEMES[self._scheme])

    def _wants_dark(self) -> bool:
        if self._scheme == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    def _settle(self) -> None:
        """Dresses anew if what the user and the system want together has changed."""
        dark = self._wants_dark()
        if dark == self._is_dark:
            return
        self._is_dark = dark
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        style = self._style_name()
        if self._app.style().name() != style:
            self._app.setStyle(style)
        self._app.setPalette(_palette(self.tokens))
        size = _points(self._app.font())
        sizes = {"caption_size": size - 1, "body_size": size + 1, "heading_size": size + 4}
        colours = {name: getattr(self.tokens, name) for name in Tokens.__slots__}
        images = self._drawings.paths(colours)
        self._app.setStyleSheet(self._sheet.substitute(colours, **sizes, **images))

    def _style_name(self) -> str:
        """The platform's own style where it follows the scheme, else Qt's Fusion."""
        if sys.platform not in ("win32", "darwin"):
            return "fusion"
        shown_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        # The style of Windows 10 knows no dark scheme.
        cannot = self._native_style == "windowsvista" and self._is_dark
        return "fusion" if cannot or shown_dark != self._is_dark else self._native_style


def _resized(font: QFont, points: int) -> QFont:
    resized = QFont(font)
    resized.setPointSizeF(_points(font) + points)
    return resized


def _points(font: QFont) -> float:
    """The size in points, also of a font that the platform gives in pixels."""
    return QFontInfo(font).pointSizeF()


def _palette(tokens: Tokens) -> QPalette:
    """The palette for what the style sheet does not reach: native parts, links, text selections."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.faint,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.faint,
        role.Shadow: tokens.muted,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.faint))
    return palette
