"""A table of a message: pieces of rows, laid out by ourselves, in real text widgets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from paddock.base.paths import resources
from paddock.domain.markdown.leaves import Align, Kind, Span, Style, Table
from paddock.domain.markdown.words import table_markdown
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import Look, look_of
from paddock.parts.segments.segment import Match, utf16_length, utf16_slice
from paddock.parts.table.block import TableBlock
from paddock.parts.table.grid import Grid
from paddock.parts.table.rows import TableRows
from paddock.parts.table.share import CLOSE, SIDE, share
from paddock.parts.table.view import BAR, TableView
from paddock.parts.tex.formulas import Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from paddock.domain.markdown.leaves import Spans

WIDTH = 600


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    theme = Theme(qapp, resources(), "light")
    yield look_of(theme, Icons(theme, resources()))
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


def cell(text: str, style: Style = Style.PLAIN, href: str = "") -> Spans:
    return (Span(text, style, href),)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ("name", "size")) -> Table:
    return Table(
        head=tuple(map(cell, head)),
        align=(Align.LEFT,) * len(head),
        rows=tuple(tuple(map(cell, row)) for row in rows),
    )


def many(count: int, columns: int = 2) -> Table:
    rows = [tuple(f"{row}/{column}" for column in range(columns)) for row in range(count)]
    return table(*rows, head=tuple(f"c{column}" for column in range(columns)))


def shown(qtbot: QtBot, segment: TableRows, width: int = WIDTH) -> TableView:
    """The segment in a widget of the size that it asked for."""
    widget = TableRows.make_widget()
    qtbot.addWidget(widget)
    widget.resize(width, segment.measure(width))
    segment.fill(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def grid_of(segment: TableRows) -> Grid:
    grid = segment.document.documentLayout()
    assert isinstance(grid, Grid)
    return grid


def middle_of(segment: TableRows, position: int) -> QPoint:
    """A point in the middle of a letter's height, at its left side."""
    rect = grid_of(segment).rect_of(position)
    return QPoint(round(rect.x()) + 1, round(rect.center().y()))


def test_the_text_is_rows_of_cells_for_screen_readers(qtbot: QtBot, look: Look) -> None:
    [segment] = TableBlock(look, table(("a", "1"), ("b", "2"))).segments
    widget = shown(qtbot, segment)
    assert segment.shown() == widget.toPlainText() == "name\tsize\na\t1\nb\t2"
    spoken = QAccessible.queryAccessibleInterface(widget)
    text = spoken.textInterface()
    assert text.text(0, text.characterCount()) == "name\tsize\na\t1\nb\t2"
    assert spoken.text(QAccessible.Text.Name) == "Table"


def test_a_large_table_is_cut_into_pieces(look: Look) -> None:
    block = TableBlock(look, many(120))
    assert [(each.first, each.count) for each in block.segments] == [(0, 51), (51, 50), (101, 20)]
    assert [each.gap for each in block.segments] == [12, 0, 0]
    assert not any(each.has_document for each in block.segments)
    whole = "\n".join(each.shown() for each in block.segments)
    assert whole.startswith("c0\tc1\n0/0\t0/1\n")
    assert whole.count("\n") == 120
    # Very wide rows, and rows with much text, stand in smaller pieces.
    assert TableBlock(look, many(3, columns=500)).segments[1].count == 1
    long = table(*[("word " * 1_000, "x")] * 9)
    assert all(each.count <= 4 for each in TableBlock(look, long).segments)


@pytest.mark.parametrize("count", [1, 29, 30, 31, 49, 50, 51, 130])
def test_it_grows_to_what_it_would_be_at_once(qtbot: QtBot, look: Look, count: int) -> None:
    whole = many(count)
    block = TableBlock(look, Table(head=whole.head, align=whole.align))
    widgets: dict[TableRows, TableView] = {}
    for size in range(1, count + 1):
        # The last row arrives in two steps.
        half = (*whole.rows[: size - 1], (cell("ha"), cell("")))
        for rows in (half, whole.rows[:size]):
            first = block.grow(Table(head=whole.head, align=whole.align, rows=rows))
            for segment in block.segments[first:]:
                if segment not in widgets:
                    widgets[segment] = shown(qtbot, segment)
                widgets[segment].resize(WIDTH, segment.measure(WIDTH))
    fresh = TableBlock(look, whole)
    assert [each.shown() for each in block.segments] == [each.shown() for each in fresh.segments]
    assert [widgets[each].toPlainText() for each in block.segments] == [
        each.shown() for each in fresh.segments
    ]
    assert [each.measure(WIDTH) for each in block.segments] == [
        each.measure(WIDTH) for each in fresh.segments
    ]


