"""Conversations to keep: small ones by hand, and any that can be, for hypothesis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from hypothesis import strategies as st

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead
from paddock.domain.reply import Ending, KeptFailure, Metrics, Origin, Phase, Reply, ToolResult
from paddock.domain.tree import Message, Sent, Tree
from paddock.ollama.types import ToolCall, ToolFunction
from paddock.storage.blobs import path_of
from paddock.storage.chats import put_head
from paddock.storage.messages import put_message

if TYPE_CHECKING:
    import sqlite3


def asked(id: int, text: str = "", parent: int = 0, files: tuple[Attachment, ...] = ()) -> Message:
    return Message(id, parent, float(id), text, files)


def answered(id: int, text: str, parent: int, **more: Any) -> Message:
    """An answer that has ended, but for `ending=None`."""
    state: dict[str, Any] = {"ending": Ending.DONE, "phase": Phase.ENDED, "ended": 2.0, **more}
    return Message(id, parent, float(id), reply=Reply("llama3.2", 0.0, text=text, id=id, **state))


def add_chat(c: sqlite3.Connection, chat: int, *messages: Message, title: str = "") -> None:
    put_head(c, ChatHead(chat, title, created=1.0, changed=float(chat)))
    for message in messages:
        put_message(c, chat, message)


def comparable(tree: Tree) -> Tree:
    """A tree in which failures are equal when they say the same."""
    return replace(tree, messages={id: _with_words(m) for id, m in tree.messages.items()})


def _with_words(message: Message) -> Message:
    reply = message.reply
    if reply is None or not isinstance(reply.failure, KeptFailure):
        return message
    failure: Any = (reply.failure.kind, str(reply.failure), reply.failure.raw)
    return replace(message, reply=replace(reply, failure=failure))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_TIMES = st.none() | st.floats(0, 1e6)
_COUNTS = st.none() | st.integers(0, 2**40)
_METRICS = st.builds(Metrics, _COUNTS, _COUNTS, _TIMES, _TIMES, _TIMES, _TIMES)
_JSON = st.dictionaries(TEXTS, st.integers(-1000, 1000) | TEXTS | st.none(), max_size=3)
_CALLS = st.builds(ToolCall, st.builds(ToolFunction, name=TEXTS, arguments=_JSON), id=TEXTS)
_RESULTS = st.builds(ToolResult, TEXTS, st.booleans())
_SENT = st.builds(Sent, TEXTS, TEXTS, TEXTS, TEXTS, st.booleans(), st.integers(0, 2**40))


@st.composite
def attachments(draw: st.DrawFn, blobs: str) -> Attachment:
    sha = draw(st.text("0123456789abcdef", min_size=64, max_size=64))
    sizes = draw(st.tuples(*[st.integers(0, 2**40)] * 3))
    kind = draw(st.sampled_from(["image", "text"]))
    return Attachment(kind, draw(TEXTS), sha, sizes[0], path_of(blobs, sha), *sizes[1:])  # type: ignore[arg-type]


@st.composite
def replies(draw: st.DrawFn, id: int) -> Reply:
    return Reply(
        draw(TEXTS),
        0.0,
        draw(TEXTS),
        draw(TEXTS),
        tuple(draw(st.lists(_CALLS, max_size=2))),
        tuple(draw(st.lists(_RESULTS, max_size=2))),
        Phase.ENDED,
        draw(_TIMES),
        draw(_TIMES),
        draw(_TIMES),
        draw(st.sampled_from(Ending)),
        draw(TEXTS),
        draw(_METRICS),
        draw(st.none() | st.builds(KeptFailure, TEXTS, TEXTS, TEXTS)),
        id,
        draw(st.sampled_from(get_args(Origin))),
    )


@st.composite
def trees(draw: st.DrawFn, blobs: str = "") -> Tree:
    """Any conversation with up to a dozen messages, and any choice of branches in it."""
    messages: list[Message] = []
    sides = {0: "answer"}
    id = 0
    for _ in range(draw(st.integers(0, 12))):
        id += draw(st.integers(1, 3))
        parent = draw(st.sampled_from(sorted(sides)))
        sides[id] = "question" if sides[parent] == "answer" else "answer"
        time = draw(st.floats(0, 2e9))
        if sides[id] == "question":
            files = tuple(draw(st.lists(attachments(blobs), max_size=2)))
            messages.append(Message(id, parent, time, draw(TEXTS), files))
        else:
            sent = draw(st.none() | _SENT)
            messages.append(Message(id, parent, time, reply=draw(replies(id)), sent=sent))
    tree = Tree.of(iter(messages), {})
    return tree.showing(draw(st.sampled_from(messages)).id) if messages else tree
