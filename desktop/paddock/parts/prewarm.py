"""What the first answer would have to wait for, loaded in idle moments after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.parts.look import Look

_FIRST_AFTER = 700  # milliseconds: the start itself is over
_BETWEEN = 120


class Prewarm(QObject):
    """Takes one step at a time, so that none of them keeps a key waiting for long."""

    def __init__(self, look: Callable[[], Look], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._steps = iter((_markdown, _views, self._fonts, _lexers))
        self._timer = QTimer(self, singleShot=True, interval=_FIRST_AFTER)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        step = next(self._steps, None)
        if step is not None:
            step()
            self._timer.start(_BETWEEN)

    def _fonts(self) -> None:
        """Each font and weight is looked up when it is first laid out."""
        from PySide6.QtGui import QTextDocument

        style = self._look().markdown
        document = QTextDocument()
        document.setDefaultFont(style.body)
        document.setHtml("<p>Aa 字 <b>Aa 字</b> <i>Aa 字</i> <code>Aa</code></p>")
        document.size()
        document.setDefaultFont(style.code)
        document.setPlainText("def a(): 0 字")
        document.size()


def _markdown() -> None:
    from paddock.domain.markdown.growing import Growing

    Growing().feed("# a\n\n- *b* `c`\n\n| d |\n|---|\n| 1 |\n", final=True)


def _views() -> None:
    import paddock.parts.transcript.view  # noqa: F401 - loading it is what is wanted


def _lexers() -> None:
    from paddock.parts.highlighting import prewarm

    prewarm()
