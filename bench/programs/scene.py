"""A transcript in a window that is really painted, for programs that show it conversations.

Arguments of those programs: data folder; the address of a server, or `plain` for a window that
holds the transcript alone; what the program itself takes. With `profile` as the last one, what was
timed is profiled as well, which makes it slower, and the profile goes to the standard error.
"""

from __future__ import annotations

import asyncio
import cProfile
import gc
import json
import pstats
import sys
import time
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

import chats
import corpus
from driver import drive
from paddock.app import make_qt, run_with_loop
from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from watching import Paints

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from driver import Driver
    from paddock.domain.chat import Chat, Turn
    from paddock.parts.transcript.view import Transcript

SIZE = (700, 600)
"""Pixels of a transcript in the application's window, as far as it shows text."""
_SETTLE = 0.5
_PREWARMED = 1001  # id of its conversation
_ROWS_OF_PROFILE = 45


class Shows(Protocol):
    """A page or a transcript."""

    def show_chat(self, chat: Chat) -> None: ...

    def show_turn(self, chat: Chat, turn: Turn) -> None: ...


class Screen:
    """A window whose paints are counted, and made at once where a cost is to be known."""

    def __init__(self, viewport: QWidget) -> None:
        self.paints = Paints(viewport)
        self._profile = cProfile.Profile() if sys.argv[-1] == "profile" else None

    def timed(self, work: Callable[[], object]) -> float:
        """Milliseconds of CPU for `work` and the paint of what it changed."""
        if self._profile is not None:
            self._profile.enable()
        before = time.process_time()
        work()
        # The window waits for the event loop with an UpdateRequest: this is that paint, no other.
        QCoreApplication.sendPostedEvents()
        cost = (time.process_time() - before) * 1000
        if self._profile is not None:
            self._profile.disable()
        return cost

    def print_profile(self) -> None:
        if self._profile is not None:
            for order in ("tottime", "cumulative"):
                stats = pstats.Stats(self._profile, stream=sys.stderr)
                stats.sort_stats(order).print_stats(_ROWS_OF_PROFILE)


class Scene(Screen):
    """The transcript on screen. `shows` is what takes conversations for it."""

    def __init__(self, shows: Shows, transcript: Transcript) -> None:
        super().__init__(transcript.viewport())
        self.transcript = transcript
        self.show_chat = shows.show_chat
        self.show_turn = shows.show_turn

    async def prewarm(self) -> None:
        """Shows a small answer as it grows: what happens once in a run has happened then."""
        text = corpus.small()
        chat, reply = chats.single("A question", "", _PREWARMED), chats.open_reply()
        self.show_chat(chat)
        for end in (len(text) // 2, len(text)):
            turn = chat.turns[0].with_reply(0, chats.finished(text[:end], reply.started))
            chat = chat.with_turn(turn)
            self.show_turn(chat, turn)
            await asyncio.sleep(_SETTLE)
        assert self.paints.count, "nothing was painted"

    def check_paints(self, before: int, least: int) -> None:
        """Raises AssertionError where fewer paints than `least` happened since `before`."""
        happened = self.paints.count - before
        assert happened >= least, f"{happened} paints where {least} were expected"


async def find(scene: Scene, words: str) -> float:
    """Milliseconds of CPU until all places are counted and the first one has been painted."""
    searching = scene.transcript.reading.searching
    counted = asyncio.Event()

    def note() -> None:
        counted.set()

    cost = scene.timed(lambda: searching.find(words))
    searching.counted.connect(note)
    before = time.process_time()
    # What is too much for one go is counted in slices.
    while (finder := searching._finder) is not None and not finder.is_complete:
        counted.clear()
        await counted.wait()
    QCoreApplication.sendPostedEvents()
    searching.counted.disconnect(note)
    return cost + (time.process_time() - before) * 1000


def play(job: Callable[[Scene], Awaitable[dict[str, Any]]]) -> None:
    """Runs `job` on a scene, and prints what it returns as JSON."""

    async def played(shows: Shows, transcript: Transcript) -> dict[str, Any]:
        scene = Scene(shows, transcript)
        await scene.prewarm()
        report = await job(scene)
        scene.print_profile()
        return report

    async def in_application(driver: Driver) -> dict[str, Any]:
        page = driver.window.chat_page
        return await played(page, page.transcript)

    if sys.argv[2] == "plain":
        _play_alone(played)
    else:
        drive(in_application)


def _play_alone(played: Callable[[Shows, Transcript], Awaitable[dict[str, Any]]]) -> None:
    from paddock.parts.look import look_of
    from paddock.parts.transcript.view import Transcript

    gc.disable()
    qt = make_qt()
    theme = Theme(qt, resources(), "light")
    icons = Icons(theme, resources())
    transcript = Transcript(look_of(theme, icons))
    window = framed(transcript)
    report: dict[str, Any] = {}

    async def run() -> None:
        report.update(await played(transcript, transcript))
        window.close()

    run_with_loop(qt, run)
    print(json.dumps(report))


def framed(widget: QWidget) -> QWidget:
    """A window that shows one widget."""
    window = QWidget()
    window.resize(*SIZE)
    inside = QVBoxLayout(window)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(widget)
    window.show()
    return window
