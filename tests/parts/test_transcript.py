"""The conversation on screen while an answer grows in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from paddock.base.paths import resources
from paddock.domain.chat import Chat
from paddock.domain.reply import Phase, Reply
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import look_of
from paddock.parts.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PARAGRAPH = "The quick brown fox jumps over the lazy dog, again and again. " * 4
CODE = "```python\n" + "x = 1\n" * 8
GROWTH = {
    "paragraphs": [f"{PARAGRAPH}\n\n" * count for count in range(4, 9)],
    "code": [PARAGRAPH * 8 + "\n\n" + CODE * 2 + "y = 2\n" * count for count in range(1, 6)],
}


@pytest.fixture
def transcript(qapp: QApplication, qtbot: QtBot) -> Iterator[Transcript]:
    theme = Theme(qapp, resources(), "light")
    found = Transcript(look_of(theme, Icons(theme, resources())))
    qtbot.addWidget(found)
    found.resize(500, 300)
    found.show()
    yield found
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.mark.parametrize("states", GROWTH.values(), ids=GROWTH)
def test_the_end_is_in_view_as_soon_as_an_update_returns(
    transcript: Transcript, qtbot: QtBot, states: list[str]
) -> None:
    """Nothing is painted in a place that it leaves in the same frame."""
    chat = Chat().asked(1, "Tell me.")
    reply = Reply("m:1b", 0.0, phase=Phase.ANSWERING, first_token=0.0)
    turn = chat.turn(1).with_new(reply)
    bar = transcript.verticalScrollBar()
    for text in states:
        before = bar.maximum()
        turn = turn.with_reply(0, replace(reply, text=text))
        transcript.show_turn(chat.with_turn(turn), turn)
        if before:
            assert bar.value() == bar.maximum() > before
        else:
            qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)  # the rows are new
