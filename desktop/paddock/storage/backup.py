"""All conversations with their attachments as one file, and back.

A ZIP with `chats.db`, the files under `attachments/`, and `manifest.json`, which says what is in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
import zipfile
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from paddock import __version__
from paddock.storage.blobs import path_of, sync_folder
from paddock.storage.chats import referenced
from paddock.storage.errors import StorageError, known
from paddock.storage.migrations import STEPS, version_of
from paddock.storage.opening import BLOBS, NAME, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

_FORMAT = 1
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 64 * 1024 * 1024
_PIECE = 1024 * 1024
_SHA = re.compile(r"[0-9a-f]{64}")


class BackupCancelled(Exception):
    """The one who was told of the progress did not want to go on. There is no file then."""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup says of itself; `created` in seconds since 1970, `size` in bytes, unpacked."""

    created: float
    app_version: str
    chats: int
    messages: int
    attachments: int
    size: int


def back_up(
    c: sqlite3.Connection, blobs: str, target: str, progress: Callable[[int, int], bool]
) -> None:
    """Writes a backup to `target`, in place of what is there, whole or not at all.

    `progress` is told the bytes that were written and those in all, and returns False to cancel;
    BackupCancelled is raised then. Attachments whose files are gone are left out. Raises
    StorageError. It takes as long as the copying of all files: other jobs wait.
    """
    c.commit()  # No copy can be made within a transaction.
    part = target + ".part"
    try:
        with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(target))) as folder:
            copy = os.path.join(folder, NAME)
            with closing(sqlite3.connect(copy)) as snapshot:
                c.backup(snapshot)
                # Else reading the copy would need a log beside it.
                snapshot.execute("PRAGMA journal_mode = DELETE")
                facts = _facts(snapshot)
            _write(part, copy, blobs, facts, progress)
        os.replace(part, target)
        sync_folder(os.path.dirname(os.path.abspath(target)))
    except (OSError, sqlite3.Error) as error:
        raise known(error, target) or StorageError("io", str(error), target) from error
    finally:
        with suppress(OSError):
            os.remove(part)


def check_backup(path: str) -> BackupFacts:
    """Reads all of a backup. Raises StorageError: "damaged", "newer", or what the disk says."""
    with _Backup(path) as backup:
        for name in backup.sizes:
            backup.read(name)
        return backup.facts


