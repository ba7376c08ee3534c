"""Files to blobs: hashing and sending, with progress."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paddock.ollama import errors, upload
from paddock.ollama.client import Client
from tests.ollama.replay import End, Replay, http

ABSENT = http(b"", "404 Not Found")
PRESENT = http(b"", "200 OK")
CREATED = http(b"", "201 Created")


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of ten slices."""
    monkeypatch.setattr(upload, "_SLICE", 10_000)
    path = tmp_path / "model.gguf"
    path.write_bytes(bytes(range(250)) * 400)
    return path


def digest_of(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


async def send(
    path: Path, answers: list[bytes], end: End = End.KEEP, **options: Any
) -> tuple[list[bytes], list[tuple[int, int]]]:
    progress: list[tuple[int, int]] = []
    async with (
        Replay([[one] for one in answers], end, **options) as server,
        Client(server.address) as client,
    ):
        await client.upload_blob(path, digest_of(path), lambda *done: progress.append(done))
        return server.requests, progress


def test_the_hash_is_that_of_the_file(model: Path, go: Callable[..., Any]) -> None:
    progress: list[tuple[int, int]] = []
    digest = go(upload.sha256_of(model, lambda *done: progress.append(done)))
    assert digest == digest_of(model)
    assert progress == [(n * 10_000, 100_000) for n in range(1, 11)]


def test_an_upload_asks_first_and_then_sends_every_byte(
    model: Path, go: Callable[..., Any]
) -> None:
    requests, progress = go(send(model, [ABSENT, CREATED]))
    asked, sent = requests
    path = f"/api/blobs/{digest_of(model)}".encode()
    assert asked.startswith(b"HEAD " + path + b" HTTP/1.1")
    head, _, body = sent.partition(b"\r\n\r\n")
    assert head.startswith(b"POST " + path + b" HTTP/1.1")
    assert b"content-length: 100000" in head.lower()
    assert b"transfer-encoding" not in head.lower()
    assert body == model.read_bytes()
    assert progress[0] == (10_000, 100_000)
    assert progress[-1] == (100_000, 100_000)


def test_what_the_server_has_is_not_sent(model: Path, go: Callable[..., Any]) -> None:
    requests, progress = go(send(model, [PRESENT]))
    assert [one.split(b" ")[0] for one in requests] == [b"HEAD"]
    assert progress == [(100_000, 100_000)]


def test_an_early_answer_is_a_success(tmp_path: Path, go: Callable[..., Any]) -> None:
    """Somebody else sent the blob meanwhile: the server answers, unread, and closes."""
    path = tmp_path / "large"
    path.write_bytes(b"x" * 30_000_000)
    early = http(b"", "200 OK", "text/plain", "Connection: close")
    requests, progress = go(send(path, [ABSENT, early, PRESENT], before_body=True))
    assert [one.split(b" ")[0] for one in requests][:2] == [b"HEAD", b"POST"]
    assert progress[-1] == (30_000_000, 30_000_000)


def test_a_connection_that_breaks_is_lost_when_the_blob_is_not_there(
    model: Path, go: Callable[..., Any]
) -> None:
    async def scenario() -> None:
        async with (
            Replay([[ABSENT], [b""], [ABSENT]], End.CLOSE) as server,
            Client(server.address) as client,
        ):
            with pytest.raises(errors.ConnectionLost):
                await client.upload_blob(model, digest_of(model))

    go(scenario())


def test_a_wrong_digest_is_refused_in_the_words_of_the_server(
    model: Path, go: Callable[..., Any]
) -> None:
    refused = http(b'{"error":"digest mismatch, expected a, got b"}', "400 Bad Request")
    with pytest.raises(errors.BadRequest, match="digest mismatch"):
        go(send(model, [ABSENT, refused]))


def test_a_missing_file_is_an_error_of_the_disk(tmp_path: Path, go: Callable[..., Any]) -> None:
    async def scenario() -> None:
        async with Replay([[ABSENT]]) as server, Client(server.address) as client:
            with pytest.raises(FileNotFoundError):
                await client.upload_blob(tmp_path / "gone", "sha256:" + "0" * 64)

    go(scenario())
    with pytest.raises(FileNotFoundError):
        go(upload.sha256_of(tmp_path / "gone"))


def test_a_file_that_shrinks_while_it_is_sent_is_an_error_of_the_disk(
    model: Path, go: Callable[..., Any]
) -> None:
    async def scenario() -> None:
        def shrink(done: int, _size: int) -> None:
            if done == 10_000:
                model.write_bytes(b"")

        async with Replay([[ABSENT], [CREATED]]) as server, Client(server.address) as client:
            with pytest.raises(OSError, match="shorter"):
                await client.upload_blob(model, digest_of(model), shrink)

    go(scenario())


def test_an_upload_can_be_cancelled(model: Path, go: Callable[..., Any]) -> None:
    async def scenario() -> None:
        async with Replay([[ABSENT], [b""]], End.STALL) as server, Client(server.address) as client:
            started = asyncio.Event()
            job = client.upload_blob(model, digest_of(model), lambda *_: started.set())
            task = asyncio.get_running_loop().create_task(job)
            await started.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await server.gone.wait()

    go(scenario())


def test_existence(go: Callable[..., Any]) -> None:
    async def scenario() -> tuple[bool, bool]:
        async with Replay([[PRESENT], [ABSENT]]) as server, Client(server.address) as client:
            return await client.blob_exists("sha256:a"), await client.blob_exists("sha256:b")

    assert go(scenario()) == (True, False)
