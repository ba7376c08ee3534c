"""The conversations in the side bar, as a person chooses, orders, renames and looks for them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QMenu

from paddock.base.paths import resources
from paddock.domain.conversations import ChatHead, Folder, Found
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.shell.sidebar import Sidebar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import SignalInstance
    from pytestqt.qtbot import QtBot

NOW = time.time()
CHATS = [
    ChatHead(1, "Sky", changed=NOW),
    ChatHead(2, "Regex", changed=NOW - 1),
    ChatHead(3, "Bird", changed=NOW - 2),
    ChatHead(4, "Contract", changed=NOW - 3, folder=7),
    ChatHead(5, "Old", changed=NOW - 4, is_archived=True),
    ChatHead(6, "Kept", changed=NOW - 5, is_pinned=True),
]
FOLDERS = [Folder(7, "Law & order"), Folder(8, "Empty", 1)]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform neither raises menus nor grabs the keyboard for them."""
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Reader:
    """Somebody in front of the side bar."""

    def __init__(self, bar: Sidebar) -> None:
        self.bar = bar
        self.heard: list[tuple[Any, ...]] = []

    def hears(self, *signals: SignalInstance) -> None:
        for signal in signals:
            signal.connect(lambda *given: self.heard.append(given))

    def view(self, name: str = "Conversations") -> QListView:
        [view] = [v for v in self.bar.findChildren(QListView) if v.accessibleName() == name]
        return view

    @property
    def filter(self) -> QLineEdit:
        [field] = [f for f in self.bar.findChildren(QLineEdit) if f.accessibleName() == "Filter"]
        return field

    def row(self, text: str, name: str = "Conversations") -> QModelIndex:
        model = self.view(name).model()
        rows = [model.index(place, 0) for place in range(model.rowCount())]
        [row] = [row for row in rows if row.data() == text]
        return row

    def rows(self, name: str = "Conversations") -> list[str]:
        view = self.view(name)
        if view.isHidden():
            return []
        return [view.model().index(place, 0).data() for place in range(view.model().rowCount())]

    def clicks(self, text: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        view = self.view()
        place = view.visualRect(self.row(text)).center()
        QTest.mouseClick(view.viewport(), LEFT, modifier, place)

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view(), key)

    def selected(self) -> list[str]:
        indexes = self.view().selectionModel().selectedIndexes()
        return [index.data() for index in sorted(indexes, key=lambda index: index.row())]

    def menu_of(self, text: str) -> QMenu:
        view = self.view()
        place = view.visualRect(self.row(text)).center()
        reason = QContextMenuEvent.Reason.Mouse
        everywhere = view.viewport().mapToGlobal(place)
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, place, everywhere))
        [menu] = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
        return menu

    def picks(self, text: str, *path: str) -> None:
        """Goes through a context menu and its submenus."""
        menu = top = self.menu_of(text)
        for name in path[:-1]:
            [menu] = [m for a in menu.actions() if a.text() == name and (m := submenu(a, menu))]
        [action] = [action for action in menu.actions() if action.text() == path[-1]]
        action.trigger()
        top.close()

    def reads(self) -> list[str]:
        labels = self.bar.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def drags(self, chats: list[str], onto: str | None) -> bool:
        """Drops chats on a row, or below all rows. Returns whether they may be."""
        view = self.view()
        mime = view.model().mimeData([self.row(chat) for chat in chats])
        below = view.viewport().rect().center() + QPoint(0, view.viewport().height() // 2 - 3)
        place = below if onto is None else view.visualRect(self.row(onto)).center()
        how = (mime, LEFT, NONE)
        move = Qt.DropAction.MoveAction
        QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, move, *how))
        moved = QDragMoveEvent(place, move, *how)
        QApplication.sendEvent(view.viewport(), moved)
        QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), move, *how))
        return moved.isAccepted()


