"""What is written of a conversation is what is read again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from paddock.domain.reply import Ending, KeptFailure, Phase
from paddock.domain.tree import ROOT, Tree
from paddock.ollama.errors import ReplyError
from paddock.storage import schema
from paddock.storage.chats import put_chosen
from paddock.storage.messages import (
    delete_messages,
    load,
    put_message,
    put_messages,
    restore_messages,
)
from tests.storage.samples import add_chat, answered, asked, comparable, trees

if TYPE_CHECKING:
    from paddock.domain.reply import Reply


def reply_of(tree: Tree, id: int) -> Reply:
    reply = tree.messages[id].reply
    assert reply is not None
    return reply


@given(tree=trees("/blobs"))
def test_any_tree_comes_back_as_it_was(tree: Tree) -> None:
    with closing(sqlite3.connect(":memory:")) as c:
        schema.create(c)
        add_chat(c, 7)
        put_messages(c, 7, tree.messages.values())
        put_chosen(c, 7, tree.chosen)
        assert comparable(load(c, 7, "/blobs")) == comparable(tree)


def test_times_of_an_answer_count_from_its_start(c: sqlite3.Connection) -> None:
    message = answered(2, "Hi", 1, first_token=1000.5, thinking_ended=1001.0)
    assert message.reply is not None
    object.__setattr__(message.reply, "started", 1000.0)
    object.__setattr__(message.reply, "ended", 1004.0)
    add_chat(c, 1, asked(1, "Hello"), message)
    reply = reply_of(load(c, 1, ""), 2)
    assert (reply.first_token, reply.thinking_ended, reply.ended) == (0.5, 1.0, 4.0)


def test_an_error_of_the_server_is_kept_with_what_was_received(c: sqlite3.Connection) -> None:
    error = ReplyError("out of memory", status=500, headers={}, raw=b'{"error":"out of memory"}')
    add_chat(c, 1, asked(1, "Hello"), answered(2, "Hi", 1, ending=Ending.FAILED, failure=error))
    failure = reply_of(load(c, 1, ""), 2).failure
    assert isinstance(failure, KeptFailure)
    assert (failure.kind, str(failure)) == ("ReplyError", str(error))
    assert failure.raw == '{"error":"out of memory"}'


def test_an_answer_that_is_still_coming_is_read_as_far_as_it_came(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "Hello"), answered(2, "Hi th", 1, ending=None, phase=Phase.ANSWERING))
    reply = reply_of(load(c, 1, ""), 2)
    assert (reply.text, reply.is_open, reply.phase) == ("Hi th", True, Phase.ANSWERING)


def test_a_later_state_takes_the_place_of_an_earlier_one(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "Hello"), answered(2, "Hi", 1, ending=None))
    put_message(c, 1, answered(2, "Hi there", 1))
    reply = reply_of(load(c, 1, ""), 2)
    assert (reply.text, reply.ending) == ("Hi there", Ending.DONE)


def test_deleted_messages_come_back_when_they_are_restored(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "Hello"), answered(2, "Hi", 1), asked(3, "Well", 2))
    before = load(c, 1, "")
    delete_messages(c, [2, 3])
    assert list(load(c, 1, "").messages) == [1]
    put_message(c, 1, answered(2, "Hi", 1))  # the stream was not quite at its end
    assert list(load(c, 1, "").messages) == [1]
    restore_messages(c, [2, 3])
    assert load(c, 1, "") == before


def test_text_that_no_utf8_can_hold_is_kept_as_far_as_it_can(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "half \ud83d and whole \U0001f600 and \0 zero"))
    assert load(c, 1, "").messages[1].text == "half \ufffd and whole \U0001f600 and \0 zero"


def test_a_count_beyond_all_measure_is_no_count(c: sqlite3.Connection) -> None:
    from paddock.domain.reply import Metrics

    add_chat(c, 1, asked(1), answered(2, "Hi", 1, metrics=Metrics(answer_tokens=10**30, load=0.5)))
    assert reply_of(load(c, 1, ""), 2).metrics == Metrics(load=0.5)


def test_a_chat_that_is_not_there_is_empty(c: sqlite3.Connection) -> None:
    assert load(c, 9, "") == Tree()
    assert load(c, 9, "").shown_child(ROOT) is None


def test_a_message_needs_its_chat(c: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        put_message(c, 9, asked(1, "Hello"))
