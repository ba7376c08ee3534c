"""The conversations as rows: each once, under the right head, and moved as little as needed."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from paddock.domain.conversations import ChatHead, Folder
from paddock.shell.conversation_items import ConversationItems
from paddock.shell.conversation_rows import Row, grouped

NOON = time.mktime((2026, 10, 27, 12, 0, 0, 0, 0, -1))
DAY = 86_400
_Select = QItemSelectionModel.SelectionFlag

heads = st.lists(
    st.builds(
        ChatHead,
        id=st.integers(1, 12),
        title=st.sampled_from(["", "one", "two"]),
        changed=st.floats(-DAY, NOON + DAY) | st.sampled_from([NOON, NOON - DAY, NOON - 9 * DAY]),
        folder=st.integers(0, 3),
        is_pinned=st.booleans(),
        is_archived=st.booleans(),
    ),
    max_size=9,
    unique_by=lambda head: head.id,
)
folders = st.lists(
    st.builds(Folder, st.integers(1, 3), st.sampled_from("xyz")), unique_by=lambda f: f.id
)
folds = st.sets(st.sampled_from(["archived", "pinned", "today", "folder 1"]))


def ids(rows: list[Row]) -> list[int | str]:
    return [row.id for row in rows]


def shown(items: ConversationItems) -> list[str]:
    return [items.index(place, 0).data() for place in range(items.rowCount())]


def test_groups_stand_in_their_order_and_begin_at_midnight() -> None:
    midnight = time.mktime((2026, 10, 27, 0, 0, 0, 0, 0, -1))
    chats = [
        ChatHead(1, changed=NOON + DAY),
        ChatHead(2, changed=midnight),
        ChatHead(3, changed=midnight - 1),
        ChatHead(4, changed=NOON - 7 * DAY),
        ChatHead(5, changed=NOON - 8 * DAY),
        ChatHead(6, changed=time.mktime((2026, 9, 2, 9, 0, 0, 0, 0, -1))),
        ChatHead(7, changed=time.mktime((2026, 9, 1, 0, 0, 0, 0, 0, -1))),
        ChatHead(8, changed=time.mktime((2026, 8, 31, 23, 59, 59, 0, 0, -1))),
        ChatHead(9, changed=0.0),
        ChatHead(10, changed=NOON, folder=2),
        ChatHead(11, changed=NOON, folder=2, is_pinned=True),
        ChatHead(12, changed=NOON, folder=2, is_archived=True, is_pinned=True),
        ChatHead(13, changed=NOON, folder=99),
    ]
    random.Random(7).shuffle(chats)
    rows = grouped(chats, [Folder(2, "b", 1), Folder(5, "a", 0)], (), NOON)
    assert ids(rows) == [
        *("pinned", 11),
        *("folder 5", "folder 2", 10),
        *("today", 1, 13, 2),
        *("yesterday", 3),
        *("week", 4),
        *("month", 5),
        *("2026-09", 6, 7),
        *("2026-08", 8),
        *(time.strftime("%Y-%m", time.localtime(0)), 9),
        *("archived", 12),
    ]


@given(heads, folders, folds)
def test_each_chat_is_in_one_row_or_behind_one_head(
    chats: list[ChatHead], groups: list[Folder], folded: set[str]
) -> None:
    rows = grouped(chats, groups, folded, NOON)
    seen = [row.id for row in rows if isinstance(row, ChatHead)]
    hidden = [chat for row in rows if not isinstance(row, ChatHead) for chat in row.hidden]
    assert sorted(seen + hidden) == sorted(chat.id for chat in chats)
    assert len(set(ids(rows))) == len(rows)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(heads, folders, folds, st.sampled_from(["", "one", "o"])), max_size=5))
def test_whatever_changes_the_rows_are_right_and_what_was_chosen_stays_so(
    qapp: QObject, steps: list[tuple[list[ChatHead], list[Folder], set[str], str]]
) -> None:
    parent = QObject()
    items = ConversationItems(parent, lambda: NOON)
    tester = QAbstractItemModelTester(
        items, QAbstractItemModelTester.FailureReportingMode.Fatal, parent
    )
    assert tester.model() is items
    selection = QItemSelectionModel(items, parent)
    for chats, groups, folded, text in steps:
        chosen = {items.row(index).id for index in selection.selectedIndexes()}
        items.show_chats(chats, groups)
        items.set_folded(folded)
        items.set_filter(text)
        fresh = ConversationItems(parent, lambda: NOON)
        fresh.show_chats(chats, groups)
        fresh.set_folded(folded)
        fresh.set_filter(text)
        assert shown(items) == shown(fresh)
        assert {items.row(index).id for index in selection.selectedIndexes()} <= chosen
        for place in range(0, items.rowCount(), 2):
            selection.select(items.index(place, 0), _Select.Select)


def test_a_chat_that_moves_to_the_top_leaves_the_selection_alone(qapp: QObject) -> None:
    parent = QObject()
    items = ConversationItems(parent, lambda: NOON)
    chats = [ChatHead(n, f"chat {n}", changed=NOON - n) for n in range(1, 6)]
    items.show_chats(chats, ())
    selection = QItemSelectionModel(items, parent)
    for chat in (2, 5):
        selection.select(items.index_of(chat), _Select.Select)
    selection.setCurrentIndex(items.index_of(3), _Select.NoUpdate)
    items.show_chats([*chats[:4], replace(chats[4], changed=NOON + 1)], ())
    assert shown(items) == ["Today", "chat 5", "chat 1", "chat 2", "chat 3", "chat 4"]
    assert {index.data() for index in selection.selectedIndexes()} == {"chat 2", "chat 5"}
    assert selection.currentIndex().data() == "chat 3"


def test_many_changes_at_once_keep_what_is_around_them(qapp: QObject) -> None:
    parent = QObject()
    items = ConversationItems(parent, lambda: NOON)
    chats = [ChatHead(n, f"chat {n}", changed=NOON - n) for n in range(1, 501)]
    items.show_chats(chats, ())
    selection = QItemSelectionModel(items, parent)
    selection.select(items.index_of(1), _Select.Select)
    selection.select(items.index_of(500), _Select.Select)
    items.show_chats([chats[0], *chats[2:-1:2], chats[-1]], ())
    assert items.rowCount() == 1 + 251
    assert [index.data() for index in selection.selectedIndexes()] == ["chat 1", "chat 500"]


def test_days_go_by(qapp: QObject) -> None:
    parent = QObject()
    now = [NOON]
    items = ConversationItems(parent, lambda: now[0])
    items.show_chats([ChatHead(1, "a", changed=NOON)], ())
    assert shown(items) == ["Today", "a"]
    now[0] += DAY
    items.refresh_dates()
    assert shown(items) == ["Yesterday", "a"]
    now[0] += 60 * DAY
    items.refresh_dates()
    assert shown(items) == ["October 2026", "a"]


def test_what_is_folded_away_shows_through_its_head(qapp: QObject) -> None:
    parent = QObject()
    items = ConversationItems(parent, lambda: NOON)
    told: list[tuple[str, ...]] = []
    items.folded_changed.connect(told.append)
    role = Qt.ItemDataRole.AccessibleTextRole
    chats = [
        ChatHead(1, "a", changed=NOON, folder=3),
        ChatHead(2, changed=NOON, is_archived=True),
        ChatHead(3, "c", changed=NOON, is_pinned=True),
    ]
    items.show_chats(chats, [Folder(3, "Work")])
    items.set_working(frozenset({1}))
    items.set_unread(frozenset({2}))

    def said() -> list[str]:
        return [items.index(place, 0).data(role) for place in range(items.rowCount())]

    assert said() == [
        *("Pinned", "c, pinned"),
        *("Work", "a, answering"),
        "Archived, folded, new answer",
    ]
    items.fold("folder 3", True)
    items.fold("archived", False)
    assert said() == [
        *("Pinned", "c, pinned"),
        "Work, folded, answering",
        *("Archived", "New chat, new answer"),
    ]
    assert told == [("archived", "folder 3"), ("folder 3",)]
    items.show_chats(chats, ())
    items.fold("pinned", True)
    assert told[-1] == ("pinned",), "a folder that is gone is forgotten"


def test_all_words_must_be_in_the_title(qapp: QObject) -> None:
    parent = QObject()
    items = ConversationItems(parent, lambda: NOON)
    titles = ["Split a STREAM", "stream of lines", "翻译：合同第三条", ""]
    chats = [ChatHead(n, title, changed=NOON - n * DAY) for n, title in enumerate(titles, 1)]
    chats.append(ChatHead(9, "a split of the stream", changed=NOON, is_archived=True))
    items.show_chats(chats, [Folder(1, "stream")])
    items.set_folded(["today", "yesterday", "archived"])
    for text, found in {
        " Stream ": ["Split a STREAM", "stream of lines", "a split of the stream"],
        "stream split": ["Split a STREAM", "a split of the stream"],
        "合同": ["翻译：合同第三条"],
        "new": ["New chat"],
        "none": [],
    }.items():
        items.set_filter(text)
        assert shown(items) == found
