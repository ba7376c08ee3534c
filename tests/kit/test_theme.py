"""Colours: one home, enough contrast, and a change that reaches what is on the screen."""

from __future__ import annotations

import gc
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from paddock.base.paths import resources
from paddock.kit.roles import set_kind
from paddock.kit.theme import Tokens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme

# The offscreen platform says so for each window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PACKAGE = Path(__file__).parents[2] / "desktop" / "paddock"
NAMES = sorted(path.stem for path in Path(resources(), "icons").glob("*.svg"))
SCHEMES = json.loads(Path(resources(), "styles", "tokens.json").read_text(encoding="utf-8"))


def _colour_of(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """The colours of the fully covered pixels."""
    image = icon.pixmap(QSize(80, 80), mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""

    def linear(c: float) -> float:
        return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)

    of = QColor(colour)
    return 0.2126 * linear(of.redF()) + 0.7152 * linear(of.greenF()) + 0.0722 * linear(of.blueF())


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    tokens = Tokens(**SCHEMES[scheme])
    grounds = (tokens.window, tokens.surface, tokens.raised)
    for text in (tokens.text, tokens.muted, tokens.accent, tokens.warn, tokens.error):
        assert round(min(_contrast(text, ground) for ground in grounds), 1) >= 4.5
    assert _contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert _contrast(tokens.text, tokens.selection) >= 4.5
    assert _contrast(tokens.accent, tokens.selection) >= 4.5
    code = [value for name, value in asdict(tokens).items() if name.startswith("syntax_")]
    assert min(_contrast(colour, tokens.code) for colour in code) >= 4.5


def test_no_colour_is_named_outside_the_tokens() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|rgba?\(")
    icons = Path(resources(), "icons").glob("*.svg")
    # The mark stands alone, in task bars that know no theme.
    drawn = [path for path in icons if path.stem != "paddock"]
    layers = ("kit", "parts", "features", "shell")
    sources = [path for layer in layers for path in (PACKAGE / layer).rglob("*.py")]
    files = [*sources, *drawn, Path(resources(), "styles", "app.qss")]
    named = {
        f"{path.name}: {found}"
        for path in files
        for found in colour.findall(path.read_text(encoding="utf-8"))
    }
    assert not named


def test_a_forced_scheme_is_worn_at_once_and_said(qtbot: QtBot, theme: Theme) -> None:
    assert not theme.is_dark
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme("dark")
    assert theme.is_dark
    palette = QApplication.palette()
    assert palette.window().color().name().upper() == SCHEMES["dark"]["window"]
    assert palette.highlight().color().name().upper() == SCHEMES["dark"]["accent"]
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_scheme("dark")


def test_a_shown_button_changes_with_the_theme(qtbot: QtBot, theme: Theme) -> None:
    button = QPushButton("Send")
    qtbot.addWidget(button)
    set_kind(button, "primary")
    button.resize(80, 30)
    button.show()
    for scheme in ("light", "dark"):
        theme.set_scheme(scheme)
        filled = button.grab().toImage().pixelColor(8, 15).name().upper()
        assert filled == SCHEMES[scheme]["accent"]


def test_an_icon_held_by_a_widget_follows_the_theme(theme: Theme, icons: Icons) -> None:
    button = QPushButton()
    button.setIcon(icons.icon("stop"))
    gc.collect()  # Qt alone holds the engine now
    for scheme in ("light", "dark"):
        theme.set_scheme(scheme)
        assert _colour_of(button.icon()) == {theme.tokens.muted.lower()}
        assert _colour_of(button.icon(), QIcon.Mode.Disabled) == {theme.tokens.faint.lower()}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_it_is_asked_for(
    theme: Theme, icons: Icons, name: str
) -> None:
    icon = icons.app_icon() if name == "paddock" else icons.icon(name, "error")
    colours = _colour_of(icon)
    assert colours
    if name != "paddock":
        assert colours == {theme.tokens.error.lower()}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_is_sharp_on_a_screen_of_any_scale(icons: Icons, scale: float) -> None:
    drawn = icons.icon("dice").pixmap(QSize(16, 16), scale)
    assert drawn.size() == QSize(16, 16) * scale
    assert drawn.devicePixelRatio() == scale


def test_an_icon_that_does_not_exist_is_a_mistake(icons: Icons) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("unicorn")


def test_a_copied_icon_outlives_the_first(icons: Icons) -> None:
    first = icons.icon("stop", "error")
    second = QIcon(first)
    second.addPixmap(first.pixmap(16, 16))  # detaches: Qt clones the engine
    del first
    gc.collect()
    assert not second.pixmap(16, 16).isNull()
