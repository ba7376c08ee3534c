"""The index of words: which messages hold a word or a Chinese character.

FTS5 takes a run of letters for a word, and Chinese has no spaces; so each character of a script
without spaces stands alone in what is indexed, and a word of it is searched as a phrase.
https://www.sqlite.org/fts5.html

To put a message into the index costs more than to write it. So it only waits at first, and many are
put in at once: when the store has nothing else to do, and before anything is searched.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

from paddock.storage import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u318f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uffdc\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""Han, Kana, Hangul and Bopomofo in all planes, to stand between the brackets of a pattern."""

_RUN = re.compile(f"[{CJK}]+")


def composed(text: str) -> str:
    """Letters and their accents as one character each, as most people type them."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def spaced(text: str) -> str:
    """`text` with each CJK character standing alone."""
    if text.isascii():
        return text
    return _RUN.sub(lambda run: f" {' '.join(run.group())} ", composed(text))


def words_of(text: str, names: Iterable[str]) -> str:
    """What of a message is searched: its text, and what its attachments are called."""
    return "\n".join((text, *names))


def add(c: sqlite3.Connection, message: int) -> None:
    """The words of a message that is complete are to be in the index, soon."""
    c.execute("INSERT OR IGNORE INTO waiting VALUES (?)", (message,))


def catch_up(c: sqlite3.Connection, most: int = -1) -> int:
    """Puts what waits into the index, `most` messages or all; how many there were.

    All of them or none: one that waits no more and is not in the index would never be found.
    """
    rows = c.execute("SELECT message FROM waiting ORDER BY message LIMIT ?", (most,)).fetchall()
    if not rows:
        return 0
    c.execute("SAVEPOINT catching_up")
    try:
        for (message,) in rows:
            _take_in(c, message)
    except BaseException:
        if c.in_transaction:  # SQLite may have ended it by itself
            c.execute("ROLLBACK TO catching_up")
        raise
    c.execute("RELEASE catching_up")
    return len(rows)


def _take_in(c: sqlite3.Connection, message: int) -> None:
    words = indexed(c, message)
    c.execute("DELETE FROM waiting WHERE message = ?", (message,))
    if words is not None:
        c.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (message, spaced(words)))


def remove(c: sqlite3.Connection, message: int, words: str) -> None:
    """`words` must be those that were added: the index has only itself to find them by."""
    if c.execute("DELETE FROM waiting WHERE message = ?", (message,)).rowcount:
        return
    c.execute(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (message, spaced(words))
    )


def indexed(c: sqlite3.Connection, message: int) -> str | None:
    """The words of a message that are in the index, or wait; None for one that is not complete."""
    row = c.execute("SELECT role, ending, text FROM messages WHERE id = ?", (message,)).fetchone()
    if row is None or (row[0] == "assistant" and row[1] is None):
        return None
    return words_of(row[2], names_of(c, message)) if row[0] == "user" else row[2]


def names_of(c: sqlite3.Connection, message: int) -> list[str]:
    rows = c.execute("SELECT name FROM attachments WHERE message = ? ORDER BY position", (message,))
    return [name for (name,) in rows]


def rebuild(c: sqlite3.Connection) -> None:
    """Makes the index again from the messages, whatever state it is in."""
    c.execute("DROP TABLE IF EXISTS words")
    c.execute("DELETE FROM waiting")
    c.execute(schema.INDEX)
    names: dict[int, list[str]] = {}
    for message, name in c.execute(
        "SELECT message, name FROM attachments ORDER BY message, position"
    ):
        names.setdefault(message, []).append(name)
    rows = c.execute(
        "SELECT id, text FROM messages WHERE role = 'user' OR ending IS NOT NULL ORDER BY id"
    )
    c.executemany(
        "INSERT INTO words (rowid, text) VALUES (?, ?)",
        ((id, spaced(words_of(text, names.get(id, ())))) for id, text in rows),
    )
    c.execute("INSERT OR REPLACE INTO facts VALUES ('index', ?)", (schema.INDEX_FORM,))


def is_current(c: sqlite3.Connection) -> bool:
    """Whether the index was made as this version makes it."""
    form = c.execute("SELECT value FROM facts WHERE key = 'index'").fetchone()
    return form is not None and form[0] == schema.INDEX_FORM


def is_sound(c: sqlite3.Connection) -> bool:
    """Whether the index holds together in itself; reads all of it."""
    try:
        c.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        return False
    return True
