"""Backs up while the store goes on writing: over a connection of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from paddock.features.exchange.work import Cancelled
from paddock.storage import backup
from paddock.storage.errors import known
from paddock.storage.opening import uri_of

if TYPE_CHECKING:
    from paddock.features.exchange.work import Work


def back_up(database: str, blobs: str, target: str, work: Work) -> None:
    """Writes everything in the file `target`, or leaves it as it was. For a thread.

    Raises StorageError and Cancelled.
    """

    def progress(done: int, total: int) -> bool:
        if work.is_stopped:
            return False
        work.at(done, total)
        return True

    try:
        with closing(sqlite3.connect(uri_of(database, "mode=ro"), uri=True)) as connection:
            backup.back_up(connection, blobs, target, progress)
    except backup.BackupCancelled as cancelled:
        raise Cancelled from cancelled
    except sqlite3.Error as error:
        found = known(error, database)
        if found is None:
            raise
        raise found from error
