"""What the parts of a transcript need of the theme: fonts, colours, icons, the zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from paddock.parts.highlighting import CodeColors
from paddock.parts.markdown_style import MarkdownStyle, line_height_of

if TYPE_CHECKING:
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme, Tokens


@dataclass(frozen=True, slots=True)
class Look:
    """One theme's formats at one zoom. A new one makes the visible messages again."""

    markdown: MarkdownStyle
    code: CodeColors
    icons: Icons
    tokens: Tokens
    caption: QFont
    """For small words beside a text."""
    zoom: float = 1.0

    def match(self, *, current: bool) -> QTextCharFormat:
        """How a found place is marked; the one that was jumped to stands out."""
        shade = QTextCharFormat()
        tokens = self.tokens
        shade.setBackground(QColor(tokens.accent if current else tokens.match))
        shade.setForeground(QColor(tokens.on_accent if current else tokens.text))
        return shade


def look_of(theme: Theme, icons: Icons, zoom: float = 1.0) -> Look:
    """`zoom` is a factor on all sizes of text."""
    tokens = theme.tokens
    body = _zoomed(theme.body_font(), zoom)
    return Look(
        MarkdownStyle(
            body=body,
            code=_zoomed(theme.code_font(), zoom),
            text=tokens.text,
            muted=tokens.muted,
            line=tokens.line,
            accent=tokens.accent,
            code_background=tokens.code,
            line_height=line_height_of(body),
        ),
        CodeColors(
            keyword=tokens.syntax_keyword,
            string=tokens.syntax_string,
            number=tokens.syntax_number,
            name=tokens.syntax_name,
            comment=tokens.syntax_comment,
        ),
        icons,
        tokens,
        _zoomed(theme.caption_font(), zoom),
        zoom,
    )


def _zoomed(font: QFont, zoom: float) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * zoom)
    return larger
