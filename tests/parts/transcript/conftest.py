"""A transcript in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paddock.parts.transcript.view import Transcript
from tests.parts.transcript.transcripts import Reader

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from paddock.parts.look import Look


@pytest.fixture
def reader(look: Look, qtbot: QtBot) -> Reader:
    transcript = Transcript(look)
    qtbot.addWidget(transcript)
    transcript.resize(700, 500)
    transcript.show()
    return Reader(transcript, qtbot)
