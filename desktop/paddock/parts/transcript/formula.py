"""Formulas in a document and between paragraphs: an image, or the source while there is none."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)

from paddock.base.compat import override
from paddock.parts.transcript.segment import utf16_length, utf16_slice
from paddock.parts.transcript.text_view import TextSegment, TextView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QTextDocument

    from paddock.domain.markdown.leaves import Formula, Span
    from paddock.parts.formulas import Formulas, Rendered
    from paddock.parts.look import Look

FORMULA_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 7
_TEX = QTextFormat.Property.UserProperty.value + 11
_SOURCE = _TEX + 1
_DISPLAY = _TEX + 2
_LETTERS = 1.06
"""The letters of formulas are smaller than those of most fonts of the same size."""
_SMALLEST = 0.6
"""A formula that had to be made smaller to fit is not read: its source is shown."""
_WRAP = Qt.TextFlag.TextWrapAnywhere


def letter_size(font: QFont) -> float:
    """How large the letters of a formula are beside a text in a font."""
    return QFontInfo(font).pixelSize() * _LETTERS


class FormulaObject(QPyTextObject):
    """Lays out and paints the formulas in a document, each of which is one character of it."""

    def __init__(self, look: Look, formulas: Formulas) -> None:
        super().__init__()
        self._look = look
        self._formulas = formulas

    def format_of(self, span: Span, around: QTextCharFormat) -> tuple[QTextCharFormat, bool]:
        """The format of a formula's character, and whether there may be an image later."""
        style = QTextCharFormat(around)
        style.setObjectType(FORMULA_OBJECT)
        style.setProperty(_TEX, span.text)
        style.setProperty(_SOURCE, span.source or span.text)
        style.setProperty(_DISPLAY, span.source.startswith(("$$", "\\[")))
        image = self._image(style)
        if image is not None and image.depth > QFontMetricsF(around.font()).descent():
            style.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        return style, image is None and not self._is_settled(style)

    def _is_settled(self, style: QTextCharFormat) -> bool:
        return self._formulas.is_settled(
            style.property(_TEX),
            display=style.boolProperty(_DISPLAY),
            size=letter_size(style.font()),
            color=style.foreground().color().name(),
        )

    def _image(self, style: QTextCharFormat) -> Rendered | None:
        return self._formulas.image(
            style.property(_TEX),
            display=style.boolProperty(_DISPLAY),
            size=letter_size(style.font()),
            color=style.foreground().color().name(),
        )

    def _code_font(self, style: QTextCharFormat) -> QFont:
        return self._look.markdown.inline_code(style).font()

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """The room of a formula. Qt lets it stand on the line, or in its middle."""
        style = format.toCharFormat()
        room = _room(doc, posInDocument)
        image = self._image(style)
        if image is None or image.width * _SMALLEST > room:
            metrics = QFontMetricsF(self._code_font(style))
            source = style.stringProperty(_SOURCE)
            if metrics.horizontalAdvance(source) + 1 < room:
                return QSizeF(metrics.horizontalAdvance(source) + 1, metrics.ascent())
            box = metrics.boundingRect(QRectF(0, 0, room, 100_000), _WRAP.value, source)
            return QSizeF(room, box.height())
        factor = min(1.0, room / image.width)
        ascent, depth = image.ascent * factor, image.depth * factor
        if style.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignMiddle:
            half = _half(style)
            return QSizeF(image.width * factor, max(2 * ascent - half, 2 * depth + half))
        return QSizeF(image.width * factor, ascent)

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        style = format.toCharFormat()
        image = self._image(style)
        painter.save()
        if image is None or image.width * _SMALLEST > _room(doc, posInDocument):
            self._draw_source(painter, rect, style)
        else:
            factor = min(1.0, rect.width() / image.width)
            base = _base(doc, posInDocument)
            place = QRectF(rect.left(), base - image.ascent * factor, image.width * factor, 0)
            place.setHeight(image.height * factor)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if factor == 1.0:
                # On whole pixels, else it is blurred.
                painter.drawImage(QPointF(round(place.left()), round(place.top())), image.image)
            else:
                painter.drawImage(place, image.image)
        painter.restore()

    def _draw_source(self, painter: QPainter, rect: QRectF, style: QTextCharFormat) -> None:
        font = self._code_font(style)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(style.foreground().color())
        source = style.stringProperty(_SOURCE)
        if rect.height() <= metrics.ascent() + 1:
            painter.drawText(QPointF(rect.left(), rect.bottom()), source.replace("\n", " "))
        else:
            painter.drawText(rect, _WRAP.value, source)


