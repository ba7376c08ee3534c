"""What is being written and was not sent; chat 0 is the one that does not exist yet."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from paddock.domain.conversations import Draft
from paddock.storage.records import attachments_json, attachments_of, clean

if TYPE_CHECKING:
    from sqlite3 import Connection


def put_draft(c: Connection, chat: int, draft: Draft) -> None:
    """Writes a draft in place of the one before; an empty one is none."""
    if draft.is_empty:
        delete_draft(c, chat)
        return
    c.execute(
        "INSERT OR REPLACE INTO drafts (chat, text, attachments, changed) VALUES (?, ?, ?, ?)",
        (chat, clean(draft.text), attachments_json(draft.attachments), time.time()),
    )


def draft(c: Connection, chat: int, blobs: str) -> Draft:
    """An empty one where nothing was written."""
    row = c.execute("SELECT text, attachments FROM drafts WHERE chat = ?", (chat,)).fetchone()
    return Draft() if row is None else Draft(row[0], attachments_of(row[1], blobs))


def drafts(c: Connection, blobs: str) -> dict[int, Draft]:
    """All of them, by their chats."""
    rows = c.execute("SELECT chat, text, attachments FROM drafts ORDER BY chat")
    return {chat: Draft(text, attachments_of(kept, blobs)) for chat, text, kept in rows}


def delete_draft(c: Connection, chat: int) -> None:
    c.execute("DELETE FROM drafts WHERE chat = ?", (chat,))
