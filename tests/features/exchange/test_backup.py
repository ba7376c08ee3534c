"""Everything in one file, and back."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from paddock.domain.conversations import Draft
from paddock.features.exchange.words import failure_words
from tests.features.exchange.conftest import Exchanging, talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[[Any], Any]


def files(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file()]


def test_a_backup_brings_back_what_was_there(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = str(tmp_path / "backup.zip")

    async def story() -> None:
        async with exchanging() as exchange:
            chats, controller = exchange.chats, exchange.controller
            image = exchange.attached()
            [kept] = await exchange.add(talk("What is it?", "A dot.", image, title="Dots"))
            await exchange.came(lambda: controller.back_up(path), controller.backed_up)
            os.remove(image.path)
            chats.rename(kept, "Changed")
            [later] = await exchange.add(talk("Later", "Gone."))

            [facts] = await exchange.came(lambda: controller.check(path), controller.checked)
            assert (facts.chats, facts.messages, facts.attachments) == (1, 2, 1)
            removed: list[int] = []
            chats.removed.connect(removed.extend)
            [aside] = await exchange.came(lambda: controller.restore(path), controller.restored)
            assert set(removed) == {kept, later}
            assert aside in files(tmp_path)
            assert exchange.titles() == ["Dots"]
            assert image.path in files(tmp_path)

            # It goes on with the store that was opened.
            chats.rename(kept, "Renamed")
            chats.save_draft(0, Draft("What"))
            await chats.writer.saved()
            assert (await chats.draft_of_new()).text == "What"
            assert not controller.is_running

    run(story())

    async def next_start() -> None:
        async with exchanging() as exchange:
            assert exchange.titles() == ["Renamed"]

    run(next_start())


def test_what_is_no_backup_changes_nothing(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(b"PK\x03\x04 not really")

    async def story() -> None:
        async with exchanging() as exchange:
            controller = exchange.controller
            await exchange.add(talk("Before", "Stays."))
            for call in (controller.check, controller.restore):
                [error] = await exchange.came(partial(call, str(path)), controller.failed)
                assert "damaged" in failure_words(error)
            assert exchange.titles() == ["Before"]
            await exchange.add(talk("After", "Too."))

    run(story())


def test_a_cancelled_backup_leaves_what_was_there(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(b"before")

    async def story() -> None:
        async with exchanging() as exchange:
            controller = exchange.controller
            await exchange.add(talk("Before", "Stays.", exchange.attached(os.urandom(3_000_000))))
            controller.back_up(str(path))
            await exchange.came(controller.cancel, controller.cancelled)

    run(story())
    assert path.read_bytes() == b"before"
    assert [name for name in os.listdir(tmp_path) if "backup" in name] == ["backup.zip"]
