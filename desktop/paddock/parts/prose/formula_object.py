"""Formulas between words: each an image, or the source while there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextFormat,
)

from paddock.base.compat import override
from paddock.parts.prose.formula import SMALLEST, letter_size

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from paddock.domain.markdown.leaves import Span
    from paddock.parts.look import Look
    from paddock.parts.tex.formulas import Formulas, Rendered

FORMULA_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 7
_TEX = QTextFormat.Property.UserProperty.value + 11
_SOURCE = _TEX + 1
_DISPLAY = _TEX + 2
_PITCH = _TEX + 3
_FONT = _TEX + 4
_EDGE = 1.0
"""Pixels of an image that are empty, above and below."""
_LENT = 2.0
"""Pixels that a formula may reach into the lines above and below, where there is no ink."""
_MEASURED = 100
"""Pixels of a font that is measured."""
_WRAP = Qt.TextFlag.TextWrapAnywhere


class FormulaObject(QPyTextObject):
    """Lays out and paints the formulas in a document, each of which is one character of it."""

    def __init__(self, look: Look, formulas: Formulas) -> None:
        super().__init__()
        self._look = look
        self._formulas = formulas

    def format_of(
        self, span: Span, around: QTextCharFormat, pitch: int
    ) -> tuple[QTextCharFormat, bool]:
        """The format of a formula's character, and whether there may be an image later.

        `pitch` is how high the lines are among which it stands.
        """
        style = QTextCharFormat(around)
        style.setObjectType(FORMULA_OBJECT)
        style.setProperty(_TEX, span.text)
        style.setProperty(_SOURCE, span.source or span.text)
        style.setProperty(_DISPLAY, span.source.startswith(("$$", "\\[")))
        style.setProperty(_PITCH, pitch)
        style.setProperty(_FONT, around.font())
        image = self._image(style)
        if image is not None:
            above, below = _sizes(style, image)
            if below > 0:
                style.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
                style.setFont(_shifting(around.font(), above - below))
        return style, image is None and not self._is_settled(style)

    def _is_settled(self, style: QTextCharFormat) -> bool:
        return self._formulas.is_settled(
            style.property(_TEX),
            display=style.boolProperty(_DISPLAY),
            size=letter_size(_font(style)),
            color=style.foreground().color().name(),
        )

    def _image(self, style: QTextCharFormat) -> Rendered | None:
        return self._formulas.image(
            style.property(_TEX),
            display=style.boolProperty(_DISPLAY),
            size=letter_size(_font(style)),
            color=style.foreground().color().name(),
        )

    def _code_font(self, style: QTextCharFormat) -> QFont:
        around = QTextCharFormat()
        around.setFont(_font(style))
        return self._look.markdown.inline_code(around).font()

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """The room of a formula. Qt lets it stand on the line, or in its middle."""
        style = format.toCharFormat()
        room = _room(doc, posInDocument)
        image = self._image(style)
        if image is None or image.width * SMALLEST > room:
            metrics = QFontMetricsF(self._code_font(style))
            source = style.stringProperty(_SOURCE)
            if metrics.horizontalAdvance(source) + 1 < room:
                return QSizeF(metrics.horizontalAdvance(source) + 1, metrics.ascent())
            box = metrics.boundingRect(QRectF(0, 0, room, 100_000), _WRAP.value, source)
            return QSizeF(room, box.height())
        factor = min(1.0, room / image.width)
        ascent, depth = _sizes(style, image, factor)
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
        if image is None or image.width * SMALLEST > _room(doc, posInDocument):
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


def _font(style: QTextCharFormat) -> QFont:
    """The font of the words around a formula."""
    font: QFont = style.property(_FONT)
    return font


def _sizes(style: QTextCharFormat, image: Rendered, factor: float = 1.0) -> tuple[float, float]:
    """What a formula asks for above and below the line of writing.

    Above it is as much as any letter has. Below it is nothing where it reaches but a little into
    the next line, whose letters begin lower: so the lines keep their distance. Qt puts the letters
    at the bottom of a line that is higher than they are.
    """
    metrics = QFontMetricsF(_font(style))
    above = max(metrics.ascent(), image.ascent * factor - _EDGE - _LENT)
    depth = image.depth * factor - _EDGE
    if depth <= metrics.descent() + 2 * _LENT:
        return above, 0.0
    return max(above, style.intProperty(_PITCH) - metrics.descent()), depth - _LENT


def _shifting(font: QFont, shift: float) -> QFont:
    """A font for which Qt puts `shift` pixels more of an object above its middle than below."""
    made = QFont(font)
    made.setPixelSize(_MEASURED)
    height = QFontMetricsF(made).xHeight() / _MEASURED
    made.setPixelSize(max(1, round(2 * shift / height)))
    return made


def _half(style: QTextCharFormat) -> float:
    """By how much more of an object in the middle of its line stands above than below."""
    return QFontMetrics(style.font()).xHeight() / 2
