"""Formulas as images: drawn one after the other, and kept for as long as there is room.

Setting a formula is a millisecond or two of Python, rarely 60, and loading what does it 150 to 200.
A thread does the loading and what takes long: Python lets it run for 5 ms whenever the user
interface lets go of the interpreter, which every other call of Qt does, so the interval is a tenth
of that meanwhile. All others are drawn between two events: a thread would cost a stream more.
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass
from math import ceil
from typing import Protocol
from weakref import WeakSet

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from paddock.parts.tex.drawing import COSTLIEST, Refused, TooCostlyError, check, draw, is_loaded
from paddock.parts.tex.writing import width_of, write_words

_KEPT = 4000
_KEPT_BYTES = 48 * 1024 * 1024
_WAITING = 64
"""Formulas in the queue. More are not in view at once; what was dropped is asked for again."""
_TURN = 12
"""Milliseconds between two formulas, so that others have their turn."""
_TURNS_TOLD = 4
"""Turns after which it is told what is there: each time, paragraphs are laid out again."""
_CHEAP = 500
"""The cost up to which a formula is drawn at once; about 20 ms."""
_LARGEST = 8_000_000
"""Pixels of an image."""
_SWITCH_INTERVAL = 0.0005
_PATIENCE = 5.0
"""Seconds that the last formula may take at the end; the costliest one takes less than one."""
_drawing = threading.Lock()
"""Held while a formula is drawn: ziamath's fonts and Python's interval belong to all threads."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An image with its size in logical pixels; `ascent` is what stands above the line of writing."""

    image: QImage
    width: float
    ascent: float
    depth: float

    @property
    def height(self) -> float:
        return self.ascent + self.depth


@dataclass(frozen=True, slots=True)
class Key:
    """What an image depends on: the formula, the height of its letters, colour, and screen."""

    tex: str
    display: bool
    size: float
    color: str
    ratio: float


class Waiting(Protocol):
    """Somebody who showed the source of a formula that was not there yet."""

    def formulas_ready(self) -> None:
        """Some formulas are there now, perhaps those asked for."""


