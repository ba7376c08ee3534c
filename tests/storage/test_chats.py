"""The list of chats, folders and drafts, and the end of what was deleted."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from paddock.domain.attachment import Attachment
from paddock.domain.conversations import ChatHead, Draft, Folder
from paddock.storage import blobs as files
from paddock.storage import chats
from paddock.storage.drafts import delete_draft, draft, drafts, put_draft
from paddock.storage.folders import delete_folder, folders, put_folder
from paddock.storage.messages import delete_messages, load
from paddock.storage.search import find
from tests.storage.samples import add_chat, answered, asked

if TYPE_CHECKING:
    import sqlite3

HEAD = ChatHead(
    1, "Trains", "user", 10.0, 20.0, 2, True, True, "llama3.2", "http://127.0.0.1:11434"
)


def kept(blobs: str, data: bytes, name: str = "notes.txt") -> Attachment:
    sha, path = files.keep(blobs, data)
    return Attachment("text", name, sha, len(data), path)


def test_heads_come_back_the_last_changed_first(c: sqlite3.Connection) -> None:
    chats.put_head(c, HEAD)
    chats.put_head(c, later := ChatHead(2, "Boats", changed=30.0))
    assert chats.heads(c) == [later, HEAD]


def test_a_new_state_of_a_head_leaves_the_rest_of_the_chat_alone(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1), answered(2, "one", 1), answered(3, "two", 1))
    chats.put_overrides(c, 1, '{"temperature": 0}')
    chats.put_chosen(c, 1, {1: 2})
    chats.put_head(c, replace(HEAD, title="Other"))
    assert chats.heads(c) == [replace(HEAD, title="Other")]
    assert chats.overrides(c, 1) == '{"temperature": 0}'
    assert load(c, 1, "").chosen == {1: 2}


def test_overrides_of_a_chat_without_any_are_empty(c: sqlite3.Connection) -> None:
    chats.put_head(c, HEAD)
    assert chats.overrides(c, 1) == chats.overrides(c, 2) == "{}"


def test_a_deleted_chat_is_not_listed_and_can_come_back(c: sqlite3.Connection) -> None:
    chats.put_head(c, HEAD)
    chats.delete_chats(c, [1], 50.0)
    chats.put_head(c, HEAD)  # a title that was still on its way
    assert chats.heads(c) == []
    chats.restore_chats(c, [1])
    assert chats.heads(c) == [HEAD]


def test_no_id_is_given_twice(c: sqlite3.Connection, blobs: str) -> None:
    assert chats.next_ids(c) == chats.Ids(1, 1, 1)
    put_folder(c, Folder(4, "Work"))
    add_chat(c, 6, asked(8), answered(9, "Hi", 8))
    delete_folder(c, 4)
    chats.delete_chats(c, [6], 50.0)
    chats.purge(c, blobs)
    assert chats.next_ids(c) == chats.Ids(7, 10, 5)


def test_a_purge_ends_what_was_deleted_and_leaves_the_rest(
    c: sqlite3.Connection, blobs: str
) -> None:
    shared, own, drafted, lost = (kept(blobs, data) for data in (b"a", b"b", b"c", b"d"))
    add_chat(c, 1, asked(1, "apples", files=(shared, own)), answered(2, "pears", 1))
    add_chat(c, 2, asked(3, "apples", files=(shared,)), answered(4, "plums", 3))
    put_draft(c, 1, Draft("more"))
    put_draft(c, 0, Draft("", (drafted,)))
    stray = os.path.join(blobs, "readme.txt")
    open(stray, "w").close()
    chats.delete_chats(c, [1], 50.0)
    delete_messages(c, [4])
    assert chats.purge(c, blobs) == 3
    assert [head.id for head in chats.heads(c)] == [2]
    assert list(load(c, 2, blobs).messages) == [3]
    assert load(c, 2, blobs).messages[3].attachments == (shared,)
    assert list(drafts(c, blobs)) == [0]
    there = [os.path.exists(file.path) for file in (shared, own, drafted, lost)]
    assert there == [True, False, True, False]
    assert os.path.exists(stray)
    assert [found.message for found in find(c, "apples")] == [3]
    # The index itself has forgotten them, not only the list of messages.
    assert not c.execute("SELECT 1 FROM words WHERE words MATCH 'pears OR plums'").fetchall()
    assert chats.purge(c, blobs) == 0


@pytest.mark.parametrize("name", ["chats.db.before-restore-20260101", "chats.db.damaged-20260101"])
def test_files_stay_while_a_database_lies_beside_that_may_refer_to_them(
    c: sqlite3.Connection, blobs: str, name: str
) -> None:
    file = kept(blobs, b"a")
    aside = os.path.join(os.path.dirname(blobs), name)
    open(aside, "w").close()
    chats.purge(c, blobs)
    assert os.path.exists(file.path)
    os.remove(aside)
    chats.purge(c, blobs)
    assert not os.path.exists(file.path)


def test_folders_keep_their_order_and_leave_their_chats(c: sqlite3.Connection) -> None:
    put_folder(c, Folder(1, "Work", 2))
    put_folder(c, Folder(2, "Home", 1))
    put_folder(c, Folder(1, "At work", 2))
    assert folders(c) == [Folder(2, "Home", 1), Folder(1, "At work", 2)]
    chats.put_head(c, HEAD)
    delete_folder(c, 2)
    assert folders(c) == [Folder(1, "At work", 2)]
    assert chats.heads(c) == [replace(HEAD, folder=0)]


def test_a_draft_is_kept_with_its_attachments_until_it_is_empty(
    c: sqlite3.Connection, blobs: str
) -> None:
    written = Draft("so far", (kept(blobs, b"text", "ü.txt"),))
    put_draft(c, 0, Draft("before"))
    put_draft(c, 0, written)
    put_draft(c, 3, Draft("other"))
    assert draft(c, 0, blobs) == written
    assert drafts(c, blobs) == {0: written, 3: Draft("other")}
    put_draft(c, 0, Draft("  "))
    delete_draft(c, 3)
    assert draft(c, 0, blobs) == draft(c, 3, blobs) == Draft()
