"""A formula on lines of its own, and one between words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QWidget

from paddock.base.paths import resources
from paddock.domain.markdown.leaves import Formula, Kind, Paragraph, Span
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import Look, look_of
from paddock.parts.prose.formula import FormulaSegment, FormulaView, letter_size
from paddock.parts.prose.prose import Prose
from paddock.parts.tex.formulas import Formulas
from paddock.parts.transcript.view import Transcript
from tests.parts.transcript.transcripts import chat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

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
def formulas(qapp: QApplication) -> Iterator[Formulas]:
    made = Formulas()
    yield made
    made.stop()


def segment(look: Look, formulas: Formulas, tex: str, told: list[None]) -> FormulaSegment:
    leaf = Formula(tex=tex, source=f"$${tex}$$")
    return FormulaSegment(look, formulas, leaf, lambda: told.append(None))


def filled(qtbot: QtBot, made: FormulaSegment, width: int) -> FormulaView:
    widget = made.make_widget()
    qtbot.addWidget(widget)
    widget.resize(width, made.measure(width))
    made.fill(widget)
    assert isinstance(widget, FormulaView)
    return widget


def painted(widget: QWidget) -> QImage:
    """The widget on white."""
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    widget.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return picture


def darkest(widget: FormulaView) -> int:
    picture = painted(widget)
    return min(
        picture.pixelColor(x, y).lightness()
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_the_image_takes_the_place_of_the_source(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    told: list[None] = []
    made = segment(look, formulas, r"\frac{a}{b}", told)
    first = made.measure(500)
    widget = filled(qtbot, made, 500)
    assert widget.accessibleName() == "Formula"
    assert widget.toPlainText() == r"\frac{a}{b}"
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert made.measure(500) != first
    assert darkest(widget) < 80
    # For those who read or copy it, it is still the source.
    assert widget.toPlainText() == made.shown() == r"\frac{a}{b}"
    assert made.plain(0, 7) == r"\frac{a"
    assert made.plain(0, 11) == made.markdown(0, 11) == r"$$\frac{a}{b}$$"
    assert made.position_at(widget, QPoint(20, 5)) == 0
    assert made.position_at(widget, QPoint(480, 5)) == len(made.shown())
    made.release(widget)
    made.drop()
    assert made.measure(500) != first


def test_a_conversation_that_is_shown_again_has_its_formula_again(qtbot: QtBot, look: Look) -> None:
    transcript = Transcript(look)
    qtbot.addWidget(transcript)
    transcript.resize(700, 500)
    transcript.show()
    with_formula = chat(("Q", "Before.\n\n$$\\frac{a}{b}$$\n\nAfter."))

    def shown() -> QImage:
        views = transcript.findChildren(FormulaView)
        return next((painted(view) for view in views if view.isVisible()), QImage())

    transcript.show_chat(with_formula)
    source = shown()
    qtbot.waitUntil(lambda: shown().height() not in (0, source.height()), timeout=20_000)
    image = shown()
    transcript.show_chat(chat(("Other", "Words."), id=2))
    qtbot.waitUntil(lambda: shown().isNull())
    transcript.show_chat(with_formula)
    qtbot.waitUntil(lambda: not shown().isNull())
    assert shown() == image


def test_one_whose_image_is_there_already_is_never_shown_as_source(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    told: list[None] = []
    first = segment(look, formulas, r"\frac{a}{b}", told)
    widget = filled(qtbot, first, 500)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    widget.resize(500, first.measure(500))
    image = painted(widget)
    again = segment(look, formulas, r"\frac{a}{b}", told)
    second = filled(qtbot, again, 500)
    assert painted(second) == image
    again.release(second)
    again.drop()
    again.fill(second)
    assert painted(second) == image


def test_one_that_is_too_wide_is_made_smaller_or_stays_source(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    told: list[None] = []
    made = segment(look, formulas, r"\frac{a+b+c+d+e+f+g+h+i}{b}", told)
    made.measure(900)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    full, fitted = made.measure(900), made.measure(180)
    assert fitted < full
    widget = filled(qtbot, made, 60)
    assert darkest(widget) < 200
    assert made.position_at(widget, QPoint(0, 5)) == 0
    assert made.measure(60) > fitted  # lines of source


def test_a_refused_one_shows_its_source(qtbot: QtBot, look: Look, formulas: Formulas) -> None:
    told: list[None] = []
    made = segment(look, formulas, r"\nosuchmacro", told)
    before = made.measure(500)
    qtbot.waitUntil(lambda: not formulas.is_busy, timeout=20_000)
    assert (made.measure(500), told) == (before, [])
    widget = filled(qtbot, made, 500)
    made.show_selection(widget, 0, 3)
    shade = painted(widget).pixelColor(250, 8)
    assert shade == QColor(look.tokens.code)
    assert "$" not in widget.toPlainText()


def test_between_words_it_is_one_character_from_the_start(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    told: list[None] = []
    prose = Prose(look, formulas, "model", lambda: told.append(None))
    tall = Span(r"\frac{\frac{a}{b}}{\frac{c}{d}}", kind=Kind.FORMULA, source="$…$")
    prose.write_leaves([Paragraph(spans=(Span("a "), tall, Span(" z")))], [])
    before = prose.measure(500)
    text = prose.document.toRawText()
    assert text == "a \ufffc z"
    widget = prose.make_widget()
    qtbot.addWidget(widget)
    widget.resize(500, before)
    prose.fill(widget)
    painted(widget)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert prose.document.toRawText() == text
    assert prose.measure(500) > before
    widget.resize(500, prose.measure(500))
    painted(widget)


def test_a_long_source_between_words_stays_inside(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    prose = Prose(look, formulas, "model", lambda: None)
    long = Span("x" * 5000, kind=Kind.FORMULA, source="$" + "x" * 5000 + "$")
    prose.write_leaves([Paragraph(spans=(long,))], [])
    assert prose.measure(400) > 500
    assert prose.document.size().width() <= 400


def lines(prose: Prose, width: int) -> list[float]:
    """Where the letters of each line stand."""
    prose.measure(width)
    found = []
    block = prose.document.begin()
    while block.isValid():
        top = prose.document.documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            found.append(top + line.y() + line.ascent())
        block = block.next()
    return found


def test_lines_with_formulas_keep_their_distance(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    spans = []
    for tex in (r"\frac{1.8}{74}", "x^2", "p_i", r"\sqrt{x}", r"\hat{y}"):
        spans += [Span("words before it "), Span(tex, kind=Kind.FORMULA, source=f"${tex}$")]
    told: list[None] = []
    prose = Prose(look, formulas, "model", lambda: told.append(None))
    prose.write_leaves([Paragraph(spans=(*spans * 4, Span(" end")))], [])
    prose.measure(300)
    qtbot.waitUntil(lambda: not formulas.is_busy and bool(told), timeout=20_000)
    bases = lines(prose, 300)
    assert len(bases) > 6
    steps = {round(below - base) for base, below in pairwise(bases)}
    assert steps == {look.markdown.pixels()}


def test_a_tall_formula_moves_the_lines_no_further_than_it_must(
    qtbot: QtBot, look: Look, formulas: Formulas
) -> None:
    tex = r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"
    tall = Span(tex, kind=Kind.FORMULA, source=f"${tex}$")
    told: list[None] = []
    prose = Prose(look, formulas, "model", lambda: told.append(None))
    prose.write_leaves([Paragraph(spans=(Span("a\nb "), tall, Span(" c\nd")))], [])
    prose.measure(500)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    first, second, third = lines(prose, 500)
    color = QColor(look.markdown.text).name()
    made = formulas.image(tex, display=False, size=letter_size(look.markdown.body), color=color)
    assert made is not None
    pitch = look.markdown.pixels()
    assert pitch < second - first < pitch + made.ascent
    assert pitch < third - second < pitch + made.depth
