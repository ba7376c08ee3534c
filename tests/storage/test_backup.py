"""A backup is one file from which everything comes back."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import Draft
from paddock.storage import blobs as files
from paddock.storage.backup import BackupCancelled, back_up, check_backup, restore
from paddock.storage.chats import heads
from paddock.storage.drafts import draft, put_draft
from paddock.storage.errors import StorageError
from paddock.storage.messages import load
from paddock.storage.opening import Database, open_database
from paddock.storage.search import find
from tests.storage.samples import add_chat, answered, asked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def go_on(_done: int, _total: int) -> bool:
    return True


@pytest.fixture
def filled(c: sqlite3.Connection, blobs: str) -> sqlite3.Connection:
    """Two chats, a picture and a draft with a text, and a picture whose file is gone."""
    picture, text, lost = (
        Attachment(kind, "a file", sha, len(data), path)  # type: ignore[arg-type]
        for kind, data in (("image", b"picture" * 1000), ("text", b"text"), ("image", b"lost"))
        for sha, path in [files.keep(blobs, data)]
    )
    os.remove(lost.path)
    add_chat(
        c, 1, asked(1, "apples", files=(picture, lost)), answered(2, "pears", 1), title="Fruit"
    )
    add_chat(c, 2, asked(3, "boats"), title="Boats")
    put_draft(c, 0, Draft("unsent", (text,)))
    return c


@pytest.fixture
def backup(filled: sqlite3.Connection, blobs: str, tmp_path: Path) -> Path:
    target = tmp_path / "backups" / "chats.zip"
    target.parent.mkdir()
    back_up(filled, blobs, str(target), go_on)
    return target


def refused(path: Path, folder: Path) -> str:
    """The reason that both a check and a restore give."""
    with pytest.raises(StorageError) as checked:
        check_backup(str(path))
    with pytest.raises(StorageError) as restored:
        restore(str(folder), str(path))
    assert checked.value.reason == restored.value.reason
    assert not (folder / "chats.db").exists()
    return checked.value.reason


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Writes an archive again with other contents; None leaves a member out."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            changed = change(name, data)
            if changed is not None:
                archive.writestr(name, changed)


def with_manifest(path: Path, **changes: Any) -> None:
    def change(name: str, data: bytes) -> bytes:
        return json.dumps({**json.loads(data), **changes}).encode() if "manifest" in name else data

    rewritten(path, change)


def test_a_backup_says_what_is_in_it(backup: Path) -> None:
    facts = check_backup(str(backup))
    assert (facts.chats, facts.messages, facts.attachments) == (2, 3, 2)
    assert facts.created > 1e9
    assert os.listdir(backup.parent) == ["chats.zip"]


def test_everything_comes_back_elsewhere(
    filled: sqlite3.Connection, blobs: str, backup: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    assert restore(str(folder), str(backup)) == ""
    there = str(folder / "attachments")
    database = open_database(str(folder))
    c = database.connection
    assert heads(c) == heads(filled)
    assert list(load(c, 1, there).messages) == [1, 2]
    assert [one.message for one in find(c, "apples")] == [1]
    unsent = draft(c, 0, there)
    assert unsent.text == "unsent"
    assert files.read(unsent.attachments[0].path) == b"text"
    assert files.read(load(c, 1, there).messages[1].attachments[0].path) == b"picture" * 1000
    database.close()
    assert sorted(os.listdir(folder)) == ["attachments", "chats.db", "chats.lock"]


def test_the_present_database_stays_beside_a_restored_one(
    backup: Path, database: Database, tmp_path: Path
) -> None:
    add_chat(database.connection, 9, asked(90, "later"), title="Later")
    database.close()
    aside = restore(str(tmp_path / "data"), str(backup))
    assert ".before-restore-" in aside
    for path, chats in ((aside, 3), (str(tmp_path / "data" / "chats.db"), 2)):
        with sqlite3.connect(path) as c:
            assert c.execute("SELECT count(*) FROM chats").fetchone() == (chats,)
        c.close()


def test_progress_goes_to_the_end_and_can_be_ended_before(
    filled: sqlite3.Connection, blobs: str, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []

    def saw(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    target = tmp_path / "chats.zip"
    back_up(filled, blobs, str(target), saw)
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
    before = target.read_bytes()
    with pytest.raises(BackupCancelled):
        back_up(filled, blobs, str(target), lambda *_: False)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_into_nowhere_is_a_known_error(
    filled: sqlite3.Connection, blobs: str, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="io"):
        back_up(filled, blobs, str(tmp_path / "nowhere" / "chats.zip"), go_on)


def test_a_damaged_archive_is_refused(backup: Path, tmp_path: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 3] ^= 0xFF
    backup.write_bytes(data)
    assert refused(backup, tmp_path / "new") == "damaged"
    backup.write_bytes(data[: len(data) // 2])
    assert refused(backup, tmp_path / "new") == "damaged"
    assert refused(tmp_path / "gone.zip", tmp_path / "new") == "io"


def test_an_attachment_that_was_exchanged_is_refused(backup: Path, tmp_path: Path) -> None:
    rewritten(backup, lambda name, data: data[::-1] if "attachments/" in name else data)
    assert refused(backup, tmp_path / "new") == "damaged"


@pytest.mark.parametrize("lost", ["chats.db", "manifest.json", "attachments/"])
def test_a_backup_without_all_of_its_parts_is_refused(
    backup: Path, tmp_path: Path, lost: str
) -> None:
    rewritten(backup, lambda name, data: None if lost in name else data)
    assert refused(backup, tmp_path / "new") == "damaged"


def test_a_manifest_that_lies_is_refused(backup: Path, tmp_path: Path) -> None:
    lies: list[dict[str, Any]] = [
        {"attachments": {"../../evil": 4}},
        {"attachments": {"0" * 64: 4}},
        {"size": 1},
        {"attachments": []},
        {"created": None},
        {"format": "one"},
    ]
    for lie in lies:
        kept = backup.read_bytes()
        with_manifest(backup, **lie)
        assert refused(backup, tmp_path / "new") == "damaged"
        backup.write_bytes(kept)


def test_a_backup_of_a_newer_version_is_refused(backup: Path, tmp_path: Path) -> None:
    with_manifest(backup, version=999)
    assert refused(backup, tmp_path / "new") == "newer"


def test_files_that_we_did_not_write_are_not_unpacked(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("../../evil.txt", b"evil")
        archive.writestr("attachments/evil.exe", b"evil")
    folder = tmp_path / "deep" / "down" / "new"
    restore(str(folder), str(backup))
    assert not list(tmp_path.rglob("evil*"))


def test_a_member_longer_than_it_says_is_not_read_to_its_end(backup: Path, tmp_path: Path) -> None:
    """The directory of an archive may lie about sizes as the manifest may."""
    bomb = bytes(5_000_000)
    rewritten(backup, lambda name, data: bomb if name == "chats.db" else data)
    with_manifest(backup, sha256=hashlib.sha256(bomb).hexdigest(), size=len(bomb))
    assert check_backup(str(backup)).size > len(bomb)
    with pytest.raises(StorageError, match="damaged"):
        restore(str(tmp_path / "new"), str(backup))
    assert not (tmp_path / "new" / "chats.db").exists()
