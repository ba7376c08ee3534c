"""The bar above the page: what it says, and until when."""

from __future__ import annotations

from paddock.demo.server import DemoServer
from tests.appkit import Person, Tell


def test_that_nobody_answers_is_withdrawn_when_somebody_does(tell: Tell, dead_port: int) -> None:
    async def story(person: Person) -> None:
        with DemoServer(dead_port, speed=None, load_seconds=0.0):
            await person.until_ready()
        person.send("anybody there?")
        await person.until(lambda: person.notice().startswith("Nobody answers at that address"))
        person.command("refresh")
        await person.until_reads("No server")
        assert person.notice()
        with DemoServer(dead_port, speed=None, load_seconds=0.0):
            await person.until_reads("Ollama 0.33.0")
            assert person.notice() == ""

    tell(story, host=f"127.0.0.1:{dead_port}")
