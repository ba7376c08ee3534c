"""Lines for fine-tuning, both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from paddock.domain.exchange.jsonl import images_left_out, jsonl
from paddock.domain.exchange.values import Conversation
from paddock.domain.parameters import Overrides
from paddock.domain.reply import Ending, ToolResult
from paddock.domain.tree import ROOT, Message
from paddock.ollama.types import ToolCall, ToolFunction
from tests.domain.exchange.making import (
    IMAGE,
    TEXT,
    conversation,
    reply,
    stored,
    taken,
    talk,
    told,
    written,
)

FILE = Path(__file__).parents[2] / "data/exchange/lines.jsonl"


def lines(*chats: Conversation, finished_only: bool = False) -> list[list[tuple[str, str]]]:
    text = written(jsonl(chats, stored, finished_only=finished_only))
    entries: list[Any] = [json.loads(line) for line in text.splitlines()]
    return [[(m["role"], m["content"]) for m in entry["messages"]] for entry in entries]


def test_a_line_holds_the_path_that_is_shown() -> None:
    chat = conversation(
        Message(1, ROOT, 1.0, "Look", (IMAGE, TEXT)),
        Message(2, 1, 2.0, reply=reply("not shown")),
        Message(3, 1, 2.0, reply=reply("<think>hm</think>\nSeen", thinking="not told")),
        overrides=Overrides(system="Be brief."),
    )
    assert lines(chat) == [
        [
            ("system", "Be brief."),
            ("user", "list.txt (7 bytes):\n```\none\ntwo\n```\n\nLook"),
            ("assistant", "Seen"),
        ]
    ]
    assert images_left_out([chat]) == 1


def test_what_is_not_finished_can_be_left_out_with_its_question() -> None:
    chat = conversation(
        Message(1, ROOT, 1.0, "one"),
        Message(2, 1, 2.0, reply=reply("half", ending=Ending.STOPPED)),
        Message(3, 2, 3.0, "two"),
        Message(4, 3, 4.0, reply=reply("whole")),
        Message(5, 4, 5.0, "three"),
    )
    assert lines(chat, finished_only=True) == [[("user", "two"), ("assistant", "whole")]]
    assert [role for role, _ in lines(chat)[0]] == ["user", "assistant"] * 2 + ["user"]
    assert lines(talk("Q", "", ending=Ending.FAILED), finished_only=True) == []


def test_lines_of_both_kinds_are_read() -> None:
    found = taken(FILE.read_bytes(), "lines.jsonl")
    hi, ping, welcome = found.conversations
    assert told(hi) == [(0, "Hi\n\nthere"), (1, "> Noon.")]
    answer = list(hi.tree.path())[1].reply
    assert answer is not None
    assert answer.tool_calls == (ToolCall(ToolFunction("time", {"zone": "UTC"}), "c1"),)
    assert answer.tool_results == (ToolResult("noon"),)
    assert hi.overrides.system == "Be brief."
    assert (told(ping), ping.overrides.system) == ([(0, "Ping"), (1, "> Pong")], "Play.")
    assert told(welcome) == [(0, ""), (1, "> Welcome"), (2, "Thanks")]
    assert [(note.kind, note.index) for note in found.notes] == [("unreadable", 3)]


def test_one_line_alone_is_a_file_too() -> None:
    (found,) = taken(written(jsonl([talk("Q", "A")], stored))).conversations
    assert told(found) == [(0, "Q"), (1, "> A")]
