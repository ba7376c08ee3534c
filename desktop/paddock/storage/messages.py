"""The messages of conversations: written one by one as they come, read as a tree."""

from __future__ import annotations

from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING

from paddock.domain.tree import Message, Tree
from paddock.storage import index
from paddock.storage.records import (
    ANSWER,
    answer_of,
    answer_row,
    attachment_of,
    attachment_row,
    clean,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

    from paddock.domain.attachment import Attachment

_COLUMNS = f"chat, parent, created, role, {ANSWER}".replace(" ", "").split(",")
_PUT = (
    f"INSERT INTO messages (id, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)
_PUT_QUESTION = (
    "INSERT INTO messages (id, chat, parent, created, role, text) VALUES (?, ?, ?, ?, 'user', ?)"
    " ON CONFLICT (id) DO UPDATE SET chat = excluded.chat, parent = excluded.parent,"
    " created = excluded.created, text = excluded.text"
)
_ATTACHMENT = "message, kind, name, sha256, size, width, height"


def put_message(c: Connection, chat: int, message: Message) -> None:
    """Writes a message, or a later state of one; one that was deleted stays deleted.

    The chat must be there. A question, or an answer that has ended, can be found from then on.
    """
    before = index.indexed(c, message.id)
    if message.reply is None:
        words: str | None = _put_question(c, chat, message)
    else:
        row = answer_row(message.reply, message.sent)
        place = (message.id, chat, message.parent, message.created, "assistant")
        c.execute(_PUT, (*place, *row))
        words = None if message.reply.ending is None else row[13]
    if words == before:
        return
    if before is not None:
        index.remove(c, message.id, before)
    if words is not None:
        index.add(c, message.id)


def put_messages(c: Connection, chat: int, messages: Iterable[Message]) -> None:
    for message in messages:
        put_message(c, chat, message)


def load(c: Connection, chat: int, blobs: str) -> Tree:
    """All messages of a chat that are not deleted; `blobs` is the folder of attachments.

    Times of an answer count from its start, which is 0.0. A chat that is not there is empty.
    """
    row = c.execute("SELECT chosen FROM chats WHERE id = ?", (chat,)).fetchone()
    if row is None:
        return Tree()
    # Two statements, since a question has a quarter of the columns.
    messages = merge(_questions(c, chat, blobs), _answers(c, chat), key=attrgetter("id"))
    return Tree.of(messages, chosen_of(row[0]))


def delete_messages(c: Connection, ids: Iterable[int]) -> None:
    """Marks them as gone; the caller names all that follow them too."""
    c.executemany("UPDATE messages SET deleted = 1 WHERE id = ?", ((id,) for id in ids))


def restore_messages(c: Connection, ids: Iterable[int]) -> None:
    c.executemany("UPDATE messages SET deleted = NULL WHERE id = ?", ((id,) for id in ids))


def interrupt(c: Connection) -> int:
    """Ends the answers that were coming when Paddock was; their number."""
    ids = c.execute(
        "SELECT id FROM messages WHERE ending IS NULL AND role = 'assistant'"
    ).fetchall()
    for (id,) in ids:
        c.execute(
            "UPDATE messages SET ending = 'interrupted', ended = coalesce(ended, first_token, 0)"
            " WHERE id = ?",
            (id,),
        )
        index.add(c, id)
    return len(ids)


def chosen_of(text: str) -> dict[int, int]:
    import json

    return {int(parent): child for parent, child in json.loads(text).items()}


def _put_question(c: Connection, chat: int, message: Message) -> str:
    text = clean(message.text)
    c.execute(_PUT_QUESTION, (message.id, chat, message.parent, message.created, text))
    c.execute("DELETE FROM attachments WHERE message = ?", (message.id,))
    rows = [attachment_row(file) for file in message.attachments]
    c.executemany(
        f"INSERT INTO attachments (position, {_ATTACHMENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((position, message.id, *row) for position, row in enumerate(rows)),
    )
    return index.words_of(text, (row[1] for row in rows))


def _questions(c: Connection, chat: int, blobs: str) -> Iterator[Message]:
    attached = _attached(c, chat, blobs)
    rows = c.execute(
        "SELECT id, parent, created, text FROM messages"
        " WHERE chat = ? AND role = 'user' AND deleted IS NULL ORDER BY id",
        (chat,),
    )
    for id, parent, created, text in rows:
        yield Message(id, parent, created, text, attached.get(id, ()))


def _answers(c: Connection, chat: int) -> Iterator[Message]:
    rows = c.execute(
        f"SELECT id, parent, created, {ANSWER} FROM messages"
        " WHERE chat = ? AND role = 'assistant' AND deleted IS NULL ORDER BY id",
        (chat,),
    )
    for id, parent, created, *row in rows:
        reply, sent = answer_of(id, row)
        yield Message(id, parent, created, "", (), reply, sent)


def _attached(c: Connection, chat: int, blobs: str) -> dict[int, tuple[Attachment, ...]]:
    rows = c.execute(
        f"SELECT {_ATTACHMENT} FROM messages JOIN attachments ON message = id"
        " WHERE chat = ? ORDER BY message, position",
        (chat,),
    )
    found: dict[int, tuple[Attachment, ...]] = {}
    for message, *row in rows:
        found[message] = (*found.get(message, ()), attachment_of(row, blobs))
    return found
