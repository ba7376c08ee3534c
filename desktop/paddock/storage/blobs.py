"""Attachments as files that are named by what is in them, so that the same one is kept once."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from typing import TYPE_CHECKING

from paddock.storage.errors import StorageError, known

if TYPE_CHECKING:
    from collections.abc import Collection

_PART = ".part"
_OURS = re.compile(r"[0-9a-f]{64}|.+\.part")


def keep(folder: str, data: bytes) -> tuple[str, str]:
    """Writes what is not there yet; the SHA-256 in hexadecimal and the path of the file.

    The file is whole or not there at all, even when the power fails. May be called in any thread.
    Raises StorageError.
    """
    sha = hashlib.sha256(data).hexdigest()
    path = path_of(folder, sha)
    try:
        if not _is_whole(path, len(data)):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            _write(path, data)
    except OSError as error:
        raise _known(error, path) from error
    return sha, path


def path_of(folder: str, sha: str) -> str:
    """Where the file of that SHA-256 is: in a folder of its first two digits."""
    return os.path.join(folder, sha[:2], sha)


def read(path: str) -> bytes:
    """Raises StorageError."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise _known(error, path) from error


def unused(folder: str, known_shas: Collection[str]) -> list[str]:
    """The paths of files that nobody refers to, and of those that were never written to the end.

    Files with names that we do not give are none of ours.
    """
    found: list[str] = []
    for place, _folders, names in os.walk(folder):
        found += [
            os.path.join(place, name)
            for name in names
            if _OURS.fullmatch(name) and name not in known_shas
        ]
    return found


def remove(paths: list[str]) -> int:
    """Removes files and gives the number of those that could be removed."""
    removed = 0
    for path in paths:
        try:
            os.remove(path)
        except OSError:
            continue  # The next start tries again.
        removed += 1
    return removed


def _is_whole(path: str, size: int) -> bool:
    try:
        return os.stat(path).st_size == size
    except FileNotFoundError:
        return False


def _write(path: str, data: bytes) -> None:
    folder = os.path.dirname(path)
    handle, part = tempfile.mkstemp(_PART, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        remove([part])
        raise
    sync_folder(folder)


def sync_folder(folder: str) -> None:
    """Makes a rename in it last. Windows has no such call, and its file systems need none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _known(error: OSError, path: str) -> StorageError:
    return known(error, path) or StorageError("io", str(error), path)
