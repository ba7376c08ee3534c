"""What the parts of a transcript need of the theme: fonts, colours, icons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paddock.parts.highlighting import CodeColors
from paddock.parts.markdown_style import MarkdownStyle, line_height_of

if TYPE_CHECKING:
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """One theme's formats. A new theme makes a new Look, and the visible messages are made again."""

    markdown: MarkdownStyle
    code: CodeColors
    icons: Icons


def look_of(theme: Theme, icons: Icons) -> Look:
    tokens = theme.tokens
    body = theme.body_font()
    return Look(
        MarkdownStyle(
            body=body,
            code=theme.code_font(),
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
    )
