"""The part of a composer that holds attachments: their tiles, and what is said of those refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from paddock.features.chat.attachment_items import AttachmentItems
from paddock.features.chat.attachment_refusals import RefusalsDialog
from paddock.features.chat.attachment_view import AttachmentView
from paddock.features.chat.attachment_words import AttachmentWords
from paddock.features.chat.note_bar import NoteBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paddock.domain.attachment import Attachment
    from paddock.kit.icons import Icons
    from paddock.parts.preparing import Refused, Source
    from paddock.parts.reading_files import Keep

_IMAGES = "*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff *.svg *.heic"
_TEXTS = (
    "*.txt *.md *.csv *.tsv *.json *.xml *.yaml *.yml *.toml *.ini *.log *.html *.css *.py *.js "
    "*.ts *.c *.h *.cpp *.cs *.go *.java *.kt *.lua *.php *.rb *.rs *.sh *.sql *.swift *.tex"
)


class AttachmentBox(QWidget):
    """Made with the first attachment: an empty composer does without."""

    changed = Signal()
    refused = Signal(object)  # tuple of Refused
    left = Signal()  # the keyboard is to go back to the text
    finished_elsewhere = Signal(object, object)  # as AttachmentItems tells it
    note_changed = Signal()  # perhaps

    def __init__(self, icons: Icons, keep: Keep, image_side: Callable[[], int]) -> None:
        super().__init__()
        self._image_side = image_side
        self._model = ""
        self._can_see = True
        self._asked = ""
        """The model that was there when files were added."""
        self._is_blindness = False
        self._words = AttachmentWords(self)
        self._refused: tuple[Refused, ...] = ()
        self._folder = ""
        self.items = AttachmentItems(keep, self)
        self.view = AttachmentView(self.items, icons)
        self._note = NoteBar(icons, "warning", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view)
        column.addWidget(self._note)
        self.items.changed.connect(self._on_changed)
        self.items.refused.connect(self._on_refused)
        self.items.finished_elsewhere.connect(self.finished_elsewhere)
        self.view.emptied.connect(self.left)
        self._note.chosen.connect(self._show_details)
        self._note.closed.connect(self._refresh)
        self._refresh()

    def set_sight(self, model: str, *, can_see: bool) -> None:
        self._model = model
        self._can_see = can_see
        if can_see and self.says_blindness:
            self.say("")

    @property
    def says_blindness(self) -> bool:
        """Whether the note says that the model cannot see, and nothing else."""
        return self._is_blindness and not self._note.isHidden()

    def add(self, sources: Sequence[Source]) -> None:
        self.say("")
        self._asked = self._model
        self.items.add(sources, self._image_side(), can_see=self._can_see)

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Replaces all, silently."""
        self._note.hide()
        self.items.set_attachments(attachments)
        self._refresh()

    def switch(self, attachments: Sequence[Attachment], key: object) -> None:
        """Shows those of another draft, silently; what is being read goes on for the one before."""
        self._note.hide()
        self.items.switch(attachments, key)
        self._refresh()

    def put_away(self) -> None:
        self._note.hide()
        self.items.put_away()
        self._refresh()

    def bring_back(self) -> None:
        self._note.hide()
        self.items.bring_back()
        self._refresh()

    def say(self, words: str) -> None:
        """One line below the tiles; none hides it."""
        self._is_blindness = False
        self._note.show_words(words)
        self._refresh()

    def note(self) -> str:
        """What is said below the tiles now."""
        return self._note.text()

    def say_address(self) -> None:
        self.say(self._words.of_address())

    def pick(self) -> None:
        """Lets the person choose files, where they chose the last ones."""
        dialog = QFileDialog(self, self.tr("Attach files"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        both = self.tr("Images and text files ({0})").format(f"{_IMAGES} {_TEXTS}")
        filters = [
            self.tr("Images ({0})").format(_IMAGES),
            self.tr("Text files ({0})").format(_TEXTS),
            self.tr("All files ({0})").format("*"),
        ]
        dialog.setNameFilters([both, *filters] if self._can_see else filters[1:])
        dialog.filesSelected.connect(self._on_picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_pick_ended)
        self._dialog = dialog
        dialog.open()

    def _on_pick_ended(self, _result: int) -> None:
        self.left.emit()

    def _on_picked(self, paths: list[str]) -> None:
        from paddock.features.chat.attachment_mime import files

        self._folder = self._dialog.directory().absolutePath()
        self.add(files(paths))

    def _on_changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _on_refused(self, refused: tuple[Refused, ...], count: int) -> None:
        self._refused = refused
        self._is_blindness = all(one.reason == "blind" for one in refused)
        words = self._words.of_batch(refused, count, self._asked)
        self._note.show_words(words, self.tr("Details") if len(refused) > 1 else "")
        self._refresh()
        self.refused.emit(refused)

    def _show_details(self) -> None:
        sentences = [self._words.of_one(one, self._asked) for one in self._refused]
        RefusalsDialog(sentences, self).open()

    def _refresh(self) -> None:
        has_tiles = self.items.rowCount() > 0
        self.view.setVisible(has_tiles)
        self.setVisible(has_tiles or not self._note.isHidden())
        self.note_changed.emit()