def test_growing_says_what_changed(look: Look) -> None:
    whole = many(120)
    block = TableBlock(look, Table(head=whole.head, align=whole.align, rows=whole.rows[:110]))
    for segment in block.segments:
        segment.measure(WIDTH)
    assert block.grow(block.leaf) == 3
    heights = [each.measure(WIDTH) for each in block.segments[:2]]
    assert block.grow(whole) == 2
    # A wide cell among the first rows moves all columns, one further down moves none.
    wide = (cell("x" * 60), cell("x" * 5))
    grown = Table(head=whole.head, align=whole.align, rows=(*whole.rows, wide))
    assert block.grow(grown) == 2
    assert [each.measure(WIDTH) for each in block.segments[:2]] == heights
    few = TableBlock(look, many(3))
    few.segments[0].measure(WIDTH)
    assert few.grow(Table(head=few.leaf.head, align=few.leaf.align, rows=(wide,) * 4)) == 0
    # Another head is another table, in the same list.
    kept = block.segments
    assert block.grow(table(("a", "b"), head=("other", "head"))) == 0
    assert len(block.segments) == 1
    assert kept is block.segments


def one(*lines: float) -> list[list[float]]:
    """The lines of cells in a table of one row."""
    return [list(lines)]


def test_columns_share_the_width() -> None:
    # With room for all, a table is as wide as its cells.
    assert share(one(100, 300), [50, 50], 800, 200) == (SIDE, [102, 302])
    # Then the room between columns goes.
    assert share(one(100, 300), [50, 50], 440, 200) == (9, [102, 302])
    # Then the wide column gives, and the narrow one keeps what it needs.
    side, [narrow, wide] = share(one(80, 5_000), [40, 100], 500, 200)
    assert (side, narrow, narrow + wide) == (CLOSE, 82, 500 - 4 * CLOSE)
    # Where one would get less than its least, the other gives.
    side, [first, second] = share(one(300, 6_000), [200, 100], 500, 200)
    assert first >= 200
    assert first + second == 500 - 4 * CLOSE
    # Where nothing fits, each gets what is comfortable.
    assert share(one(*[300] * 4), [200] * 4, 500, 250) == (CLOSE, [250] * 4)
    assert share([], [], 500, 250) == (SIDE, [])


def test_few_long_cells_break_so_that_many_others_need_not() -> None:
    rows = [[150.0, 190.0], *[[50.0, 190.0]] * 9, [150.0, 40.0]]
    _side, [first, second] = share(rows, [40, 40], 320, 200)
    assert second >= 190
    assert first + second == 320 - 4 * CLOSE


def test_a_table_is_as_wide_as_its_cells(qtbot: QtBot, look: Look) -> None:
    [segment] = TableBlock(look, table(("4,096", "0.5 GiB"), ("8", "1.0 GiB"))).segments
    widget = shown(qtbot, segment)
    assert 60 < grid_of(segment).seen < 200
    picture = widget.grab().toImage()
    below = picture.height() - 1
    line = [picture.pixelColor(x, below) == QColor(look.tokens.line) for x in range(WIDTH)]
    assert line[: grid_of(segment).seen] == [True] * grid_of(segment).seen
    assert not any(line[grid_of(segment).seen :])


def test_words_of_a_head_and_figures_are_not_broken(look: Look) -> None:
    head = ("Internationalization", "Characteristics", "Size", "What it is for")
    rows = [("a", "b", "16.0 GiB", "many words that go on and on " * 3)] * 3
    [segment] = TableBlock(look, table(*rows, head=head)).segments
    segment.measure(420)
    grid = grid_of(segment)
    text = segment.shown()
    for word in ("Internationalization", "Characteristics", "16.0 GiB"):
        at = text.index(word)
        assert grid.rect_of(at).y() == grid.rect_of(at + len(word)).y()


def test_a_latin_word_keeps_its_chinese_brackets(look: Look) -> None:
    rows = [("29.17", "这里有很多字所以会换行" * 4)] * 3
    [segment] = TableBlock(look, table(*rows, head=("生成（tok/s）", "说明"))).segments
    segment.measure(200)
    grid, text = grid_of(segment), segment.shown()
    assert grid.rect_of(text.index("（")).y() == grid.rect_of(text.index("）")).y()


