"""Prose in a document: what stands where, what is written when it grows, and text as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QRegion, QTextCursor
from PySide6.QtWidgets import QWidget

from paddock.base.paths import resources
from paddock.domain.markdown import words
from paddock.domain.markdown.leaves import (
    BULLET,
    DONE,
    Heading,
    Kind,
    Leaf,
    Paragraph,
    Rule,
    Span,
    Style,
)
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import Look, look_of
from paddock.parts.prose.layout import HANG
from paddock.parts.prose.prose import PlainPiece, PlainText, Prose, plain_pieces
from paddock.parts.segments.segment import Segment, utf16_length
from paddock.parts.tex.formulas import Formulas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from paddock.parts.segments.text_view import TextView

# ziamath finds its font by a function that was deprecated for a while.
pytestmark = pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    theme = Theme(qapp, resources(), "light")
    yield look_of(theme, Icons(theme, resources()))
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def prose(look: Look) -> Iterator[Prose]:
    formulas = Formulas()
    yield Prose(look, formulas, "model", lambda: None)
    formulas.stop()


def par(*spans: Span | str, inside: str = "", markers: tuple[str, ...] = ()) -> Paragraph:
    parts = tuple(Span(span) if isinstance(span, str) else span for span in spans)
    return Paragraph(inside=inside, markers=markers, spans=parts)


def item(text: str, marker: str = BULLET, inside: str = "l") -> Paragraph:
    return Paragraph(inside=inside, markers=(marker,), tight=True, spans=(Span(text),))


def filled(qtbot: QtBot, segment: Segment[TextView], width: int = 500) -> TextView:
    widget = segment.make_widget()
    qtbot.addWidget(widget)
    widget.resize(width, segment.measure(width))
    segment.fill(widget)
    return widget


def painted(widget: QWidget) -> QImage:
    """The widget on white."""
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    widget.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return picture


def dump(document: QTextDocument) -> list[tuple[object, ...]]:
    """Everything that is seen of a document, without how it came to be."""
    found: list[tuple[object, ...]] = []
    block = document.begin()
    while block.isValid():
        style = block.blockFormat()
        found.append((style.leftMargin(), style.topMargin(), style.lineHeight(), block.text()))
        place = block.begin()
        while not place.atEnd():
            letters = place.fragment().charFormat()
            found.append(
                (
                    place.fragment().text(),
                    letters.font().toString(),
                    letters.foreground().color().name(),
                    letters.anchorHref(),
                )
            )
            place += 1
        block = block.next()
    return found


def words_in(leaf: Leaf) -> int:
    return sum(len(span.text) for span in leaf.spans) if isinstance(leaf, Paragraph) else 0


def inked(picture: QImage, left: int, top: int, right: int, bottom: int) -> int:
    """The darkest lightness in a part of a picture."""
    return min(
        picture.pixelColor(x, y).lightness() for x in range(left, right) for y in range(top, bottom)
    )


FORMULA = Span(r"\frac{a}{b}", kind=Kind.FORMULA, source=r"$\frac{a}{b}$")
MIXED: list[Paragraph | Heading | Rule] = [
    Heading(level=2, spans=(Span("Title"),)),
    par("plain ", Span("bold", Style.STRONG), " ", Span("f()", Style.CODE), " 𝄞 ", FORMULA, " end"),
    item("one"),
    item("two\nlines", "10."),
    item("deep", inside="ll"),
    par("quoted", inside="q"),
    par("", inside="l", markers=(DONE,)),
    Rule(),
    par(
        Span("a link", href="https://x.org/"), Span("1", Style.NOTE), Span("chart", kind=Kind.IMAGE)
    ),
    par("odd \u202e \u2029 \r \ufdd0 \x00 \ufffc end"),
]


def test_each_leaf_is_a_block_and_positions_are_those_of_its_words(prose: Prose) -> None:
    prose.write_leaves(MIXED, [])
    document = prose.document
    assert document.blockCount() == len(MIXED)
    assert prose.shown() == "\n".join(map(words.shown, MIXED))
    assert utf16_length(prose.shown()) == document.characterCount() - 1
    shown = prose.shown()
    place = utf16_length(shown[: shown.index("quoted")])
    block = document.findBlock(place)
    assert (block.position(), block.text()) == (place, "quoted")
    assert document.findBlockByNumber(3).text() == "two\u2028lines"
    assert "\u202e" not in document.toRawText()


def test_the_parts_on_the_clipboard_are_those_of_the_words(prose: Prose) -> None:
    prose.write_leaves(MIXED[:3], [])
    end = utf16_length(prose.shown())
    assert prose.plain(0, end) == words.plain(MIXED[:3])
    assert prose.markdown(2, end - 1) == words.markdown(MIXED[:3], 2, end - 1)


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_growing_ends_as_if_written_at_once(look: Look, prose: Prose, chunk: int) -> None:
    assert prose.document.isEmpty()
    for end in range(0, len(MIXED), chunk):
        opened = MIXED[end : end + chunk]
        for leaf in opened:
            # While it is open the last paragraph grows, and is sometimes something else.
            prose.write_leaves([], [par("something")])
            if isinstance(leaf, Paragraph) and leaf.spans:
                first = leaf.spans[0].text
                grown = Paragraph(
                    leaf.inside, leaf.markers, spans=(Span(first[: len(first) // 2]),)
                )
                prose.write_leaves([], [grown])
        prose.write_leaves([], opened)
        prose.write_leaves(opened, [])
    whole = Prose(look, Formulas(), "model", lambda: None)
    whole.write_leaves(MIXED, [])
    assert dump(prose.document) == dump(whole.document)
    assert prose.measure(400) == whole.measure(400)


def test_without_a_document_only_the_leaves_are_kept(prose: Prose) -> None:
    prose.write_leaves(MIXED[:2], [par("op")])
    prose.write_leaves([], [par("open")])
    prose.revise(0, par("other"))
    assert not prose.has_document
    assert list(prose.leaves) == [par("other"), MIXED[1], par("open")]
    assert prose.size == len("other" + "open") + words_in(MIXED[1])
    assert prose.document.toRawText().split("\u2029")[0] == "other"


def test_one_leaf_is_revised(look: Look, prose: Prose) -> None:
    prose.write_leaves(MIXED, [])
    before = dump(prose.document)
    prose.revise(1, par("x"))
    assert prose.document.findBlockByNumber(1).text() == "x"
    assert prose.document.blockCount() == len(MIXED)
    prose.revise(1, MIXED[1])
    assert dump(prose.document) == before


def test_selecting_while_it_grows(qtbot: QtBot, prose: Prose) -> None:
    prose.write_leaves([par("first")], [par("second one")])
    widget = filled(qtbot, prose)
    prose.show_selection(widget, 2, 12)
    prose.write_leaves([], [par("second one grows")])
    prose.write_leaves([par("second one grows on", Span("x", Style.STRONG))], [par("third")])
    cursor = widget.textCursor()
    assert (cursor.anchor(), cursor.position()) == (2, 12)
    assert prose.document.toPlainText() == "first\nsecond one grows onx\nthird"


def test_open_leaves_can_be_taken_back(prose: Prose) -> None:
    prose.write_leaves([Rule()], [Heading(level=1, spans=(Span("x"),)), par("y")])
    assert prose.document.blockCount() == 3
    prose.write_leaves([], [])
    assert prose.document.blockCount() == 1
    only = prose.document.begin().blockFormat()
    assert (only.headingLevel(), only.lineHeight()) == (0, 1)


def test_a_heading_keeps_off_what_stands_above(look: Look, prose: Prose) -> None:
    prose.write_leaves([par("a"), Heading(level=2, spans=(Span("b"),)), par("c"), par("d")], [])
    above = [prose.document.findBlockByNumber(n).blockFormat().topMargin() for n in range(4)]
    assert above[0] == 0
    assert above[1] > above[3] > above[2] > 0
    other = Prose(look, Formulas(), "model", lambda: None)
    other.write_leaves([Heading(level=2, spans=(Span("b"),))], [])
    assert other.gap > prose.gap
    assert other.document.begin().blockFormat().topMargin() == 0


def test_a_cut_paragraph_goes_on_without_a_gap(prose: Prose) -> None:
    prose.write_leaves([Paragraph(spans=(Span("a"),), goes_on=True), par("b")], [])
    assert prose.document.findBlockByNumber(1).blockFormat().topMargin() == 0


def test_lines_of_other_scripts_keep_the_distance(prose: Prose) -> None:
    prose.write_leaves([par("Latin")], [])
    latin = prose.measure(500)
    prose.revise(0, par("中文 and Latin"))
    assert prose.measure(500) == latin


def test_marks_stand_before_the_text(qtbot: QtBot, prose: Prose) -> None:
    prose.write_leaves([item("a"), item("b", "3."), item("c", DONE)], [])
    widget = filled(qtbot, prose)
    line = prose.measure(500) // 3
    picture = painted(widget)
    for number in range(3):
        assert inked(picture, 0, number * line + 2, 22, (number + 1) * line - 2) < 160
    assert prose.document.toPlainText() == "a\nb\nc"


def test_a_wide_number_has_room(prose: Prose) -> None:
    prose.write_leaves([item("a", "7."), item("b", "12345."), par("goes on", inside="l")], [])
    left = [prose.document.findBlockByNumber(n).blockFormat().leftMargin() for n in range(3)]
    assert left[0] < left[1] == left[2]


def test_deep_nesting_leaves_room_for_text(prose: Prose) -> None:
    prose.write_leaves([par("deep " * 10, inside="ql" * 200)], [])
    assert prose.measure(400) < 200


def test_the_bar_of_a_quotation_does_not_end_between_its_paragraphs(
    qtbot: QtBot, prose: Prose, look: Look
) -> None:
    prose.write_leaves([par("a", inside="q"), par("b", inside="q"), par("c")], [])
    widget = filled(qtbot, prose)
    picture = painted(widget)
    line = QColor(look.markdown.line)
    bars = [picture.pixelColor(HANG + 1, y) == line for y in range(picture.height())]
    end = len(bars) - 1 - bars[::-1].index(True)
    assert all(bars[:end])
    assert end < picture.height() - 20


def test_text_from_right_to_left_is_mirrored(qtbot: QtBot, prose: Prose) -> None:
    prose.write_leaves([item("שלום")], [])
    block = prose.document.begin()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert block.blockFormat().rightMargin() > 0
    picture = painted(filled(qtbot, prose))
    assert inked(picture, 478, 2, 498, picture.height() - 2) < 160
    assert inked(picture, 0, 2, 40, picture.height() - 2) > 200


def test_links_say_where_they_lead_and_images_load_nothing(qtbot: QtBot, prose: Prose) -> None:
    image = Span("a chart", href="https://x.org/i.png", kind=Kind.IMAGE)
    prose.write_leaves([par(Span("link", href="https://x.org/?a=<b>"), " ", image)], [])
    widget = filled(qtbot, prose)
    assert widget.anchorAt(QPoint(5, 10)) == "https://x.org/?a=<b>"
    cursor = QTextCursor(prose.document)
    cursor.setPosition(8)
    assert cursor.charFormat().anchorHref() == "https://x.org/i.png"
    assert cursor.charFormat().objectType() == 0
    assert "not loaded" in cursor.charFormat().toolTip()
    assert "x.org/i.png" in cursor.charFormat().toolTip()
    cursor.setPosition(2)
    assert cursor.charFormat().toolTip() == "https://x.org/?a=%3Cb%3E"


def test_an_address_cannot_pass_for_another(prose: Prose) -> None:
    cyrillic = Span("apple", href="https://\u0430\u0440\u0440\u04cf\u0435.com")
    broken = Span("broken", href="http://x@bank.com@evil.com/")
    prose.write_leaves([par(cyrillic, broken)], [])
    cursor = QTextCursor(prose.document)
    cursor.setPosition(2)
    assert cursor.charFormat().toolTip() == "https://xn--80ak6aa92e.com"
    cursor.setPosition(8)
    assert not cursor.charFormat().isAnchor()
    assert not cursor.charFormat().fontUnderline()


# ---- the room of code and images


CODE = Span("code", Style.CODE)


def places(prose: Prose, *positions: int) -> list[float]:
    """Where letters begin in the first line."""
    prose.measure(500)
    line = prose.document.begin().layout().lineAt(0)
    return [line.cursorToX(position)[0] for position in positions]  # type: ignore[index]


def test_code_has_room_at_both_sides(prose: Prose) -> None:
    prose.write_leaves([par("say ", CODE, " now")], [])
    with_code = places(prose, 3, 4, 7, 8)
    prose.revise(0, par("say code now"))
    plain = places(prose, 3, 4)
    assert with_code[1] - with_code[0] == plain[1] - plain[0] + HANG + 1
    letter = (with_code[2] - with_code[1]) / 3
    assert with_code[3] - with_code[2] == pytest.approx(letter + HANG + 1)


def test_code_has_a_shade_also_where_a_line_begins(qtbot: QtBot, prose: Prose, look: Look) -> None:
    prose.write_leaves([par(CODE, " is ", CODE, ".")], [])
    picture = painted(filled(qtbot, prose))
    shade = QColor(look.tokens.hover)
    middle = picture.height() // 2
    [end, begin] = places(prose, 4, 8)
    for left, right in ((0, end), (begin - HANG, places(prose, 12)[0])):
        assert picture.pixelColor(round(left) + 1, middle) == shade
        assert picture.pixelColor(round(right) - 3, middle) == shade
        assert picture.pixelColor(round(right) + 1, middle) != shade


def test_a_point_in_the_room_of_code_belongs_to_its_letters(qtbot: QtBot, prose: Prose) -> None:
    prose.write_leaves([par("say ", CODE, " now")], [])
    widget = filled(qtbot, prose)
    for position, x in zip(range(13), places(prose, *range(13)), strict=False):
        assert prose.position_at(widget, QPoint(round(x), 10)) == position
    prose.show_selection(widget, 4, 8)
    assert widget.textCursor().selectedText() == "code"


@pytest.mark.parametrize("word", ["x", "e\u0301", "\U0001d54a", "a\n", ""])
def test_room_comes_and_goes_while_it_grows(look: Look, prose: Prose, word: str) -> None:
    steps = [
        par(f"say {word}"),
        par(f"say {word}", Span("c", Style.CODE)),
        par(f"say {word}", Span("co", Style.CODE)),
        par(f"say {word}", Span("co", Style.CODE), Span("x", Style.CODE | Style.STRONG), "."),
        par(f"say {word}", Span("co", Style.CODE), Span("x", kind=Kind.IMAGE, href="y")),
        par(f"say {word}", Span("co", Style.CODE), " on"),
        par(f"say {word}co"),
        par(f"say {word}co", Span("d", Style.CODE)),
        par(f"say {word}"),
    ]
    for step in steps:
        prose.write_leaves([], [step])
        whole = Prose(look, Formulas(), "model", lambda: None)
        whole.write_leaves([], [step])
        assert dump(prose.document) == dump(whole.document)


def test_an_image_is_a_chip_with_room_for_its_icon(qtbot: QtBot, prose: Prose, look: Look) -> None:
    image = Span("a chart", href="https://x.org/i.png", kind=Kind.IMAGE)
    prose.write_leaves([par(image), par("see ", image)], [])
    assert places(prose, 0)[0] >= HANG + 24
    picture = painted(filled(qtbot, prose))
    assert inked(picture, HANG + 8, 4, HANG + 24, 18) < 200


# ---- notes, scripts, lines


def test_footnotes_are_small_and_stand_off(qtbot: QtBot, prose: Prose, look: Look) -> None:
    prose.write_leaves(
        [par("text"), item("note", "[1]"), par("more", inside="l"), item("other", "[2]")], []
    )
    blocks = [prose.document.findBlockByNumber(n) for n in range(4)]
    above = [block.blockFormat().topMargin() for block in blocks]
    assert above[1] > above[3] > 0
    assert above[2] > 0
    body = look.markdown.body.pointSizeF()
    for block in blocks[1:]:
        style = block.begin().fragment().charFormat()
        assert style.font().pointSizeF() < body
        assert style.foreground().color() == QColor(look.markdown.muted)
    picture = painted(filled(qtbot, prose))
    assert picture.height() < 4 * 30


def test_chinese_has_more_room_between_its_lines(prose: Prose) -> None:
    prose.write_leaves([par("中文"), par("Latin with 中"), par("中文 with `x`")], [])
    heights = [prose.document.findBlockByNumber(n).blockFormat().lineHeight() for n in range(3)]
    assert heights[0] > heights[1]
    grown = Prose(prose.look, Formulas(), "model", lambda: None)
    for text in ("a", "a 中", "a 中文中文中文"):
        grown.write_leaves([], [par(text)])
    assert grown.document.begin().blockFormat().lineHeight() in heights


def test_lines_are_one_and_a_half_times_as_high_as_their_letters(look: Look) -> None:
    style = look.markdown
    size = style.body.pointSizeF() * 96 / 72
    assert 1.5 * size <= style.pixels() < 1.5 * size + 1
    assert style.pixels(wide=True) > style.pixels() > style.pixels(small=True)


def test_stacked_marks_do_not_pile_up(prose: Prose) -> None:
    piled = "o" + "\u0301" * 40 + "x"
    prose.write_leaves([par(piled)], [])
    shown = prose.document.toRawText()
    assert len(shown) == len(piled)
    assert shown.count("\u0301") == 3
    assert prose.plain(0, len(piled)) == piled


def test_the_last_of_many_bars_stays_off_the_text(qtbot: QtBot, prose: Prose, look: Look) -> None:
    prose.write_leaves([par("deep", inside="q" * 40)], [])
    picture = painted(filled(qtbot, prose))
    left = places(prose, 0)[0]
    line = QColor(look.markdown.line)
    bars = [x for x in range(picture.width()) if picture.pixelColor(x, 10) == line]
    assert left - max(bars) >= 10


def test_estimates_are_near(look: Look) -> None:
    latin = "Streams of bytes are split at newlines only, and decoded when they are whole. " * 6
    chinese = "字节流只在换行处分割，完整之后才解码，这样就不会出错。" * 12
    for text in (latin, chinese):
        prose = Prose(look, Formulas(), "model", lambda: None)
        leaves: list[Leaf] = [Heading(level=2, spans=(Span("Title"),)), par(text), Rule()]
        prose.write_leaves([*leaves, *(item(text[:60]) for _ in range(5)), par(text)], [])
        for width in (360, 720):
            assert prose.estimate(width) == pytest.approx(prose.measure(width), rel=0.3)


def test_what_is_in_no_view_is_forgotten_and_made_again(qtbot: QtBot, prose: Prose) -> None:
    prose.write_leaves(MIXED, [])
    widget = filled(qtbot, prose)
    before = dump(prose.document)
    prose.release(widget)
    prose.drop()
    painted(widget)
    prose.fill(widget)
    assert dump(prose.document) == before
    assert widget.accessibleName() == "model"


# ---- text as it is


def test_thoughts_stand_apart_by_small_gaps(look: Look) -> None:
    text = "one\n\ntwo\nthree\n\n\nfour"
    [piece] = plain_pieces(look, "Thinking", text, muted=True)
    grown = PlainText(look, "Thinking", muted=True)
    for end in range(len(text) + 1):
        grown.grow(text[:end])
        assert grown.segments[0].measure(300) >= 1
    heights = [
        [
            made.document.findBlockByNumber(n).blockFormat().lineHeight()
            for n in range(made.document.blockCount())
        ]
        for made in (piece, grown.segments[0])
    ]
    assert heights[0] == heights[1]
    line = look.markdown.pixels(small=True)
    assert heights[0] == [line, 12, line, line, 12, 12, line]
    assert piece.document.toPlainText() == text
    assert abs(piece.estimate(300) - piece.measure(300)) <= line


def test_plain_text_is_shown_letter_by_letter(qtbot: QtBot, look: Look) -> None:
    [piece] = plain_pieces(look, "You", "# no *Markdown*\n<b>\t𝄞\r\nend", muted=False)
    widget = filled(qtbot, piece)
    assert widget.toPlainText() == "# no *Markdown*\n<b>\t𝄞 \nend"
    assert piece.shown() == piece.plain(0, 99) == "# no *Markdown*\n<b>\t𝄞\r\nend"
    assert piece.document.characterCount() - 1 == utf16_length(piece.shown())


def test_long_text_is_cut_at_lines_then_words_then_anywhere(look: Look) -> None:
    line = "a line of some words\n"
    by_line = plain_pieces(look, "You", line * 1000, muted=True)
    assert len(by_line) > 4
    assert all(piece.shown().endswith("words") for piece in by_line)
    by_word = plain_pieces(look, "You", "word " * 3000, muted=True)
    assert all(piece.shown().startswith("word") for piece in by_word)
    assert "".join(piece.shown() for piece in by_word) == "word " * 3000
    hard = plain_pieces(look, "You", "x" * 1_000_000, muted=True)
    assert sum(len(piece.shown()) for piece in hard) == 1_000_000
    assert max(len(piece.shown()) for piece in hard) <= 4096
    assert hard[0].estimate(600) == pytest.approx(hard[0].measure(600), rel=0.4)
    assert len(plain_pieces(look, "You", "", muted=True)) == 1


def test_thoughts_grow_in_their_last_piece(qtbot: QtBot, look: Look) -> None:
    thoughts = PlainText(look, "Thinking", muted=True)
    text = "".join(f"thought {number}, and what follows from it\n" for number in range(400))
    seen: list[PlainPiece] = []
    for end in range(0, len(text), 37):
        first = thoughts.grow(text[:end])
        assert first >= len(seen) - 1
        assert thoughts.segments[: max(0, len(seen) - 1)] == seen[: max(0, len(seen) - 1)]
        seen = list(thoughts.segments)
        assert seen[-1].document.toPlainText() == seen[-1].shown()
    thoughts.grow(text)
    whole = plain_pieces(look, "Thinking", text, muted=True)
    assert [piece.shown() for piece in thoughts.segments] == [piece.shown() for piece in whole]
    assert thoughts.grow(text) == len(thoughts.segments)
    assert thoughts.grow("another") == 0
    assert [piece.shown() for piece in thoughts.segments] == ["another"]
