"""A model chosen in the side bar."""

from __future__ import annotations

from paddock.demo.server import DemoServer
from tests.appkit import CHAT, THINK, Person, Tell


def test_a_chat_with_another_model_is_begun_from_the_list(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        await person.ask("/long 3")
        person.window.sidebar.chat_with_requested.emit(THINK)
        await person.until(lambda: "thinking" in person.reads())
        assert person.model() == THINK
        assert "/long 3" not in person.reads()
        assert stored_settings_model(person) == THINK

    def stored_settings_model(person: Person) -> str:
        return person.application.settings.value.model

    tell(story, host=server.url)


def test_a_model_that_cannot_chat_is_refused_with_words(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        name = next(m.name for m in person.session.server.state.models if "embed" in m.name)
        person.window.sidebar.model_activated.emit(name)
        assert person.notice() == f"{name} does not generate text, so it cannot chat."
        assert person.model() == CHAT
        await person.ask("/long 3")
        person.window.sidebar.chat_with_requested.emit(name)
        assert person.notice() == f"{name} does not generate text, so it cannot chat."
        await person.until_reads("/long 3")

    tell(story, host=server.url)
