"""A file of ours brings back everything, and says what it cannot."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.exchange.fingerprints import fingerprint
from paddock.domain.exchange.paddock_writing import paddock_json
from paddock.domain.exchange.values import Conversation, UnreadableImport
from paddock.domain.reply import Ending, Phase
from paddock.domain.tree import ROOT, Message, Sent
from tests.domain.exchange.making import (
    BYTES,
    IMAGE,
    NOW,
    conversation,
    conversations,
    failures,
    renumbered,
    reply,
    stored,
    taken,
    talk,
    told,
    written,
)


def file_of(*chats: Conversation) -> Any:
    return json.loads(written(paddock_json(chats, stored, NOW)))


@given(st.lists(conversations, max_size=3))
def test_what_was_written_is_read_back_without_a_loss(chats: list[Conversation]) -> None:
    found = taken(written(paddock_json(chats, stored, NOW)))
    assert not found.notes
    assert [renumbered(one) for one in found.conversations] == [renumbered(one) for one in chats]
    assert [failures(one) for one in found.conversations] == [failures(one) for one in chats]
    assert [fingerprint(one) for one in found.conversations] == [fingerprint(one) for one in chats]
    named = {
        file.sha256 for one in chats for m in one.tree.messages.values() for file in m.attachments
    }
    assert found.files == {sha256: BYTES[sha256] for sha256 in named}


def test_ids_are_given_anew() -> None:
    (found,) = taken(written(paddock_json([talk("Q", "A")], stored, NOW))).conversations
    assert list(found.tree.messages) == [1001, 1002]
    assert (found.head.id, found.head.folder, found.folder) == (0, 0, "Work")


def test_an_answer_that_was_still_coming_is_interrupted() -> None:
    chat = talk("Q", "hal", phase=Phase.ANSWERING, ending=None)
    (found,) = taken(written(paddock_json([chat], stored, NOW))).conversations
    answer = found.tree.messages[1002].reply
    assert answer is not None
    assert (answer.text, answer.phase, answer.ending) == ("hal", Phase.ENDED, Ending.INTERRUPTED)


def test_halves_of_characters_do_not_stop_the_writing() -> None:
    chat = talk("half \ud83d", "big", tool_calls=(), thinking="\udc00")
    (found,) = taken(written(paddock_json([chat], stored, NOW))).conversations
    assert told(found)[0] == (0, "half \ufffd")
    assert fingerprint(found) == fingerprint(chat)


def test_an_attachment_that_is_gone_is_told() -> None:
    gone = replace(IMAGE, sha256="0" * 64, name="gone.png")
    chat = conversation(Message(1, ROOT, 1.0, "Look", (gone, IMAGE)))
    found = taken(written(paddock_json([chat], stored, NOW)))
    assert found.conversations[0].tree.messages[1001].attachments == (replace(IMAGE, path=""),)
    assert [(note.kind, note.detail) for note in found.notes] == [("file_missing", "gone.png")]


def test_bytes_under_a_wrong_hash_are_not_taken() -> None:
    file = file_of(conversation(Message(1, ROOT, 1.0, "Look", (IMAGE,))))
    file["attachments"][IMAGE.sha256]["data"] = "AAAA"
    found = taken(json.dumps(file))
    assert not found.files
    assert [note.kind for note in found.notes] == ["file_missing"]


@pytest.mark.parametrize("head", ["no JSON", "[]", "[" * 5000])
def test_a_request_that_is_none_is_told_and_left_out(head: str) -> None:
    file = file_of(talk("Q", "A"))
    file["chats"][0]["messages"][1]["sent"] = {"server": "http://s", "head": head}
    found = taken(json.dumps(file))
    assert found.conversations[0].tree.messages[1002].sent is None
    assert [(note.kind, note.detail) for note in found.notes] == [("content_unknown", "sent.head")]


@pytest.mark.parametrize("number", [2**65, -1, 2**31])
def test_numbers_that_cannot_be_true_are_not_believed(number: int) -> None:
    file = file_of(talk("Q", "A"), conversation(Message(1, ROOT, 1.0, "Look", (IMAGE,))))
    metrics = {"prompt_tokens": number, "answer_tokens": number}
    file["chats"][0]["messages"][1]["reply"]["metrics"] = metrics
    sides = {"size": number, "width": number, "height": number}
    file["chats"][1]["messages"][0]["attachments"][0].update(sides)
    said, seen = taken(json.dumps(file)).conversations
    answer = said.tree.messages[1002].reply
    assert answer is not None
    assert (answer.metrics.prompt_tokens, answer.metrics.answer_tokens) == (None, None)
    [image] = seen.tree.messages[1003].attachments
    assert image == replace(IMAGE, path="", width=0, height=0)


def test_a_path_named_by_no_number_is_left_out() -> None:
    file = file_of(talk("Q", "A"))
    file["chats"][0]["chosen"] = {"9" * 5000: 2, "x": 2, "1": 2}
    (found,) = taken(json.dumps(file)).conversations
    assert found.tree.chosen == {1001: 1002}


@pytest.mark.parametrize(
    "broken",
    [
        {"messages": [{"id": 1, "text": 5}]},
        {"messages": [{"id": 1}, {"id": 1}]},
        {"messages": [{"id": 0}]},
        {"messages": [{"id": 2, "parent": 1}]},
        {"messages": [{"id": 1, "reply": {}}]},
        {"messages": [{"id": 1}, {"id": 2, "parent": 1}]},
        "chat",
    ],
)
def test_a_chat_that_cannot_be_read_does_not_keep_the_others_away(broken: Any) -> None:
    file = file_of(talk("Q", "A"))
    file["chats"].insert(0, broken)
    found = taken(json.dumps(file))
    assert [told(one) for one in found.conversations] == [[(0, "Q"), (1, "> A")]]
    assert [(note.kind, note.index) for note in found.notes] == [("unreadable", 0)]


def test_options_of_another_version_are_left_out() -> None:
    file = file_of(talk("Q", "A"))
    file["chats"][0]["overrides"] = {"options": {"seed": 3, "warp": 9, "top_p": "x"}, "new": 1}
    (found,) = taken(json.dumps(file)).conversations
    assert found.overrides.options == {"seed": 3}


def test_a_file_of_a_later_version_is_refused() -> None:
    with pytest.raises(UnreadableImport) as refused:
        taken('{"format":"paddock-chats","version":2,"chats":[]}')
    assert refused.value.reason == "newer_version"


def test_another_text_or_branch_is_another_conversation() -> None:
    chat = talk("Q", "A")
    other = replace(chat, tree=chat.tree.with_message(Message(3, 1, 1.7e9, reply=reply("B"))))
    prints = {fingerprint(one) for one in (chat, talk("Q", "a"), talk("QA", ""), other)}
    assert len(prints) == 4


def test_which_answer_another_one_continues_is_known_by_its_new_id() -> None:
    chat = talk("Q", "half")
    [question] = [id for id, said in chat.tree.messages.items() if said.reply is None]
    [half] = [id for id, said in chat.tree.messages.items() if said.reply is not None]
    longer = Message(
        half + 1,
        question,
        NOW,
        reply=reply("half and half", id=half + 1),
        sent=Sent(continues=half),
    )
    chat = replace(chat, tree=chat.tree.with_message(longer))
    (found,) = taken(written(paddock_json([chat], stored, NOW))).conversations
    assert found.tree.messages[1003].sent == Sent(continues=1002)
