"""Pull model: from a name that somebody typed or pasted to a model that can be used."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paddock.base.compat import override
from paddock.domain.model_name import InvalidName, is_cloud_name, parse_pull_name
from paddock.features.library.pull_progress import PullProgress
from paddock.features.library.pull_words import PullWords, shortened
from paddock.kit.banner import Banner
from paddock.kit.elided import ElidedLabel
from paddock.kit.roles import set_kind, set_role, set_state

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from paddock.features.library.controller import PullController
    from paddock.kit.icons import Icons
    from paddock.ollama.errors import OllamaError

_WIDTH = 520
_EXAMPLES = ("llama3.2:3b", "qwen3:8b", "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF")
_DEMO_EXAMPLES = ("demo-small:1b", "demo-tiny", "slow-model")
"""The first in the empty field, the others below it; the demo's registry has no real names."""


class _Page(Enum):
    """What the dialog is about at the moment."""

    NAME = "name"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class PullDialog(QDialog):
    """Open it with open(). Closing it leaves a running pull alone; opened again, it shows it."""

    chat_requested = Signal(str)  # the name of the model that has just been pulled

    def __init__(
        self, controller: PullController, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pull model"))
        self.setAccessibleName(self.tr("Pull model"))
        self.setMinimumWidth(_WIDTH)
        self._controller = controller
        self._words = PullWords(self)
        self._page = _Page.NAME
        self._pulled = ""
        self._form = self._make_form()
        self._name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        set_role(self._name, "title")
        self._progress = PullProgress()
        self._note = self._caption(
            self.tr("Hide this and the download goes on. Cancelling keeps the parts for later.")
        )
        self._banner = Banner(icons)
        self._raw = self._make_raw()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (self._banner, self._form, self._name, self._progress, self._note, self._raw):
            column.addWidget(widget)
        column.addStretch()
        column.addSpacing(4)
        column.addLayout(self._make_buttons())
        self._field.textChanged.connect(self._check)
        self._field.textEdited.connect(self._on_edited)
        self._pull.clicked.connect(self._on_pull)
        self._retry.clicked.connect(self._on_pull)
        self._cancel.clicked.connect(controller.cancel)
        self._details.toggled.connect(self._on_details)
        self._chat.clicked.connect(self._on_chat)
        for button in (self._hide, self._close):
            button.clicked.connect(self.reject)
        controller.started.connect(self.show_running)
        controller.progressed.connect(self._progress.show_transfer)
        controller.finished.connect(self.show_finished)
        controller.failed.connect(self.show_failure)
        controller.cancelled.connect(self.show_cancelled)
        self._check()
        self._show(_Page.NAME)

    def set_name(self, name: str) -> None:
        """Offers a name to pull, unless a pull is shown."""
        if self._page is not _Page.RUNNING:
            self._field.setText(name)
            self._field.selectAll()
            self._banner.hide()
            self._show(_Page.NAME)

    def show_running(self, name: str) -> None:
        self._field.setText(name)
        self._name.set_text(name)
        self._progress.set_name(name)
        self._banner.hide()
        self._show(_Page.RUNNING)

    def show_finished(self, name: str) -> None:
        self._pulled = name
        self._banner.show_notice(
            "info", self.tr("{0} is installed.").format(shortened(name)), closable=False
        )
        self._show(_Page.DONE)

    def show_failure(self, error: OllamaError) -> None:
        title, text = self._words.of_failure(error, self._field.text())
        sentences = self.tr("{0}. {1}").format(title, text)
        self._banner.show_notice("error", sentences, closable=False)
        facts = [
            error.call,
            f"{type(error).__name__}: {error}",
            error.raw.decode("utf-8", "replace"),
        ]
        self._raw.setPlainText("\n".join(fact for fact in facts if fact))
        self._show(_Page.FAILED)
        self._field.selectAll()  # Enter retries, and typing begins another name

    def show_cancelled(self) -> None:
        self._banner.show_notice(
            "info",
            self.tr("Cancelled. The parts stay on the server; pulling goes on where it stopped."),
            closable=False,
        )
        self._show(_Page.NAME)

    def _make_form(self) -> QWidget:
        form = QWidget()
        name = QLabel(self.tr("Model name"))
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("Model name"))
        name.setBuddy(self._field)
        self._hint = self._caption("")
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(name)
        column.addWidget(self._field)
        column.addWidget(self._hint)
        return form

    def _make_raw(self) -> QPlainTextEdit:
        raw = QPlainTextEdit()
        raw.setReadOnly(True)
        raw.setAccessibleName(self.tr("Raw reply"))
        raw.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        raw.setMinimumHeight(140)
        set_role(raw, "code")
        return raw

    def _make_buttons(self) -> QHBoxLayout:
        self._details = QPushButton(self.tr("Details"))
        self._details.setCheckable(True)
        self._cancel = QPushButton(self.tr("Cancel download"))
        self._hide = QPushButton(self.tr("Hide"))
        self._close = QPushButton(self.tr("Close"))
        self._pull = QPushButton(self.tr("Pull"))
        self._retry = QPushButton(self.tr("Retry"))
        self._chat = QPushButton(self.tr("Chat with it"))
        for primary in (self._pull, self._retry, self._chat):
            set_kind(primary, "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._details)
        row.addWidget(self._cancel)
        row.addStretch()
        for button in (self._hide, self._close, self._pull, self._retry, self._chat):
            row.addWidget(button)
        return row

    def _caption(self, text: str) -> QLabel:
        caption = QLabel(text)
        caption.setWordWrap(True)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        set_role(caption, "caption")
        return caption

    def _show(self, page: _Page) -> None:
        """Shows what belongs to a page, and puts the focus on what comes next there."""
        self._page = page
        running, asking = page is _Page.RUNNING, page in (_Page.NAME, _Page.FAILED)
        self._details.setChecked(False)
        self._raw.hide()
        self._form.setVisible(asking)
        for widget in (self._name, self._progress, self._note, self._cancel, self._hide):
            widget.setVisible(running)
        self._details.setVisible(page is _Page.FAILED)
        self._close.setVisible(not running)
        self._pull.setVisible(page is _Page.NAME)
        self._retry.setVisible(page is _Page.FAILED)
        self._chat.setVisible(page is _Page.DONE)
        next_step = {
            _Page.NAME: self._pull,
            _Page.RUNNING: self._hide,
            _Page.DONE: self._chat,
            _Page.FAILED: self._retry,
        }[page]
        next_step.setDefault(True)
        (self._field if asking else next_step).setFocus()
        self._fit()

    def _fit(self) -> None:
        """As high as the page needs, and as wide as the person made it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _check(self) -> None:
        """Says what is wrong with the name while it is typed, or what a pasted text means."""
        text = self._field.text()
        wrong = ""
        try:
            name = parse_pull_name(text)
        except InvalidName as refusal:
            words = self._words.of_name(refusal) or self._examples()
            wrong = words if refusal.part else ""  # without a part to blame, it is only unfinished
            possible = False
        else:
            words = (
                self._examples() if name == text else self.tr("Pulls {0}.").format(shortened(name))
            )
            if is_cloud_name(name):
                words = self.tr(
                    "Runs at ollama.com: nothing to download, and prompts leave the server."
                )
            possible = True
        self._hint.setText(words)
        set_role(self._hint, "error" if wrong else "caption")
        set_state(self._field, "invalid", bool(wrong))
        self._field.setAccessibleDescription(wrong)
        for button in (self._pull, self._retry):
            button.setEnabled(possible)

    def _examples(self) -> str:
        return self.tr(
            "A name such as {0} or {1}, an “ollama run” line, or the address of a model's page."
        ).format(*self._names()[1:])

    def _names(self) -> tuple[str, str, str]:
        return _DEMO_EXAMPLES if self._controller.is_demo else _EXAMPLES

    def _on_edited(self) -> None:
        """Another name: what is said of the last one no longer holds."""
        self._banner.hide()
        if self._page is _Page.FAILED:
            self._show(_Page.NAME)

    def _on_pull(self) -> None:
        self._controller.start(parse_pull_name(self._field.text()))

    def _on_details(self, shown: bool) -> None:
        self._raw.setVisible(shown)
        self._fit()

    def _on_chat(self) -> None:
        self.accept()
        self.chat_requested.emit(self._pulled)

    def _catch_up(self) -> None:
        """Shows what happened, or still happens, while nobody looked."""
        transfer, error = self._controller.transfer, self._controller.error
        if transfer is not None and transfer.ended is None:
            self.show_running(self._controller.name)
            self._progress.show_transfer(transfer)
        elif error is not None and not self._field.text():
            self._field.setText(self._controller.name)
            self.show_failure(error)
        elif self._page is _Page.DONE:
            self.set_name("")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._field.setPlaceholderText(self._names()[0])
        self._check()
        self._catch_up()
        super().showEvent(event)
        self._fit()