def submenu(action: Any, menu: QMenu) -> QMenu | None:
    return next((m for m in menu.findChildren(QMenu) if m.menuAction() is action), None)


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> Iterator[Sidebar]:
    theme = Theme(qapp, resources(), "light")
    bar = Sidebar(Icons(theme, resources()), theme)
    qtbot.addWidget(bar)
    bar.complete()
    bar.resize(260, 1000)
    bar.show()
    bar.activateWindow()
    bar.set_folded(("archived",))
    yield bar
    theme.set_scheme("system")
    qapp.setStyleSheet("")


@pytest.fixture
def reader(bar: Sidebar) -> Reader:
    bar.show_chats(CHATS, FOLDERS)
    return Reader(bar)


def test_a_chat_is_opened_by_click_key_and_assistive_technology(
    reader: Reader, qtbot: QtBot
) -> None:
    reader.hears(reader.bar.chat_activated)
    reader.clicks("Sky")
    reader.presses(Qt.Key.Key_Down)
    reader.presses(Qt.Key.Key_Return)
    assert reader.heard == [(1,), (2,)]
    with qtbot.waitSignal(reader.bar.chat_activated, timeout=2000):
        # As accessibility's Toggle does in a list of which several rows can be selected.
        add = QItemSelectionModel.SelectionFlag.Select
        reader.view().selectionModel().select(reader.row("Bird"), add)
    assert reader.heard[-1] == (3,)


def test_selecting_several_opens_none(reader: Reader, qtbot: QtBot) -> None:
    reader.bar.set_current_chat(1)
    reader.hears(reader.bar.chat_activated)
    with qtbot.assertNotEmitted(reader.bar.chat_activated, wait=50):
        reader.view().setFocus()
        reader.clicks("Bird", CONTROL)
        reader.clicks("Regex", CONTROL)
        reader.view().selectAll()
        reader.clicks("Sky", CONTROL)
    assert reader.bar.selected_chats() == (6, 4, 2, 3)


def test_the_open_chat_is_marked_again_when_the_keyboard_leaves(
    reader: Reader, qtbot: QtBot
) -> None:
    reader.bar.set_current_chat(1)
    with qtbot.waitActive(reader.bar):
        reader.bar.activateWindow()
    reader.view().setFocus()
    reader.clicks("Bird", CONTROL)
    assert reader.selected() == ["Sky", "Bird"]
    reader.bar.show_chats([*CHATS, ChatHead(9, "New", changed=NOW + 1)], FOLDERS)
    reader.bar.set_current_chat(1)
    assert reader.selected() == ["Sky", "Bird"]
    reader.bar.focus_filter()
    assert reader.selected() == ["Sky"]


def test_a_head_folds_by_click_and_key_and_the_open_chat_stays_marked(reader: Reader) -> None:
    reader.bar.set_current_chat(4)
    reader.hears(reader.bar.folded_changed)
    reader.clicks("Law & order")
    assert "Contract" not in reader.rows()
    assert reader.selected() == []
    reader.presses(Qt.Key.Key_Right)
    assert "Contract" in reader.rows()
    assert reader.selected() == ["Contract"]
    reader.presses(Qt.Key.Key_Return)
    assert "Contract" not in reader.rows()
    reader.clicks("Archived")
    assert "Old" in reader.rows()
    assert [set(folded) for (folded,) in reader.heard] == [
        {"archived", "folder 7"},
        {"archived"},
        {"archived", "folder 7"},
        {"folder 7"},
    ]


def test_left_goes_to_the_head_and_folds_it(reader: Reader) -> None:
    reader.clicks("Regex")
    reader.presses(Qt.Key.Key_Left)
    assert reader.view().currentIndex().data() == "Today"
    reader.presses(Qt.Key.Key_Left)
    assert reader.rows()[-2:] == ["Today", "Archived"]


def editor(reader: Reader) -> QLineEdit:
    [editor] = reader.view().viewport().findChildren(QLineEdit)
    return editor


