"""What is known of one answer: who gave it, how long each part took, and what was sent for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QRect, QSize, Qt, QTimer, QTimeZone
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.domain.reply import Ending
from paddock.kit.roles import set_role
from paddock.parts.transcript.ending import ending_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from paddock.domain.reply import Reply
    from paddock.domain.tree import Message
    from paddock.parts.look import Look

_SIZE = QSize(620, 560)
_SIZE_KEPT_AS = "messageDetailsSize"
_DIGEST = 12
_SIDES = 32
"""Pixels that a cell takes beside its words, left and right; half of it above and below."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the table; `is_known` where it says something."""

    name: str
    value: str
    is_known: bool = True


class MessageDetails(QDialog):
    """Stands beside the conversation, which can go on meanwhile. `message` must have a reply; `sent`
    is the JSON of the request, empty where nothing was sent. Esc closes it.
    """

    def __init__(
        self, message: Message, sent: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Details of the answer"))
        self._sent = sent
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.addTab(self._figures(message, look), self.tr("Figures"))
        self._tabs.addTab(self._request(look), self.tr("What was sent"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        close.setIcon(QIcon())  # some desktops put one there, beside buttons without
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setAutoDefault(False)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)
        self.resize(_kept_size())
        self._copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.close)
        self._tabs.currentChanged.connect(self._on_tab)
        self._on_tab()

    def show_sent(self) -> None:
        """To what was sent."""
        self._tabs.setCurrentIndex(1)

    @override
    def open(self) -> None:
        self.show()

    def _figures(self, message: Message, look: Look) -> QWidget:
        assert message.reply is not None
        page = QWidget()
        rows = facts(message, message.reply, self.locale(), self._tokens)
        self._table = _table(rows, look)
        self._table.setAccessibleName(self.tr("Figures"))
        note = QLabel(
            self.tr(
                "The tokens of the prompt may have come from the server's cache in part, and its "
                "time is that of the others: no speed follows from the two."
            )
        )
        note.setWordWrap(True)
        set_role(note, "caption")
        note.setVisible(message.reply.metrics.prompt_tokens is not None)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(note)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._on_copy_cells)
        return page

    def _tokens(self, count: int) -> str:
        """A plural is collected for translators from `self.tr` alone."""
        return self.tr("%n token(s)", "", count)

    def _request(self, look: Look) -> QWidget:
        page = QWidget()
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("What was sent"))
        text.setFont(look.markdown.code)
        text.setPlainText(self._sent)
        text.setPlaceholderText(self.tr("It is not known what was sent for this answer."))
        text.setTabChangesFocus(True)
        set_role(text, "code")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(text)
        return page

    def _on_tab(self) -> None:
        is_request = self._tabs.currentIndex() == 1
        self._copy.setEnabled(not is_request or bool(self._sent))
        self._copy.setToolTip(
            self.tr("Copies what was sent") if is_request else self.tr("Copies the figures")
        )

    def _on_copy(self) -> None:
        text = self._sent
        if self._tabs.currentIndex() == 0:
            text = "\n".join(_line(self._table, row) for row in range(self._table.rowCount()))
        QGuiApplication.clipboard().setText(text)

    def _on_copy_cells(self) -> None:
        rows = sorted({index.row() for index in self._table.selectedIndexes()})
        if rows:
            text = "\n".join(_line(self._table, row) for row in rows)
            QGuiApplication.clipboard().setText(text)

    @override
    def done(self, code: int) -> None:
        self._keep_size()
        super().done(code)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_size()
        super().closeEvent(event)

    def _keep_size(self) -> None:
        QCoreApplication.instance().setProperty(_SIZE_KEPT_AS, self.size())  # type: ignore[union-attr]


def facts(
    message: Message, reply: Reply, locale: QLocale, tokens: Callable[[int], str]
) -> list[Fact]:
    """All that is told of an answer, in the order of the table; `tokens` gives words for a count."""
    return [*_origin(message, reply, locale), *_times(reply, locale, tokens)]


def _origin(message: Message, reply: Reply, locale: QLocale) -> list[Fact]:
    translate = QCoreApplication.translate
    sent = message.sent
    asked = QDateTime.fromMSecsSinceEpoch(round(message.created * 1000), QTimeZone.systemTimeZone())
    return [
        Fact(translate("MessageDetails", "Model"), reply.model),
        _told(
            translate("MessageDetails", "Digest"),
            sent.digest.removeprefix("sha256:")[:_DIGEST] if sent is not None else "",
        ),
        Fact(translate("MessageDetails", "Server"), sent.server)
        if sent is not None and sent.server
        else Fact(
            translate("MessageDetails", "Server"),
            translate("MessageDetails", "not known"),
            is_known=False,
        ),
        Fact(translate("MessageDetails", "Asked at"), _moment(asked, locale)),
        Fact(translate("MessageDetails", "Ended"), _how_ended(reply)),
    ]


