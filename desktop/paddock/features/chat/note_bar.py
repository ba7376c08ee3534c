"""A quiet line in the composer: an icon, words, and what can be done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from paddock.kit.icon_label import IconLabel
from paddock.kit.roles import set_kind, set_role

if TYPE_CHECKING:
    from paddock.kit.icons import Icons


class NoteBar(QWidget):
    """Hidden until `show_words`. `closable` gives it a button that hides it."""

    chosen = Signal()
    """The verb was pressed."""
    closed = Signal()

    def __init__(
        self, icons: Icons, icon: str, token: str = "muted", *, closable: bool = True
    ) -> None:
        super().__init__()
        picture = IconLabel(16, icons.icon(icon, token))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._text, "caption")
        self._verb = QPushButton()
        set_kind(self._verb, "link")
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close"))
        self._close.setIconSize(QSize(12, 12))
        self._close.setAccessibleName(self.tr("Close notice"))
        self._close.setToolTip(self.tr("Close notice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(picture)
        row.addWidget(self._text, 1)
        row.addWidget(self._verb)
        row.addWidget(self._close)
        self._close.setVisible(closable)  # not before: without a parent it would be a window
        self.hide()
        self._verb.clicked.connect(self.chosen)
        self._close.clicked.connect(self._on_close)

    def show_words(self, text: str, verb: str = "") -> None:
        """Replaces the words, and tells assistive technology. No words hide it."""
        is_news = bool(text) and (text != self._text.text() or self.isHidden())
        self._text.setText(text)
        self.setAccessibleName(text)
        self._verb.setText(verb)
        self._verb.setAccessibleName(verb)
        self._verb.setVisible(bool(verb))
        self.setVisible(bool(text))
        if is_news:
            from paddock.kit.announce import announce

            announce(self, text)

    def text(self) -> str:
        """The words that are shown; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is at one of its buttons."""
        return self._verb.hasFocus() or self._close.hasFocus()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
