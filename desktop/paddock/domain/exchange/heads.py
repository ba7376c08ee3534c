"""What is known of a conversation that came from another program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paddock.domain.conversations import first_words
from paddock.domain.exchange.loose import name_of

if TYPE_CHECKING:
    from paddock.domain.conversations import ChatHead
    from paddock.domain.tree import Tree


def finished_head(head: ChatHead, tree: Tree, now: float) -> ChatHead:
    """`head` with what the messages tell: a title where it has none, its times and the model.

    A title that was given is nobody's to overrule. `now` is for a file that tells no time at all.
    """
    path = list(tree.path())
    times = [message.created for message in tree.messages.values() if message.created]
    models = [message.reply.model for message in path if message.reply and message.reply.model]
    title = name_of(head.title)
    words = next((first_words(message.text) for message in path if message.text.strip()), "")
    return replace(
        head,
        title=title or words,
        title_source="user" if title else "words",
        created=head.created or min(times, default=now),
        changed=head.changed or max(times, default=head.created or now),
        model=models[-1] if models else "",
    )
