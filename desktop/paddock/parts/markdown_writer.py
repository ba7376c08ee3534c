"""Writes parsed Markdown into a QTextDocument. HTML in the source is written as text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTableCellFormat,
    QTextTableFormat,
)

from paddock.parts.markdown_style import ALIGNMENTS, QUOTE_STEP, MarkdownStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token
    from PySide6.QtGui import (
        QTextDocument,
        QTextList,
        QTextTable,
    )

    from paddock.domain.markdown import Block

_DEEPEST = 24  # levels of lists and quotations that are still indented further
_LINE_SEPARATOR = "\u2028"

RULE = QTextFormat.Property.UserProperty.value
"""Marks a block that is a thematic break; whoever shows the document draws the line."""


class MarkdownWriter:
    """Appends blocks at the end of a document and can take the open last one back."""

    def __init__(self, document: QTextDocument, style: MarkdownStyle) -> None:
        self._style = style
        self._cursor = QTextCursor(document)
        self._closed_end = 0
        self._closed_any = False
        self._closed_format = QTextBlockFormat()
        self._fresh = True
        self._lists: list[tuple[QTextList | None, QTextListFormat]] = []
        self._item_pending = False
        self._quote = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written since the document was made, or all of it was taken back."""
        return self._fresh

    def write(self, closed: Iterable[Block], open_block: Block | None) -> None:
        """Replaces the open block by `closed` blocks and a new open one, in a single edit."""
        cursor = self._cursor
        cursor.beginEditBlock()
        cursor.setPosition(self._closed_end)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if self._closed_any:
            # Where the last block is empty, as a rule is, Qt lets it take the format of what was removed.
            cursor.setBlockFormat(self._closed_format)
        self._fresh = not self._closed_any
        for block in closed:
            self._tokens(block.tokens)
            self._closed_any = True
        self._closed_end = cursor.position()
        self._closed_format = cursor.blockFormat()
        if open_block is not None:
            self._tokens(open_block.tokens)
        cursor.endEditBlock()

    def _new_block(self, block: QTextBlockFormat, text: QTextCharFormat) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(text)
            self._fresh = False
        else:
            self._cursor.insertBlock(block, text)

    def _tokens(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            kind = token.type
            if kind == "table_open":
                end = next(
                    i for i in range(position, len(tokens)) if tokens[i].type == "table_close"
                )
                self._table(tokens[position:end])
                position = end
            elif kind == "heading_open":
                self._heading(token, tokens[position + 1])
                position += 2
            elif kind == "paragraph_open":
                self._paragraph(token, tokens[position + 1])
                position += 2
            elif kind in ("fence", "code_block"):
                self._code(token.content)
            elif kind == "html_block":
                self._plain_lines(token.content)
            elif kind == "hr":
                self._rule()
            else:
                self._nesting(token)
            position += 1

    def _nesting(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            style = QTextListFormat()
            style.setIndent(min(len(self._lists) + 1, _DEEPEST))
            if token.type == "ordered_list_open":
                style.setStyle(QTextListFormat.Style.ListDecimal)
                start = token.attrGet("start")
                style.setStart(1 if start is None else int(start))
            else:
                # Whoever shows the document draws the bullets.
                style.setStyle(QTextListFormat.Style.ListStyleUndefined)
            self._lists.append((None, style))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._item_pending = True
        elif token.type == "list_item_close":
            self._item_pending = False
        elif token.type == "blockquote_open":
            self._quote += 1
        elif token.type == "blockquote_close":
            self._quote -= 1

    def _start(self, block: QTextBlockFormat, text: QTextCharFormat) -> None:
        """A new block that, as the first of a list item, also gets the item's mark."""
        marked = self._item_pending and bool(self._lists)
        if marked:
            # Qt indents an item by its list; a left margin would come on top of that.
            block.setLeftMargin(QUOTE_STEP * min(self._quote, _DEEPEST))
        self._new_block(block, text)
        if not marked:
            return
        self._item_pending = False
        current, style = self._lists[-1]
        if current is None:
            self._lists[-1] = (self._cursor.createList(style), style)
        else:
            current.add(self._cursor.block())

    def _depths(self) -> tuple[int, int]:
        return min(len(self._lists), _DEEPEST), min(self._quote, _DEEPEST)

    def _paragraph(self, token: Token, inline: Token) -> None:
        depth, quote = self._depths()
        text = self._style.plain()
        if quote:
            text.setForeground(QColor(self._style.muted))
        self._start(self._style.block(depth=depth, quote=quote, tight=token.hidden), text)
        self._inline(inline.children or [], text)

    def _heading(self, token: Token, inline: Token) -> None:
        depth, quote = self._depths()
        level = int(token.tag[1])
        text = self._style.heading(level)
        self._start(self._style.heading_block(level, depth=depth, quote=quote), text)
        self._inline(inline.children or [], text)

    def _code(self, content: str) -> None:
        depth, quote = self._depths()
        lines = content.removesuffix("\n").split("\n")
        for number, line in enumerate(lines):
            block = self._style.code_block(depth=depth, quote=quote, last=number == len(lines) - 1)
            self._start(block, self._style.code_line())
            self._cursor.insertText(line, self._style.code_line())

    def _plain_lines(self, content: str) -> None:
        depth, quote = self._depths()
        self._start(self._style.block(depth=depth, quote=quote), self._style.plain())
        text = content.rstrip("\n").replace("\n", _LINE_SEPARATOR)
        self._cursor.insertText(text, self._style.plain())

    def _rule(self) -> None:
        depth, quote = self._depths()
        block = self._style.block(depth=depth, quote=quote)
        block.setProperty(RULE, True)
        block.setLineHeight(60.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._start(block, self._style.plain())

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[tuple[Token, Token]]] = []
        for token, after in pairwise(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append((token, after))
        if not rows or not rows[0]:
            return
        self._start(QTextBlockFormat(), self._style.plain())
        table = self._cursor.insertTable(len(rows), len(rows[0]), self._table_format())
        for row_number, row in enumerate(rows):
            for column, (cell, inline) in enumerate(row):
                self._cell(table, row_number, column, cell, inline)
        self._cursor.setPosition(table.lastPosition() + 1)
        self._shrink_line()

    def _cell(self, table: QTextTable, row: int, column: int, cell: Token, inline: Token) -> None:
        outer = self._cursor
        place = table.cellAt(row, column)
        lined = QTextTableCellFormat()
        lined.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        lined.setBottomBorder(1)
        lined.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        lined.setBottomBorderBrush(QBrush(QColor(self._style.line)))
        place.setFormat(lined)
        self._cursor = place.firstCursorPosition()
        block = QTextBlockFormat()
        style = str(cell.attrGet("style") or "")
        block.setAlignment(ALIGNMENTS.get(style, Qt.AlignmentFlag.AlignLeft))
        self._cursor.setBlockFormat(block)
        text = self._style.plain()
        if cell.type == "th_open":
            text.setFontWeight(QFont.Weight.DemiBold)
        self._inline(inline.children or [], text)
        self._cursor = outer

    def _table_format(self) -> QTextTableFormat:
        style = QTextTableFormat()
        style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        style.setCellPadding(6)
        style.setCellSpacing(0)
        style.setBorder(0)
        style.setBorderCollapse(True)
        style.setBottomMargin(8)
        style.setHeaderRowCount(1)
        return style

    def _shrink_line(self) -> None:
        """A document always has a block after a table; it must not show as an empty line."""
        block = QTextBlockFormat()
        block.setLineHeight(1.0, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._cursor.setBlockFormat(block)

    def _inline(self, children: Sequence[Token], base: QTextCharFormat) -> None:
        formats = [base]
        for token in children:
            current = formats[-1]
            kind = token.type
            if kind in ("text", "html_inline"):
                self._cursor.insertText(token.content, current)
            elif kind == "code_inline":
                self._cursor.insertText(token.content, self._style.inline_code(current))
            elif kind == "softbreak":
                self._cursor.insertText(" ", current)
            elif kind == "hardbreak":
                self._cursor.insertText(_LINE_SEPARATOR, current)
            elif kind == "image":
                address = str(token.attrGet("src") or "")
                self._cursor.insertText(
                    token.content or address, self._style.link(current, address)
                )
            elif token.nesting > 0:
                formats.append(self._opened(token, current))
            elif token.nesting < 0 and len(formats) > 1:
                formats.pop()

    def _opened(self, token: Token, around: QTextCharFormat) -> QTextCharFormat:
        if token.type == "link_open":
            return self._style.link(around, str(token.attrGet("href") or ""))
        style = QTextCharFormat(around)
        if token.type == "strong_open":
            style.setFontWeight(QFont.Weight.Bold)
        elif token.type == "em_open":
            style.setFontItalic(True)
        elif token.type == "s_open":
            style.setFontStrikeOut(True)
        return style
