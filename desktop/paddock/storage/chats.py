"""The list of conversations, and what belongs to one as a whole."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paddock.domain.conversations import ChatHead
from paddock.storage import blobs as files
from paddock.storage import index
from paddock.storage.records import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Ids:
    """For each kind the next id, one above all that ever were."""

    chat: int
    message: int
    folder: int


_HEAD = "title, title_source, created, changed, folder, pinned, archived, model, server"
_PUT_HEAD = (
    f"INSERT INTO chats (id, {_HEAD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _HEAD.split(", "))
)


def heads(c: Connection) -> list[ChatHead]:
    """Those that are not deleted, archived ones included, the one that changed last first."""
    rows = c.execute(
        f"SELECT id, {_HEAD} FROM chats WHERE deleted IS NULL ORDER BY changed DESC, id DESC"
    )
    return [
        ChatHead(
            id, title, source, created, changed, folder, bool(pinned), bool(archived), model, server
        )
        for id, title, source, created, changed, folder, pinned, archived, model, server in rows
    ]


def next_ids(c: Connection) -> Ids:
    last: dict[str, int] = dict(c.execute("SELECT name, seq FROM sqlite_sequence"))
    kinds = ("chats", "messages", "folders")
    return Ids(*(last.get(kind, 0) + 1 for kind in kinds))


def put_head(c: Connection, head: ChatHead) -> None:
    """Writes a chat, or a later state of its head; what else it has stays."""
    row = (
        head.id,
        clean(head.title),
        head.title_source,
        head.created,
        head.changed,
        head.folder,
        head.is_pinned,
        head.is_archived,
        clean(head.model),
        clean(head.server),
    )
    c.execute(_PUT_HEAD, row)


def put_overrides(c: Connection, chat: int, json_text: str) -> None:
    c.execute("UPDATE chats SET overrides = ? WHERE id = ?", (clean(json_text), chat))


def overrides(c: Connection, chat: int) -> str:
    """The JSON that was put; "{}" where there was none, or no such chat."""
    row = c.execute("SELECT overrides FROM chats WHERE id = ?", (chat,)).fetchone()
    return "{}" if row is None else str(row[0])


def put_chosen(c: Connection, chat: int, chosen: Mapping[int, int]) -> None:
    """For a message, which of those that follow it is shown; see Tree."""
    c.execute("UPDATE chats SET chosen = ? WHERE id = ?", (json.dumps(dict(chosen)), chat))


def delete_chats(c: Connection, ids: Iterable[int], now: float) -> None:
    """Marks them as gone at `now`, in seconds since 1970; the next start ends them for good."""
    c.executemany("UPDATE chats SET deleted = ? WHERE id = ?", ((now, id) for id in ids))


def restore_chats(c: Connection, ids: Iterable[int]) -> None:
    c.executemany("UPDATE chats SET deleted = NULL WHERE id = ?", ((id,) for id in ids))


def purge(c: Connection, blobs: str) -> int:
    """Ends for good what was deleted: chats with their drafts, and messages; the number of these.

    The files that nobody refers to any more go once that is committed, which this does itself: a
    file that is gone could not come back with its row. One that is being attached and stands in
    no draft yet would go too. All files stay as long as a database lies beside that was set aside,
    damaged or before a backup took its place: its messages still have theirs.
    """
    c.execute(
        "CREATE TEMP TABLE gone AS SELECT id, chat FROM messages WHERE deleted IS NOT NULL"
        " UNION SELECT m.id, m.chat FROM chats JOIN messages m ON m.chat = chats.id"
        " WHERE chats.deleted IS NOT NULL"
    )
    gone = [id for (id,) in c.execute("SELECT id FROM gone ORDER BY id")]
    for id in gone:
        words = index.indexed(c, id)
        if words is not None:
            index.remove(c, id, words)
    c.execute("DELETE FROM messages WHERE id IN (SELECT id FROM gone)")
    c.execute("DELETE FROM drafts WHERE chat IN (SELECT id FROM chats WHERE deleted IS NOT NULL)")
    c.execute("DELETE FROM chats WHERE deleted IS NOT NULL")
    c.execute("DROP TABLE gone")
    c.commit()
    if not _set_aside(os.path.dirname(blobs)):
        files.remove(files.unused(blobs, referenced(c)))
    return len(gone)


def _set_aside(folder: str) -> list[str]:
    """The databases that are kept beside ours, for a person to come back to."""
    kinds = (".before-restore-", ".damaged-")
    return [name for name in os.listdir(folder) if any(kind in name for kind in kinds)]


def referenced(c: Connection) -> dict[str, int]:
    """The SHA-256 of each file that a message or a draft has, with its size in bytes."""
    found: dict[str, int] = dict(c.execute("SELECT sha256, size FROM attachments"))
    for (text,) in c.execute("SELECT attachments FROM drafts"):
        rows: list[list[Any]] = json.loads(text)
        found.update({row[2]: row[3] for row in rows})
    return found
