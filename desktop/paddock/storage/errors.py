"""What can go wrong with the disk and the database, as a person can do something about it."""

from __future__ import annotations

import errno
import sqlite3
from typing import Literal, TypeAlias

from paddock.base.errors import KnownError

Reason: TypeAlias = Literal["full", "read_only", "damaged", "newer", "busy", "io"]
"""The disk is full; nothing may be written there; what is there makes no sense; a later Paddock
wrote it; another Paddock has it open; anything else that the system refused."""

_OF_SQLITE: dict[int, Reason] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_IOERR: "io",
    sqlite3.SQLITE_CANTOPEN: "read_only",  # it wants to make files beside the database
}
_OF_SYSTEM: dict[int, Reason] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


class StorageError(KnownError):
    """The disk refused. `reason` is one of Reason, `raw` the system's words, `path` the file or folder."""

    def __init__(self, reason: Reason, raw: str = "", path: str = "") -> None:
        super().__init__(reason, raw)
        self.reason: Reason = reason
        self.path = path


def known(error: BaseException, path: str = "") -> StorageError | None:
    """The StorageError for what SQLite or the system raised; None for what is a mistake of ours.

    Codes: https://www.sqlite.org/rescode.html
    """
    if isinstance(error, StorageError):
        return error
    if isinstance(error, OSError):
        reason = _OF_SYSTEM.get(error.errno or 0, "io")
        return StorageError(reason, str(error), str(error.filename or path))
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own words for a TEXT that is no UTF-8: nothing of ours writes one.
        is_garbled = "decode to UTF-8" in str(error)
        return StorageError("damaged", str(error), path) if is_garbled else None
    # The lowest byte is the kind, what is above tells it apart further.
    known_reason = _OF_SQLITE.get(code & 0xFF)
    if known_reason is None:
        return None
    return StorageError(known_reason, f"{error} ({error.sqlite_errorname})", path)
