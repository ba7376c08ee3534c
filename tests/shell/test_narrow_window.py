"""A window that is smaller than it likes to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.kit.elided import ElidedLabel
from tests.appkit import Person, Tell

if TYPE_CHECKING:
    from paddock.demo.server import DemoServer


def test_nothing_is_cut_off_at_900_pixels(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.window.resize(900, 600)
        await person.until(lambda: person.window.width() == 900)
        panel = person.window.panel
        assert panel.mapTo(person.window, panel.rect().topRight()).x() < 900
        hint = next(h for h in person.all(ElidedLabel) if h.text().startswith("Enter sends"))
        assert hint.fontMetrics().horizontalAdvance(hint.shown_text()) <= hint.width()

    tell(story, host=server.url)


def test_the_first_window_is_no_higher_than_the_screen(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        assert person.window.height() < person.window.screen().availableGeometry().height()

    tell(story, host=server.url)
