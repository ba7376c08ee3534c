"""Whether two conversations are the same one, wherever they were kept in between."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from paddock.domain.exchange.loose import clean
from paddock.domain.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.exchange.values import Conversation
    from paddock.domain.tree import Message, Tree


def in_order(tree: Tree) -> Iterator[tuple[int, Message]]:
    """All messages with their depth, each before those below it, siblings as they came."""
    waiting = [(0, id) for id in reversed(tree.children.get(ROOT, ()))]
    while waiting:
        depth, id = waiting.pop()
        yield depth, tree.messages[id]
        waiting += [(depth + 1, child) for child in reversed(tree.children.get(id, ()))]


def fingerprint(conversation: Conversation) -> str:
    """A hash of when, by whom and what was said in all branches: 64 hexadecimal digits.

    Ids, titles and the path that is shown do not matter; times count in seconds.
    """
    hashed = hashlib.sha256()
    for depth, message in in_order(conversation.tree):
        role, text = ("u", message.text) if message.reply is None else ("a", message.reply.text)
        said = clean(text).encode()
        hashed.update(f"{depth} {role} {int(message.created)} {len(said)}\n".encode())
        hashed.update(said)
    return hashed.hexdigest()
