"""What can still be read of a damaged database, copied into a new one."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from paddock.storage import index, schema
from paddock.storage.salvage import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Row: TypeAlias = dict[str, Any]

_JSON = {"overrides", "chosen", "tool_calls", "tool_results", "failure", "sent", "attachments"}
"""Columns that hold JSON."""


def recover(damaged: str, c: sqlite3.Connection) -> tuple[int, int]:
    """Copies all that can be read of the file `damaged` into `c`, a new database, and indexes it.

    The numbers of chats and of messages. Whatever stands in the file, it raises nothing for it.
    """
    c.execute("BEGIN IMMEDIATE")
    counts = _copied(damaged, c)
    if counts == (0, 0):
        with tempfile.TemporaryDirectory(dir=os.path.dirname(damaged)) as folder:
            counts = _copied(_with_new_head(damaged, folder), c)
    index.rebuild(c)
    c.execute("COMMIT")
    return counts


def _copied(damaged: str, c: sqlite3.Connection) -> tuple[int, int]:
    found: dict[str, list[Row]] = {table: [] for table in schema.TABLES}
    with suppress(sqlite3.Error), closing(_reader(damaged)) as old:
        for table in schema.TABLES:
            found[table] = [row for _, row in sorted(rows_of(old, table).items())]
    kept = _placed(found["messages"])
    _add_chats(found["chats"], kept)
    chats = _insert(c, "chats", found["chats"])
    messages = _insert(c, "messages", kept)
    for table in ("folders", "attachments", "drafts"):
        _insert(c, table, found[table])
    return chats, messages


def _reader(path: str) -> sqlite3.Connection:
    old = sqlite3.connect(path, isolation_level=None)
    # What is damaged may stand in the way of text, of rows, of what is in a cell.
    old.text_factory = lambda raw: raw.decode("utf-8", "replace")
    old.execute("PRAGMA query_only = ON")
    old.execute("PRAGMA cell_size_check = ON")
    return old


def _insert(c: sqlite3.Connection, table: str, rows: list[Row]) -> int:
    """Adds rows with the columns that the new table has; the number of those that made sense."""
    known = [name for _, name, *_ in c.execute(f"PRAGMA table_info({table})")]
    added = 0
    for row in rows:
        names = [name for name in known if name in row and _is_sound(name, row[name])]
        places = ", ".join("?" * len(names))
        # Types that do not fit, ids that are there already, a message of attachments that is not.
        with suppress(sqlite3.IntegrityError, sqlite3.DataError):
            c.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})",
                [row[name] for name in names],
            )
            added += 1
    return added


def _is_sound(name: str, value: Any) -> bool:
    """Whether a value can stand in that column; without it the column has its default."""
    if name not in _JSON or value is None:
        return True
    try:
        json.loads(value)
    except (ValueError, TypeError):
        return False
    return True


def _placed(rows: list[Row]) -> list[Row]:
    """The messages in order, each below one of the other side.

    A question that lost what it follows begins a conversation; an answer gets an empty question.
    """
    known: dict[int, Row] = {}
    for row in sorted(_sensible(rows), key=lambda row: int(row["id"])):
        id, parent, role = row["id"], row["parent"], row["role"]
        above = known.get(parent)
        fits = above is not None and above["role"] != role and above["chat"] == row["chat"]
        if not fits and role == "user":
            row["parent"] = 0
        elif not fits:
            question = _free_id(known, id, parent)
            if not question:
                continue
            known[question] = {
                "id": question,
                "chat": row["chat"],
                "parent": 0,
                "created": row["created"],
                "role": "user",
                "deleted": row.get("deleted"),
            }
            row["parent"] = question
        known[id] = row
    return [known[id] for id in sorted(known)]


def _sensible(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        whole = all(isinstance(row.get(name), int) for name in ("id", "chat", "parent"))
        if whole and row["id"] > 0 and row.get("role") in {"user", "assistant"}:
            if not isinstance(row.get("created"), float):
                row["created"] = 0.0
            yield row


def _free_id(known: dict[int, Row], id: int, wanted: int) -> int:
    """An id below `id` that no message has, `wanted` if it can be; 0 for none."""
    if 0 < wanted < id and wanted not in known:
        return wanted
    return next((free for free in range(id - 1, 0, -1) if free not in known), 0)


def _add_chats(chats: list[Row], messages: list[Row]) -> None:
    """Adds a chat without a title for messages that have lost theirs."""
    known = {row["id"] for row in chats}
    lost: dict[int, Row] = {}
    for message in messages:
        chat, created = message["chat"], message["created"]
        if chat in known:
            continue
        row = lost.setdefault(chat, {"id": chat, "created": created, "changed": created})
        row["created"] = min(row["created"], created)
        row["changed"] = max(row["changed"], created)
    chats += lost.values()


def _with_new_head(damaged: str, folder: str) -> str:
    """A copy of the file whose first page is that of a new database.

    The first page says where the tables begin, and that is the same in all files that were made
    by the same version: https://www.sqlite.org/fileformat2.html
    """
    new = os.path.join(folder, "new.db")
    with closing(sqlite3.connect(new, isolation_level=None)) as c:
        schema.create(c)
        size = int(c.execute("PRAGMA page_size").fetchone()[0])
    copy = os.path.join(folder, "copy.db")
    shutil.copyfile(damaged, copy)
    with open(new, "rb") as file:
        head = bytearray(file.read(size))
    head[28:32] = (os.path.getsize(copy) // size).to_bytes(4, "big")
    head[32:40] = bytes(8)  # No list of free pages: whether there was one is lost.
    with open(copy, "r+b") as file:
        file.write(head)
    return copy
