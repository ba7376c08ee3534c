"""Bugs are told wherever they happen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from paddock.demo.server import DemoServer
from tests.appkit import Person, Tell


def stumble() -> None:
    raise ZeroDivisionError("far from any slot")


def in_a_thread() -> None:
    threading.Thread(target=stumble).start()


def in_a_callback() -> None:
    asyncio.get_running_loop().call_soon(stumble)


@pytest.mark.parametrize("somewhere", [in_a_thread, in_a_callback])
def test_a_bug_far_from_any_slot_is_reported(
    tell: Tell,
    server: DemoServer,
    expect_log: Callable[[str], None],
    somewhere: Callable[[], None],
) -> None:
    expect_log("unexpected: Paddock .*")

    async def story(person: Person) -> None:
        await person.until_ready()
        somewhere()
        await person.until(person.all_dialogs)
        assert "far from any slot" in person.reads(person.dialog())
        person.clicks("Close", person.dialog())
        assert await person.ask("/long 3")

    tell(story, host=server.url)
