"""ChatGPT's exports: all branches, what was hidden stays hidden, what is broken is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from paddock.domain.exchange.chatgpt import members
from paddock.domain.reply import Ending, ToolResult
from paddock.ollama.types import ToolCall, ToolFunction
from tests.domain.exchange.making import NOW, PNG, taken, told

FILE = Path(__file__).parents[2] / "data/exchange/chatgpt.json"


def node(key: str, parent: str | None, role: str, text: str) -> dict[str, Any]:
    content = {"content_type": "text", "parts": [text]}
    return {"id": key, "parent": parent, "message": {"author": {"role": role}, "content": content}}


def chat(*nodes: dict[str, Any], current: str = "") -> str:
    mapping = {entry["id"]: entry for entry in nodes}
    return json.dumps([{"title": "T", "mapping": mapping, "current_node": current}])


def test_a_conversation_is_read_with_all_its_branches() -> None:
    found = taken(FILE.read_bytes())
    primes, untitled = found.conversations
    assert told(primes) == [
        (0, "Is 7 prime?\n\n[seven.png]\n\n[file-GoneGone]\n\n[notes.txt]"),
        (1, "> First try"),
        (1, "> Yes."),
        (2, "And 8?"),
        (3, "> No.\n\n[file-Drawn1]"),
        (2, "And 8?\n\nOr 10?"),
        (2, "And 9?"),
        (0, "round"),
        (1, "> and round"),
        (0, ""),
        (1, "> Unasked"),
    ]
    path = list(primes.tree.path())
    first, answer = path[:2]
    assert answer.reply is not None
    assert answer.reply.thinking == "Checking\n\nDivide it."
    assert answer.reply.tool_calls == (ToolCall(ToolFunction("python", {"text": "7 % 2"})),)
    assert answer.reply.tool_results == (ToolResult("1"),)
    assert (answer.reply.model, answer.reply.origin) == ("gpt-5-thinking", "imported")
    assert (first.created, answer.created) == (1700000001, 1700000004)
    tried = primes.tree.messages[primes.tree.children[first.id][0]].reply
    assert tried is not None
    assert (tried.ending, tried.model) == (Ending.STOPPED, "gpt-4")
    assert primes.head.is_archived
    assert primes.overrides.system is None
    assert (untitled.head.title, untitled.head.title_source) == ("No title here", "words")
    assert untitled.head.created == NOW
    kinds = [(note.kind, note.detail) for note in found.notes]
    assert set(kinds) == {
        ("file_missing", "seven.png"),
        ("file_missing", "file-GoneGone"),
        ("file_missing", "notes.txt"),
        ("image_of_answer", "file-Drawn1"),
        ("system_left_out", "Be nice."),
        ("loop", ""),
        ("parent_missing", ""),
        ("content_unknown", "hologram"),
        ("unreadable", "no messages"),
    }


def test_an_archive_gives_its_shards_in_order_and_its_files() -> None:
    archive = {
        "conversations-001.json": chat(node("b", None, "user", "second")).encode(),
        "conversations-000.json": FILE.read_bytes(),
        "user.json": b'{"id": "u"}',
        "pictures/file_00000000abcd-sanitized.png": PNG,
        "file-Notes1-notes.txt": b"two, three",
    }
    assert members(archive) == ["conversations-000.json", "conversations-001.json"]
    found = taken(archive)
    assert [one.head.title for one in found.conversations] == ["Primes", "No title here", "T"]
    files = next(iter(found.conversations[0].tree.messages.values())).attachments
    assert [(file.kind, file.name) for file in files] == [
        ("image", "seven.png"),
        ("text", "notes.txt"),
    ]
    assert [found.files[file.sha256] for file in files] == [PNG, b"two, three"]


def test_a_system_message_at_the_beginning_is_that_of_the_chat() -> None:
    text = chat(node("s", None, "system", "Be brief."), node("u", "s", "user", "Hi"))
    (found,) = taken(text).conversations
    assert (found.overrides.system, told(found)) == ("Be brief.", [(0, "Hi")])


def test_a_node_without_a_name_holds_nothing_up() -> None:
    nameless = {**node("", "", "user", "?"), "children": [""]}
    found = taken(chat(nameless, node("u", "", "user", "Hi")))
    assert told(found.conversations[0]) == [(0, "Hi")]
    assert [note.kind for note in found.notes] == ["content_unknown"]


def test_branches_that_double_each_other_endlessly_are_refused() -> None:
    nodes = [node("0", None, "user", "x" * 50)]
    for place in range(1, 3000):
        nodes += [
            node(str(place), str(place - 1), "user", "x" * 50),
            node(f"a{place}", str(place), "assistant", "y"),
        ]
    found = taken(chat(*nodes))
    assert not found.conversations
    assert [note.kind for note in found.notes] == ["unreadable"]