def _room(doc: QTextDocument, position: int) -> float:
    """How wide an object may be."""
    block = doc.findBlock(position).blockFormat()
    width = doc.textWidth() - block.leftMargin() - block.rightMargin() - 2
    return width if doc.textWidth() > 0 else 100_000.0


def _base(doc: QTextDocument, position: int) -> float:
    """Where the letters of a line stand. The box that Qt gives an object may stand elsewhere."""
    block = doc.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    return doc.documentLayout().blockBoundingRect(block).top() + line.y() + line.ascent()


def _half(style: QTextCharFormat) -> float:
    """By how much more of an object in the middle of its line stands above than below."""
    return QFontMetrics(style.font()).xHeight() / 2


class FormulaView(TextView):
    """Paints an image in its middle. The text under it is the source, for those who read it aloud."""

    def __init__(self) -> None:
        super().__init__()
        self._image: Rendered | None = None

    def show_image(self, image: Rendered | None) -> None:
        self._image = image
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
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

    def image_place(self, image: Rendered) -> QRectF:
        """Where it stands in the widget: in the middle, smaller where it is too wide."""
        room = QRectF(self.viewport().rect())
        factor = min(1.0, room.width() / image.width)
        width, height = image.width * factor, image.height * factor
        left, top = (room.width() - width) / 2, (room.height() - height) / 2
        return QRectF(round(left), round(top), width, height)


class FormulaSegment(TextSegment):
    """A formula on lines of its own. Its text, also for copying, is the source."""

    gap = 12
    _PADDING = 4

    def __init__(
        self, look: Look, formulas: Formulas, leaf: Formula, relayout: Callable[[], None]
    ) -> None:
        super().__init__(look)
        self.leaf = leaf
        self.name = QCoreApplication.translate("Formula", "Formula")
        self._formulas = formulas
        self._relayout = relayout
        self._size = letter_size(look.markdown.body) * 1.1
        self._source = leaf.source or leaf.tex
        self._widget: FormulaView | None = None

    @classmethod
    @override
    def make_widget(cls) -> TextView:
        return FormulaView()

    @override
    def write(self, document: QTextDocument) -> None:
        option = document.defaultTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        style = self.look.markdown.code_line()
        style.setForeground(QColor(self.look.markdown.muted))
        QTextCursor(document).insertText(self._source, style)

    def _image(self, width: int) -> Rendered | None:
        """The image, where it fits and is there."""
        wish = {"display": True, "size": self._size, "color": self.look.markdown.text}
        image = self._formulas.image(self.leaf.tex, **wish)  # type: ignore[arg-type]
        if image is None:
            if not self._formulas.is_settled(self.leaf.tex, **wish):  # type: ignore[arg-type]
                self._formulas.tell(self)
            return None
        return image if image.width * _SMALLEST <= width else None

    def formulas_ready(self) -> None:
        """Shows the image now, if it is there."""
        if self._width < 0:
            return
        before = self._height
        width, self._width = self._width, -1
        height = self.measure(width)
        if self._widget is not None:
            self._widget.show_image(self._image(width))
        if height != before:
            self._width = -1
            self._relayout()

    @override
    def estimate(self, width: int) -> int:
        rows = 1 + self.leaf.tex.count("\\\\")
        tall = any(part in self.leaf.tex for part in ("\\frac", "\\sum", "\\int", "\\prod"))
        return ceil(self._size * (1.6 * rows + (1.2 if tall else 0))) + 2 * self._PADDING

    @override
    def measure(self, width: int) -> int:
        if width != self._width:
            image = self._image(width)
            if image is None:
                return super().measure(width)
            height = image.height * min(1.0, width / image.width)
            self._height, self._width = ceil(height) + 2 * self._PADDING, width
        return self._height

    @override
    def fill(self, widget: TextView) -> None:
        super().fill(widget)
        assert isinstance(widget, FormulaView)
        self._widget = widget
        widget.show_image(self._image(self._width))

    @override
    def release(self, widget: TextView) -> None:
        assert isinstance(widget, FormulaView)
        self._widget = None
        widget.show_image(None)

    @override
    def shown(self) -> str:
        return self._source

    @override
    def plain(self, start: int, end: int) -> str:
        return utf16_slice(self._source, start, end)

    @override
    def position_at(self, widget: TextView, point: QPoint) -> int:
        if self._image(self._width) is None:
            return super().position_at(widget, point)
        return 0 if point.x() < widget.width() / 2 else utf16_length(self._source)

    @override
    def y_of(self, position: int) -> int:
        return 0 if self._image(self._width) is not None else super().y_of(position)
