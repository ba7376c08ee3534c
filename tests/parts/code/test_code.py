"""A block of code: what it shows, how it grows, its colours, its buttons, and scrolling sideways."""

from __future__ import annotations

import gc
import itertools
import weakref
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from paddock.domain.markdown.leaves import Code
from paddock.parts import highlighting
from paddock.parts.code.block import CodeBlock
from paddock.parts.code.head import CodeHeadView
from paddock.parts.code.lines import CodeLines
from paddock.parts.code.text import LONGEST, ROWS
from paddock.parts.code.view import BAR, CodeView
from paddock.parts.segments.segment import Frame, Match, Segment, utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from paddock.parts.look import Look

PYTHON = "def f(x):\n    # comment\n    return 'a' + str(1)  # 𝄞 is two units\nclass A: pass"
WIDTH = 500


class Place(QWidget):
    """Shows all segments of a block one below the other, as a row of the transcript does."""

    block: CodeBlock

    def __init__(self, width: int) -> None:
        super().__init__()
        self.widgets: dict[Segment[Any], QWidget] = {}
        self.resize(width, 10)

    def lay_out(self) -> None:
        for segment in [s for s in self.widgets if s not in self.block.segments]:
            segment.release(self.widgets.pop(segment))
        y = 0
        for segment in self.block.segments:
            height = segment.measure(self.width())
            widget = self.widgets.get(segment)
            is_new = widget is None
            if widget is None:
                widget = self.widgets[segment] = segment.make_widget()
                widget.setParent(self)
            widget.setGeometry(0, y, self.width(), height)
            if is_new:
                segment.fill(widget)
                widget.show()
            y += height
        self.resize(self.width(), y)

    def grow(self, text: str, *, language: str = "python", closed: bool = False) -> int:
        first = self.block.grow(Code(text=text, language=language, closed=closed))
        self.lay_out()
        return first

    @property
    def head(self) -> CodeHeadView:
        return self.findChildren(CodeHeadView)[0]

    @property
    def views(self) -> list[CodeView]:
        found = [self.widgets[piece] for piece in self.block.segments[1:]]
        return [view for view in found if isinstance(view, CodeView)]

    def button(self, name: str) -> QToolButton:
        buttons = self.head.findChildren(QToolButton)
        return next(b for b in buttons if b.accessibleName() == name)

    def text(self) -> str:
        return "\n".join(view.document().toPlainText() for view in self.views)


@pytest.fixture
def show(qtbot: QtBot, look: Look) -> Callable[..., Place]:
    def shown(
        text: str, language: str = "python", *, closed: bool = True, width: int = WIDTH
    ) -> Place:
        leaf = Code(text=text, language=language, closed=closed)
        place = Place(width)
        place.block = CodeBlock(look, leaf, 0, place.lay_out)
        qtbot.addWidget(place)
        place.show()
        place.lay_out()
        return place

    return shown


def pieces(block: CodeBlock) -> list[CodeLines]:
    return [piece for piece in block.segments if isinstance(piece, CodeLines)]


def true_text(block: CodeBlock) -> str:
    """Put together of what the pieces give for the clipboard."""
    text = ""
    for piece in pieces(block):
        text += piece.plain(0, utf16_length(piece.shown()))
        text += "" if piece.torn or piece is block.segments[-1] else "\n"
    return text


def colored(place: Place) -> dict[str, str]:
    """The parts of the text that have a colour of their own."""
    found = {}
    for view in place.views:
        block = view.document().begin()
        while block.isValid():
            units = block.text().encode("utf-16-le")
            for part in block.layout().formats():
                word = units[2 * part.start : 2 * (part.start + part.length)]
                found[word.decode("utf-16-le")] = part.format.foreground().color().name()
            block = block.next()
    return found


def settle(place: Place, qtbot: QtBot) -> None:
    """Until all colours are found."""
    listing = pieces(place.block)[0]._listing
    qtbot.waitUntil(lambda: not listing.colors.busy)


# ---- text and growth


def test_a_block_is_a_head_and_lines_in_one_frame(show: Callable[..., Place]) -> None:
    place = show(PYTHON)
    segments = place.block.segments
    assert len(segments) == 2
    assert segments[0].group is segments[1].group
    assert segments[0].group is not None
    assert segments[0].group.frame is Frame.CODE
    assert not segments[0].has_text
    [view] = place.views
    assert view.accessibleName() == "Code"
    assert view.toPlainText() == PYTHON
    assert place.block.text == PYTHON


