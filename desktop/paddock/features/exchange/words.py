"""What went wrong with a file, and what was not taken over from it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from paddock.domain.exchange.values import UnreadableImport
from paddock.features.exchange.errors import ArchiveError
from paddock.storage.errors import StorageError

if TYPE_CHECKING:
    from paddock.base.errors import KnownError
    from paddock.domain.exchange.values import Note


def failure_words(error: KnownError) -> str:
    """What happened, and what can be done."""
    if isinstance(error, StorageError):
        return _of_disk(error)
    if isinstance(error, ArchiveError):
        return _of_archive(error.reason)
    if isinstance(error, UnreadableImport):
        return refusal_words(error.reason)
    return str(error)


def refusal_words(reason: str) -> str:
    """Why a whole file is not read; `reason` is that of an error."""
    translate = QCoreApplication.translate
    match reason:
        case "not_json":
            return translate(
                "ExchangeWords", "That is no file of chats: it holds no JSON, or it was cut off."
            )
        case "unknown_format":
            return translate(
                "ExchangeWords",
                "No chats were found there. Paddock reads its own exports and those of "
                "Open WebUI and ChatGPT, and lines of JSON with messages.",
            )
        case "newer_version":
            return translate(
                "ExchangeWords", "A newer Paddock wrote that file. Update Paddock to read it."
            )
        case "empty":
            return translate("ExchangeWords", "There is nothing in that file.")
        case "too_large":
            return translate("ExchangeWords", "That file is too large: 512 MB is the most.")
        case _:
            return _of_archive(reason)


def note_words(note: Note) -> str:
    """What was not taken over as it stands, and where."""
    sentence = _note_sentence(note)
    translate = QCoreApplication.translate
    title = note.title or translate("ExchangeWords", "Entry {0}").format(note.index + 1)
    return translate("ExchangeWords", "{0}: {1}").format(title, sentence)


def _note_sentence(note: Note) -> str:
    translate = QCoreApplication.translate
    match note.kind:
        case "unreadable":
            known = refusal_words(note.detail)
            if known:
                return known
            return translate("ExchangeWords", "It could not be read ({0}).").format(note.detail)
        case "system_left_out":
            return translate(
                "ExchangeWords", "A system message in the middle was left out: “{0}”."
            ).format(_short(note.detail))
        case "file_missing":
            return translate(
                "ExchangeWords", "The file {0} belongs to it and is not there."
            ).format(note.detail)
        case "image_remote":
            return translate(
                "ExchangeWords", "An image on another machine was not loaded; its address stays."
            )
        case "image_of_answer":
            return translate(
                "ExchangeWords", "An image that a model made was left out; its name stays."
            )
        case "loop":
            return translate(
                "ExchangeWords", "Messages followed each other in a circle, which was cut open."
            )
        case "parent_missing":
            return translate(
                "ExchangeWords", "A message followed one that is not there; it stands first now."
            )
        case "content_unknown":
            return translate(
                "ExchangeWords", "Something of an unknown kind was left out ({0})."
            ).format(_short(note.detail))


def _of_archive(reason: str) -> str:
    translate = QCoreApplication.translate
    match reason:
        case "encrypted":
            return translate(
                "ExchangeWords", "That archive has a password. Unpack it and choose what was in it."
            )
        case "broken":
            return translate("ExchangeWords", "That archive is damaged or no ZIP at all.")
        case "many":
            return translate("ExchangeWords", "That archive holds more than 20,000 files.")
        case "large":
            return translate(
                "ExchangeWords", "That archive is too large: 1 GB is the most when it is unpacked."
            )
        case _:
            return ""


def _of_disk(error: StorageError) -> str:
    translate = QCoreApplication.translate
    match error.reason:
        case "full":
            return translate(
                "ExchangeWords", "The disk is full. Free some space, or choose another place."
            )
        case "read_only":
            return translate(
                "ExchangeWords", "The system does not allow it there. Choose another place."
            )
        case "damaged":
            return translate("ExchangeWords", "That file is damaged, or no backup of Paddock.")
        case "newer":
            return translate(
                "ExchangeWords", "A newer Paddock wrote that file. Update Paddock to read it."
            )
        case "busy":
            return translate("ExchangeWords", "Another program holds the file. Try again.")
        case _:
            return translate("ExchangeWords", "The system refused it: {0}").format(error.raw)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:80]}…"
