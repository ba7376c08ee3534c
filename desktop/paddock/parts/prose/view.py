"""The widget of prose: a text browser that paints what a text document cannot draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
)

from paddock.base.compat import override
from paddock.domain.markdown.leaves import BULLET, DONE, TODO, Rule
from paddock.parts.markdown_style import MARK_GAP, QUOTE_STEP
from paddock.parts.prose.chips import paint_chips
from paddock.parts.prose.layout import HANG, LONGEST_NAME, RAISED_SIZE
from paddock.parts.segments.text_view import TextView

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QTextBlock

    from paddock.parts.prose.writer import ProseText

_BAR = 3
_BULLET = 5.0
_BULLET_GAP = 9
_RAISED = 0.35
"""By how much the mark of a footnote is raised, in sizes of the font."""


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
            _Decoration(painter, text, block, box, area, self.viewport().width()).paint()
            block = block.next()


class _Decoration:
    """What is painted for one leaf."""

    def __init__(
        self,
        painter: QPainter,
        text: ProseText,
        block: QTextBlock,
        box: QRectF,
        area: QRectF,
        width: int,
    ) -> None:
        self._painter = painter
        self._text = text
        self._block = block
        self._box = box
        self._area = area
        self._width = width
        self._number = block.blockNumber()
        self._leaf = text.leaves[self._number]
        self._place = text.places[self._number]
        self._style = text.look.markdown
        self._color = QColor(self._style.muted if "q" in self._leaf.inside else self._style.text)

    def paint(self) -> None:
        line = QColor(self._style.line)
        if isinstance(self._leaf, Rule):
            width = self._width - self._place.left - HANG
            spot = QRectF(self._place.left, round(self._box.top()), width, 1)
            self._painter.fillRect(self._mirrored(spot), line)
        if self._place.edges:
            self._paint_bars(line)
        if self._leaf.markers and self._block.layout().lineCount():
            self._paint_marks()
        paint_chips(self._painter, self._text.look, self._leaf, self._block, self._box, self._area)

    def _mirrored(self, spot: QRectF) -> QRectF:
        """Where a spot is in the widget that is counted from the edge where lines begin."""
        if self._place.mirrored:
            spot.moveLeft(self._width - spot.right())
        else:
            spot.translate(HANG, 0)
        return spot

    def _paint_bars(self, color: QColor) -> None:
        after, below = self._block.next(), ""
        if after.isValid() and self._number + 1 < len(self._text.leaves):
            below = self._text.leaves[self._number + 1].inside
        layout = self._block.document().documentLayout()
        for depth, container in enumerate(self._leaf.inside):
            if container != "q":
                continue
            bottom = self._bottom()
            if below[: depth + 1] == self._leaf.inside[: depth + 1]:
                bottom = layout.blockBoundingRect(after).top()
            top = round(self._box.top())
            # Where the text is moved in no further, the last bar stays off it.
            left = min(self._place.edges[depth], self._place.left - QUOTE_STEP)
            spot = QRectF(left, top, _BAR, round(bottom) - top)
            self._painter.fillRect(self._mirrored(spot), color)

    def _bottom(self) -> float:
        """Where the leaf ends; Qt's own box leaves out the room above its lines."""
        lines = self._block.layout()
        if not lines.lineCount():
            return self._box.bottom()
        last = lines.lineAt(lines.lineCount() - 1)
        return self._box.top() + last.y() + last.height()

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
            elif marker.startswith("["):
                self._paint_note(right, base, marker[1:-1][:LONGEST_NAME])
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

    def _paint_note(self, right: float, base: float, name: str) -> None:
        """As the reference to it looks."""
        font = QFont(self._style.body)
        font.setPointSizeF(font.pointSizeF() * RAISED_SIZE)
        width = QFontMetricsF(font).horizontalAdvance(name)
        left = max(0.0, right - MARK_GAP - width)
        spot = self._mirrored(QRectF(left, 0, width, 1))
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._style.accent))
        raised = base - _RAISED * QFontInfo(self._style.body).pixelSize()
        self._painter.drawText(QPointF(spot.left(), raised), name)

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
