"""Whole conversations from the store, and those of them that a file brings again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.fingerprints import fingerprint
from paddock.domain.exchange.values import Conversation
from paddock.domain.parameters import overrides_from
from paddock.domain.tree import ROOT
from paddock.storage import chats, messages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from sqlite3 import Connection

    from paddock.domain.tree import Tree


def conversation(c: Connection, head: ChatHead, folder: str, blobs: str) -> Conversation:
    """All of a conversation; `folder` is the name of its folder, `blobs` that of attachments."""
    tree = messages.load(c, head.id, blobs)
    return Conversation(head, tree, overrides_from(chats.overrides(c, head.id)), folder)


def first_second(tree: Tree) -> int:
    """When its first message was said, in whole seconds since 1970."""
    return min((int(tree.messages[id].created) for id in tree.children.get(ROOT, ())), default=0)


def those_here(
    c: Connection, fingerprints: Iterable[tuple[int, str]], blobs: str, check: Callable[[], None]
) -> set[str]:
    """Of fingerprints, each after the second of its first message, those of conversations that are
    in the store. Only what began in the same second is loaded. `check` may raise.
    """
    wanted: dict[int, set[str]] = {}
    for second, print_ in fingerprints:
        wanted.setdefault(second, set()).add(print_)
    found: set[str] = set()
    for chat, second in _beginnings(c):
        if second in wanted and not wanted[second] <= found:
            check()
            tree = messages.load(c, chat, blobs)
            found.add(fingerprint(Conversation(ChatHead(chat), tree)))
    return found & {print_ for prints in wanted.values() for print_ in prints}


def _beginnings(c: Connection) -> Collection[tuple[int, int]]:
    """Each conversation with the second of its first message."""
    return c.execute(
        "SELECT chat, CAST(min(messages.created) AS INTEGER) FROM messages"
        " JOIN chats ON chats.id = messages.chat"
        " WHERE parent = 0 AND messages.deleted IS NULL AND chats.deleted IS NULL GROUP BY chat"
    ).fetchall()