@pytest.mark.parametrize(
    ("typed", "end", "told"),
    [
        ("Blue  sky ", Qt.Key.Key_Return, [(1, "Blue sky")]),
        ("Blue sky", Qt.Key.Key_Tab, [(1, "Blue sky")]),
        ("Blue sky", Qt.Key.Key_Escape, []),
        (" ", Qt.Key.Key_Return, []),
        ("Sky", Qt.Key.Key_Return, []),
    ],
)
def test_a_chat_is_renamed_in_its_row(
    reader: Reader, qtbot: QtBot, typed: str, end: Qt.Key, told: list[tuple[int, str]]
) -> None:
    reader.clicks("Sky")
    reader.hears(reader.bar.rename_requested, reader.bar.chat_activated)
    reader.presses(Qt.Key.Key_F2)
    field = editor(reader)
    assert field.text() == field.selectedText() == "Sky"
    QTest.keyClicks(field, typed)
    reader.bar.set_unread(frozenset({1}))
    QTest.keyClick(field, end)
    qtbot.waitUntil(lambda: not reader.view().viewport().findChildren(QLineEdit))
    assert reader.heard == told


def test_a_chat_that_is_folded_or_filtered_away_is_shown_to_be_renamed(reader: Reader) -> None:
    reader.filter.setText("sky")
    reader.bar.rename_chat(5)
    assert editor(reader).text() == "Old"
    assert reader.filter.text() == ""


def test_delete_asks_for_what_is_selected(reader: Reader) -> None:
    reader.hears(reader.bar.delete_requested)
    reader.clicks("Sky")
    reader.clicks("Bird", CONTROL)
    reader.presses(Qt.Key.Key_Delete)
    reader.clicks("Law & order")
    reader.presses(Qt.Key.Key_Delete)
    assert reader.heard == [((1, 3),)]


def test_the_menu_of_a_chat_says_what_can_be_done_with_it(reader: Reader) -> None:
    bar = reader.bar
    reader.hears(
        *(bar.pin_requested, bar.archive_requested, bar.folder_requested, bar.delete_requested),
        *(bar.new_folder_requested, bar.duplicate_requested, bar.export_requested),
    )
    reader.picks("Sky", "Pin")
    reader.picks("Sky", "Archive")
    reader.picks("Kept", "Unpin")
    reader.picks("Contract", "Move to folder", "No folder")
    reader.picks("Sky", "Move to folder", "Law && order")
    reader.picks("Sky", "Move to folder", "New folder…")
    reader.picks("Sky", "Duplicate")
    reader.picks("Sky", "Export…")
    reader.picks("Sky", "Delete")
    assert reader.heard == [
        *(((1,), True), ((1,), True), ((6,), False)),
        *(((4,), 0), ((1,), 7), ((1,),)),
        *((1,), ((1,),), ((1,),)),
    ]
    reader.picks("Sky", "Rename")
    assert editor(reader).text() == "Sky"


def test_the_menu_of_several_acts_on_all_of_them(reader: Reader) -> None:
    reader.hears(reader.bar.pin_requested)
    reader.clicks("Sky")
    reader.clicks("Kept", CONTROL)
    menu = reader.menu_of("Kept")
    assert not {"Rename", "Duplicate"} & {action.text() for action in menu.actions()}
    menu.close()
    reader.picks("Kept", "Pin")
    assert reader.heard == [((6, 1), True)]


def test_a_folder_is_renamed_and_deleted_by_its_menu(reader: Reader, qtbot: QtBot) -> None:
    reader.hears(reader.bar.folder_rename_requested, reader.bar.folder_delete_requested)
    reader.picks("Empty", "Delete folder")
    reader.picks("Law & order", "Rename folder")
    QTest.keyClicks(editor(reader), "Law")
    with qtbot.waitSignal(reader.bar.folder_rename_requested, timeout=2000):
        QTest.keyClick(editor(reader), Qt.Key.Key_Return)
    assert reader.heard == [(8,), (7, "Law")]


