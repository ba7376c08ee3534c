"""Files that conversations are read from, and how they get into the store: all or none."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from paddock.features.exchange import archive
from paddock.features.exchange.words import failure_words, note_words
from tests.domain.exchange.making import PNG
from tests.features.exchange.conftest import Exchange, Exchanging, long_talk, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.features.exchange.gathering import Preview

    Run = Callable[[Any], Any]

DATA = Path(__file__).parents[2] / "data" / "exchange"


async def read(exchange: Exchange, *paths: Path) -> Preview:
    controller = exchange.controller
    [preview] = await exchange.came(
        lambda: controller.read([str(path) for path in paths]), controller.read_done
    )
    return preview  # type: ignore[no-any-return]


async def take_in(exchange: Exchange, preview: Preview) -> tuple[int, ...]:
    controller = exchange.controller
    chosen = [offered.conversation for offered in preview.offered if not offered.is_here]
    [imported] = await exchange.came(
        lambda: controller.take_in(chosen, preview.files), controller.imported
    )
    return imported.ids  # type: ignore[no-any-return]


async def refused(exchange: Exchange, *paths: Path) -> str:
    controller = exchange.controller
    [error] = await exchange.came(
        lambda: controller.read([str(path) for path in paths]), controller.failed
    )
    return failure_words(error)


def content(path: str) -> bytes:
    return Path(path).read_bytes()


def rows(exchange: Exchange) -> Any:
    return exchange.chats.store.run(
        lambda c: [
            c.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("chats", "messages", "folders")
        ]
    )


@pytest.mark.parametrize("name", ["chatgpt.json", "openwebui.json", "lines.jsonl"])
def test_what_other_programs_wrote_is_taken_in_and_known_the_next_time(
    run: Run, exchanging: Exchanging, name: str
) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            preview = await read(exchange, DATA / name)
            assert preview.offered
            ids = await take_in(exchange, preview)
            assert len(ids) == len(exchange.chats.heads) == len(preview.offered)
            for id, offered in zip(ids, preview.offered, strict=True):
                kept = await exchange.chats.load(id)
                assert len(kept.tree.messages) == len(offered.conversation.tree.messages)
            again = await read(exchange, DATA / name)
            assert all(offered.is_here for offered in again.offered)

    run(story())


def test_the_same_chat_twice_in_files_is_offered_once(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    copy = tmp_path / "again.json"
    shutil.copy(DATA / "openwebui.json", copy)

    async def story() -> None:
        async with exchanging() as exchange:
            once = await read(exchange, DATA / "openwebui.json")
            twice = await read(exchange, DATA / "openwebui.json", copy)
            new = [offered for offered in twice.offered if not offered.is_here]
            assert len(new) == len(once.offered) < len(twice.offered)

    run(story())


def test_images_are_measured_and_kept_and_a_folder_is_made(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "out.json"

    async def story() -> None:
        async with exchanging() as exchange:
            chats = exchange.chats
            [id] = await exchange.add(talk("What is it?", "A dot.", exchange.attached()))
            chats.move([id], chats.add_folder("Work"))
            controller = exchange.controller
            await exchange.came(
                lambda: controller.export([id], "paddock", str(path)), controller.exported
            )
            chats.delete([id])
            for folder in chats.folders:
                chats.delete_folder(folder.id)
            preview = await read(exchange, path)
            assert [offered.is_here for offered in preview.offered] == [False]
            [new] = await take_in(exchange, preview)
            [image] = next((await chats.load(new)).tree.path()).attachments
            assert content(image.path) == PNG
            assert (image.width, image.height) == (1, 1)
            [folder] = chats.folders
            head = chats.head(new)
            assert head is not None
            assert (folder.name, head.folder) == ("Work", folder.id)

    run(story())


def test_numbers_that_no_database_holds_do_not_keep_a_file_out(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "forged.json"

    async def story() -> None:
        async with exchanging() as exchange:
            controller = exchange.controller
            [id] = await exchange.add(talk("What is it?", "A dot.", exchange.attached()))
            await exchange.came(
                lambda: controller.export([id], "paddock", str(path)), controller.exported
            )
            exchange.chats.delete([id])
            file = json.loads(path.read_bytes())
            asked, answered = file["chats"][0]["messages"]
            asked["attachments"][0].update(size=2**65, width=2**65, height=2**65)
            answered["reply"]["metrics"] = {"answer_tokens": 2**65, "total": 2**65}
            answered["sent"] = {"head": "no JSON"}
            path.write_text(json.dumps(file))
            preview = await read(exchange, path)
            assert "unknown kind" in note_words(preview.notes[0])
            [new] = await take_in(exchange, preview)
            question, answer = (await exchange.chats.load(new)).tree.path()
            [image] = question.attachments
            assert (image.size, image.width, image.height) == (len(PNG), 1, 1)
            assert answer.sent is None

    run(story())


def test_when_the_disk_fills_up_in_the_middle_nothing_is_there(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "out.json"

    async def story() -> None:
        async with exchanging() as exchange:
            controller = exchange.controller
            [id] = await exchange.add(long_talk(2000))
            await exchange.came(
                lambda: controller.export([id], "paddock", str(path)), controller.exported
            )
            exchange.chats.delete([id])
            preview = await read(exchange, path)
            before = await rows(exchange)

            def limit(c: Any) -> None:
                pages = c.execute("PRAGMA page_count").fetchone()[0]
                c.execute(f"PRAGMA max_page_count = {pages + 2}")

            await exchange.chats.store.run(limit)
            chosen = [offered.conversation for offered in preview.offered]
            [error] = await exchange.came(
                lambda: controller.take_in(chosen, preview.files), controller.failed
            )
            assert "disk is full" in failure_words(error)
            assert await rows(exchange) == before
            assert not exchange.chats.heads

    run(story())


def test_a_cancelled_import_leaves_the_store_as_it_was(run: Run, exchanging: Exchanging) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            controller = exchange.controller
            controller.progressed.connect(lambda *_: controller.cancel())
            before = await rows(exchange)
            await exchange.came(
                lambda: controller.take_in([long_talk(4000)], {}), controller.cancelled
            )
            assert await rows(exchange) == before
            assert not exchange.chats.heads

    run(story())


def test_what_was_imported_can_be_taken_back(run: Run, exchanging: Exchanging) -> None:
    async def story() -> None:
        async with exchanging() as exchange:
            await exchange.add(talk("Before", "Stays."))
            ids = await take_in(exchange, await read(exchange, DATA / "openwebui.json"))
            exchange.chats.delete(ids)
            assert exchange.titles() == ["Before"]

    run(story())


def test_an_archive_gives_its_chats_with_its_images(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.write(DATA / "chatgpt.json", "conversations.json")
        file.writestr("chat.html", "not read")

    async def story() -> None:
        async with exchanging() as exchange:
            alone = await read(exchange, DATA / "chatgpt.json")
            packed = await read(exchange, path)
            titles = [offered.conversation.head.title for offered in packed.offered]
            assert titles == [offered.conversation.head.title for offered in alone.offered]

    run(story())


def test_a_bomb_is_refused(
    run: Run, exchanging: Exchanging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("conversations.json", b" " * 20_000_000)

    async def story() -> None:
        async with exchanging() as exchange:
            assert "too large" in await refused(exchange, path)

    run(story())


def test_archives_that_cannot_be_read_are_refused(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    whole, locked = tmp_path / "whole.zip", tmp_path / "locked.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(DATA / "chatgpt.json", "conversations.json")
    data = bytearray(whole.read_bytes())
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(start) + (6 if start.endswith(b"\x04") else 8)] |= 1  # has a password
    locked.write_bytes(data)

    async def story() -> None:
        async with exchanging() as exchange:
            assert "password" in await refused(exchange, locked)
            assert "damaged" in await refused(exchange, tmp_path / "cut.zip")
            assert "refused" in await refused(exchange, tmp_path / "missing.json")
            # Beside one that can be read it is a note.
            preview = await read(exchange, DATA / "lines.jsonl", locked)
            assert preview.offered
            assert note_words(preview.notes[-1]).startswith("locked.zip: That archive has a pass")

    run(story())


def test_files_of_one_export_are_one_reading(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    chats = json.loads((DATA / "chatgpt.json").read_text("utf-8"))
    parts = []
    for place, chat in enumerate(chats):
        parts.append(tmp_path / f"conversations-{place:03}.json")
        parts[-1].write_text(json.dumps([chat]), "utf-8")

    async def story() -> None:
        async with exchanging() as exchange:
            whole, shards = (
                await read(exchange, DATA / "chatgpt.json"),
                await read(exchange, *parts),
            )
            assert len(shards.offered) == len(whole.offered)
            # Files of other programs beside them are read each by itself.
            both = await read(exchange, *parts, DATA / "openwebui.json")
            assert len(both.offered) > len(whole.offered)

    run(story())
