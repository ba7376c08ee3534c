"""A block of code: its language, a button that copies it, and the lines, scrolling sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.kit.roles import set_role
from paddock.parts.highlighting import colored_spans

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QWheelEvent,
    )

    from paddock.parts.highlighting import CodeColors
    from paddock.parts.markdown_style import MarkdownStyle

_MARGIN = 12.0


class _Lines(QTextEdit):
    """The text of the code, as tall as its lines."""

    def __init__(self, style: MarkdownStyle) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self, "bare")
        self.viewport().setAutoFillBackground(False)
        self.document().setDefaultFont(style.code)
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)

    def _fit(self) -> None:
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = round(self.document().size().height()) + extra
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, round(self.document().size().height()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()


class CodeBlock(QFrame):
    """Grows while its fence is open, and is coloured once the fence is closed."""

    def __init__(self, language: str, style: MarkdownStyle, colors: CodeColors) -> None:
        super().__init__()
        set_role(self, "codeblock")
        self._language = language
        self._colors = colors
        self._style = style
        self._code = ""
        self._label = QLabel(language or self.tr("text"))
        self._label.setTextFormat(Qt.TextFormat.PlainText)  # a model wrote it
        set_role(self._label, "caption")
        self._copy = QToolButton()
        self._copy.setText(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy code"))
        self._copy.setCursor(Qt.CursorShape.PointingHandCursor)
        header = QWidget()
        set_role(header, "codehead")
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 2, 4, 2)
        row.addWidget(self._label, 1)
        row.addWidget(self._copy)
        self._lines = _Lines(style)
        self._lines.setAccessibleName(self.tr("Code"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        self._column.addWidget(self._lines)
        self._copy.clicked.connect(self._on_copy)

    @property
    def code(self) -> str:
        return self._code

    def set_code(self, code: str, language: str) -> None:
        """Shows `code`; only what was added is inserted when it grew."""
        if language != self._language:
            self._language = language
            self._label.setText(language or self.tr("text"))
        if code == self._code:
            return
        cursor = QTextCursor(self._lines.document())
        cursor.beginEditBlock()
        if self._code and code.startswith(self._code):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            added = code[len(self._code) :]
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            added = code
            block = QTextBlockFormat()
            block.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(block)
        cursor.insertText(added, self._style.code_line())
        cursor.endEditBlock()
        self._code = code
        self._column.activate()

    def color(self) -> None:
        """Colours the finished code after its language; an unknown language stays plain."""
        cursor = QTextCursor(self._lines.document())
        cursor.beginEditBlock()
        for start, length, foreground in colored_spans(self._code, self._language, self._colors):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            shade = QTextCharFormat()
            shade.setForeground(foreground)
            cursor.mergeCharFormat(shade)
        cursor.endEditBlock()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._copy.setText(self.tr("Copied"))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._copy.setText(self.tr("Copy"))
        super().leaveEvent(event)
