"""The widget of a piece of code: it scrolls sideways together with the other pieces of its block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.code.listing import EDGE, PADDING
from paddock.parts.code.paint import CodePainter
from paddock.parts.segments.text_view import TextView

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextCursor, QWheelEvent

    from paddock.parts.code.listing import Listing

BAR = 10
"""Height of the scroll bar."""
_INSET = PADDING - EDGE  # the scroll bar begins and ends with the text


class CodeView(TextView):
    """Has the scroll bar while it shows the last piece of a block that is too wide."""

    def __init__(self) -> None:
        super().__init__()
        self._listing: Listing | None = None
        self._is_last = False
        self._wanted = 0  # the most that can be scrolled, whatever the lines of this piece need
        self._own = False  # whether the bar moves for a reason that is not a person's
        self._blank = QTextDocument(self)
        set_role(self, "codelines")
        self.setViewportMargins(EDGE, 0, EDGE, 0)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        bar = self.horizontalScrollBar()
        bar.setSingleStep(20)
        for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight):
            inset = QWidget()
            inset.setFixedWidth(_INSET)
            self.addScrollBarWidget(inset, side)
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_value_changed)
        self.selectionChanged.connect(self.viewport().update)

    def show_piece(self, listing: Listing, document: QTextDocument, *, is_last: bool) -> None:
        """Shows a piece until `rest`."""
        self._is_last = is_last
        if listing is not self._listing:
            self._leave()
            self._listing = listing
            listing.resized.connect(self._fit)
            listing.wrapped.connect(self._wrap)
            listing.sideways.moved.connect(self._fit)
        if self.document() is not document:
            self._set_mode(self._blank)
            self.setDocument(document)
        self._fit()

    def rest(self) -> None:
        """Shows nothing, and listens to nothing."""
        self._leave()
        self.setDocument(self._blank)

    def set_last(self, is_last: bool) -> None:
        self._is_last = is_last
        self._fit()

    def select(self, cursor: QTextCursor) -> None:
        """Selects without scrolling: a selection that crosses the block ends far to the right."""
        self._own = True
        self.setTextCursor(cursor)
        self._own = False
        self._fit()

    def _leave(self) -> None:
        listing, self._listing = self._listing, None
        if listing is not None:
            listing.resized.disconnect(self._fit)
            listing.wrapped.disconnect(self._wrap)
            listing.sideways.moved.disconnect(self._fit)

    def _set_mode(self, document: QTextDocument) -> None:
        """Another mode lays out what is shown: `document` is, meanwhile."""
        wraps = self._listing is not None and self._listing.wraps
        mode = QTextEdit.LineWrapMode.WidgetWidth if wraps else QTextEdit.LineWrapMode.NoWrap
        if mode != self.lineWrapMode():
            if self.document() is not document:
                self.setDocument(document)
            self.setLineWrapMode(mode)

    def _wrap(self) -> None:
        self._set_mode(self.document())
        self._fit()

    def _fit(self, _offset: int = 0) -> None:
        """Takes over how wide the block is, and how far it is scrolled."""
        listing = self._listing
        if listing is None:
            return
        page = self.viewport().width()
        self._wanted = 0 if listing.wraps else max(0, listing.width - page)
        listing.sideways.set_range(self._wanted, page)
        has_bar = self._is_last and self._wanted > 0
        always, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        policy = always if has_bar else off
        bar = self.horizontalScrollBar()
        self._own = True
        if policy != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(policy)
        bar.setRange(0, self._wanted)
        bar.setPageStep(page)
        bar.setValue(listing.sideways.offset)
        self._own = False

    def _on_range_changed(self, _minimum: int, maximum: int) -> None:
        # Qt sets the range that this piece alone would need; this comes before it limits the value.
        listing = self._listing
        if listing is None or maximum == self._wanted:
            return
        if maximum > self._wanted and not listing.wraps:
            listing.widen(maximum + self.viewport().width() - 2 * (PADDING - EDGE))
        self.horizontalScrollBar().setRange(0, self._wanted)

    def _on_value_changed(self, value: int) -> None:
        if self._listing is not None and not self._own:
            self._listing.sideways.move_to(value)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # what fades at the edges does not move

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        listing = self._listing
        if listing is None:
            return
        view = self.viewport()
        offset = self.horizontalScrollBar().value()
        code = CodePainter(self.document(), listing, event.rect(), offset, view.width())
        cursor = self.textCursor()
        with QPainter(view) as painter:
            code.paint_behind(painter, cursor)
        super().paintEvent(event)
        if self._wanted:
            with QPainter(view) as painter:
                code.paint_over(painter, cursor)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        x, y = delta.x(), delta.y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not x:
            x, y = y, 0
        if self._listing is not None and self._wanted and abs(x) > abs(y):
            self._listing.sideways.move_to(self._listing.sideways.offset - x)
            event.accept()
        else:
            event.ignore()
