"""One copy for each folder of data: a second start brings the first to the front and ends."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

from paddock.instance import Instance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def second_start(folder: Path, token: str = "") -> asyncio.subprocess.Process:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_ACTIVATION_TOKEN": token}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "paddock", "--data-dir", str(folder)),
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )


def test_a_second_start_brings_the_first_to_the_front(
    run: Callable[[Any], Any], tmp_path: Path
) -> None:
    instance = Instance(str(tmp_path))
    tokens: list[str] = []
    instance.activated.connect(tokens.append)

    async def story() -> None:
        assert instance.take()
        instance.listen()
        second = await second_start(tmp_path, "token-7")
        _, said = await second.communicate()
        assert (second.returncode, said) == (0, b"")

    run(story())
    instance.release()
    assert tokens == ["token-7"]


def test_a_copy_that_does_not_answer_is_named(run: Callable[[Any], Any], tmp_path: Path) -> None:
    instance = Instance(str(tmp_path))

    async def story() -> None:
        assert instance.take()
        second = await second_start(tmp_path)
        assert second.stderr is not None
        said = await second.stderr.readline()
        second.kill()
        await second.wait()
        assert b"Another Paddock is running" in said
        assert str(tmp_path).encode() in said

    run(story())
    instance.release()


def test_a_second_start_waits_for_a_first_one_that_has_only_just_begun(
    run: Callable[[Any], Any], tmp_path: Path
) -> None:
    instance = Instance(str(tmp_path))

    async def story() -> None:
        assert instance.take()
        second = await second_start(tmp_path)
        await asyncio.sleep(1.5)  # it has long asked, and nobody was there
        instance.listen()
        _, said = await second.communicate()
        assert (second.returncode, said) == (0, b"")

    run(story())
    instance.release()


def test_a_folder_is_free_again_when_its_copy_has_ended(tmp_path: Path) -> None:
    first, second, other = (
        Instance(str(tmp_path)),
        Instance(str(tmp_path)),
        Instance(str(tmp_path / "b")),
    )
    assert first.take()
    assert not second.take()
    assert other.take()
    other.release()
    first.release()
    assert second.take()
    second.release()


def test_a_place_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert Instance(str(tmp_path / "file")).take()
