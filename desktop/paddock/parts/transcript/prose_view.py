"""The widget of prose: a text browser that paints what a text document cannot draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPainter, QPen, QPolygonF, QTextLine

from paddock.base.compat import override
from paddock.domain.markdown.leaves import BULLET, DONE, TODO, Kind, Rule, Style
from paddock.parts.markdown_style import MARK_GAP
from paddock.parts.transcript.prose_layout import span_text, spans_of
from paddock.parts.transcript.segment import utf16_length
from paddock.parts.transcript.text_view import TextView

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QTextBlock

    from paddock.parts.transcript.prose_writer import ProseText

_BAR = 3
_BULLET = 5.0
_BULLET_GAP = 9
_CHIP_SIDE = 2.0
_CHIP_RADIUS = 4.0


class ProseView(TextView):
    """Adds marks of list items, bars of quotations, rules, and what stands behind code in a line."""

    def __init__(self) -> None:
        super().__init__()
        self._text: ProseText | None = None

    def show_text(self, text: ProseText | None) -> None:
        """Whose document it has; None when it goes back to the pool."""
        self._text = text

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        text = self._text
        if text is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_behind(painter, text, QRectF(event.rect()))
            painter.end()
        super().paintEvent(event)

    def _paint_behind(self, painter: QPainter, text: ProseText, area: QRectF) -> None:
        """Only the blocks that are painted are looked at; each is the leaf of the same number."""
        document = self.document()
        layout = document.documentLayout()
        block = self.cursorForPosition(area.topLeft().toPoint()).block()
        if block.blockNumber():
            block = block.previous()  # its bars reach down to this one
        while block.isValid() and block.blockNumber() < len(text.leaves):
            box = layout.blockBoundingRect(block)
            if box.top() > area.bottom():
                break
            _Decoration(painter, text, block, box, self.viewport().width()).paint()
            block = block.next()


class _Decoration:
    """What is painted for one leaf."""

    def __init__(
        self, painter: QPainter, text: ProseText, block: QTextBlock, box: QRectF, width: int
    ) -> None:
        self._painter = painter
        self._text = text
        self._block = block
        self._box = box
        self._width = width
        self._number = block.blockNumber()
        self._leaf = text.leaves[self._number]
        self._place = text.places[self._number]
        self._style = text.look.markdown
        self._color = QColor(self._style.muted if "q" in self._leaf.inside else self._style.text)

    def paint(self) -> None:
        line = QColor(self._style.line)
        if isinstance(self._leaf, Rule):
            width = self._width - self._place.left
            spot = QRectF(self._place.left, round(self._box.top()), width, 1)
            self._painter.fillRect(self._mirrored(spot), line)
        if self._place.edges:
            self._paint_bars(line)
        if self._leaf.markers and self._block.layout().lineCount():
            self._paint_marks()
        self._paint_chips()

    def _mirrored(self, spot: QRectF) -> QRectF:
        if self._place.mirrored:
            spot.moveLeft(self._width - spot.right())
        return spot

    def _paint_bars(self, color: QColor) -> None:
        after, below = self._block.next(), ""
        if after.isValid() and self._number + 1 < len(self._text.leaves):
            below = self._text.leaves[self._number + 1].inside
        layout = self._block.document().documentLayout()
        for depth, container in enumerate(self._leaf.inside):
            if container != "q":
                continue
            bottom = self._box.bottom()
            if below[: depth + 1] == self._leaf.inside[: depth + 1]:
                bottom = layout.blockBoundingRect(after).top()
            top = round(self._box.top())
            spot = QRectF(self._place.edges[depth], top, _BAR, round(bottom) - top)
            self._painter.fillRect(self._mirrored(spot), color)

    def _paint_marks(self) -> None:
        """The marks stand before the text of their items, the innermost one next to this leaf's."""
        items = [depth for depth, kind in enumerate(self._leaf.inside) if kind == "l"]
        edges = (*self._place.edges, self._place.left)
        line = self._block.layout().lineAt(0)
        base = self._box.top() + line.y() + line.ascent()
        first = len(items) - len(self._leaf.markers)
        for level, marker in enumerate(self._leaf.markers, first):
            right = edges[items[level] + 1]
            if marker == BULLET:
                self._paint_bullet(right, base, level)
            elif marker in (TODO, DONE):
                self._paint_box(right, base, done=marker == DONE)
            else:
                self._paint_number(right, base, marker)

    def _paint_bullet(self, right: float, base: float, level: int) -> None:
        """Disc, ring, then square."""
        side = _BULLET * self._text.look.zoom
        middle = base - QFontMetricsF(self._style.body).xHeight() / 2 - 0.5
        gap = _BULLET_GAP * self._text.look.zoom
        spot = QRectF(right - gap - side / 2 - 1, middle - side / 2, side, side)
        spot = self._mirrored(spot)
        color = self._color
        self._painter.setPen(QPen(color, 1.0) if level == 1 else Qt.PenStyle.NoPen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush if level == 1 else color)
        if level > 1:
            self._painter.drawRect(spot.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            self._painter.drawEllipse(spot)

    def _paint_number(self, right: float, base: float, marker: str) -> None:
        metrics = QFontMetricsF(self._style.body)
        width = metrics.horizontalAdvance(marker)
        spot = self._mirrored(QRectF(right - MARK_GAP - width, 0, width, 1))
        self._painter.setFont(self._style.body)
        self._painter.setPen(self._color)
        self._painter.drawText(QPointF(spot.left(), base), marker)

    def _paint_box(self, right: float, base: float, *, done: bool) -> None:
        tokens = self._text.look.tokens
        side = round(QFontInfo(self._style.body).pixelSize() * 0.9)
        top = round(base - QFontMetricsF(self._style.body).capHeight() / 2 - side / 2)
        spot = self._mirrored(QRectF(right - MARK_GAP - 2 - side, top, side, side))
        spot = spot.adjusted(0.5, 0.5, -0.5, -0.5)
        self._painter.setPen(QPen(QColor(tokens.accent if done else tokens.faint), 1.2))
        self._painter.setBrush(QColor(tokens.accent) if done else Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(spot, 3, 3)
        if done:
            pen = QPen(QColor(tokens.on_accent), 1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            x, y, size = spot.left(), spot.top(), spot.width()
            steps = ((0.24, 0.54), (0.43, 0.72), (0.77, 0.31))
            self._painter.drawPolyline(
                QPolygonF([QPointF(x + size * a, y + size * b) for a, b in steps])
            )

    def _paint_chips(self) -> None:
        """A shade behind code, a frame around the words that stand for an image."""
        position = 0
        for span in spans_of(self._leaf):
            length = utf16_length(span_text(span))
            if span.style & Style.CODE:
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._painter.setBrush(QColor(self._text.look.tokens.hover))
                self._paint_chip(position, length)
            elif span.kind is Kind.IMAGE:
                self._painter.setPen(QPen(QColor(self._style.line), 1.0))
                self._painter.setBrush(Qt.BrushStyle.NoBrush)
                self._paint_chip(position, length)
            position += length

    def _paint_chip(self, start: int, length: int) -> None:
        layout = self._block.layout()
        metrics = QFontMetricsF(self._style.code)
        first = layout.lineForTextPosition(start)
        last = layout.lineForTextPosition(start + length)
        if not (first.isValid() and last.isValid()):
            return
        for number in range(first.lineNumber(), last.lineNumber() + 1):
            line = layout.lineAt(number)
            begin = max(start, line.textStart())
            end = min(start + length, line.textStart() + line.textLength())
            if begin >= end:
                continue
            left, right = sorted((_x(line, begin), _x(line, end)))
            base = self._box.top() + line.y() + line.ascent()
            top = base - metrics.ascent() - 1
            height = metrics.height() + 2
            spot = QRectF(
                left - _CHIP_SIDE, round(top), right - left + 2 * _CHIP_SIDE, round(height)
            )
            self._painter.drawRoundedRect(
                spot.translated(self._box.left(), 0), _CHIP_RADIUS, _CHIP_RADIUS
            )


def _x(line: QTextLine, position: int) -> float:
    place = line.cursorToX(position)
    return float(place[0])  # type: ignore[index]