def test_chinese_breaks_before_a_table_scrolls(look: Look) -> None:
    row = ("你的显卡内存不够大的时候", "和完整精度几乎没有任何区别", "4.58 GiB", "内存充足就选它")
    block = TableBlock(look, table(row, row, head=("什么时候选", "质量", "大小", "说明")))
    [segment] = block.segments
    low = segment.measure(900)
    assert segment.measure(320) > low + 40
    assert not segment._shared.sideways.hidden


def test_code_stands_in_a_box_with_room_at_its_sides(qtbot: QtBot, look: Look) -> None:
    words = (Span("see "), Span("code", Style.CODE), Span(" and"))
    leaf = Table(head=(cell("a"),), align=(Align.LEFT,), rows=((words,),))
    [segment] = TableBlock(look, leaf).segments
    widget = shown(qtbot, segment)
    text, grid = segment.shown(), grid_of(segment)
    start = grid.rect_of(text.index("code"))
    picture = widget.grab().toImage()
    y = round(start.center().y())
    chip = [x for x in range(WIDTH) if picture.pixelColor(x, y) == QColor(look.tokens.hover)]
    blank = grid.rect_of(text.index("code") - 1)
    assert chip[0] == pytest.approx(start.x() - 4, abs=1)
    # Outside of it the blank is as wide as any.
    plain = QFontMetricsF(look.markdown.body).horizontalAdvance(" ")
    assert chip[0] - blank.x() == pytest.approx(plain + 1, abs=1.5)
    end, after = text.index(" and"), text.index("and", 5)
    assert grid.rect_of(after).x() - chip[-1] == pytest.approx(plain + 1, abs=2)
    assert segment.position_at(widget, QPoint(chip[-1], y)) in (end, end + 1)


def test_what_is_stacked_on_a_letter_stays_in_its_row(qtbot: QtBot, look: Look) -> None:
    leaf = table(("", ""), ("e" + "\u0300\u0310\u0352" * 8, ""), ("", ""), ("", ""))
    [segment] = TableBlock(look, leaf).segments
    widget = shown(qtbot, segment)
    grid = grid_of(segment)
    picture = widget.grab().toImage()
    rows = [grid._tops[row : row + 2] for row in (1, 3, 4)]
    for first, end in rows:
        for y in range(first, end - 1):
            assert not any(picture.pixelColor(x, y).alpha() for x in range(8, 40))


def test_a_table_fades_where_it_goes_on(qtbot: QtBot, look: Look) -> None:
    [segment] = TableBlock(look, table(("█" * 40,) * 3, head=("a", "b", "c"))).segments
    widget = shown(qtbot, segment, 400)
    assert segment._shared.sideways.hidden > 60
    y = round(grid_of(segment).rect_of(segment.shown().index("█")).center().y())

    def lightness(x: int) -> int:
        return widget.grab().toImage().pixelColor(x, y).lightness()

    assert lightness(399) > 240
    assert lightness(390) > lightness(378) + 30
    assert lightness(40) < 60
    assert lightness(20) < 60
    widget.bar.setValue(30)
    assert lightness(0) > 240


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "漢字とかな",
        "a😀b👩‍👩‍👧c",
        "שלום עולם abc",
        "مرحبا بالعالم",
        "two\nlines 𝄞 x",
    ],
)
def test_a_point_leads_back_to_the_position(qtbot: QtBot, look: Look, text: str) -> None:
    [segment] = TableBlock(look, table((text, text), ("😀", text))).segments
    widget = shown(qtbot, segment)
    everything = segment.shown()
    cursor = QTextCursor(segment.document)
    for position in range(utf16_length(everything)):
        cursor.setPosition(position)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        if cursor.position() != position or utf16_slice(everything, position, position + 1) in (
            "\t",
            "\n",
        ):
            continue
        rect = grid_of(segment).rect_of(position)
        found = segment.position_at(widget, rect.center().toPoint())
        again = grid_of(segment).rect_of(found)
        # Where the direction turns, two positions share a place.
        assert abs(again.x() - rect.x()) <= 2
        assert again.y() == rect.y()


