"""TeX as images: what can be drawn, what is refused, and what never happens."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from paddock.parts.tex.drawing import LONGEST, Drawing, Refused, check, draw
from paddock.parts.tex.formulas import Formulas, Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


# ziamath finds its font by a function that was deprecated for a while.
pytestmark = pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")

BLACK = "#000000"


@pytest.fixture
def formulas(qapp: QApplication) -> Iterator[Formulas]:
    made = Formulas()
    yield made
    made.stop()


def image(
    qtbot: QtBot, formulas: Formulas, tex: str, *, display: bool = True, color: str = BLACK
) -> Rendered | None:
    """What is there once it is known."""

    def ask() -> Rendered | None:
        return formulas.image(tex, display=display, size=16, color=color)

    ask()
    qtbot.waitUntil(
        lambda: formulas.is_settled(tex, display=display, size=16, color=color), timeout=20_000
    )
    return ask()


def test_a_formula_is_drawn_later_and_told(qtbot: QtBot, formulas: Formulas) -> None:
    with qtbot.waitSignal(formulas.rendered, timeout=20_000):
        assert formulas.image("x^2", display=False, size=16, color=BLACK) is None
    made = formulas.image("x^2", display=False, size=16, color=BLACK)
    assert made is not None
    assert made.image.width() == made.width
    assert made.image.height() == made.ascent + made.depth
    assert made.ascent > made.depth
    inked = [made.image.pixelColor(x, y).alpha() for x in range(4, 9) for y in range(4, 12)]
    assert max(inked) > 150


def test_it_has_the_colour_and_the_resolution_asked_for(qtbot: QtBot, formulas: Formulas) -> None:
    plain = image(qtbot, formulas, "x")
    formulas.ratio = 2.0
    red = image(qtbot, formulas, "x", color="#ff0000")
    assert plain is not None
    assert red is not None
    assert abs(red.width - plain.width) <= 1
    assert abs(red.image.width() - 2 * plain.image.width()) <= 2
    assert red.image.devicePixelRatio() == 2.0
    pixels = [
        red.image.pixelColor(x, y)
        for x in range(red.image.width())
        for y in range(red.image.height())
    ]
    strongest = max(pixels, key=lambda pixel: pixel.alpha())
    assert strongest.red() > 200
    assert strongest.green() == 0


def test_a_sum_is_higher_on_a_line_of_its_own(qtbot: QtBot, formulas: Formulas) -> None:
    tex = r"\sum_{n=1}^\infty \frac{1}{n^2}"
    tall, small = image(qtbot, formulas, tex), image(qtbot, formulas, tex, display=False)
    assert tall is not None
    assert small is not None
    assert tall.height > small.height


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"f(x) = \begin{cases} x & x > 0 \\ -x & \text{if } x < 0 \end{cases}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"a \\ b",
        r"\text{a<b & c}",
        r"\mathop{\mathrm{argmin}}_x f(x) \tag{1} \label{eq:1}",
        r"\frac{1}{" * 30 + "x" + "}" * 30,
    ],
)
def test_what_people_write_is_drawn(tex: str) -> None:
    drawing = draw(tex, display=True, size=16, color=BLACK)
    assert drawing.width > 10
    assert drawing.ascent + drawing.depth > 10
    assert b"<use" not in drawing.svg  # Qt would leave it out


@pytest.mark.parametrize(
    "tex",
    [
        "",
        "x^",
        r"\ce{H2O}",
        r"x + \nosuchmacro{y}",
        r"\begin{nosuch} x \end{nosuch}",
        r"\frac{1}{2",
        "}",
        r"\left( x",
        r"\text{中文}",
        r"\hspace{99999em} x",
        r"\def\a{\a}\a",
        r"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\a",
        r"\frac{1}{" * 500 + "x" + "}" * 500,
        r"\begin{cases}" * 12 + "x" + r"\end{cases}" * 12,
        r"\sqrt" * 700 + "x",
        "x" + "'" * 3000,
        r"\begin{matrix}" + "x&" * 900 + r"\end{matrix}",
        "x+" * 1900,
        "x" * 100_000,
        r"\text{</mtext><mspace width='9em'/>" + "x" * 10,
        "\x00\ud800",
    ],
)
def test_what_cannot_be_drawn_is_refused_at_once(tex: str) -> None:
    draw("x", display=True, size=16, color=BLACK)  # loads the font
    before = time.process_time()
    with pytest.raises(Refused):
        draw(tex, display=True, size=16, color=BLACK)
    assert time.process_time() - before < 10  # that is: it ends


def test_markup_in_words_stays_words() -> None:
    plain = draw(r"\text{<mspace width='90em'/>}", display=True, size=16, color=BLACK)
    assert plain.width < 400


def measured(tex: str) -> Drawing:
    """Drawn for somebody whose letters are all as wide as they are high."""
    return draw(
        tex, display=True, size=20, color=BLACK, measure=lambda text, _bold: float(len(text))
    )


def test_words_without_a_glyph_have_their_place() -> None:
    made = measured(r"x = \begin{cases} 1 & \text{若 } x > 0 \\ 0 & \textbf{其他情况} \end{cases}")
    first, second = made.words
    assert (first.text, second.text) == ("若", "其他情况")
    assert (first.bold, second.bold) == (False, True)
    assert first.x == pytest.approx(second.x, abs=1)
    assert second.width == pytest.approx(4 * first.width, abs=0.5)
    assert 0 < first.base < second.base < made.ascent + made.depth
    assert b"paddock" not in made.svg


def test_such_words_are_smaller_as_an_index_and_have_their_colour() -> None:
    small, large = measured(r"x_{总} + \textcolor{red}{总}").words
    assert small.size < large.size
    assert (small.color, large.color) == (BLACK, "red")
    assert measured(r"a\text{中}\ b\boxed{\text{中}}\phantom{中}").words[1].text == "中"


@pytest.mark.parametrize("letter", ["\x01", "\ud800", "\u202e", "\ufdd0", "\u0378"])
def test_what_nobody_can_write_is_refused(letter: str) -> None:
    with pytest.raises(Refused):
        measured(rf"\text{{中{letter}}}")


def test_chinese_words_are_drawn(qtbot: QtBot, formulas: Formulas) -> None:
    made = image(qtbot, formulas, r"\text{中文字}", color="#ff0000")
    assert made is not None
    assert made.width > 36
    pixels = [
        made.image.pixelColor(x, y)
        for x in range(made.image.width())
        for y in range(made.image.height())
    ]
    assert sum(pixel.alpha() > 128 and pixel.red() > 128 for pixel in pixels) > 60


def height(tex: str) -> float:
    made = draw(tex, display=True, size=20, color=BLACK)
    return made.ascent + made.depth


def test_rows_stand_apart() -> None:
    two = height(r"\begin{aligned} a \\ a \end{aligned}")
    three = height(r"\begin{aligned} a \\ a \\ a \end{aligned}")
    assert three - two > 1.4 * 20
    assert height(r"\begin{pmatrix} a \\ a \\ a \end{pmatrix}") > 2 * 1.3 * 20
    assert height(r"\begin{aligned} a \\[6pt] a \end{aligned}") == pytest.approx(two)


def test_a_sign_belongs_to_what_follows_it() -> None:
    def width(tex: str) -> float:
        return draw(tex, display=True, size=20, color=BLACK).width

    assert width("a = -b") < width("a = {} - b") - 3
    assert width("(a) - b") == pytest.approx(width("(a) + b"), abs=1)
    assert width("p^* = a") > width("p^* = ") + width("a") - 2


def test_threads_end_with_their_owner(qapp: QApplication) -> None:
    owner = QObject()
    formulas = Formulas(owner)
    for number in range(40):
        tex = r"\frac{1}{" * 25 + f"x_{number}" + "}" * 25
        formulas.image(tex, display=True, size=16, color=BLACK)
    formulas._take_turn()
    owner.deleteLater()
    del formulas
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    assert not [thread for thread in threading.enumerate() if thread.name == "formulas"]


def test_only_what_looks_right_is_queued(formulas: Formulas) -> None:
    assert formulas.image("x" * (LONGEST + 1), display=True, size=16, color=BLACK) is None
    assert formulas.is_settled("x" * (LONGEST + 1), display=True, size=16, color=BLACK)
    with pytest.raises(Refused, match="closed"):
        check("{")


def test_a_refused_formula_is_not_tried_again(qtbot: QtBot, formulas: Formulas) -> None:
    assert image(qtbot, formulas, r"\nosuchmacro x") is None
    with qtbot.assertNotEmitted(formulas.rendered, wait=120):
        assert formulas.image(r"\nosuchmacro x", display=True, size=16, color=BLACK) is None


def test_what_was_dropped_from_the_queue_is_asked_for_again(
    qtbot: QtBot, formulas: Formulas
) -> None:
    wishes = [f"x_{{{number}}}" for number in range(100)]
    for tex in wishes:
        formulas.image(tex, display=True, size=16, color=BLACK)
    assert image(qtbot, formulas, wishes[0]) is not None


def test_the_library_waits_for_the_first_formula() -> None:
    program = (
        "import sys, paddock.parts.tex.formulas, paddock.parts.prose.prose;"
        "sys.exit(any(name in sys.modules for name in ('ziamath', 'latex2mathml', 'ziafont')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
