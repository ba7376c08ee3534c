"""What is typed into the search finds the messages that hold it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.attachment import Attachment
from paddock.domain.reply import Phase
from paddock.storage import index, schema
from paddock.storage.chats import delete_chats, restore_chats
from paddock.storage.index import rebuild
from paddock.storage.messages import delete_messages, put_message, restore_messages
from paddock.storage.search import find, query_of
from paddock.storage.snippets import LENGTH
from paddock.storage.store import Store
from tests.storage.samples import add_chat, answered, asked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def ids(c: sqlite3.Connection, text: str) -> list[int]:
    return [found.message for found in find(c, text)]


def marked(c: sqlite3.Connection, text: str) -> list[str]:
    """The marked pieces of the only message that is found."""
    (found,) = find(c, text)
    return [found.snippet[start : start + length] for start, length in found.marks]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", ""),
        (' - "" + ', ""),
        ("hello world", '"hello" "world"*'),
        ("hello world ", '"hello" "world"'),
        ("don't AND NOT (x OR y)*", '"don\'t" "AND" "NOT" "(x" "OR" "y)*"'),
        ('say "good morning" now', '"say" "good morning" "now"*'),
        ('say "good mor', '"say" "good mor"*'),
        ("编程 语言", '"编 程" "语 言"'),
        ("用python编", '"用 python 编"'),
        ("编py", '"编 py"*'),
    ],
)
def test_what_is_typed_becomes_an_expression(typed: str, query: str) -> None:
    assert query_of(typed) == query


@given(st.text(max_size=30) | st.text('ab"*+-^:(){}\0 的é', max_size=20))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as c:
        schema.create(c)
        add_chat(c, 1, asked(1, "ab 的 é"))
        find(c, typed)


def test_a_whole_page_that_is_typed_is_no_error(c: sqlite3.Connection) -> None:
    page = " ".join(f"word{number}" for number in range(5000))
    add_chat(c, 1, asked(1, page))
    assert ids(c, page) == ids(c, f'"{page}"') == [1]
    assert len(query_of(page)) < len(page) / 10


WORDS = st.sampled_from(["a", "ab", "abc", "Été", "ete", "的", "的模", "型的模", "x1", "a的b"])


def naive_finds(words: list[str], text: str) -> bool:
    """Each character of Chinese is a word; the words of a term stand side by side."""
    said = _apart(text)
    return all(
        any(said[at : at + len(term)] == term for at in range(len(said)))
        for term in map(_apart, words)
    )


def _apart(text: str) -> list[str]:
    for character in "的模型":
        text = text.replace(character, f" {character} ")
    return text.lower().replace("é", "e").split()


@given(
    said=st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=6),
    typed=st.lists(WORDS, min_size=1, max_size=3),
)
def test_found_is_what_holds_all_words(said: list[str], typed: list[str]) -> None:
    with closing(sqlite3.connect(":memory:")) as c:
        schema.create(c)
        add_chat(c, 1, *(asked(id, text) for id, text in enumerate(said, 1)))
        # A space at the end: the last word is whole.
        expected = [id for id, text in enumerate(said, 1) if naive_finds(typed, text)]
        found = find(c, " ".join(typed) + " ")
        assert [one.message for one in found] == expected[::-1]
        assert all(one.marks for one in found)


def test_a_word_is_found_while_it_is_typed_but_not_within_another(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "a Python script"), asked(2, "monty"))
    assert [ids(c, typed) for typed in ("p", "pyth", "python", "python ", "ython")] == [
        *[[1]] * 4,
        [],
    ]


def test_the_newest_comes_first_and_no_more_than_asked_for(c: sqlite3.Connection) -> None:
    add_chat(c, 1, *(asked(id, "same words") for id in range(1, 8)))
    assert [found.message for found in find(c, "words", 3)] == [7, 6, 5]


def test_an_answer_is_found_once_it_has_ended_and_by_its_last_words(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "?"), answered(2, "partly", 1, ending=None, phase=Phase.ANSWERING))
    assert ids(c, "partly") == []
    put_message(c, 1, answered(2, "partly wholly", 1, thinking="secretly"))
    assert (ids(c, "wholly"), ids(c, "secretly")) == ([2], [])
    put_message(c, 1, answered(2, "edited", 1))
    assert (ids(c, "wholly"), ids(c, "edited")) == ([], [2])


def test_a_question_is_found_by_the_names_of_its_attachments(c: sqlite3.Connection) -> None:
    file = Attachment("text", "quarterly-report.pdf", "0" * 64, 1, "")
    add_chat(c, 1, asked(1, "Sum it up", files=(file,)))
    assert marked(c, "report") == ["report"]
    put_message(c, 1, asked(1, "Sum it up"))
    assert ids(c, "report") == []


def test_what_was_deleted_is_not_found_until_it_comes_back(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "apples"))
    add_chat(c, 2, asked(2, "apples"))
    delete_chats(c, [1], 5.0)
    delete_messages(c, [2])
    assert ids(c, "apples") == []
    restore_chats(c, [1])
    restore_messages(c, [2])
    assert ids(c, "apples") == [2, 1]


def test_an_index_that_was_lost_is_made_again(c: sqlite3.Connection) -> None:
    file = Attachment("text", "pears.txt", "0" * 64, 1, "")
    add_chat(c, 1, asked(1, "apples", files=(file,)), answered(2, "plums", 1, ending=None))
    index.catch_up(c)
    c.execute("INSERT INTO words (words) VALUES ('delete-all')")
    assert ids(c, "apples") == []
    rebuild(c)
    assert (ids(c, "apples"), ids(c, "pears"), ids(c, "plums")) == ([1], [1], [])
    put_message(c, 1, asked(1, "other"))
    assert ids(c, "apples") == []


def test_a_snippet_shows_the_words_as_they_were_written(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "Das CAFÉ\n\n\tist  offen; un café cafe\u0301 auch. Cafeteria nicht."))
    assert find(c, "cafe ")[0].snippet == (
        "Das CAFÉ ist offen; un café café auch. Cafeteria nicht."
    )
    assert marked(c, "cafe ") == ["CAFÉ", "café", "café"]
    assert marked(c, "offen un") == ["offen", "un"]
    assert marked(c, '"offen un" caf') == ["CAF", "offen; un", "caf", "caf", "Caf"]


def test_a_snippet_is_one_line_from_within_a_long_text(c: sqlite3.Connection) -> None:
    add_chat(c, 1, asked(1, "before " * 400 + "the 编程语言\nneedle " + "after " * 4000))
    (found,) = find(c, "needle 编程")
    assert found.snippet.startswith("…before ")
    assert found.snippet.endswith(" after…")
    assert "the 编程语言 needle after" in found.snippet
    assert len(found.snippet) <= LENGTH + 2
    assert sorted(marked(c, "needle 编程")) == ["needle", "编程"]


def test_a_message_waits_for_its_words_to_be_indexed_and_is_found_all_the_same(
    c: sqlite3.Connection,
) -> None:
    add_chat(c, 1, asked(1, "apples"), answered(2, "pears", 1), asked(3, "plums", 2))
    assert [row[0] for row in c.execute("SELECT message FROM waiting")] == [1, 2, 3]
    assert index.catch_up(c, most=2) == 2
    assert [found.message for found in find(c, "plums")] == [3]
    assert index.catch_up(c) == 0
    put_message(c, 1, asked(3, "cherries", 2))
    assert [found.message for found in find(c, "cherries")] == [3]
    assert not find(c, "plums")


def test_the_store_indexes_what_waits_when_it_has_nothing_else_to_do(
    run: Callable[[Any], Any], tmp_path: Path
) -> None:
    def waiting(c: sqlite3.Connection) -> int:
        return len(c.execute("SELECT message FROM waiting").fetchall())

    async def story() -> None:
        store = Store(str(tmp_path))
        await store.open()
        await store.run(lambda c: add_chat(c, 1, *(asked(id, "word") for id in range(1, 130))))
        async with asyncio.timeout(20):
            while await store.run(waiting):  # noqa: ASYNC110 - the thread tells nobody
                await asyncio.sleep(0.3)  # longer than the rest after which it begins
        assert len(await store.run(find, "word")) == 100
        await store.aclose()

    run(story())
