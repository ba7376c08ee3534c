"""Conversations to exchange: a small one made by hand, and any that can exist."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import strategies as st

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead
from paddock.domain.exchange.fingerprints import in_order
from paddock.domain.exchange.reading import read
from paddock.domain.exchange.values import Conversation, Shown, Words
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, KeptFailure, Metrics, Phase, Reply, ToolResult
from paddock.domain.tree import ROOT, Message, Sent, Tree
from paddock.ollama.types import ToolCall, ToolFunction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paddock.domain.exchange.values import Reading

NOW = 1_800_000_000.0
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f"
    "15c4890000000d49444154789c63f8dfc0f01f000680027f104c1be10000"
    "000049454e44ae426082"
)
IMAGE = Attachment("image", "dot.png", hashlib.sha256(PNG).hexdigest(), len(PNG), "/b/x", 1, 1)
LIST = b"one\ntwo"
TEXT = Attachment("text", "list.txt", hashlib.sha256(LIST).hexdigest(), len(LIST), "/b/y")
BYTES = {IMAGE.sha256: PNG, TEXT.sha256: LIST}
WORDS = Words(
    you="You",
    model="Model",
    thinking="Thinking",
    when=lambda time: f"at {time:.0f}",
    ended=lambda reply: "" if reply.ending is Ending.DONE else "Stopped",
    measured=lambda reply: f"{reply.metrics.answer_tokens} tokens -->",
)
ALL = Shown(thinking=True, metrics=True)


def stored(attachment: Attachment) -> bytes:
    """The bytes of an attachment, as the storage gives them."""
    if attachment.sha256 not in BYTES:
        raise FileNotFoundError(attachment.sha256)
    return BYTES[attachment.sha256]


def taken(data: str | bytes | dict[str, bytes], name: str = "chats.json") -> Reading:
    """What a file holds, with ids from 1001 on."""
    given = data.encode() if isinstance(data, str) else data
    return read(name, given, itertools.count(1001).__next__, NOW)


def reply(text: str = "", **fields: Any) -> Reply:
    return Reply("m", 0.0, text, **{"phase": Phase.ENDED, "ending": Ending.DONE, **fields})


def conversation(
    *messages: Message, overrides: Overrides | None = None, title: str = "A title"
) -> Conversation:
    head = ChatHead(7, title, "user", 1.7e9, 1.7e9 + 60, model="m", server="http://s")
    return Conversation(head, Tree.of(iter(messages), {}), overrides or Overrides(), "Work")


def talk(question: str, answer: str, **fields: Any) -> Conversation:
    """A question with its answer."""
    asked = Message(1, ROOT, 1.7e9, question)
    return conversation(asked, Message(2, 1, 1.7e9 + 1, reply=reply(answer, id=2, **fields)))


def told(one: Conversation) -> list[tuple[int, str]]:
    """Everything that was said: depth and text, answers with a mark before them."""
    return [
        (depth, message.text if message.reply is None else f"> {message.reply.text}")
        for depth, message in in_order(one.tree)
    ]


def renumbered(one: Conversation) -> Conversation:
    """The same with ids that only depend on the order, and without what a file does not keep."""
    new = {ROOT: ROOT}
    for place, (_, message) in enumerate(in_order(one.tree), start=1):
        new[message.id] = place
    messages = [_renumbered(message, new) for _, message in in_order(one.tree)]
    chosen = {new[parent]: new[child] for parent, child in one.tree.chosen.items()}
    head = replace(one.head, id=0, folder=0)
    return replace(one, head=head, tree=Tree.of(iter(messages), chosen))


def _renumbered(message: Message, new: dict[int, int]) -> Message:
    files = tuple(replace(file, path="") for file in message.attachments)
    answer = message.reply
    if answer is not None:
        answer = replace(answer, id=new[message.id], failure=None)
    return replace(
        message, id=new[message.id], parent=new[message.parent], attachments=files, reply=answer
    )


def failures(one: Conversation) -> list[tuple[str, str, str] | None]:
    """How each answer failed, since exceptions are equal to none but themselves."""
    found: list[tuple[str, str, str] | None] = []
    for _, message in in_order(one.tree):
        failure = None if message.reply is None else message.reply.failure
        if isinstance(failure, KeptFailure):
            found.append((failure.kind, str(failure), failure.raw))
        else:
            found.append(None)
    return found


# -------------------------------------------------------------------------- any conversation

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
times = st.floats(0, 4e9, allow_nan=False)
spans = st.none() | st.floats(0, 1e6, allow_nan=False)
names = texts.map(lambda text: " ".join(text.split()))
request_heads = st.dictionaries(texts, texts | st.integers(-99, 99), max_size=2).map(
    lambda head: msgspec.json.encode(head).decode()
)
calls = st.builds(
    ToolCall,
    st.builds(
        ToolFunction, texts, st.dictionaries(texts, texts | st.integers(-99, 99), max_size=2)
    ),
    texts,
)
replies = st.builds(
    Reply,
    model=texts,
    started=times,
    text=texts,
    thinking=texts,
    tool_calls=st.lists(calls, max_size=2).map(tuple),
    tool_results=st.lists(st.builds(ToolResult, texts, st.booleans()), max_size=2).map(tuple),
    phase=st.just(Phase.ENDED),
    first_token=spans,
    thinking_ended=spans,
    ended=spans,
    ending=st.sampled_from(Ending),
    done_reason=texts,
    metrics=st.builds(
        Metrics, st.none() | st.integers(0, 9999), st.none(), spans, spans, spans, spans
    ),
    failure=st.none() | st.builds(KeptFailure, texts, texts, texts),
    id=st.just(0),
    origin=st.sampled_from(["", "edited", "continued", "imported"]),
)
options = st.fixed_dictionaries(
    {},
    optional={
        "temperature": st.floats(0, 2),
        "seed": st.integers(-1, 99),
        "stop": st.lists(texts, min_size=1, max_size=2).map(tuple),
        "use_mmap": st.booleans(),
    },
)
heads = st.builds(
    ChatHead,
    id=st.integers(1, 9),
    title=names,
    title_source=st.sampled_from(["words", "model", "user"]),
    created=times,
    changed=times,
    folder=st.integers(0, 3),
    is_pinned=st.booleans(),
    is_archived=st.booleans(),
    model=texts,
    server=texts,
)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Branches of any shape, with any of them shown."""
    tree = Tree()
    for id in range(1, draw(st.integers(1, 10)) + 1):
        parent = draw(st.sampled_from([ROOT, *tree.messages]))
        created = draw(times)
        if parent != ROOT and tree.messages[parent].reply is None:
            known = st.builds(Sent, texts, texts, request_heads, texts, st.booleans())
            sent = draw(st.none() | known)
            answer = replace(draw(replies), id=id)
            message = Message(id, parent, created, reply=answer, sent=sent)
        else:
            files = tuple(draw(st.lists(st.sampled_from([IMAGE, TEXT]), max_size=2)))
            message = Message(id, parent, created, draw(texts), files)
        tree = tree.with_message(message)
    return tree.showing(draw(st.sampled_from(list(tree.messages))))


conversations = st.builds(
    Conversation,
    heads,
    trees(),
    st.builds(Overrides, st.none() | texts, options, st.none() | texts, st.none() | st.booleans()),
    names,
)


def written(pieces: Iterable[str]) -> str:
    return "".join(pieces)
