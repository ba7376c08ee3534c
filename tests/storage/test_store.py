"""The store keeps order, keeps its word, and says what the disk refuses."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from paddock.domain.conversations import ChatHead
from paddock.domain.reply import Ending, Phase
from paddock.storage import blobs
from paddock.storage.chats import delete_chats, heads, next_ids, put_head
from paddock.storage.errors import StorageError
from paddock.storage.messages import load, put_message
from paddock.storage.opening import Opened
from paddock.storage.search import find
from paddock.storage.store import Store
from tests.storage.samples import add_chat, answered, asked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator


@contextlib.asynccontextmanager
async def opened(folder: Path | str) -> AsyncIterator[tuple[Store, Opened]]:
    store = Store(str(folder))
    try:
        yield store, await store.open()
    finally:
        await store.aclose()


async def refused(store: Store, work: Callable[..., Any], *args: Any) -> StorageError:
    with pytest.raises(StorageError) as raised:
        await store.run(work, *args)
    return raised.value


def test_a_new_store_is_empty_and_keeps_what_is_written(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path / "a" / "b") as (store, found):
            assert found == Opened()
            assert await store.run(heads) == []
            await store.run(put_head, ChatHead(1, "Trains"))
        assert not any(thread.name == "storage" for thread in threading.enumerate())
        async with opened(tmp_path / "a" / "b") as (store, found):
            assert found == Opened()
            assert await store.run(heads) == [ChatHead(1, "Trains")]

    run(story())


def test_jobs_run_in_the_order_of_their_calls(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            jobs = [store.run(put_head, ChatHead(1, str(number))) for number in range(50)]
            await asyncio.gather(*jobs)
            assert (await store.run(heads))[0].title == "49"

    run(story())


def test_a_job_that_fails_leaves_nothing_behind(run: Any, tmp_path: Path) -> None:
    def half(c: sqlite3.Connection) -> None:
        put_head(c, ChatHead(1))
        raise KeyError("half")

    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            with pytest.raises(KeyError, match="half"):
                await store.run(half)
            assert await store.run(heads) == []

    run(story())


def test_a_job_goes_on_when_nobody_waits_any_more(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            go_on = threading.Event()
            first = asyncio.gather(store.run(lambda _c: go_on.wait()))
            second = asyncio.gather(store.run(put_head, ChatHead(1)))
            await asyncio.sleep(0)
            second.cancel()
            go_on.set()
            await first
            assert await store.run(heads) == [ChatHead(1)]
            with pytest.raises(asyncio.CancelledError):
                await second

    run(story())


def test_a_lost_failure_is_logged(
    run: Any, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("a job that nobody waited for failed: KeyError")

    def failing(c: sqlite3.Connection) -> None:
        raise KeyError("lost")

    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            waiting = asyncio.gather(store.run(failing))
            await asyncio.sleep(0)
            waiting.cancel()
            await store.run(heads)
            with pytest.raises(asyncio.CancelledError):
                await waiting

    run(story())


def test_what_was_asked_for_before_the_end_is_still_done(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            writing = asyncio.gather(*(store.run(put_head, ChatHead(id)) for id in range(1, 20)))
            await asyncio.sleep(0)
            await store.aclose()
            await writing
            with pytest.raises(RuntimeError, match="not open"):
                await store.run(heads)
            await store.aclose()
        async with opened(tmp_path) as (store, _):
            assert len(await store.run(heads)) == 19

    run(story())
    assert not list(tmp_path.glob("chats.db-*"))


def test_a_full_disk_is_said_and_the_next_write_may_work(run: Any, tmp_path: Path) -> None:
    def limit(c: sqlite3.Connection, pages: int) -> None:
        c.execute(f"PRAGMA max_page_count = {pages}")

    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            await store.run(put_head, ChatHead(1))
            await store.run(limit, 1)  # not below what is there
            large = asked(1, "word " * 100_000)
            error = await refused(store, put_message, 1, large)
            assert (error.reason, error.path) == ("full", store.path)
            assert "full" in error.raw
            await store.run(limit, 10_000)
            await store.run(put_message, 1, large)
            assert list((await store.run(load, 1, "")).messages) == [1]

    run(story())


def test_an_answer_that_was_coming_is_interrupted_and_can_be_found(
    run: Any, tmp_path: Path
) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            some = answered(2, "almost", 1, ending=None, ended=None, first_token=0.5)
            nothing = answered(3, "", 1, ending=None, ended=None, phase=Phase.WAITING)
            await store.run(add_chat, 1, asked(1, "?"), some, nothing)
        async with opened(tmp_path) as (store, _):
            messages = (await store.run(load, 1, "")).messages
            replies = [messages[id].reply for id in (2, 3)]
            assert [(r.ending, r.ended, r.phase) for r in replies if r is not None] == [
                (Ending.INTERRUPTED, 0.5, Phase.ENDED),
                (Ending.INTERRUPTED, 0.0, Phase.ENDED),
            ]
            assert [found.message for found in await store.run(find, "almost")] == [2]

    run(story())


def test_the_next_start_ends_deleted_chats_for_good(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            await store.run(add_chat, 1, asked(1, "apples"))
            await store.run(delete_chats, [1], 5.0)
        async with opened(tmp_path) as (store, _):
            rows = await store.run(lambda c: c.execute("SELECT count(*) FROM messages").fetchone())
            assert rows == (0,)
            assert (await store.run(next_ids)).message == 2

    run(story())


def test_a_newer_database_is_only_read(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (store, _):
            await store.run(put_head, ChatHead(1, "Trains"))
            await store.run(lambda c: c.execute("PRAGMA user_version = 999"))
        async with opened(tmp_path) as (store, found):
            assert found == Opened(is_read_only=True, reason="newer")
            assert await store.run(heads) == [ChatHead(1, "Trains")]
            assert (await refused(store, put_head, ChatHead(2))).reason == "newer"

    run(story())
    assert not list(tmp_path.glob("*damaged*"))


def test_a_second_store_only_reads_what_the_first_has_open(run: Any, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as (first, _), opened(tmp_path) as (second, found):
            assert found == Opened(is_read_only=True, reason="busy")
            await first.run(put_head, ChatHead(1))
            assert await second.run(heads) == [ChatHead(1)]
            assert (await refused(second, put_head, ChatHead(2))).reason == "busy"

    run(story())


def test_without_a_folder_everything_is_empty_and_nothing_is_kept(run: Any, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the folder should be")

    async def story() -> None:
        async with opened(tmp_path / "data") as (store, found):
            assert found == Opened(is_read_only=True, reason="read_only", is_memory=True)
            assert (await store.run(heads), (await store.run(next_ids)).chat) == ([], 1)
            assert (await refused(store, put_head, ChatHead(1))).reason == "read_only"

    run(story())


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nothing in the folder may be written; root may everything, so it is root no more."""
    was = os.geteuid()
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)
        folder.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("ended_well", [True, False])