class Formulas(QObject):
    """The formulas of a transcript."""

    rendered = Signal()
    """Some are there that were asked for before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ratio = 1.0
        """Pixels of the screen for one of the program's; whoever owns the widgets keeps it right."""
        self._kept: OrderedDict[Key, Rendered | None] = OrderedDict()
        self._bytes = 0
        self._asked: set[Key] = set()
        self._wishes: deque[Key] = deque()
        self._news = False
        self._turns = 0
        self._worker = _Worker()
        self._waiting: WeakSet[Waiting] = WeakSet()
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN)
        self._timer.timeout.connect(self._take_turn)
        self.destroyed.connect(self._worker.stop)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be drawn."""
        return bool(self._asked)

    def image(self, tex: str, *, display: bool, size: float, color: str) -> Rendered | None:
        """The formula in letters `size` pixels high; None while it is not there, or never will be."""
        key = Key(tex, display, round(size, 2), color, self.ratio)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._ask(key)
        return None

    def is_settled(self, tex: str, *, display: bool, size: float, color: str) -> bool:
        """Whether it is known what `image` gives; else it may be there later."""
        return Key(tex, display, round(size, 2), color, self.ratio) in self._kept

    def tell(self, somebody: Waiting) -> None:
        """Calls it once, when some formulas are there. Nobody is kept alive by this."""
        self._waiting.add(somebody)

    def stop(self) -> None:
        """Draws no more of what was asked for."""
        self._worker.stop()
        self._wishes.clear()
        self._asked.clear()
        self._timer.stop()

    def _ask(self, key: Key) -> None:
        try:
            check(key.tex)
        except Refused:
            self._keep(key, None)
            return
        self._asked.add(key)
        self._wishes.append(key)
        while len(self._wishes) > _WAITING:
            self._asked.discard(self._wishes.popleft())
        if not self._timer.isActive():  # starting it again would put the next turn off for ever
            self._timer.start()

    def _take_turn(self) -> None:
        """Draws one formula, the newest wish first, and tells when there is nothing left to do."""
        for key, image in self._worker.take():
            self._settle(key, image)
        if self._wishes and not self._worker.has_loaded:
            self._worker.add(self._wishes.pop())
        elif self._wishes and _drawing.acquire(blocking=False):
            try:
                self._draw_here(self._wishes.pop())
            finally:
                _drawing.release()
        if not self._asked:
            self._timer.stop()
        self._turns += 1
        if self._news and (not self._asked or self._turns % _TURNS_TOLD == 0):
            self._tell()

    def _draw_here(self, key: Key) -> None:
        try:
            self._settle(key, _drawn(key, costliest=_CHEAP))
        except TooCostlyError:
            self._worker.add(key)
        except Refused:
            self._settle(key, None)

    def _settle(self, key: Key, image: Rendered | None) -> None:
        self._asked.discard(key)
        self._keep(key, image)
        self._news = True

    def _tell(self) -> None:
        self._news = False
        self.rendered.emit()
        waiting = list(self._waiting)
        self._waiting.clear()
        for somebody in waiting:
            somebody.formulas_ready()

    def _keep(self, key: Key, image: Rendered | None) -> None:
        self._kept[key] = image
        self._bytes += _size(image)
        while len(self._kept) > _KEPT or (self._bytes > _KEPT_BYTES and len(self._kept) > 1):
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= _size(oldest)


class _Worker:
    """A thread that lives while there is something to draw.

    It knows nothing of the QObject that it works for, which may be gone before a formula is done.
    """

    def __init__(self) -> None:
        self.has_loaded = False
        """Whether what draws is imported, so that others may draw too."""
        self._lock = threading.Lock()
        self._wishes: deque[Key] = deque()
        self._done: list[tuple[Key, Rendered | None]] = []
        self._thread: threading.Thread | None = None

    def add(self, key: Key) -> None:
        with self._lock:
            self._wishes.append(key)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="formulas")
                self._thread.start()

    def take(self) -> list[tuple[Key, Rendered | None]]:
        """What was drawn since it was last asked."""
        with self._lock:
            done, self._done = self._done, []
        return done

    def stop(self) -> None:
        """Ends after the formula that is being drawn: nothing is drawn when the program has ended."""
        with self._lock:
            self._wishes.clear()
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE)

    def _run(self) -> None:
        while (key := self._next()) is not None:
            image = _draw_gently(key)
            self.has_loaded = is_loaded()
            with self._lock:
                self._done.append((key, image))

    def _next(self) -> Key | None:
        with self._lock:
            if self._wishes:
                return self._wishes.pop()
            self._thread = None
            return None


def _draw_gently(key: Key) -> Rendered | None:
    """Draws a formula and lets the other threads run often while it does."""
    with _drawing:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(min(usual, _SWITCH_INTERVAL))
        try:
            return _drawn(key)
        except Refused:
            return None
        finally:
            sys.setswitchinterval(usual)


def _drawn(key: Key, costliest: int = COSTLIEST) -> Rendered:
    """The image, in which the line of writing lies on the border of two rows of pixels."""
    drawing = draw(
        key.tex,
        display=key.display,
        size=key.size,
        color=key.color,
        costliest=costliest,
        measure=width_of,
    )
    ratio = key.ratio
    above, below = ceil(drawing.ascent * ratio), ceil(drawing.depth * ratio)
    width = ceil(drawing.width * ratio)
    if not (above + below > 0 and width * (above + below) <= _LARGEST):
        raise Refused("too large")
    renderer = QSvgRenderer(QByteArray(drawing.svg))
    if not renderer.isValid():
        raise Refused("no image")
    image = QImage(width, above + below, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    height = (drawing.ascent + drawing.depth) * ratio
    renderer.render(
        painter, QRectF(0, above - drawing.ascent * ratio, drawing.width * ratio, height)
    )
    for words in drawing.words:
        write_words(painter, words, above - drawing.ascent * ratio, ratio, QColor(key.color))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return Rendered(image, width / ratio, above / ratio, below / ratio)


def _size(image: Rendered | None) -> int:
    return image.image.sizeInBytes() if image is not None else 0
