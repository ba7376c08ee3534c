"""Messages that hold what a person looks for."""

from __future__ import annotations

import re
from contextlib import suppress
from sqlite3 import OperationalError
from typing import TYPE_CHECKING

from paddock.domain.conversations import Found
from paddock.storage import index
from paddock.storage.index import CJK, spaced, words_of
from paddock.storage.records import clean
from paddock.storage.snippets import Matcher

if TYPE_CHECKING:
    from sqlite3 import Connection

LONGEST = 400
"""Characters of what is typed that are looked for: a whole page that was pasted takes seconds."""

_LETTER = re.compile(r"[^\W_]")
_GROWING = re.compile(rf"[^\W_{CJK}]\Z")
"""The end of a word that may go on: letters, but not of a script where each stands alone."""


def terms_of(text: str) -> list[tuple[str, bool]]:
    """What to look for: words, and phrases that stood in quotation marks, all to be found.

    True goes with the last one when it may be the beginning of a longer word. Only the first
    LONGEST characters count.
    """
    pieces = clean(text[:LONGEST]).replace("\0", " ").split('"')
    terms: list[str] = []
    for place, piece in enumerate(pieces):
        terms += [piece] if place % 2 else piece.split()
    grows = bool(_GROWING.search(pieces[-1]))
    last = len(terms) - 1
    return [
        (" ".join(term.split()), grows and place == last)
        for place, term in enumerate(terms)
        if _LETTER.search(term)
    ]


def query_of(text: str) -> str:
    """`text` as an expression for MATCH, which no input makes invalid; "" when nothing is left."""
    # Side by side, not AND: FTS5 then drops a phrase in which it finds no word, and not the rest.
    return " ".join(
        f'"{spaced(term).strip()}"' + ("*" if grows else "") for term, grows in terms_of(text)
    )


def find(c: Connection, text: str, limit: int = 100) -> list[Found]:
    """The messages that hold all of the words of `text`, the newest first, at most `limit`.

    Archived chats are searched, deleted ones and deleted messages are not.
    """
    query = query_of(text)
    if not query:
        return []
    # On a full disk, or one that is only read, what the index has is searched.
    with suppress(OperationalError):
        index.catch_up(c)
    rows = c.execute(
        "SELECT m.id, m.chat, m.created, m.text FROM words"
        " CROSS JOIN messages m ON m.id = words.rowid AND m.deleted IS NULL"
        " CROSS JOIN chats ON chats.id = m.chat AND chats.deleted IS NULL"
        " WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT ?",
        (query, limit),
    ).fetchall()
    names = _names(c, [row[0] for row in rows])
    matcher = Matcher(terms_of(text))
    return [
        Found(chat, id, created, *matcher.snippet(words_of(said, names.get(id, ()))))
        for id, chat, created, said in rows
    ]


def _names(c: Connection, messages: list[int]) -> dict[int, list[str]]:
    rows = c.execute(
        "SELECT message, name FROM attachments"
        f" WHERE message IN ({', '.join('?' * len(messages))}) ORDER BY message, position",
        messages,
    )
    names: dict[int, list[str]] = {}
    for message, name in rows:
        names.setdefault(message, []).append(name)
    return names
