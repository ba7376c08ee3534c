"""The light theme, and what the parts of a transcript need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import Look, look_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, resources(), "light")
    yield made
    made.set_scheme("system")
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def look(theme: Theme) -> Look:
    return look_of(theme, Icons(theme, resources()))