def test_a_folder_that_cannot_be_written_is_read(run: Any, ended_well: bool) -> None:
    """What stands only in the log of a run that did not end well is read too."""

    async def story(folder: Path) -> None:
        async with opened(folder / "first") as (store, _):
            await store.run(put_head, ChatHead(1, "Trains"))
            if not ended_well:
                shutil.copytree(folder / "first", folder / "copy")
        source = folder / ("first" if ended_well else "copy")
        with unwritable(source):
            async with opened(source) as (store, found):
                assert found == Opened(is_read_only=True, reason="read_only")
                assert await store.run(heads) == [ChatHead(1, "Trains")]
                assert (await refused(store, put_head, ChatHead(2))).reason == "read_only"

    # The folders of pytest are closed to whom the test becomes.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        run(story(Path(folder)))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_was_said_is_for_its_owner_alone_to_read(
    run: Callable[[Any], Any], tmp_path: Path
) -> None:
    folder = tmp_path / "data"

    async def story() -> None:
        store = Store(str(folder))
        await store.open()
        await store.run(add_chat, 1, asked(1, "secret"))
        blobs.keep(store.blobs, b"secret")
        await store.aclose()

    run(story())
    modes = {path.name: path.stat().st_mode & 0o077 for path in (folder, folder / "chats.db")}
    assert modes == {"data": 0, "chats.db": 0}
    assert (folder / "attachments").stat().st_mode & 0o077 == 0
