"""The colours of one block of code: found a little at a time, and kept for when they are shown."""

from __future__ import annotations

from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.parts import highlighting
from paddock.parts.highlighting import Lexing, Spans, find_lexer, is_loaded, spans_of

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_SLICE = 0.004
_FIRST_SLICE = 0.002  # inside of the call that brings the block into view
_PAUSE = 4  # ms between slices, for all else that waits


class CodeColors(QObject):
    """Nothing is coloured before `begin`. Then the text is coloured as a whole.

    Of an open block each further line is coloured by itself, once it is complete; what began on a
    line above, such as a long comment, is therefore only right when the block is closed and the
    whole is coloured once more.
    """

    colored = Signal(int, int)  # the first line with other colours, and the one after the last

    def __init__(self, text: str, language: str, *, closed: bool) -> None:
        super().__init__()
        self._text = text
        self._language = language
        self._closed = closed
        self._begun = False
        self._lexer: Lexer | None = None
        self._lexing: Lexing | None = None
        self._spans: list[Spans] = []
        self._taken = 0  # lines of _lexing that are in _spans
        self._next = 0  # where the first line begins that has no colours
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def of_line(self, line: int) -> Spans:
        return self._spans[line] if line < len(self._spans) else ()

    def begin(self) -> None:
        """The block comes into view."""
        if self._begun:
            return
        self._begun = True
        # A lexer that must be loaded first takes too long for the call that shows the block.
        self._start(_FIRST_SLICE if is_loaded(self._language) else 0.0)

    def set_code(self, text: str, language: str, *, closed: bool, same: int) -> tuple[int, int]:
        """The code as it is now; its first `same` characters are those from before.

        Returns the lines that have colours now, the first and the one after the last. `colored`
        does not tell of these.
        """
        anew = language != self._language or same < self._next or (closed and not self._closed)
        if same < self._next:
            del self._spans[text.count("\n", 0, same) :]
        self._text, self._language, self._closed = text, language, closed
        if not self._begun:
            return 0, 0
        if anew:
            self._start(0.0)
        elif self._lexing is None and self._lexer is not None and not closed:
            return self._color_lines(_FIRST_SLICE)
        return 0, 0

    def _start(self, seconds: float) -> None:
        """Begins with the whole of the text."""
        self._lexing = None
        self._lexer = None
        self._taken = 0
        if not self._language or not self._fits(self._text.count("\n")):
            self._timer.stop()
            return
        self._timer.start()
        if seconds:
            self._go_on(seconds)

    def _fits(self, lines: int) -> bool:
        return lines <= highlighting.LINES and len(self._text) <= highlighting.CHARACTERS

    def _go_on(self, seconds: float = _SLICE) -> None:
        if self._lexer is None:
            self._lexer = find_lexer(self._language)
            if self._lexer is None:
                self._timer.stop()
                return
            self._open_text(self._lexer)
        if self._lexing is not None:
            first, end = self._color_whole(seconds)
        else:
            first, end = self._color_lines(seconds)
        if first < end:
            self.colored.emit(first, end)

    def _open_text(self, lexer: Lexer) -> None:
        """Hands the lexer what is there; the last line of an open block is still being written."""
        end = len(self._text) if self._closed else self._text.rfind("\n") + 1
        self._next = end
        lines = self._text[:end].split("\n")
        if not self._closed:
            lines.pop()
        self._lexing = Lexing(lines, lexer)

    def _color_whole(self, seconds: float) -> tuple[int, int]:
        lexing = self._lexing
        assert lexing is not None
        lexing.advance(seconds)
        first = end = 0
        for line in range(self._taken, len(lexing.spans)):
            spans = lexing.spans[line]
            if line == len(self._spans):
                self._spans.append(spans)
                is_other = bool(spans)
            else:
                is_other = self._spans[line] != spans
                self._spans[line] = spans
            if is_other:
                first, end = (line if first == end else first), line + 1
        self._taken = len(lexing.spans)
        if lexing.done:
            self._lexing = None
            if self._closed:
                self._timer.stop()
        return first, end

    def _color_lines(self, seconds: float) -> tuple[int, int]:
        """Colours lines that have become complete, each by itself."""
        assert self._lexer is not None
        began, worked = perf_counter(), thread_time()
        first = len(self._spans)
        while (end := self._text.find("\n", self._next)) >= 0:
            if not self._fits(len(self._spans)):
                self._lexer = None
                break
            if perf_counter() - began >= seconds:
                self._timer.start()
                return first, len(self._spans)
            self._spans.append(spans_of(self._text[self._next : end], self._lexer))
            self._next = end + 1
            if thread_time() - worked > seconds + highlighting.PATIENCE:
                self._lexer = None  # this text is made to stall us
                break
        self._timer.stop()
        return first, len(self._spans)
