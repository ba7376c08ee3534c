"""What a window that is made again takes over."""

from __future__ import annotations

from paddock.demo.server import DemoServer
from tests.appkit import Person, Tell


def test_another_language_keeps_the_columns(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.window._splitter.setSizes([200, 700, 380])
        sizes = person.window._splitter.sizes()
        person.command("language-zh_CN")
        await person.until_reads("采样")
        assert person.window._splitter.sizes() == sizes

    tell(story, host=server.url)
