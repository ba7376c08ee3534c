"""What happened to the store of conversations, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from paddock.shell.words import Words, raw_facts

if TYPE_CHECKING:
    from paddock.storage.errors import StorageError
    from paddock.storage.opening import Opened


def store_words(error: StorageError) -> Words:
    """Why something could not be read from the store, or written to it."""
    title, text = _said(error.reason)
    return Words(title, text, raw_facts(error))


def opening_words(opened: Opened | None, failure: StorageError | None) -> Words | None:
    """What a person must know of a store that was not simply opened; None when it was."""
    translate = QCoreApplication.translate
    if failure is not None:
        return store_words(failure)
    if opened is None:
        return None
    if opened.set_aside:
        nothing = translate("StoreWords", "Nothing could be read. The damaged file is kept as {0}")
        text = nothing.format(opened.set_aside)
        if opened.recovered_messages:
            text = translate(
                "StoreWords",
                "{0} chats with {1} messages could be read and are here. "
                "The damaged file is kept as {2}",
            ).format(opened.recovered_chats, opened.recovered_messages, opened.set_aside)
        title = translate("StoreWords", "The file with your chats was damaged")
        return Words(title, text, opened.set_aside)
    if opened.is_memory or opened.is_read_only:
        title, text = _said(opened.reason)
        if opened.reason not in ("newer", "read_only"):
            text = translate(
                "StoreWords",
                "What is said now lasts until you quit. Start Paddock again when that is over.",
            )
        return Words(title, text, opened.reason)
    return None


def _said(reason: str) -> tuple[str, str]:
    translate = QCoreApplication.translate
    match reason:
        case "full":
            return (
                translate("StoreWords", "The disk is full"),
                translate(
                    "StoreWords",
                    "Your chats are kept in memory and written as soon as there is room. "
                    "Free some space before you quit.",
                ),
            )
        case "read_only":
            return (
                translate("StoreWords", "The folder of your chats cannot be written"),
                translate(
                    "StoreWords",
                    "What is said now lasts until you quit. Allow Paddock to write there.",
                ),
            )
        case "newer":
            return (
                translate("StoreWords", "Your chats were written by a newer Paddock"),
                translate(
                    "StoreWords",
                    "They are opened for reading only, and what is said now is not kept. "
                    "Update Paddock to go on with them.",
                ),
            )
        case "damaged":
            return (
                translate("StoreWords", "The file with your chats is damaged"),
                translate(
                    "StoreWords",
                    "Start Paddock again: it sets the file aside and recovers what can be read.",
                ),
            )
        case "busy":
            return (
                translate("StoreWords", "Another program holds the file with your chats"),
                translate("StoreWords", "Paddock tries again until it can write."),
            )
        case _:
            return (
                translate("StoreWords", "Your chats could not be read or written"),
                translate("StoreWords", "Paddock tries again. Details show what the system said."),
            )
