"""The head of a block of code: its language, whether long lines are broken, and a button to copy it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from paddock.base.compat import override
from paddock.kit.elided import ElidedLabel
from paddock.kit.roles import set_role
from paddock.parts.code.listing import PADDING
from paddock.parts.code.text import without_strange
from paddock.parts.segments.segment import Segment

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from paddock.kit.icons import Icons
    from paddock.parts.code.listing import Listing
    from paddock.parts.look import Look

_COPIED = 1500  # ms
_LONGEST = 200  # characters of a name that are looked at
_AROUND = 6  # pixels of a button beside what it shows
_ROOM = 14  # pixels above and below the text of the head, together


class CodeHeadView(QWidget):
    """Shows the head of one block after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._listing: Listing | None = None
        self._icons: Icons | None = None
        self._points = 0.0
        self._label = ElidedLabel()
        set_role(self._label, "caption")
        self._wrap = QToolButton()
        self._wrap.setCheckable(True)
        self._wrap.setAccessibleName(self.tr("Wrap lines"))
        self._wrap.setToolTip(self.tr("Wrap lines"))
        self._copy = _WordButton()
        self._copy.setText(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy code"))
        self._copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (self._wrap, self._copy):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_COPIED)
        set_role(self, "codehead")
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 0, PADDING - _AROUND, 0)
        row.setSpacing(0)
        row.addWidget(self._label, 1)
        row.addWidget(self._wrap)
        row.addWidget(self._copy)
        self._wrap.toggled.connect(self._on_wrap)
        self._copy.clicked.connect(self._on_copy)
        self._timer.timeout.connect(self._on_copied)

    def show_listing(self, listing: Listing) -> None:
        """Shows the head of a block until `rest`."""
        if listing is not self._listing:
            self.rest()
            self._listing = listing
            self._dress(listing.look)
            listing.resized.connect(self._fit)
            listing.renamed.connect(self._fit)
            listing.wrapped.connect(self._fit)
        self._fit()

    def rest(self) -> None:
        """Listens to nothing."""
        listing, self._listing = self._listing, None
        self._on_copied()
        if listing is not None:
            listing.resized.disconnect(self._fit)
            listing.renamed.disconnect(self._fit)
            listing.wrapped.disconnect(self._fit)

    def _dress(self, look: Look) -> None:
        self._icons = look.icons
        self._wrap.setIcon(look.icons.icon("wrap"))
        self._copy.setIcon(look.icons.icon("copy"))
        points = caption_font(look).pointSizeF()
        if points != self._points:
            self._points = points
            side = round(16 * look.zoom)
            self._wrap.setIconSize(QSize(side, side))
            self._copy.setIconSize(QSize(side, side))
            # The application's style sheet has one size, and it goes before a font.
            self.setStyleSheet(f"QLabel, QToolButton {{ font-size: {points:g}pt; }}")

    def _fit(self) -> None:
        listing = self._listing
        if listing is None:
            return
        self._label.set_text(without_strange(listing.leaf.language[:_LONGEST]))
        self._wrap.setVisible(listing.wraps or listing.is_too_wide(self.width()))
        if self._wrap.isChecked() != listing.wraps:
            self._wrap.blockSignals(True)
            self._wrap.setChecked(listing.wraps)
            self._wrap.blockSignals(False)

    def _on_wrap(self, wraps: bool) -> None:
        if self._listing is not None:
            self._listing.set_wraps(wraps)

    def _on_copy(self) -> None:
        if self._listing is not None:
            QGuiApplication.clipboard().setText(self._listing.leaf.text)
            self._copy.setText(self.tr("Copied"))
            self._copy.setIcon(self._listing.look.icons.icon("check", "accent"))
            self._copy.setAccessibleDescription(self.tr("Copied"))
            self._timer.start()

    def _on_copied(self) -> None:
        self._timer.stop()
        if self._icons is not None:
            self._copy.setIcon(self._icons.icon("copy"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setAccessibleDescription("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _WordButton(QToolButton):
    """As wide as icon and word need: Qt leaves room for two blanks more behind the word."""

    @override
    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return size - QSize(2 * self.fontMetrics().horizontalAdvance(" "), 0)


class CodeHead(Segment[CodeHeadView]):
    """The head of one block."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._height = QFontMetrics(caption_font(listing.look)).height() + _ROOM

    @classmethod
    @override
    def make_widget(cls) -> CodeHeadView:
        return CodeHeadView()

    @override
    def estimate(self, width: int) -> int:
        return self._height

    @override
    def fill(self, widget: CodeHeadView) -> None:
        widget.show_listing(self._listing)

    @override
    def release(self, widget: CodeHeadView) -> None:
        widget.rest()


def caption_font(look: Look) -> QFont:
    """Two points smaller than the text of the transcript, at its zoom."""
    font = QFont(look.markdown.body)
    font.setPointSizeF(font.pointSizeF() - 2 * look.zoom)
    return font
