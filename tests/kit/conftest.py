"""The theme and the icons of the real resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, resources(), "light")
    yield theme
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(theme, resources())
