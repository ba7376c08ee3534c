"""The tables, as their first version was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

TABLES = ("folders", "chats", "messages", "attachments", "drafts")
"""Those that hold what people wrote, each after those that it refers to."""

# AUTOINCREMENT, so that an id is never given twice, even when what had it is gone. In `messages`
# the long columns stand last: what is before them is read without their pages.
_FIRST = (
    "CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        position INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE chats (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL DEFAULT '',
        title_source TEXT NOT NULL DEFAULT 'words',
        created REAL NOT NULL DEFAULT 0,
        changed REAL NOT NULL DEFAULT 0,
        folder INTEGER NOT NULL DEFAULT 0,
        pinned INTEGER NOT NULL DEFAULT 0,
        archived INTEGER NOT NULL DEFAULT 0,
        deleted REAL,
        model TEXT NOT NULL DEFAULT '',
        server TEXT NOT NULL DEFAULT '',
        overrides TEXT NOT NULL DEFAULT '{}',
        chosen TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
        parent INTEGER NOT NULL,
        created REAL NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
        deleted REAL,
        ending TEXT,
        origin TEXT NOT NULL DEFAULT '',
        model TEXT NOT NULL DEFAULT '',
        done_reason TEXT NOT NULL DEFAULT '',
        first_token REAL,
        thinking_ended REAL,
        ended REAL,
        prompt_tokens INTEGER,
        answer_tokens INTEGER,
        load REAL,
        prompt REAL,
        answer REAL,
        total REAL,
        text TEXT NOT NULL DEFAULT '',
        thinking TEXT NOT NULL DEFAULT '',
        tool_calls TEXT,
        tool_results TEXT,
        failure TEXT,
        sent TEXT
    ) STRICT""",
    "CREATE INDEX messages_of_chat ON messages (chat)",
    """CREATE INDEX open_answers ON messages (id)
        WHERE ending IS NULL AND role = 'assistant'""",
    "CREATE INDEX deleted_messages ON messages (id) WHERE deleted IS NOT NULL",
    """CREATE TABLE attachments (
        message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        width INTEGER NOT NULL DEFAULT 0,
        height INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (message, position)
    ) STRICT""",
    """CREATE TABLE drafts (
        chat INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        attachments TEXT NOT NULL DEFAULT '[]',
        changed REAL NOT NULL DEFAULT 0
    ) STRICT""",
    # Messages whose words are not in the index yet: see `index`.
    "CREATE TABLE waiting (message INTEGER PRIMARY KEY) STRICT",
)

INDEX_FORM = "1"
"""How words are indexed. A change here makes each database index itself again."""

INDEX = """CREATE VIRTUAL TABLE words USING fts5 (
    text, content='', columnsize=0, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
)"""
"""What is searched. It keeps no text of its own: that would be every message a second time."""


def create(c: Connection) -> None:
    for statement in (*_FIRST, INDEX):
        c.execute(statement)
    c.execute("INSERT INTO facts VALUES ('index', ?), ('open', '0')", (INDEX_FORM,))