def test_points_outside_lead_to_what_is_nearest(qtbot: QtBot, look: Look) -> None:
    [segment] = TableBlock(look, table(("aa", "11"), ("bb", "22"))).segments
    widget = shown(qtbot, segment)
    assert segment.position_at(widget, QPoint(-50, -50)) == 0
    assert segment.position_at(widget, QPoint(9_000, 9_000)) == len(segment.shown())
    assert segment.y_of(0) < segment.y_of(10) < segment.y_of(16)


def test_parts_are_copied(look: Look) -> None:
    [segment] = TableBlock(look, table(("alpha", "1"), ("two\nlines", "2"))).segments
    text = segment.shown()
    assert text == "name\tsize\nalpha\t1\ntwo\nlines\t2"
    assert segment.plain(0, len(text)) == "name\tsize\nalpha\t1\ntwo lines\t2"
    assert segment.plain(text.index("pha"), text.index("two") + 3) == "pha\t1\ntwo"
    assert segment.plain(text.index("pha"), text.index("pha") + 3) == "pha"
    assert segment.markdown(text.index("pha"), text.index("two") + 3) == "pha\t1\ntwo"
    whole = segment.markdown(0, len(text))
    assert whole.rstrip("\n") == table_markdown(segment._shared.leaf).rstrip("\n")
    [row] = segment.markdown(text.index("alpha"), text.index("two") - 1).split("\n")
    assert [part.strip() for part in row.strip("|").split("|")] == ["alpha", "1"]


def test_a_long_cell_is_cut_but_copied_whole(look: Look) -> None:
    long = "0123456789 " * 10_000
    [segment] = TableBlock(look, table((long, "end"))).segments
    text = segment.shown()
    assert len(text) < 2_100
    assert "…\tend" in text
    assert long in segment.plain(0, len(text))
    assert long.strip() in segment.markdown(0, len(text))
    assert segment.measure(WIDTH) < 2_000


def test_hostile_letters_neither_add_rows_nor_columns(qtbot: QtBot, look: Look) -> None:
    bad = "a\tb\u2029c\rd\ufdd0e\ufdd1f\ufffcg\0h\u202ei"
    [segment] = TableBlock(look, table((bad, "1"), ("x", "2"))).segments
    widget = shown(qtbot, segment)
    assert segment.document.blockCount() == 3
    assert utf16_length(segment.shown()) == segment.document.characterCount() - 1
    assert segment.shown() == widget.toPlainText()
    assert segment.shown().count("\t") == 3


def test_links_are_clicked_and_reached_with_the_keyboard(qtbot: QtBot, look: Look) -> None:
    leaf = Table(
        head=(cell("a"), cell("b")),
        align=(Align.LEFT, Align.RIGHT),
        rows=((cell("no"), (Span("see "), Span("here", href="https://example.org/ä"))),),
    )
    [segment] = TableBlock(look, leaf).segments
    widget = shown(qtbot, segment)
    at = segment.shown().index("here")
    point = middle_of(segment, at + 1)
    with qtbot.waitSignal(widget.link_requested) as heard:
        QTest.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert heard.args == ["https://example.org/%C3%A4"]
    assert widget.anchorAt(middle_of(segment, at - 3)) == ""
    assert widget.anchorAt(QPoint(300, point.y())) == ""
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert widget.textCursor().selectedText() == "here"
    with qtbot.waitSignal(widget.link_requested):
        QTest.keyClick(widget, Qt.Key.Key_Return)


def pixels(widget: TableView, color: str) -> int:
    picture = widget.grab().toImage()
    wanted = QColor(color)
    return sum(
        picture.pixelColor(x, y) == wanted
        for y in range(picture.height())
        for x in range(0, picture.width(), 2)
    )


def test_selection_and_matches_are_painted_in_the_cells(qtbot: QtBot, look: Look) -> None:
    [segment] = TableBlock(look, table(("alpha", "beta"), ("gamma", "delta"))).segments
    widget = shown(qtbot, segment)
    text = segment.shown()
    assert pixels(widget, look.tokens.accent) == 0
    segment.show_selection(widget, text.index("beta"), text.index("gamma") + 3)
    assert pixels(widget, look.tokens.marked) > 100
    segment.show_selection(widget, 0, 0)
    assert pixels(widget, look.tokens.marked) == 0
    segment.show_matches(widget, [Match(11, 14), Match(17, 19, current=True)])
    assert pixels(widget, look.tokens.match) > 50
    assert pixels(widget, look.tokens.accent) > 50
    segment.show_matches(widget, [])
    assert pixels(widget, look.tokens.match) == 0