@pytest.mark.parametrize("step", [1, 7, 40])
def test_it_grows(show: Callable[..., Place], step: int) -> None:
    place = show("", closed=False)
    for end in range(0, len(PYTHON), step):
        place.grow(PYTHON[:end])
        assert place.text() == PYTHON[:end]
    assert place.grow(PYTHON) == 1
    assert place.grow(PYTHON, closed=True) == 2
    assert place.text() == true_text(place.block) == PYTHON


def test_long_code_is_cut_into_pieces(show: Callable[..., Place]) -> None:
    lines = [f"line_{number} = {number}" for number in range(3 * ROWS)]
    place = show("\n".join(lines[:10]), closed=False)
    [first] = pieces(place.block)
    assert place.grow("\n".join(lines[: ROWS + 1])) == 1
    assert len(place.block.segments) == 3
    assert place.grow("\n".join(lines[: 2 * ROWS])) == 2
    assert place.grow("\n".join(lines)) == 2
    assert [piece.cut.rows for piece in pieces(place.block)] == [ROWS] * 3
    assert pieces(place.block)[0] is first
    assert place.text() == true_text(place.block) == "\n".join(lines)
    assert [view.document().firstBlock().text() for view in place.views] == lines[::ROWS]


def test_growing_ends_in_the_same_pieces_as_opening(show: Callable[..., Place], look: Look) -> None:
    text = "\n".join("x" * (number * 37 % 300) for number in range(900)) + "y" * 10_000 + "\n\nz\n"
    place = show("", closed=False)
    for end in range(0, len(text), 997):
        place.grow(text[:end])
    place.grow(text, closed=True)
    opened = CodeBlock(look, Code(text=text), 0, lambda: None)
    assert [p.cut for p in pieces(place.block)] == [p.cut for p in pieces(opened)]
    assert true_text(opened) == text
    assert [view.document().toPlainText() for view in place.views] == [
        piece.shown() for piece in pieces(opened)
    ]


@pytest.mark.parametrize("other", ["", "d", PYTHON[:30], "other\n" * 5, PYTHON[:20] + "\n!" * 300])
def test_another_text_is_shown_too(show: Callable[..., Place], other: str) -> None:
    place = show(PYTHON + "\nmore" * 600)
    place.grow(other)
    assert place.text() == true_text(place.block) == other
    place.grow(PYTHON, closed=True)
    assert place.text() == PYTHON
    assert len(place.block.segments) == 2


def test_the_language_may_still_be_written(show: Callable[..., Place]) -> None:
    place = show("", "py", closed=False)
    assert place.grow("", language="python") == 0
    [label] = place.head.findChildren(QLabel)
    assert label.text() == "python"


