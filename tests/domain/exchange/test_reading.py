"""Any file may be chosen for an import: it is read, or refused with a reason, and nothing breaks."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.domain.exchange import reading
from paddock.domain.exchange.fingerprints import fingerprint
from paddock.domain.exchange.markdown import markdown
from paddock.domain.exchange.openwebui_writing import openwebui
from paddock.domain.exchange.paddock_writing import paddock_json
from paddock.domain.exchange.page import page
from paddock.domain.exchange.values import UnreadableImport
from tests.domain.exchange.making import (
    ALL,
    NOW,
    WORDS,
    conversation,
    stored,
    taken,
    talk,
    told,
    written,
)

DATA = Path(__file__).parents[2] / "data/exchange"
OURS = written(paddock_json([talk("Q", "A", thinking="t")], stored, NOW))
SOURCES: list[Any] = [
    json.loads((DATA / "openwebui.json").read_bytes()),
    json.loads((DATA / "chatgpt.json").read_bytes()),
    [json.loads(line) for line in (DATA / "lines.jsonl").read_bytes().splitlines()[:4] if line],
    json.loads(OURS),
]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"[]", "empty"),
        (b"{}", "empty"),
        ({}, "empty"),
        (b"Hello there", "not_json"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"a": 1}', "unknown_format"),
        (b"[1, 2]", "unknown_format"),
        (b'{"a": 1}\n{"b": 2}', "unknown_format"),
        ({"photo.jpg": b"\xff\xd8\xff"}, "unknown_format"),
        ({"conversations.json": b"nothing"}, "not_json"),
    ],
)
def test_a_file_without_conversations_is_refused(
    data: bytes | dict[str, bytes], reason: str
) -> None:
    with pytest.raises(UnreadableImport) as refused:
        taken(data)
    assert refused.value.reason == reason


def test_a_file_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(UnreadableImport) as refused:
        taken(OURS)
    assert refused.value.reason == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_obstacle(encoding: str) -> None:
    assert told(taken(OURS.encode(encoding)).conversations[0]) == [(0, "Q"), (1, "> A")]


def test_an_archive_may_hold_files_of_any_kind() -> None:
    archive = {
        "a/ours.json": OURS.encode(),
        "b.jsonl": (DATA / "lines.jsonl").read_bytes(),
        "c.json": b"broken",
        "readme.txt": b"x",
    }
    found = taken(archive)
    assert len(found.conversations) == 4
    assert ("unreadable", "c.json", "not_json") in [
        (n.kind, n.title, n.detail) for n in found.notes
    ]


def test_numbers_and_characters_that_no_one_can_keep_are_made_harmless() -> None:
    call = '{"function": {"name": "f", "arguments": {"n": %s, "x": 1e999}}}' % ("9" * 5000)
    line = (
        '{"messages": [{"role": "user", "content": "half \\ud83d and \\ud83d\\ude00"},'
        f' {{"role": "assistant", "content": "ok", "tool_calls": [{call}]}}], "weight": NaN,'
        ' "messages_count": 1, "messages_count": 2}'
    )
    (found,) = taken(line).conversations
    assert told(found)[0] == (0, "half \ufffd and 😀")
    (again,) = taken(written(paddock_json([found], stored, NOW))).conversations
    assert fingerprint(again) == fingerprint(found)


def test_an_import_is_recognised_when_it_comes_again() -> None:
    for source in SOURCES:
        once, twice = taken(json.dumps(source)), taken(json.dumps(source))
        assert once.conversations
        prints = [fingerprint(one) for one in once.conversations]
        assert prints == [fingerprint(one) for one in twice.conversations]
        kept = written(paddock_json(once.conversations, stored, NOW))
        assert prints == [fingerprint(one) for one in taken(kept).conversations]


LONG = "A  title\n" * 100


@pytest.mark.parametrize("source", SOURCES)
def test_a_title_and_the_name_of_a_folder_are_a_line_of_200_characters(source: Any) -> None:
    value = json.loads(json.dumps(source))
    chats = value["chats"] if isinstance(value, dict) else value
    for chat in (chat for chat in chats if isinstance(chat, dict)):
        chat |= {"title": LONG, "folder": LONG, "meta": {"folder": LONG}}
    found = taken(json.dumps(value)).conversations
    assert found
    for one in found:
        assert len(one.head.title) == 199
        assert one.head.title.startswith("A title A title")
        assert one.folder in ("", one.head.title)


# ------------------------------------------------------------------------------------- any damage

odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats()
    | st.sampled_from(
        [
            "",
            "\ud800",
            "user",
            "assistant",
            "tool",
            "all",
            "q1",
            "a1",
            "root",
            "th",
            "data:image/png;base64,!",
            "http://x",
            '<details type="reasoning">',
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "role", "content", "parts", "text", "parent", "message"]), inner
        )
    ),
    max_leaves=5,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in a JSON value with every key of it."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        inner = part.items() if isinstance(part, dict) else enumerate(part)
        for key, held in inner:
            found.append((part, key))
            if isinstance(held, (dict, list)):
                waiting.append(held)
    return found


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    value = json.loads(json.dumps(data.draw(st.sampled_from(SOURCES))))
    for _ in range(data.draw(st.integers(1, 4))):
        known = places(value)
        if not known:
            break
        container, key = known[data.draw(st.integers(0, len(known) - 1))]
        container[key] = data.draw(odd)
    try:
        found = taken(json.dumps(value))
    except UnreadableImport:
        return
    for one in found.conversations:
        written(paddock_json([one], stored, NOW)).encode()
        written(openwebui([one], stored)).encode()
        written(markdown(one, WORDS, ALL)).encode()
        written(page(one, WORDS, ALL, stored)).encode()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_file_that_was_cut_or_overwritten_breaks_nothing(data: st.DataObject) -> None:
    text = json.dumps(data.draw(st.sampled_from(SOURCES))).encode()
    at = data.draw(st.integers(0, len(text)))
    damage = data.draw(st.binary(max_size=8))
    rest = text[at + len(damage) :] if data.draw(st.booleans()) else b""
    with contextlib.suppress(UnreadableImport):
        taken(text[:at] + damage + rest)


def test_an_empty_conversation_is_a_document_too() -> None:
    nothing = conversation()
    assert written(markdown(nothing, WORDS, ALL)) == "# A title\n"
    assert "<h1>A title</h1>" in written(page(nothing, WORDS, ALL, stored))