def test_columns_keep_to_their_sides(qtbot: QtBot, look: Look) -> None:
    leaf = Table(
        head=(cell("a"), cell("b"), cell("c")),
        align=(Align.LEFT, Align.RIGHT, Align.CENTER),
        rows=((cell("x"), cell("x"), cell("x")), (cell("xx"), cell("xx"), cell("xx"))),
    )
    [segment] = TableBlock(look, leaf).segments
    shown(qtbot, segment)
    grid, text = grid_of(segment), segment.shown()
    one, two = text.index("x\t"), text.index("xx")
    place = [
        [grid.rect_of(at + i).x() for i in offsets] for at, offsets in ((one, (0, 2, 3, 4, 5)),)
    ]
    [[left, _right_start, right_end, center, center_end]] = place
    assert left == grid.rect_of(two).x() == 12
    assert right_end == pytest.approx(grid.rect_of(two + 5).x(), abs=1)
    middle = (grid.rect_of(two + 6).x() + grid.rect_of(two + 8).x()) / 2
    assert (center + center_end) / 2 == pytest.approx(middle, abs=1)


def test_a_table_too_wide_scrolls_in_step(qtbot: QtBot, look: Look) -> None:
    block = TableBlock(look, many(30, columns=40))
    assert len(block.segments) > 2
    widgets = [shown(qtbot, each) for each in block.segments]
    plain = block.segments[0].measure(WIDTH)
    assert [each.bar.isVisible() for each in widgets] == [False] * (len(widgets) - 1) + [True]
    assert plain == block.segments[0].measure(WIDTH)
    last, bar = block.segments[-1], widgets[-1].bar
    rows = last.count
    height = block.segments[1].measure(WIDTH) // block.segments[1].count
    assert last.measure(WIDTH) == rows * height + BAR
    assert bar.maximum() > 500
    before = block.segments[0].position_at(widgets[0], QPoint(20, 10))
    bar.setValue(300)
    assert block.segments[0].position_at(widgets[0], QPoint(20, 10)) > before
    wheel = QWheelEvent(
        QPointF(9, 9),
        QPointF(9, 9),
        QPoint(),
        QPoint(-240, 0),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widgets[0].viewport(), wheel)
    assert bar.value() > 300
    # What was searched for and jumped to comes into view.
    end = len(block.segments[0].shown())
    block.segments[0].show_matches(widgets[0], [Match(end - 2, end, current=True)])
    assert bar.value() > bar.maximum() - 100
    # A piece that is not shown any more leaves the others alone.
    block.segments[0].release(widgets[0])
    bar.setValue(0)
    # In a place that is wide enough nothing is hidden.
    segment = block.segments[-1]
    widgets[-1].resize(9_000, segment.measure(9_000))
    assert not bar.isVisible()
    # The bar stays under the last piece.
    widgets[-1].resize(WIDTH, segment.measure(WIDTH))
    assert bar.isVisible()
    longer = many(45, columns=40)
    for piece in block.segments[block.grow(longer) :]:
        piece.measure(WIDTH)
    assert block.segments[-1] is not segment
    assert not bar.isVisible()
    assert shown(qtbot, block.segments[-1]).bar.isVisible()