def test_a_very_long_line_stands_in_several_rows(show: Callable[..., Place]) -> None:
    text = "first\n" + "𝄞b" * 30_000 + "\nlast"
    place = show(text, width=300)
    assert len(pieces(place.block)) > 1
    assert true_text(place.block) == text
    for piece, view in zip(pieces(place.block), place.views, strict=True):
        assert view.document().toPlainText() == piece.shown()
        assert max(map(len, piece.shown().split("\n"))) <= LONGEST
    [start] = [piece for piece in pieces(place.block) if piece.cut.start == 0]
    inside = utf16_length("first\n" + "𝄞b" * (LONGEST // 2))
    assert start.shown()[6 + LONGEST] == "\n"  # which nobody wrote
    assert start.plain(inside - 1, inside + 3) == "b𝄞"
    assert start.plain(0, 9) == "first\n𝄞b"


def test_characters_that_mean_more_are_shown_and_copied_as_they_are(
    show: Callable[..., Place],
) -> None:
    text = "a\rb\u2029c\u2028d\0e\u202ef\ufdd0g\ud800h\ufffci\tj\u00a0k"
    place = show(text)
    [piece] = pieces(place.block)
    [view] = place.views
    assert view.document().blockCount() == 1
    assert view.document().characterCount() - 1 == utf16_length(text)
    assert "\u202e" not in piece.shown()
    assert piece.plain(0, 8) == text[:8]
    assert piece.markdown(10, 12) == text[10:12]


# ---- heights


def test_heights_are_known_without_a_layout(show: Callable[..., Place]) -> None:
    place = show("\n".join(f"{n} 汉字 😀 é" for n in range(ROWS + 30)))
    for piece, view in zip(pieces(place.block), place.views, strict=True):
        assert piece.estimate(WIDTH) == piece.measure(WIDTH) == piece.height(WIDTH)
        assert view.document().size().height() == piece.measure(WIDTH)
        assert view.verticalScrollBar().maximum() == 0
        assert piece.y_of(0) == round(
            view.document().documentLayout().blockBoundingRect(view.document().begin()).top()
        )


def test_a_dropped_document_is_made_again(show: Callable[..., Place], qtbot: QtBot) -> None:
    place = show(PYTHON)
    settle(place, qtbot)
    before = colored(place)
    [piece] = pieces(place.block)
    widget = place.widgets.pop(piece)
    assert isinstance(widget, CodeView)
    piece.release(widget)
    assert widget.toPlainText() == ""
    piece.drop()
    assert not piece.has_document
    place.lay_out()
    assert place.text() == PYTHON
    assert colored(place) == before


# ---- colours


def test_it_is_colored(show: Callable[..., Place], look: Look, qtbot: QtBot) -> None:
    place = show(PYTHON)
    settle(place, qtbot)
    found = colored(place)
    assert found["def"].lower() == look.code.keyword.lower()
    assert found["# comment"].lower() == look.code.comment.lower()
    assert found["'a'"].lower() == look.code.string.lower()
    assert found["1"].lower() == look.code.number.lower()
    assert found["# 𝄞 is two units"].lower() == look.code.comment.lower()
    assert place.text() == PYTHON


def test_complete_lines_are_colored_while_it_grows(
    show: Callable[..., Place], qtbot: QtBot
) -> None:
    text = '"""\nif a text\n"""\nif x: pass'
    place = show("", closed=False)
    settle(place, qtbot)
    for end in range(len(text) + 1):
        place.grow(text[:end])
        settle(place, qtbot)
    assert list(colored(place)) == ['"""', "if"]  # the last line may still go on
    place.grow(text, closed=True)
    settle(place, qtbot)
    assert list(colored(place)) == ['"""', "if a text", "if", "pass"]


def test_colors_stay_in_their_lines_below_one_in_several_rows(
    show: Callable[..., Place], look: Look, qtbot: QtBot
) -> None:
    assert highlighting.LONGEST < LONGEST
    place = show("if 1: pass\n" + "y" * 5000 + "\nclass A: pass")
    settle(place, qtbot)
    assert list(colored(place)) == ["if", "1", "pass", "class", "A"]


@pytest.mark.parametrize("language", ["", "no-such-language", "text"])
def test_an_unknown_language_stays_plain(
    show: Callable[..., Place], language: str, qtbot: QtBot
) -> None:
    place = show(PYTHON, language)
    settle(place, qtbot)
    assert colored(place) == {}
    [label] = place.head.findChildren(QLabel)
    assert label.text() == language


def test_nothing_is_colored_before_it_is_in_view(look: Look, qtbot: QtBot) -> None:
    block = CodeBlock(look, Code(text=PYTHON, language="python"), 0, lambda: None)
    [piece] = pieces(block)
    assert not piece._listing.colors.busy
    assert piece._listing.colors.of_line(0) == ()
    assert not piece.has_document


def test_more_lines_than_anybody_reads_stay_plain(show: Callable[..., Place], qtbot: QtBot) -> None:
    place = show("x = 1\n" * 5_002)
    settle(place, qtbot)
    assert colored(place) == {}


def test_what_is_dropped_stops_working(look: Look, qapp: QApplication) -> None:
    block = CodeBlock(look, Code(text="x = 1\n" * 4000, language="python"), 0, lambda: None)
    [piece, *_] = pieces(block)
    widget = piece.make_widget()
    piece.fill(widget)
    colors = weakref.ref(piece._listing.colors)
    assert piece._listing.colors.busy
    piece.release(widget)
    gc.disable()
    del block, piece, _
    assert colors() is None  # by counting: the collector need not come first
    widget.deleteLater()


# ---- what is painted


def column(view: CodeView, x: int) -> list[str]:
    """The colours of a column of pixels."""
    picture = view.grab().toImage()
    return [picture.pixelColor(x, y).name().upper() for y in range(picture.height())]


def test_lines_that_were_added_or_removed_have_a_ground(
    show: Callable[..., Place], look: Look, qtbot: QtBot
) -> None:
    place = show("@@ -1 +1 @@\n-old\n+new\n+\n same", "patch")
    settle(place, qtbot)
    [view] = place.views
    [listing] = {piece._listing for piece in pieces(place.block)}
    height = listing.line_height
    found = colored(place)
    assert found["@@ -1 +1 @@"].upper() == look.tokens.syntax_comment
    assert found["-old"].upper() == look.tokens.error
    assert found["+new"].upper() == look.tokens.syntax_string
    for x in (2, WIDTH - 4):
        painted = column(view, x)
        first = listing.above + height
        assert set(painted[first : first + height]) == {look.tokens.removed}
        assert set(painted[first + height : first + 3 * height]) == {look.tokens.added}
        assert painted.count(look.tokens.removed) + painted.count(look.tokens.added) == 3 * height


def test_other_languages_have_no_grounds(show: Callable[..., Place], qtbot: QtBot) -> None:
    place = show("+1\n-1\n", "python")
    settle(place, qtbot)
    [piece] = pieces(place.block)
    assert piece._listing.ground_of(place.views[0].document().begin()) is None


@pytest.mark.parametrize("wraps", [False, True])
def test_a_selection_fills_its_lines_without_gaps(
    show: Callable[..., Place], look: Look, *, wraps: bool
) -> None:
    text = "first line\n\nשלום abc\n" + "wide " * 40 + "\nlast"
    place = show(text)
    if wraps:
        place.button("Wrap lines").click()
    [piece] = pieces(place.block)
    [view] = place.views
    piece.show_selection(view, 0, len(text))
    lines = (piece.measure(WIDTH) - piece._around(WIDTH)) // piece._listing.line_height
    assert lines > 5 or not wraps
    painted = column(view, 13)
    top = piece._listing.above
    marked = painted[top : top + (lines - 1) * piece._listing.line_height]
    # Letters are painted over it, but at the left side of a line they leave most of it free.
    assert marked.count(look.tokens.marked) > 0.5 * len(marked)
    for line in range(lines):
        at = top + line * piece._listing.line_height
        assert painted[at] == painted[at + piece._listing.line_height - 1] == look.tokens.marked
    piece.show_selection(view, 0, 0)
    assert look.tokens.marked not in column(view, 13)


def test_a_part_of_a_line_written_to_the_left_is_marked_where_it_lies(
    show: Callable[..., Place], look: Look
) -> None:
    place = show("ab שלום cd")
    [piece] = pieces(place.block)
    [view] = place.views
    piece.show_selection(view, 4, 8)  # three letters and a blank: two places
    picture = view.grab().toImage()
    y = piece._listing.above
    painted = [picture.pixelColor(x, y).name().upper() for x in range(picture.width())]
    marks = "".join("x" if color == look.tokens.marked else " " for color in painted).split()
    assert len(marks) == 2


def test_a_line_fades_where_it_goes_on(show: Callable[..., Place], look: Look) -> None:
    place = show("█" * 200 + "\n" + "█" * 10)
    [view] = place.views
    [piece] = pieces(place.block)
    listing = piece._listing
    y = listing.above + listing.line_height // 2
    picture = view.grab().toImage()
    right = picture.width() - 2
    shades = [picture.pixelColor(x, y).lightness() for x in range(right - 14, right)]
    assert all(after >= before - 2 for before, after in itertools.pairwise(shades))
    assert shades[-1] - shades[0] > 100
    assert picture.pixelColor(12, y).name().upper() == look.tokens.text
    # At the end of the longest line there is the same room as at the beginning.
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    picture = view.grab().toImage()
    assert picture.pixelColor(2, y).lightness() > 150
    assert picture.pixelColor(right - 14, y).name().upper() == look.tokens.text
    assert picture.pixelColor(right - 8, y) == picture.pixelColor(right - 1, y)


# ---- the head


def test_label_and_copy_stand_equally_far_from_the_frame(show: Callable[..., Place]) -> None:
    place = show("x", "python")
    picture = place.head.grab().toImage()
    middle = range(6, picture.height() - 6)
    ground = picture.pixelColor(2, 4)
    inked = [
        x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in middle)
    ]
    assert 11 <= inked[0] <= 14
    assert 11 <= picture.width() - 1 - inked[-1] <= 14


def test_copy_takes_the_code_exactly(show: Callable[..., Place], qtbot: QtBot) -> None:
    place = show("a\tb\n\n  c\u00a0d")
    copy = place.button("Copy code")
    copy.click()
    assert QGuiApplication.clipboard().text() == "a\tb\n\n  c\u00a0d"
    assert copy.text() == "Copied"
    qtbot.waitUntil(lambda: copy.text() == "Copy")


def test_a_head_that_was_used_elsewhere_says_copy(show: Callable[..., Place]) -> None:
    place = show("a")
    place.button("Copy code").click()
    head = place.block.segments[0]
    head.release(place.head)
    head.fill(place.head)
    assert place.button("Copy code").text() == "Copy"


def test_lines_are_wrapped_when_one_is_too_long(show: Callable[..., Place]) -> None:
    place = show("short", closed=False)
    wrap = place.button("Wrap lines")
    assert not wrap.isVisible()
    place.grow("short\n" + "a long line " * 20)
    assert wrap.isVisible()
    [piece] = pieces(place.block)
    before = piece.measure(WIDTH)
    wrap.click()
    [view] = place.views
    assert piece.measure(WIDTH) > before
    assert view.height() == piece.measure(WIDTH) == view.document().size().height()
    assert view.horizontalScrollBar().maximum() == 0
    assert view.document().begin().next().layout().lineCount() > 1
    place.grow("short\n" + "a long line " * 30)
    assert view.height() == piece.measure(WIDTH)
    assert wrap.isVisible()
    wrap.click()
    assert piece.measure(WIDTH) == before
    assert view.height() == before
    assert view.horizontalScrollBar().maximum() > 0


def test_the_name_of_the_language_is_not_trusted(show: Callable[..., Place]) -> None:
    place = show("a", "<b>x</b>\u202e" + "y" * 5000)
    [label] = place.head.findChildren(QLabel)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text().startswith("<b>x</b>\ufffd")
    assert place.head.width() == WIDTH


# ---- sideways


def wheel(view: CodeView, x: int, y: int, *, shift: bool = False) -> bool:
    """Turns the wheel over a view; returns whether it was taken."""
    where = QPointF(view.rect().center())
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        where,
        QPointF(view.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(x, y),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def offsets(place: Place) -> set[int]:
    return {view.horizontalScrollBar().value() for view in place.views}


def test_the_pieces_scroll_sideways_together(show: Callable[..., Place]) -> None:
    text = "\n".join(["x"] * 300 + ["y" * 200] + ["z"] * 300)
    place = show(text)
    assert len(place.views) == 3
    most = {view.horizontalScrollBar().maximum() for view in place.views}
    assert len(most) == 1
    assert most.pop() > 0
    first, _, last = place.views
    assert not wheel(first, 0, -120)
    assert not wheel(first, -30, -120)
    assert wheel(first, -120, 0)
    assert offsets(place) == {60}
    assert wheel(last, 0, -120, shift=True)
    assert offsets(place) == {120}
    last.horizontalScrollBar().setValue(17)
    assert offsets(place) == {17}
    assert last.horizontalScrollBar().isVisible()
    assert not first.horizontalScrollBar().isVisible()
    piece = pieces(place.block)[-1]
    listing = piece._listing
    assert last.height() == listing.below + BAR + piece.cut.rows * listing.line_height


def test_the_wheel_is_left_alone_where_all_fits(show: Callable[..., Place]) -> None:
    place = show("x")
    assert not wheel(place.views[0], -120, 0)
    assert not place.views[0].horizontalScrollBar().isVisible()


def test_the_end_of_the_widest_line_can_be_seen(show: Callable[..., Place]) -> None:
    for line in ("x" * 200, "\tx" * 60, "漢字" * 90, "﷽" * 40, "😀" * 90, "a漢" * 2500):
        place = show(f"{line}\nshort")
        [view] = place.views
        bar = view.horizontalScrollBar()
        needed = view.document().size().width() - view.viewport().width()
        assert bar.maximum() >= int(needed)


def test_the_scroll_bar_moves_to_the_new_last_piece(show: Callable[..., Place]) -> None:
    place = show("y" * 200 + "\nx" * 10, closed=False)
    place.grow("y" * 200 + "\nx" * 300)
    assert [view.horizontalScrollBar().isVisible() for view in place.views] == [False, True]
    assert [view.height() for view in place.views] == [
        piece.measure(WIDTH) for piece in pieces(place.block)
    ]


def test_selecting_does_not_scroll_but_a_match_does(show: Callable[..., Place]) -> None:
    place = show("y" * 200 + " needle")
    [piece] = pieces(place.block)
    [view] = place.views
    piece.show_selection(view, 0, 150)
    assert view.textCursor().selectedText() == "y" * 150
    assert offsets(place) == {0}
    piece.show_matches(view, [Match(201, 207)])
    assert offsets(place) == {0}
    piece.show_matches(view, [Match(201, 207, current=True)])
    assert offsets(place) != {0}
    x = view.viewport().width() - 40
    position = piece.position_at(view, QPoint(x, 20))
    assert 195 < position <= 207
    piece.show_matches(view, [])
    assert len(view.extraSelections()) == 0
