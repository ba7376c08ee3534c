"""The time that a loaded model has left, as it runs on in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.appkit import Person, Tell

if TYPE_CHECKING:
    from paddock.demo.server import DemoServer


def test_the_time_left_runs_on_in_a_window_made_anew(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        await person.until(lambda: person.session.server.state.loaded)
        person.command("language-zh_CN")
        await person.until_reads("采样")
        shown = person.reads(person.window.status)
        assert "已加载" in shown
        await person.until(lambda: person.reads(person.window.status) != shown)
        person.command("language-en")
        await person.until_reads("Sampling")

    tell(story, host=server.url)
