"""A transcript in a window, in the light theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import Look, look_of
from paddock.parts.transcript.view import Transcript
from tests.parts.transcript.transcripts import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


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


@pytest.fixture
def reader(look: Look, qtbot: QtBot) -> Reader:
    transcript = Transcript(look)
    qtbot.addWidget(transcript)
    transcript.resize(700, 500)
    transcript.show()
    return Reader(transcript, qtbot)
