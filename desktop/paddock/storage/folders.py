"""The folders of the side bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.conversations import Folder
from paddock.storage.records import clean

if TYPE_CHECKING:
    from sqlite3 import Connection


def folders(c: Connection) -> list[Folder]:
    rows = c.execute("SELECT id, name, position FROM folders ORDER BY position, id")
    return [Folder(*row) for row in rows]


def put_folder(c: Connection, folder: Folder) -> None:
    """Writes a folder, or a later state of one."""
    c.execute(
        "INSERT INTO folders (id, name, position) VALUES (?, ?, ?) ON CONFLICT (id)"
        " DO UPDATE SET name = excluded.name, position = excluded.position",
        (folder.id, clean(folder.name), folder.position),
    )


def delete_folder(c: Connection, id: int) -> None:
    """Its chats stay, in no folder."""
    c.execute("UPDATE chats SET folder = 0 WHERE folder = ?", (id,))
    c.execute("DELETE FROM folders WHERE id = ?", (id,))
