"""The formats of prose: of its blocks, and of each span in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat

from paddock.domain.markdown.leaves import Heading, Kind, Rule, Style
from paddock.parts.prose.chips import icon_room, widened
from paddock.parts.prose.layout import HANG, gap_between

if TYPE_CHECKING:
    from paddock.domain.markdown.leaves import Leaf, Span
    from paddock.parts.look import Look
    from paddock.parts.prose.layout import Place


class ProseFormats:
    """Makes each format once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._known: dict[tuple[int, bool, bool, Style, int], QTextCharFormat] = {}

    def block(self, before: Leaf | None, leaf: Leaf, place: Place) -> QTextBlockFormat:
        level = leaf.level if isinstance(leaf, Heading) else 0
        made = self._look.markdown.block(
            left=place.left + HANG,
            above=gap_between(before, leaf),
            level=level,
            wide=place.wide,
            small=place.noted,
        )
        if place.mirrored:
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setLeftMargin(HANG)
            made.setRightMargin(place.left)
        if place.pictured:
            made.setTextIndent(icon_room(self._look))
        elif place.coded:
            made.setTextIndent(HANG)
        if isinstance(leaf, Rule):
            made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return made

    def base(self, leaf: Leaf, place: Place) -> QTextCharFormat:
        """That of words without any style."""
        return self.styled(leaf, place, Style.PLAIN)

    def span(self, span: Span, leaf: Leaf, place: Place, room: int = 0) -> QTextCharFormat:
        """That of a span, or of its last letter, which is wider by `room`."""
        if not span.href:
            return self.styled(leaf, place, span.style, room)
        style = self._linked(span, leaf, place)
        return widened(style, room) if room else style

    def _linked(self, span: Span, leaf: Leaf, place: Place) -> QTextCharFormat:
        around = self.styled(leaf, place, span.style)
        is_image = span.kind is Kind.IMAGE
        note = QCoreApplication.translate("Prose", "The image was not loaded.") if is_image else ""
        style = self._look.markdown.link(around, span.href, note)
        if is_image or span.style & (Style.NOTE | Style.CODE):
            style.setFontUnderline(False)
        if is_image:
            style.setForeground(around.foreground())
        return style

    def styled(self, leaf: Leaf, place: Place, style: Style, room: int = 0) -> QTextCharFormat:
        level = leaf.level if isinstance(leaf, Heading) else 0
        muted = "q" in leaf.inside or place.noted
        key = (level, muted, place.noted, style, room)
        known = self._known.get(key)
        if known is None:
            known = self._made(level, style, muted=muted, small=place.noted)
            if room:
                known = widened(known, room)
            self._known[key] = known
        return known

    def _made(self, level: int, style: Style, *, muted: bool, small: bool) -> QTextCharFormat:
        markdown = self._look.markdown
        made = markdown.heading(level) if level else markdown.plain(small=small)
        if muted:
            made.setForeground(QColor(markdown.muted))
        if style & Style.CODE:
            made = markdown.inline_code(made)
            made.clearBackground()  # the view paints it, with room at its sides
        if style & Style.STRONG:
            made.setFontWeight(QFont.Weight.Bold)
        if style & Style.EMPHASIS:
            made.setFontItalic(True)
        if style & Style.STRIKE:
            made.setFontStrikeOut(True)
        if style & Style.NOTE:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            made.setForeground(QColor(markdown.accent))
        return made
