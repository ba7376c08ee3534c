"""A conversation as it is kept: every message that was ever in it, as a tree of branches.

A message of a model answers a message of the user, and a message of the user follows one of a model
or begins the conversation. To edit or to ask again adds a message beside the one that is there; what
is on the screen is one path from the root.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from paddock.domain.chat import Chat, Turn

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment
    from paddock.domain.reply import Reply

ROOT = 0
"""The parent of the messages that begin a conversation."""


class MisplacedMessageError(ValueError):
    """A message that cannot stand where it says that it does."""


@dataclass(frozen=True, slots=True)
class Sent:
    """With what an answer was asked for: all of the request but its messages.

    `head` is the JSON of the request without the key `messages`, `system` the text of the system
    message or empty. The messages themselves are those above the answer; `images` says whether
    theirs went along. `digest` names the weights of the model, empty where the server told none.
    `continues` is the id of the answer whose text this one was to go on from; 0 for none.
    """

    server: str = ""
    digest: str = ""
    head: str = "{}"
    system: str = ""
    images: bool = True
    continues: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """What was said once. A user's message has `text` and `attachments`, a model's a `reply`.

    `id` is unique among all conversations, and larger than those of all messages before it.
    `created` is in seconds since 1970, UTC.
    """

    id: int
    parent: int
    created: float
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply: Reply | None = None
    sent: Sent | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The messages by id. Every change makes a new value.

    `chosen` holds, for a parent, which of its children is shown, where that is not the last one.
    """

    messages: Mapping[int, Message] = field(default_factory=dict)
    chosen: Mapping[int, int] = field(default_factory=dict)
    children: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, messages: Iterator[Message], chosen: Mapping[int, int]) -> Tree:
        """The tree of messages that come by their ids, so that parents stand before children.

        Raises MisplacedMessageError.
        """
        known: dict[int, Message] = {}
        children: dict[int, list[int]] = {}
        for message in messages:
            _check(message, known)
            known[message.id] = message
            children.setdefault(message.parent, []).append(message.id)
        kept = {parent: child for parent, child in chosen.items() if child in known}
        return cls(known, kept, {parent: tuple(ids) for parent, ids in children.items()})

    def siblings(self, id: int) -> tuple[int, ...]:
        """A message and those beside it, the oldest first. Raises KeyError."""
        return self.children[self.messages[id].parent]

    def shown_child(self, parent: int) -> int | None:
        children = self.children.get(parent, ())
        if not children:
            return None
        chosen = self.chosen.get(parent)
        return chosen if chosen in children else children[-1]

    def path(self) -> Iterator[Message]:
        """What is shown, from the first message on."""
        at = self.shown_child(ROOT)
        while at is not None:
            yield self.messages[at]
            at = self.shown_child(at)

    def above(self, id: int) -> list[Message]:
        """The messages that lead to one, the first of the conversation first. Raises KeyError."""
        found: list[Message] = []
        at = self.messages[id].parent
        while at != ROOT:
            found.append(self.messages[at])
            at = found[-1].parent
        return found[::-1]

    def below(self, id: int) -> list[int]:
        """A message and all that follow it in any branch. Raises KeyError."""
        found = [self.messages[id].id]
        for known in found:
            found += self.children.get(known, ())
        return found

    def with_message(self, message: Message) -> Tree:
        """Adds a message below its parent and shows it, or puts a later state in its place.

        Raises MisplacedMessageError.
        """
        is_new = message.id not in self.messages
        _check(message, self.messages)
        messages = {**self.messages, message.id: message}
        if not is_new:
            return replace(self, messages=messages)
        siblings = sorted((*self.children.get(message.parent, ()), message.id))
        children = {**self.children, message.parent: tuple(siblings)}
        return Tree(messages, self.chosen, children).showing(message.id)

    def without(self, id: int) -> Tree:
        """Without a message and all that follow it. Raises KeyError."""
        gone = set(self.below(id))
        parent = self.messages[id].parent
        left = tuple(child for child in self.children[parent] if child != id)
        children = {p: ids for p, ids in self.children.items() if p not in gone and p != parent}
        if left:
            children[parent] = left
        return Tree(
            {key: message for key, message in self.messages.items() if key not in gone},
            {p: child for p, child in self.chosen.items() if p not in gone and child not in gone},
            children,
        )

    def showing(self, id: int) -> Tree:
        """With the path that leads to a message; below it, what was shown there before."""
        chosen = dict(self.chosen)
        at = id
        while at != ROOT:
            parent = self.messages[at].parent
            if self.children[parent][-1] == at:
                chosen.pop(parent, None)
            else:
                chosen[parent] = at
            at = parent
        return replace(self, chosen=chosen)

    def chat(self, id: int) -> Chat:
        """The path that is shown as questions, each with the answers beside each other."""
        questions = (message for message in self.path() if message.reply is None)
        return Chat(tuple(self._turn(question) for question in questions), id)

    def _turn(self, question: Message) -> Turn:
        siblings = self.children[question.parent]
        answers = self.children.get(question.id, ())
        shown = self.shown_child(question.id)
        replies = [self.messages[answer].reply for answer in answers]
        return Turn(
            question.id,
            question.text,
            tuple(reply for reply in replies if reply is not None),
            answers.index(shown) if shown is not None else 0,
            question.attachments,
            (siblings.index(question.id), len(siblings)),
        )


def _check(message: Message, known: Mapping[int, Message]) -> None:
    if message.id <= ROOT:
        raise MisplacedMessageError(f"message {message.id} has no id")
    if message.parent == ROOT:
        if message.reply is not None:
            raise MisplacedMessageError(f"answer {message.id} answers nothing")
        return
    above = known.get(message.parent)
    if above is None:
        raise MisplacedMessageError(f"message {message.id} follows one that is not there")
    if (above.reply is None) == (message.reply is None):
        raise MisplacedMessageError(f"message {message.id} follows one of the same side")
