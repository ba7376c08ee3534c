"""The read-only text widget of a transcript, and what a piece of text in a document does in it."""

from __future__ import annotations

from abc import abstractmethod
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit
from shiboken6 import delete

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.segments.segment import Segment, utf16_slice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

    from paddock.parts.look import Look
    from paddock.parts.segments.segment import Match

_OF_THE_TRANSCRIPT = (
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
)
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_TRIPLE_WITHIN = 400  # milliseconds from the second click to the third


class TextView(QTextBrowser):
    """A text browser without scroll bars, as tall as its piece of text.

    The mouse selects across widgets, so it is told to the transcript instead of being handled
    here; the keyboard's selection inside of one piece is Qt's own.
    """

    pressed = Signal(QPoint, int, bool)  # global position, clicks: 1 to 3, with Shift
    dragged = Signal(QPoint)
    released = Signal()
    link_requested = Signal(str)
    menu_requested = Signal(QPoint)  # global position
    copy_requested = Signal()
    select_all_requested = Signal()
    selected_by_keys = Signal()
    caret_moved = Signal(int)  # the middle of its line, in pixels from the widget's top

    def __init__(self) -> None:
        super().__init__()
        self._clicks = 0
        self._since_double = QElapsedTimer()
        self._pressed_at = QPoint()
        self._link = ""
        self.blank = QTextDocument(self)
        """What is shown while the widget waits in the pool."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self, "bare")
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.anchorClicked.connect(self._on_link)

    def _on_link(self, address: QUrl) -> None:
        # Encoded, it has no letters that look like others or turn the direction of the text.
        self.link_requested.emit(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is ever loaded because a model wrote its address."""
        return b""  # for None the document would look into the file itself

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._link = self.anchorAt(event.position().toPoint())
        self._pressed_at = event.globalPosition().toPoint()
        is_third = self._clicks == 2 and self._since_double.elapsed() < _TRIPLE_WITHIN
        self._clicks = 3 if is_third else 1
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.pressed.emit(self._pressed_at, self._clicks, shift)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._clicks = 2
            self._since_double.start()
            self._link = ""
            self.pressed.emit(event.globalPosition().toPoint(), 2, False)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._clicks = 0
            self.dragged.emit(event.globalPosition().toPoint())
        else:
            over = self.anchorAt(event.position().toPoint())
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        link, self._link = self._link, ""
        moved = (event.globalPosition().toPoint() - self._pressed_at).manhattanLength()
        if link and moved < 4:
            self._on_link(QUrl(link))
        self.released.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The caret is for who reads with the keyboard; a click or a new window shows none."""
        self.setCursorWidth(1 if event.reason() in _BY_KEYS else 0)
        super().focusInEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def copy(self) -> None:
        """Copies what is selected in the whole transcript."""
        self.copy_requested.emit()

    def selectAll(self) -> None:  # noqa: N802 - Qt's name for what the menu asks of the focus
        self.select_all_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.key() in _OF_THE_TRANSCRIPT and not (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            event.ignore()
        else:
            before = self._selected()
            super().keyPressEvent(event)
            if self._selected() != before:
                self.selected_by_keys.emit()
                self.caret_moved.emit(self.cursorRect().center().y())

    def _selected(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return cursor.anchor(), cursor.position()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())


class QuietDocument(QTextDocument):
    """A document that looks into no file and no network for what is written in it."""

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        return b""  # for None Qt would try to read the file


class TextSegment(Segment[TextView]):
    """A piece of text. Its document is made when it comes into view and may be forgotten after."""

    has_text: ClassVar[bool] = True
    name: str = ""
    """What a screen reader calls the widget."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._document: QTextDocument | None = None
        self._is_filled = False
        self._width = -1
        self._height = 0

    # ---- what a kind of text says of itself

    @abstractmethod
    def write(self, document: QTextDocument) -> None:
        """Fills a new, empty document whose default font and margin are set already."""

    # ---- what follows from it

    @classmethod
    @override
    def make_widget(cls) -> TextView:
        return TextView()

    @property
    def document(self) -> QTextDocument:
        """The laid out text; made now where there is none."""
        if self._document is None:
            document = QuietDocument()
            document.setUndoRedoEnabled(False)
            document.setDocumentMargin(0)
            document.setDefaultFont(self.look.markdown.body)
            self.write(document)
            self._document = document
            self._width = -1
        return self._document

    @property
    def has_document(self) -> bool:
        return self._document is not None

    def changed(self) -> None:
        """The document was written to: it must be measured again."""
        self._width = -1

    @override
    def height(self, width: int) -> int:
        return self._height if width == self._width else self.estimate(width)

    @override
    def measure(self, width: int) -> int:
        if width != self._width:
            document = self.document
            if document.textWidth() != width:
                document.setTextWidth(width)
            self._height = max(1, ceil(document.size().height()))
            self._width = width
        return self._height

    @override
    def fill(self, widget: TextView) -> None:
        self._is_filled = True
        widget.setAccessibleName(self.name)
        if widget.document() is not self.document:
            widget.setDocument(self.document)

    @override
    def release(self, widget: TextView) -> None:
        self._is_filled = False
        widget.setExtraSelections([])
        if widget.document() is self._document:
            widget.setDocument(widget.blank)

    @override
    def drop(self) -> None:
        """PySide keeps each document that a widget has ever shown: it must be deleted by hand."""
        if self._is_filled:
            return
        document, self._document = self._document, None
        if document is not None:
            delete(document)

    @override
    def position_at(self, widget: TextView, point: QPoint) -> int:
        layout = self.document.documentLayout()
        inside = QPointF(point.x() + widget.horizontalScrollBar().value(), point.y())
        return max(0, layout.hitTest(inside, Qt.HitTestAccuracy.FuzzyHit))

    def unit_at(self, position: int, *, is_line: bool) -> tuple[int, int]:
        """The word, or the whole line of the source, at a position: where it starts and ends."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(position)
        kind = QTextCursor.SelectionType
        cursor.select(kind.BlockUnderCursor if is_line else kind.WordUnderCursor)
        # A block is selected with the break before it.
        start = cursor.selectionStart()
        is_break = is_line and cursor.selectedText().startswith("\u2029")
        return start + is_break, cursor.selectionEnd()

    @override
    def show_selection(self, widget: TextView, start: int, end: int) -> None:
        cursor = widget.textCursor()
        if (cursor.anchor(), cursor.position()) != (start, end):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            widget.setTextCursor(cursor)

    @override
    def show_matches(self, widget: TextView, matches: Sequence[Match]) -> None:
        shown = []
        for match in matches:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document)
            cursor.setPosition(match.start)
            cursor.setPosition(match.end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = self._match_format(match)
            shown.append(selection)
        widget.setExtraSelections(shown)

    @override
    def line_at(self, y: int) -> tuple[int, int] | None:
        where = QPointF(0, y)
        position = self.document.documentLayout().hitTest(where, Qt.HitTestAccuracy.FuzzyHit)
        return (position, y - self.y_of(position)) if position >= 0 else None

    @override
    def y_of(self, position: int) -> int:
        position = min(position, self.document.characterCount() - 1)
        block = self.document.findBlock(position)
        box = self.document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return round(box.top() + (line.y() if line.isValid() else 0))

    @override
    def plain(self, start: int, end: int) -> str:
        return utf16_slice(self.shown(), start, end)

    @override
    def markdown(self, start: int, end: int) -> str:
        return self.plain(start, end)

    def _match_format(self, match: Match) -> QTextCharFormat:
        return self.look.match(current=match.current)
