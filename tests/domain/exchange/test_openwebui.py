"""Open WebUI's exports are read whatever their version, and what we write for it comes back."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given

from paddock.domain.exchange.openwebui_writing import openwebui
from paddock.domain.exchange.values import Conversation
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, Metrics, ToolResult
from paddock.domain.tree import ROOT, Message
from paddock.ollama.types import ToolCall, ToolFunction
from tests.domain.exchange.making import (
    IMAGE,
    LIST,
    TEXT,
    conversation,
    conversations,
    reply,
    stored,
    taken,
    told,
    written,
)

FILE = Path(__file__).parents[2] / "data/exchange/openwebui.json"


def test_a_tree_is_read_with_all_that_its_messages_hold() -> None:
    found = taken(FILE.read_bytes())
    rivers, old = found.conversations
    files = "https://example.org/track.png\n\n[evil.svg]"
    assert told(rivers) == [
        (0, f"Longest river?\n\n{files}"),
        (1, "> The Nile."),
        (2, "Sure?\n\nhttp://example.org/x.png"),
        (3, "> "),
        (1, "> The Amazon."),
    ]
    question, nile, sure, failed, amazon = rivers.tree.messages.values()
    assert [(file.kind, file.name) for file in question.attachments] == [
        ("image", "map.png"),
        ("text", "list.txt"),
    ]
    assert [found.files[file.sha256][:4] for file in question.attachments] == [b"\x89PNG", b"Nile"]
    assert nile.reply is not None
    assert amazon.reply is not None
    assert failed.reply is not None
    assert nile.reply.thinking == "Nile & Amazon?\n\nSay one."
    assert nile.reply.metrics == Metrics(7, 12, answer=0.5, total=0.9)
    assert amazon.reply.thinking == "Look it up."
    assert amazon.reply.tool_calls == (ToolCall(ToolFunction("search", {"q": "rivers"}), "c1"),)
    assert amazon.reply.tool_results == (ToolResult("Amazon"),)
    assert (failed.reply.ending, str(failed.reply.failure)) == (Ending.FAILED, "out of memory")
    assert sure.created == 1748000010.0
    assert [message.id for message in rivers.tree.path()] == [question.id, amazon.id]
    assert rivers.overrides == Overrides("Be brief.", {"temperature": 0.2, "num_predict": 300})
    assert (rivers.head.is_pinned, rivers.head.is_archived) == (True, True)
    assert told(old) == [(0, "Hello"), (1, "> Hi")]
    assert (old.head.title, old.head.created) == ("Old", 1.7e9)
    assert [(note.kind, note.index) for note in found.notes] == [
        ("image_remote", 0),
        ("file_missing", 0),
        ("image_remote", 0),
        ("unreadable", 2),
        ("unreadable", 3),
    ]


def test_what_we_write_is_read_back() -> None:
    calls = (ToolCall(ToolFunction("f", {"a": '"<>&'}), "1"), ToolCall(ToolFunction("g")))
    answer = reply(
        "The answer\n<details>",
        thinking="a < b\n\n> so",
        tool_calls=calls,
        id=2,
        tool_results=(ToolResult('r "</details>'),),
        metrics=Metrics(1, 2, 0.5, None, 1.5, 2.0),
    )
    other = reply("", ending=Ending.FAILED, failure=ValueError("broke"), id=3)
    chat = conversation(
        Message(1, ROOT, 1.7e9, "Look", (IMAGE, TEXT)),
        Message(2, 1, 1.7e9 + 1, reply=answer),
        Message(3, 1, 1.7e9 + 2, reply=other),
        overrides=Overrides("Sys", {"num_predict": 5, "stop": ("a",)}, "5m", think=True),
    )
    found = taken(written(openwebui([chat], stored)))
    (back,) = found.conversations
    assert told(back) == told(chat)
    question, first, second = back.tree.messages.values()
    assert [found.files[file.sha256] for file in question.attachments][1] == LIST
    assert first.reply is not None
    assert second.reply is not None
    assert first.reply.thinking == answer.thinking
    assert (first.reply.tool_calls, first.reply.tool_results) == (calls, answer.tool_results)
    assert first.reply.metrics == answer.metrics
    assert str(second.reply.failure) == "broke"
    assert (back.overrides, back.folder) == (chat.overrides, "Work")


@given(conversations)
def test_every_branch_comes_back(chat: Conversation) -> None:
    text = written(openwebui([chat], stored))
    json.loads(text)
    (back,) = taken(text).conversations
    assert [depth for depth, _ in told(back)] == [depth for depth, _ in told(chat)]
    shown = [place for place, message in enumerate(chat.tree.path())]
    assert len(list(back.tree.path())) == len(shown)