def _moment(when: QDateTime, locale: QLocale) -> str:
    if locale.language() is QLocale.Language.C:
        # Of a system that tells no language. Qt would write 25 11 2026.
        return when.toString("yyyy-MM-dd HH:mm")
    return locale.toString(when, QLocale.FormatType.ShortFormat)


def _how_ended(reply: Reply) -> str:
    translate = QCoreApplication.translate
    if reply.is_open:
        return translate("MessageDetails", "The answer is still coming.")
    words = ending_words(reply)
    if words or reply.ending is not Ending.DONE:
        return words
    finished = translate("MessageDetails", "Finished")
    return f"{finished} ({reply.done_reason})" if reply.done_reason else finished


def _times(reply: Reply, locale: QLocale, tokens: Callable[[int], str]) -> list[Fact]:
    translate = QCoreApplication.translate
    metrics = reply.metrics
    first = _seconds(reply.seconds_to_first_token, locale)
    rows = [
        Fact(translate("MessageDetails", "Time to first token"), first)
        if first
        else Fact(
            translate("MessageDetails", "Time to first token"),
            translate("MessageDetails", "not measured"),
            is_known=False,
        )
    ]
    thought = _seconds(reply.seconds_of_thinking, locale)
    if thought:
        rows.append(Fact(translate("MessageDetails", "Thinking"), thought))
    speed = metrics.tokens_per_second
    return [
        *rows,
        _told(translate("MessageDetails", "Loading the model"), _seconds(metrics.load, locale)),
        _told(
            translate("MessageDetails", "Prompt"),
            _work(metrics.prompt_tokens, metrics.prompt, locale, tokens),
        ),
        _told(
            translate("MessageDetails", "Answer"),
            _work(metrics.answer_tokens, metrics.answer, locale, tokens),
        ),
        _told(
            translate("MessageDetails", "Tokens a second"),
            locale.toString(speed, "f", 1) if speed is not None else "",
        ),
        _told(translate("MessageDetails", "Total"), _seconds(metrics.total, locale)),
    ]


def _told(name: str, value: str) -> Fact:
    """A line for what only the server can know."""
    if value:
        return Fact(name, value)
    missing = QCoreApplication.translate("MessageDetails", "not told by the server")
    return Fact(name, missing, is_known=False)


def _work(
    count: int | None, seconds: float | None, locale: QLocale, tokens: Callable[[int], str]
) -> str:
    parts = []
    if count is not None:
        parts.append(tokens(count))
    if seconds is not None:
        parts.append(_seconds(seconds, locale))
    return "  ·  ".join(parts)


def _seconds(value: float | None, locale: QLocale) -> str:
    """Three digits that matter, or none for a time that is not known."""
    if value is None:
        return ""
    decimals = 3 if value < 0.1 else 2 if value < 10 else 1
    number = locale.toString(value, "f", decimals)
    return QCoreApplication.translate("MessageDetails", "{0} s").format(number)


class _Table(QTableWidget):
    """Its rows are as high as their words need in the width that there is."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        # The header shares out the width after the table has taken it.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit_rows)

    def _fit_rows(self) -> None:
        """Qt's own way forgets what the style sheet takes at the sides of a cell."""
        metrics, wrap = self.fontMetrics(), Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, self.columnWidth(1) - _SIDES, 10_000)
        for row in range(self.rowCount()):
            item = self.item(row, 1)
            words = item.text() if item is not None else ""
            self.setRowHeight(row, metrics.boundingRect(room, wrap, words).height() + _SIDES // 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()


def _table(rows: list[Fact], look: Look) -> QTableWidget:
    table = _Table(len(rows), 2)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.horizontalHeader().hide()
    muted = QColor(look.tokens.muted)
    for row, fact in enumerate(rows):
        name, value = QTableWidgetItem(fact.name), QTableWidgetItem(fact.value)
        name.setForeground(muted)
        if not fact.is_known:
            value.setForeground(muted)
        table.setItem(row, 0, name)
        table.setItem(row, 1, value)
    mode = QHeaderView.ResizeMode
    table.horizontalHeader().setSectionResizeMode(0, mode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(1, mode.Stretch)
    return table


def _line(table: QTableWidget, row: int) -> str:
    cells = [table.item(row, column) for column in range(2)]
    return "\t".join(cell.text() for cell in cells if cell is not None)


def _kept_size() -> QSize:
    """As large as the last one was left, in this run."""
    kept = QCoreApplication.instance().property(_SIZE_KEPT_AS)  # type: ignore[union-attr]
    return kept if isinstance(kept, QSize) else _SIZE
