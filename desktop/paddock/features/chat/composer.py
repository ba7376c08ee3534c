"""Where a message is written: its text, what goes with it, and the buttons that send or stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from paddock.base.compat import override
from paddock.domain.conversations import Draft
from paddock.features.chat.message_edit import MessageEdit
from paddock.kit.elided import ElidedLabel
from paddock.kit.placeholder import show_placeholder
from paddock.kit.roles import set_kind, set_role, set_state
from paddock.kit.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from paddock.features.chat.attachment_box import AttachmentBox
    from paddock.features.chat.note_bar import NoteBar
    from paddock.features.chat.paste_offer import PasteOffer
    from paddock.kit.icons import Icons
    from paddock.parts.preparing import Source
    from paddock.parts.reading_files import Keep


class Composer(QFrame):
    """Writes a Draft, or writes one anew that was sent: see `begin_edit`.

    What an empty composer does not show is made when it is needed.
    """

    send_requested = Signal(object)  # Draft
    stop_requested = Signal()
    draft_changed = Signal(object)  # Draft
    """Not for `set_draft`, nor for what is written while a message is edited."""
    edit_last_requested = Signal()
    edit_cancelled = Signal()
    refused = Signal(object)  # tuple of paddock.parts.preparing.Refused; the composer has said it
    finished_elsewhere = Signal(object, object)
    """The key of a draft that is not here any more, and an Attachment that was begun in it."""

    def __init__(
        self, icons: Icons, keep: Keep, image_side: Callable[[], int] = lambda: 2048
    ) -> None:
        """`keep` puts the bytes of an attachment where they stay, and is called in a thread.
        `image_side` is what Preferences.image_side says.
        """
        super().__init__()
        set_role(self, "composer")
        self._icons = icons
        self._keep = keep
        self._image_side = image_side
        self._model = ""
        self._can_see: bool | None = None
        self._busy = False
        self._editing = False
        self.key: object = 0
        self._put_away = ""
        self._is_told = True
        self._box: AttachmentBox | None = None
        self._edit_bar: NoteBar | None = None
        self._warning: NoteBar | None = None
        self._warns = False
        self._offer: PasteOffer | None = None
        self.edit = MessageEdit(self._on_paste)
        self._above = QVBoxLayout()
        self._below = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(6)
        column.addLayout(self._above)
        column.addWidget(self.edit)
        column.addLayout(self._below)
        column.addLayout(self._bottom(icons))
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.send_pressed.connect(self._on_send)
        self.edit.up_pressed.connect(self._on_up)
        self.edit.text_pasted.connect(self._on_text_pasted)
        self._attach.clicked.connect(self.pick_files)
        self._send.clicked.connect(self._on_send)
        self._stop.clicked.connect(self.stop_requested)
        self._refresh()

    def _bottom(self, icons: Icons) -> QHBoxLayout:
        self._attach = QToolButton()
        self._attach.setAccessibleName(self.tr("Attach image"))
        self._attach.setIcon(icons.icon("image"))
        self._attach.setIconSize(QSize(18, 18))
        self._hint = ElidedLabel()
        set_role(self._hint, "caption")
        self._send = QPushButton(self.tr("Send"))
        self._send.setAccessibleName(self.tr("Send"))
        set_kind(self._send, "primary")
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop"))
        self._stop.setIcon(icons.icon("stop"))
        self._stop.hide()
        row = QHBoxLayout()
        row.setContentsMargins(-8, 0, 0, 0)  # the icon stands below the text, not its frame
        row.setSpacing(8)
        row.addWidget(self._attach)
        row.addWidget(self._hint, 1)
        row.addWidget(self._stop)
        row.addWidget(self._send)
        return row

    def complete(self) -> None:
        """Makes what the first frame does without, so that the first attachment need not wait."""
        self._made_box()

    # ---- what is written

    def draft(self) -> Draft:
        attachments = self._box.items.attachments if self._box is not None else ()
        return Draft(self.edit.toPlainText(), attachments)

    def message(self) -> str:
        """The text that sending the draft now would send."""
        return self.edit.toPlainText().strip()

    def set_draft(self, draft: Draft, key: object = 0) -> None:
        """Replaces what is written, silently; a message that was being edited is left as it was.

        `key` stands for the chat as long as it lives. Files that are still being read belong to
        the key under which they were added: see `finished_elsewhere`.
        """
        if self._editing:
            self._leave_edit()
            if self._box is not None:
                self._box.bring_back()
        self.key = key
        self._show_text(draft.text)
        if self._box is not None or draft.attachments:
            self._made_box().switch(draft.attachments, key)
        self._refresh()

    def begin_edit(self, draft: Draft) -> None:
        """Writes a message anew; what was being written comes back after `end_edit`."""
        if not self._editing:
            self._put_away = self.edit.toPlainText()
            if self._box is not None:
                self._box.put_away()
        self._editing = True
        set_state(self, "editing", True)
        self._show(draft)
        if self._edit_bar is None:
            self._edit_bar = self._note("edit", closable=False)
            self._edit_bar.chosen.connect(self._cancel_edit)
            self._above.insertWidget(0, self._edit_bar)
        words = self.tr("Editing a message: sending makes a new branch.")
        self._edit_bar.show_words(words, self.tr("Cancel"))
        self.edit.setFocus()

    def end_edit(self) -> None:
        """Brings back, silently, what was being written before. Nothing happens without an edit."""
        if not self._editing:
            return
        self._leave_edit()
        self._show_text(self._put_away)
        if self._box is not None:
            self._box.bring_back()
        self._refresh()

    @property
    def is_editing(self) -> bool:
        """Also while `send_requested` is told: then it is the edited message."""
        return self._editing

    # ---- what goes with it

    def add_files(self, paths: Sequence[str]) -> None:
        """Attaches files, in their order; what cannot be is said."""
        from paddock.features.chat.attachment_mime import files

        self._add(files(list(paths)))

    def add_mime(self, mime: QMimeData) -> bool:
        """Attaches what was dropped, and goes on to the text; False for what is only text."""
        from paddock.features.chat.attachment_mime import is_picture_address, sources_of

        if sources := sources_of(mime):
            self._add(sources)
        elif is_picture_address(mime):
            self._made_box().say_address()
        else:
            return False
        self.edit.setFocus()
        return True

    def pick_files(self) -> None:
        """Opens the dialog in which files are chosen."""
        self._made_box().pick()

    async def aclose(self) -> None:
        """Gives up files that are being read; returns when no thread is left."""
        if self._box is not None:
            await self._box.items.aclose()

    # ---- what surrounds it

    def set_model(self, model: str) -> None:
        """Names the model in the placeholder; without one nothing can be sent."""
        if model != self._model:
            self._model = model
            self._can_see = None
        words = self.tr("Message {0}").format(model) if model else self.tr("Message")
        show_placeholder(self.edit, words)
        self._refresh_sight()
        self._refresh()

    def set_sight(self, can_see: bool | None) -> None:
        """Whether the model takes images; None while that is not known, and then it is tried."""
        self._can_see = can_see
        self._refresh_sight()

    def set_busy(self, busy: bool) -> None:
        had_focus = self._stop.hasFocus() or self._send.hasFocus()
        self._busy = busy
        self._send.setVisible(not busy)
        self._stop.setVisible(busy)
        if had_focus:
            self.edit.setFocus()
        self._refresh()

    @property
    def is_busy(self) -> bool:
        return self._busy

    def set_warning(self, text: str) -> None:
        """A quiet line below the text; empty hides it.

        While the attachments say that the model cannot see, that is said once.
        """
        self._warns = bool(text)
        if self._warning is None:
            if not text:
                return
            self._warning = self._note("warning", "warn", closable=False)
            self._below.addWidget(self._warning)
        self._warning.show_words(text)
        self._on_note()

    # ---- inside

    def _note(self, icon: str, token: str = "muted", *, closable: bool) -> NoteBar:
        from paddock.features.chat.note_bar import NoteBar

        return NoteBar(self._icons, icon, token, closable=closable)

    def _made_box(self) -> AttachmentBox:
        if self._box is None:
            from paddock.features.chat.attachment_box import AttachmentBox

            self._box = AttachmentBox(self._icons, self._keep, self._image_side)
            self._above.addWidget(self._box)
            self._box.switch((), self.key)
            # To the place right behind the text, and then the text behind it.
            QWidget.setTabOrder(self.edit, self._box.view)
            QWidget.setTabOrder(self._box.view, self.edit)
            self._box.changed.connect(self._on_changed)
            self._box.refused.connect(self.refused)
            self._box.left.connect(self.edit.setFocus)
            self._box.finished_elsewhere.connect(self.finished_elsewhere)
            self._box.note_changed.connect(self._on_note)
            self._refresh_sight()
        return self._box

    def _add(self, sources: Sequence[Source]) -> None:
        self._made_box().add(sources)

    def _show(self, draft: Draft) -> None:
        self._show_text(draft.text)
        if self._box is not None or draft.attachments:
            self._made_box().set_attachments(draft.attachments)
        self._refresh()

    def _show_text(self, text: str) -> None:
        if self._offer is not None:
            self._offer.withdraw()
        self._is_told = False
        self.edit.setPlainText(text)
        self._is_told = True
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def _leave_edit(self) -> None:
        self._editing = False
        set_state(self, "editing", False)
        if self._edit_bar is not None:
            had_focus = self._edit_bar.has_focus
            self._edit_bar.hide()
            if had_focus:
                self.edit.setFocus()

    def _refresh_sight(self) -> None:
        tip = self.tr("Attach images or text files")
        if self._can_see is False:
            tip = self.tr("Attach text files ({0} cannot see images)").format(self._model)
        self._attach.setToolTip(plain_tip(tip))
        if self._box is not None:
            self._box.set_sight(self._model, can_see=self._can_see is not False)

    def _refresh(self) -> None:
        is_reading = self._box is not None and self._box.items.is_reading
        is_empty = self.draft().is_empty
        ready = bool(self._model) and not is_empty and not is_reading
        self._send.setEnabled(ready and not self._busy)
        hint = self.tr("Enter sends, Shift+Enter starts a new line")
        if is_reading:
            hint = self.tr("Files are still being read")
        elif self._busy and not is_empty:
            hint = self.tr("The answer is still coming")
        self._hint.set_text(hint)

    def _on_changed(self) -> None:
        if not self._is_told:
            return
        self._refresh()
        if not self._editing:
            self.draft_changed.emit(self.draft())

    def _on_note(self) -> None:
        if self._warning is not None:
            is_said = self._box is not None and self._box.says_blindness
            self._warning.setVisible(self._warns and not is_said)

    def _on_send(self) -> None:
        if not self._send.isEnabled():
            if not self.draft().is_empty:
                self._say_hint()
            return
        draft = Draft(self.message(), self.draft().attachments)
        if self._editing:
            self.send_requested.emit(draft)
            self.end_edit()
            return
        self._show(Draft())
        self.draft_changed.emit(Draft())
        self.send_requested.emit(draft)

    def _say_hint(self) -> None:
        from paddock.kit.announce import announce

        announce(self.edit, self._hint.text())

    def _on_up(self) -> None:
        has_files = self._box is not None and self._box.items.rowCount() > 0
        if not (self._editing or self._busy or has_files):
            self.edit_last_requested.emit()

    def _on_paste(self, mime: QMimeData) -> bool:
        from paddock.features.chat.attachment_mime import sources_of

        if mime.text().strip():  # an address can be pasted as one
            sources = sources_of(mime)
            if sources:
                self._add(sources)
            return bool(sources)
        return self.add_mime(mime)

    def _on_text_pasted(self, start: int, end: int) -> None:
        if self._offer is None:
            if end - start < 80:
                return  # not even lines without a word
            from paddock.features.chat.paste_offer import PasteOffer

            self._offer = PasteOffer(self._icons, self.edit)
            self._offer.text_taken.connect(self._on_text_taken)
            self._below.addWidget(self._offer)
        self._offer.offer(start, end)

    def _on_text_taken(self, text: str) -> None:
        from paddock.parts.preparing import Source

        self._add([Source(self.tr("pasted.txt"), text=text)])
        self.edit.setFocus()

    def _cancel_edit(self) -> None:
        self.end_edit()
        self.edit_cancelled.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._editing:
            self._cancel_edit()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Only where nothing else takes it: the whole card looks like the field.
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