def test_the_table_is_copied_with_a_button(qtbot: QtBot, look: Look) -> None:
    leaf = table(("a,b", "1"))
    [segment] = TableBlock(look, leaf).segments
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(WIDTH, 300)
    widget = TableRows.make_widget()
    widget.setParent(window)
    widget.setGeometry(0, 150, WIDTH, segment.measure(WIDTH))  # the mouse is above
    segment.fill(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button = widget.copy_button
    widget.clearFocus()
    assert not button.isVisible()
    assert button.accessibleName() == "Copy table"
    widget.setFocus()
    assert button.isVisible()
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert button.isVisible()
    names = {action.text(): action for action in button.menu().actions()}
    assert list(names) == ["Copy as Markdown", "Copy as CSV"]
    names["Copy as Markdown"].trigger()
    assert QGuiApplication.clipboard().text() == table_markdown(leaf)
    names["Copy as CSV"].trigger()
    copied = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert copied == [["name", "size"], ["a,b", "1"]]
    button.clearFocus()
    assert not button.isVisible()
    segment.release(widget)
    widget.setFocus()
    assert not button.isVisible()


def test_only_the_piece_with_the_head_offers_to_copy(qtbot: QtBot, look: Look) -> None:
    block = TableBlock(look, many(60))
    widget = shown(qtbot, block.segments[0])
    assert widget.copy_button.is_offered
    block.segments[0].release(widget)
    widget.resize(WIDTH, block.segments[1].measure(WIDTH))
    block.segments[1].fill(widget)
    assert not widget.copy_button.is_offered


def test_a_formula_is_its_source_until_it_has_a_picture(qtbot: QtBot, look: Look) -> None:
    formula = Span("x^2", kind=Kind.FORMULA, source="$x^2$")
    leaf = Table(
        head=(cell("a"), cell("b")),
        align=(Align.LEFT, Align.LEFT),
        rows=(((Span("so "), formula, Span(" is")), cell("1")),),
    )
    [segment] = TableBlock(look, leaf).segments
    assert "so $x^2$ is\t1" in segment.shown()

    picture = QImage(60, 80, QImage.Format.Format_ARGB32)
    picture.fill(QColor("#ff0000"))
    ready: list[Rendered] = []
    asked: list[int] = []
    block = TableBlock(
        look,
        leaf,
        relayout=lambda: asked.append(1),
        pictures=lambda _span: ready[0] if ready else None,
    )
    [segment] = block.segments
    low = segment.measure(WIDTH)
    document = segment.document
    ready.append(Rendered(picture, 60, 50, 30))
    block.formulas_ready()
    assert asked == [1]
    assert segment.measure(WIDTH) > low + 40
    assert segment.document is document
    widget = shown(qtbot, segment)
    assert pixels(widget, "#ff0000") == 60 * 80 / 2
    text = segment.shown()
    assert "so \ufffc is" in text
    assert segment.plain(text.index("\ufffc"), text.index("is")) == "$x^2$ "
    at = text.index("\ufffc")
    grid = grid_of(segment)
    assert grid.rect_of(at + 1).x() - grid.rect_of(at).x() == pytest.approx(60, abs=1)


def test_formats_are_painted(qtbot: QtBot, look: Look) -> None:
    styles = [Style.STRONG, Style.EMPHASIS, Style.STRIKE, Style.CODE, Style.NOTE]
    leaf = Table(
        head=(cell("a"), cell("b")),
        align=(Align.LEFT, Align.LEFT),
        rows=((tuple(Span("mm", style) for style in styles), cell("link", href="x:y")),),
    )
    [segment] = TableBlock(look, leaf).segments
    widget = shown(qtbot, segment)
    assert segment.shown() == "a\tb\n" + "mm" * 5 + "\tlink"
    assert pixels(widget, look.tokens.hover) > 20


def test_the_caret_is_moved_and_selects_in_the_cells(qtbot: QtBot, look: Look) -> None:
    [segment] = TableBlock(look, table(("alpha", "beta"), ("gamma", "delta"))).segments
    widget = shown(qtbot, segment)
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClick(widget, Qt.Key.Key_Down)
    assert widget.textCursor().blockNumber() == 1
    QTest.keyClick(widget, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert widget.textCursor().selectedText() == "a"


def test_what_is_not_in_view_is_forgotten_and_made_again(qtbot: QtBot, look: Look) -> None:
    block = TableBlock(look, many(10))
    [segment] = block.segments
    height = segment.measure(WIDTH)
    assert abs(segment.estimate(WIDTH) - height) < 12
    segment.drop()
    assert not segment.has_document
    assert segment.y_of(20) > 20
    segment.drop()
    assert segment.height(WIDTH) == height
    assert segment.measure(WIDTH) == height
    assert not segment.has_document
    assert shown(qtbot, segment).toPlainText() == segment.shown()
    assert segment.position_at(shown(qtbot, segment), QPoint(20, height // 2)) > 10
    segment.drop()
    assert block.grow(many(11)) == 0
    assert segment.measure(WIDTH) > height
    assert shown(qtbot, segment).toPlainText() == segment.shown()
    # In a narrow place lines break, and it is as high as that asks for.
    words = TableBlock(look, table(("many words " * 9, "x"))).segments[0]
    assert words.measure(300) > words.measure(1_200)


def test_very_many_columns_end_in_an_ellipsis(look: Look) -> None:
    block = TableBlock(look, many(2, columns=900))
    first = block.segments[0]
    assert first.shown().endswith("\t…")
    assert first.measure(WIDTH) > 0
    assert first.markdown(0, utf16_length(first.shown())).count("c899") == 1
