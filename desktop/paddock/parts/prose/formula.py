"""A formula on lines of its own: an image, or its TeX like a block of code where none can be drawn."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QCoreApplication, QPoint, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QPainter,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCursor,
)

from paddock.base.compat import override
from paddock.parts.markdown_style import pixel_size
from paddock.parts.prose.layout import as_written
from paddock.parts.prose.plain import wrap_anywhere
from paddock.parts.segments.segment import utf16_length, utf16_slice
from paddock.parts.segments.text_view import TextSegment, TextView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QTextDocument

    from paddock.domain.markdown.leaves import Formula
    from paddock.kit.theme import Tokens
    from paddock.parts.look import Look
    from paddock.parts.tex.formulas import Formulas, Rendered


class _Wish(TypedDict):
    """What is always the same when its image is asked for."""

    display: bool
    size: float
    color: str


SMALLEST = 0.6
"""A formula that had to be made smaller to fit is not read: its source is shown."""
_LETTERS = 1.06
"""The letters of formulas are smaller than those of most fonts of the same size."""
_PADDING = 4
_CODE_PADDING = 12
_CODE_PITCH = 1.5
_RADIUS = 10


def letter_size(font: QFont) -> float:
    """How large the letters of a formula are beside a text in a font."""
    return QFontInfo(font).pixelSize() * _LETTERS


class FormulaView(TextView):
    """Paints an image in its middle. The text under it is the source, for those who read it aloud."""

    def __init__(self) -> None:
        super().__init__()
        self._image: Rendered | None = None
        self._frame: Tokens | None = None

    def show_image(self, image: Rendered | None, frame: Tokens | None = None) -> None:
        """Shows an image; else the source, in a frame when these colours are given."""
        self._image = image
        self._frame = frame
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            if self._frame is not None:
                self._paint_frame(self._frame)
            super().paintEvent(event)
            return
        place = self.image_place(self._image)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.textCursor().hasSelection():
            shade = self.palette().color(QPalette.ColorRole.Highlight)
            shade.setAlphaF(0.3)
            painter.fillRect(place.adjusted(-4, -2, 4, 2), shade)
        if place.width() < self._image.width:
            painter.drawImage(place, self._image.image)
        else:
            painter.drawImage(place.topLeft(), self._image.image)
        painter.end()

    def _paint_frame(self, tokens: Tokens) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.code))
        box = QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.end()

    def image_place(self, image: Rendered) -> QRectF:
        """Where it stands in the widget: in the middle, smaller where it is too wide."""
        room = QRectF(self.viewport().rect())
        factor = min(1.0, room.width() / image.width)
        width, height = image.width * factor, image.height * factor
        left, top = (room.width() - width) / 2, (room.height() - height) / 2
        return QRectF(round(left), round(top), width, height)


class FormulaSegment(TextSegment):
    """A formula on lines of its own. Its text is its TeX; copied as a whole, it has delimiters."""

    gap = 12

    def __init__(
        self, look: Look, formulas: Formulas, leaf: Formula, relayout: Callable[[], None]
    ) -> None:
        super().__init__(look)
        self.leaf = leaf
        self.name = QCoreApplication.translate("Formula", "Formula")
        self._formulas = formulas
        self._relayout = relayout
        self._size = letter_size(look.markdown.body) * 1.1
        self._tex = leaf.tex.strip("\n") or leaf.source
        self._widget: FormulaView | None = None

    @classmethod
    @override
    def make_widget(cls) -> TextView:
        return FormulaView()

    @override
    def write(self, document: QTextDocument) -> None:
        wrap_anywhere(document)
        document.setDocumentMargin(_CODE_PADDING)
        style = self.look.markdown.code_line()
        line = QTextBlockFormat()
        pitch = ceil(_CODE_PITCH * pixel_size(style.font()))
        line.setLineHeight(pitch, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(line)
        cursor.insertText("\n".join(map(as_written, self._tex.split("\n"))), style)

    def _image(self, width: int) -> Rendered | None:
        """The image, where it fits and is there."""
        image = self._formulas.image(self.leaf.tex, **self._wish())
        if image is None:
            if not self._formulas.is_settled(self.leaf.tex, **self._wish()):
                self._formulas.tell(self)
            return None
        return image if image.width * SMALLEST <= width else None

    def _wish(self) -> _Wish:
        return {"display": True, "size": self._size, "color": self.look.markdown.text}

    def formulas_ready(self) -> None:
        """Shows the image now, if it is there."""
        if self._width < 0:
            return
        before = self._height
        width, self._width = self._width, -1
        height = self.measure(width)
        if self._widget is not None:
            self._show(self._widget)
        if height != before:
            self._width = -1
            self._relayout()

    @override
    def estimate(self, width: int) -> int:
        rows = 1 + self.leaf.tex.count("\\\\")
        tall = any(part in self.leaf.tex for part in ("\\frac", "\\sum", "\\int", "\\prod"))
        return ceil(self._size * (1.6 * rows + (1.2 if tall else 0))) + 2 * _PADDING

    @override
    def measure(self, width: int) -> int:
        if width != self._width:
            image = self._image(width)
            if image is None:
                return super().measure(width)
            height = image.height * min(1.0, width / image.width)
            self._height, self._width = ceil(height) + 2 * _PADDING, width
        return self._height

    @override
    def fill(self, widget: TextView) -> None:
        # An image is measured without a document: the one that is made now changes no size.
        width = self._width
        super().fill(widget)
        self._width = width
        assert isinstance(widget, FormulaView)
        self._widget = widget
        self._show(widget)

    def _show(self, widget: FormulaView) -> None:
        """While it is not known whether there will be an image, the source has no frame."""
        image = self._image(self._width)
        is_settled = self._formulas.is_settled(self.leaf.tex, **self._wish())
        widget.show_image(image, self.look.tokens if is_settled else None)

    @override
    def release(self, widget: TextView) -> None:
        assert isinstance(widget, FormulaView)
        super().release(widget)
        self._widget = None
        widget.show_image(None)

    @override
    def shown(self) -> str:
        return self._tex

    @override
    def plain(self, start: int, end: int) -> str:
        if start <= 0 and end >= utf16_length(self._tex):
            return self.leaf.source or self._tex
        return utf16_slice(self._tex, start, end)

    @override
    def position_at(self, widget: TextView, point: QPoint) -> int:
        if self._image(self._width) is None:
            return super().position_at(widget, point)
        return 0 if point.x() < widget.width() / 2 else utf16_length(self._tex)

    @override
    def y_of(self, position: int) -> int:
        return 0 if self._image(self._width) is not None else super().y_of(position)
