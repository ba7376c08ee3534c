"""Attachments are kept once, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from paddock.storage.blobs import keep, path_of, read, unused
from paddock.storage.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_kept_under_its_digest_and_only_once(tmp_path: Path) -> None:
    sha, path = keep(str(tmp_path), b"data")
    assert sha == hashlib.sha256(b"data").hexdigest()
    assert path == path_of(str(tmp_path), sha) == str(tmp_path / sha[:2] / sha)
    before = os.stat(path)
    assert keep(str(tmp_path), b"data") == (sha, path)
    assert os.stat(path).st_ino == before.st_ino
    assert read(path) == b"data"
    assert os.listdir(tmp_path / sha[:2]) == [sha]


def test_a_file_that_was_cut_short_is_written_again(tmp_path: Path) -> None:
    _, path = keep(str(tmp_path), b"data")
    os.truncate(path, 2)
    keep(str(tmp_path), b"data")
    assert read(path) == b"data"


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as raised:
        keep(str(tmp_path), b"data")
    assert raised.value.reason == "full"
    assert "No space left" in raised.value.raw
    assert [files for _, _, files in os.walk(tmp_path) if files] == []


def test_a_file_that_is_gone_is_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as raised:
        read(str(tmp_path / "gone"))
    assert (raised.value.reason, raised.value.path) == ("io", str(tmp_path / "gone"))


def test_unused_are_those_that_nobody_knows_and_those_never_finished(tmp_path: Path) -> None:
    known, _ = keep(str(tmp_path), b"known")
    _, lost = keep(str(tmp_path), b"lost")
    part = tmp_path / known[:2] / "tmpabc.part"
    part.write_bytes(b"kno")
    (tmp_path / "foreign.txt").write_bytes(b"")
    assert sorted(unused(str(tmp_path), {known})) == sorted([lost, str(part)])
    assert unused(str(tmp_path / "nowhere"), set()) == []