def restore(folder: str, path: str) -> str:
    """Puts the backup at `path` in place of the database in `folder`, which nobody may have open.

    The present database stays beside it; its new path, or "" when there was none. Attachments are
    added to those that are there. Raises StorageError, and then the present database is untouched.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary, _Backup(path) as backup:
            if sum(backup.sizes.values()) > shutil.disk_usage(folder).free:
                raise StorageError("full", "", folder)
            database = os.path.join(temporary, NAME)
            backup.read(NAME, database)
            _check_database(database, path)
            for name in backup.sizes:
                if name != NAME:
                    _restore_blob(backup, name, os.path.join(folder, BLOBS), temporary)
            return _put_in_place(database, os.path.join(folder, NAME))
    except OSError as error:
        raise known(error, folder) or StorageError("io", str(error), folder) from error


def _facts(c: sqlite3.Connection) -> dict[str, Any]:
    files = referenced(c)
    counts = {
        table: c.execute(f"SELECT count(*) FROM {table} WHERE deleted IS NULL").fetchone()[0]
        for table in ("chats", "messages")
    }
    return {
        "format": _FORMAT,
        "version": version_of(c),
        "app_version": __version__,
        "created": time.time(),
        "attachments": files,
        **counts,
    }


def _write(
    part: str, copy: str, blobs: str, facts: dict[str, Any], progress: Callable[[int, int], bool]
) -> None:
    files = {sha: path_of(blobs, sha) for sha in sorted(facts["attachments"])}
    sizes = {sha: os.path.getsize(file) for sha, file in files.items() if os.path.isfile(file)}
    facts["attachments"] = sizes
    facts["size"] = os.path.getsize(copy)
    total = facts["size"] + sum(sizes.values())
    done = 0
    with open(part, "wb") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
            members = [(NAME, copy, zipfile.ZIP_DEFLATED)]
            # Pictures are packed already, and what is not packed cannot be a bomb.
            members += [(_name(sha), files[sha], zipfile.ZIP_STORED) for sha in sizes]
            for name, source, method in members:
                entry = zipfile.ZipInfo(name, time.localtime(facts["created"])[:6])
                entry.compress_type = method
                digest = hashlib.sha256()
                with open(source, "rb") as data, archive.open(entry, "w", force_zip64=True) as to:
                    while piece := data.read(_PIECE):
                        digest.update(piece)
                        to.write(piece)
                        done += len(piece)
                        if not progress(done, total):
                            raise BackupCancelled
                if name == NAME:
                    facts["sha256"] = digest.hexdigest()
            archive.writestr(_MANIFEST, json.dumps(facts), zipfile.ZIP_DEFLATED)
        file.flush()
        os.fsync(file.fileno())


def _name(sha: str) -> str:
    return f"{BLOBS}/{sha[:2]}/{sha}"


class _Backup:
    """A backup that is being read: only the names that we write, and no more bytes than it says."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._file = open(path, "rb")  # noqa: SIM115 - closed in __exit__
        except OSError as error:
            raise known(error, path) or StorageError("io", str(error), path) from error
        try:
            self._archive = zipfile.ZipFile(self._file)
            manifest = self._manifest()
            self.sizes, self._digests = self._contents(manifest)
            self.facts = BackupFacts(
                float(manifest["created"]),
                str(manifest["app_version"]),
                int(manifest["chats"]),
                int(manifest["messages"]),
                len(self.sizes) - 1,
                sum(self.sizes.values()),
            )
        except (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError) as error:
            self._file.close()
            raise StorageError("damaged", str(error), path) from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> _Backup:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._archive.close()
        self._file.close()

    def read(self, name: str, target: str = "") -> None:
        """Reads a member, to the file `target` if one is given. Raises StorageError."""
        try:
            with self._archive.open(name) as source:
                if not target:
                    self._take(name, source, None)
                    return
                with open(target, "wb") as file:
                    self._take(name, source, file)
                    file.flush()
                    os.fsync(file.fileno())
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
            raise StorageError("damaged", f"{name}: {error}", self._path) from error
        except zlib.error as error:
            raise StorageError("damaged", f"{name}: {error}", self._path) from error

    def _take(self, name: str, source: IO[bytes], file: IO[bytes] | None) -> None:
        digest = hashlib.sha256()
        left = self.sizes[name]
        while piece := source.read(_PIECE):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            if file is not None:
                file.write(piece)
        if left or digest.hexdigest() != self._digests[name]:
            raise StorageError("damaged", f"{name} is not what it was", self._path)

    def _manifest(self) -> dict[str, Any]:
        if self._archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError("the manifest is too large")
        manifest = json.loads(self._archive.read(_MANIFEST))
        newer = manifest["format"] > _FORMAT or manifest["version"] > len(STEPS)
        if newer:
            raise StorageError("newer", f"version {manifest['version']}", self._path)
        return dict(manifest)

    def _contents(self, manifest: dict[str, Any]) -> tuple[dict[str, int], dict[str, str]]:
        """The sizes and the SHA-256 by name. Names of the archive itself are never trusted."""
        sizes = {NAME: int(manifest["size"])}
        digests = {NAME: str(manifest["sha256"])}
        for sha, size in manifest["attachments"].items():
            if not _SHA.fullmatch(sha):
                raise ValueError(f"{sha!r} is no SHA-256")
            sizes[_name(sha)] = int(size)
            digests[_name(sha)] = sha
        for name, size in sizes.items():
            if self._archive.getinfo(name).file_size != size:
                raise ValueError(f"{name} has another size")
        return sizes, digests


def _check_database(database: str, path: str) -> None:
    try:
        with closing(sqlite3.connect(database)) as c:
            verdict = c.execute("PRAGMA quick_check(1)").fetchone()[0]
            version = version_of(c)
    except sqlite3.Error as error:
        raise StorageError("damaged", str(error), path) from error
    if verdict != "ok":
        raise StorageError("damaged", verdict, path)
    if version > len(STEPS):
        raise StorageError("newer", f"version {version}", path)


def _restore_blob(backup: _Backup, name: str, blobs: str, temporary: str) -> None:
    sha = name.rpartition("/")[2]
    target = path_of(blobs, sha)
    part = os.path.join(temporary, sha)
    backup.read(name, part)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    os.replace(part, target)


def _put_in_place(database: str, path: str) -> str:
    aside = ""
    if os.path.exists(path):
        aside = f"{path}.before-restore-{time.strftime('%Y%m%d-%H%M%S')}"
        while os.path.exists(aside):
            aside += "-2"
        for part in ("", *PARTS):
            with suppress(FileNotFoundError):
                os.rename(path + part, aside + part)
    os.replace(database, path)
    sync_folder(os.path.dirname(path))
    return aside