def test_chats_are_dragged_into_folders_and_out_of_them(reader: Reader) -> None:
    reader.hears(reader.bar.folder_requested)
    assert reader.drags(["Sky", "Bird"], "Empty")
    assert reader.drags(["Sky"], "Contract")
    assert reader.drags(["Contract"], "Today")
    assert not reader.drags(["Sky"], "Kept")
    assert not reader.drags(["Sky"], None), "the last group is that of archived chats"
    reader.bar.show_chats(CHATS[:4], FOLDERS)
    assert reader.drags(["Contract"], None)
    assert reader.heard == [((1, 3), 8), ((1,), 7), ((4,), 0), ((4,), 0)]


def test_one_step_goes_to_the_chat_above_or_below(reader: Reader) -> None:
    reader.hears(reader.bar.chat_activated)
    for shown, by in ((1, 1), (1, -1), (6, 1), (6, -1), (0, 1), (5, -1)):
        reader.bar.set_current_chat(shown)
        reader.bar.step_chat(by)
    assert reader.heard == [(2,), (4,), (4,), (6,), (3,)]


# ---- looking for something


def test_the_filter_finds_titles_at_once_and_messages_after_a_pause(
    reader: Reader, qtbot: QtBot
) -> None:
    reader.hears(reader.bar.search_requested)
    with qtbot.waitSignal(reader.bar.search_requested, timeout=2000):
        QTest.keyClicks(reader.filter, "sk")
        assert reader.rows() == ["Sky"]
        assert not reader.heard
    reader.bar.show_found("sk", [Found(2, 20, NOW, "the sky is", ((4, 2),))], {2: "Regex"})
    assert reader.rows("Messages found") == ["Regex"]
    assert "IN MESSAGES" in reader.reads()
    QTest.keyClick(reader.filter, Qt.Key.Key_Escape)
    assert reader.heard == [("sk",), ("",)]
    assert reader.rows("Messages found") == []
    assert "Archived" in reader.rows()


def test_what_comes_late_is_not_shown(reader: Reader) -> None:
    reader.filter.setText("zzz")
    reader.bar.show_found("zz", [Found(2, 20, NOW, "zz")], {})
    assert reader.rows("Messages found") == []
    assert "Nothing found." not in reader.reads(), "the search has not ended yet"
    reader.bar.show_found("zzz", [], {})
    assert "Nothing found." in reader.reads()


def test_a_found_message_is_opened_by_click_and_key(reader: Reader, qtbot: QtBot) -> None:
    reader.hears(reader.bar.found_activated)
    reader.filter.setText("word")
    found = [Found(2, 20, NOW, "a word"), Found(3, 30, NOW, "words")]
    reader.bar.show_found("word", found, {2: "Regex", 3: "Bird"})
    QTest.keyClick(reader.filter, Qt.Key.Key_Down)
    view = reader.view("Messages found")
    assert view.currentIndex().data() == "Regex"
    QTest.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(reader.row("Bird", "Messages found")).center()
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    assert reader.heard == [(2, 20), (3, 30)]


def test_down_leads_into_the_chats_without_opening_one(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitActive(reader.bar):
        reader.bar.activateWindow()
    reader.bar.focus_filter()
    with qtbot.assertNotEmitted(reader.bar.chat_activated, wait=50):
        QTest.keyClick(reader.filter, Qt.Key.Key_Down)
    assert reader.view().hasFocus()
    assert reader.view().currentIndex().isValid()


def test_an_empty_side_bar_says_what_will_be_there(bar: Sidebar) -> None:
    reader = Reader(bar)
    bar.show_chats((), ())
    assert "Your chats appear here." in reader.reads()
    bar.show_chats(CHATS, ())
    assert "Your chats appear here." not in reader.reads()


def test_the_line_between_the_lists_stays_where_it_was_put(bar: Sidebar) -> None:
    bar._splitter.setSizes([200, 600])
    state, sizes = bar.splitter_state(), bar._splitter.sizes()
    bar._splitter.setSizes([500, 300])
    bar.restore_splitter(state)
    assert bar._splitter.sizes() == sizes
