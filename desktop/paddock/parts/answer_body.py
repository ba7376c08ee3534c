"""The text of an answer as a column of segments, of which only the last is ever written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.domain.markdown import Splitter
from paddock.parts.code_block import CodeBlock
from paddock.parts.prose import Prose

if TYPE_CHECKING:
    from paddock.domain.markdown import Block
    from paddock.parts.look import Look


class AnswerBody(QWidget):
    """Markdown that streams in: runs of prose, and each fence a block of code with its own header."""

    link_requested = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._splitter = Splitter()
        self._prose: Prose | None = None
        self._fence: CodeBlock | None = None
        self._fence_is_open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_text(self, text: str, *, final: bool) -> None:
        """Brings the segments up to `text`, which must begin with what was shown before."""
        closed, open_block = self._splitter.feed(text, final=final)
        run: list[Block] = []
        for block in closed:
            if block.is_fence:
                self._write_prose(run, None)
                run = []
                self._write_fence(block, is_open=False)
            else:
                self._drop_open_fence()
                run.append(block)
        if open_block is None or open_block.is_fence:
            self._write_prose(run, None)
            if open_block is not None:
                self._write_fence(open_block, is_open=True)
        else:
            self._drop_open_fence()
            self._write_prose(run, open_block)
        self._column.activate()

    def _write_prose(self, closed: list[Block], open_block: Block | None) -> None:
        if self._prose is None:
            if not closed and open_block is None:
                return
            self._prose = Prose(self._look.markdown)
            self._prose.setAccessibleName(self._name)
            self._prose.link_requested.connect(self.link_requested)
            self._column.addWidget(self._prose)
        self._prose.write(closed, open_block)
        if self._prose.is_blank:
            self._remove(self._prose)
            self._prose = None

    def _write_fence(self, block: Block, *, is_open: bool) -> None:
        if self._fence is None or not self._fence_is_open:
            self._fence = CodeBlock(block.language, self._look.markdown, self._look.code)
            self._column.addWidget(self._fence)
        self._prose = None
        self._fence_is_open = is_open
        self._fence.set_code(block.code, block.language)
        if not is_open:
            self._fence.color()
            self._fence = None

    def _drop_open_fence(self) -> None:
        """An open block that looked like a fence and, with more text, is none."""
        if self._fence is not None and self._fence_is_open:
            self._remove(self._fence)
            self._fence = None
            self._fence_is_open = False

    def _remove(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
