"""Why a file was not attached, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.parts.preparing import Refused

_LONGEST = 48


def shortened(name: str) -> str:
    """A name as it fits into a sentence: a label cannot wrap inside a word."""
    return name if len(name) <= _LONGEST else f"{name[:28]}…{name[-16:]}"


class AttachmentWords(QObject):
    """In the application's language."""

    def of_sight(self, model: str) -> str:
        """About a model that cannot see."""
        if not model:
            return self.tr("This model cannot see images.")
        return self.tr("{0} cannot see images.").format(shortened(model))

    def of_address(self) -> str:
        return self.tr(
            "The picture itself was not in the drop, only its address. Save or copy the image, "
            "then paste it."
        )

    def of_batch(self, refused: Sequence[Refused], count: int, model: str) -> str:
        """About those of `count` files that were not attached."""
        if len(refused) == 1:
            return self.of_one(refused[0], model)
        if all(one.reason == "blind" for one in refused):
            return self.of_sight(model)
        words = self.tr("{0} of %n file(s) were not attached.", "", count)
        return words.format(len(refused))

    def of_one(self, refused: Refused, model: str) -> str:
        """What is wrong with a file, and what can be done."""
        if refused.reason == "blind":
            words = self.tr("{0} was not attached: {1} cannot see images.")
            return words.format(shortened(refused.name), shortened(model))
        words = self._of_reading(refused) or self._of_kind(refused)
        return words.format(shortened(refused.name), refused.detail)

    def _of_reading(self, refused: Refused) -> str:
        """{0} is the name of the file, {1} the detail."""
        match refused.reason:
            case "empty":
                return self.tr("{0} is empty.")
            case "folder":
                return self.tr("{0} is a folder. Attach the files in it.")
            case "unreadable" if refused.detail:
                return self.tr("{0} could not be read: {1}.")
            case "unreadable":
                return self.tr("{0} could not be read.")
            case "large":
                return self.tr("{0} is larger than 100 MB.")
            case "damaged":
                return self.tr("{0} is damaged or incomplete.")
            case "huge":
                return self.tr("{0} has too many pixels. Make it smaller first.")
            case "not kept":
                return self.tr("{0} could not be stored: {1}.")
            case _:
                return ""

    def _of_kind(self, refused: Refused) -> str:
        match refused.reason:
            case "format":
                return self.tr(
                    "{0} is a {1} photo, which neither Paddock nor Ollama reads. Export it as "
                    "JPEG first."
                )
            case "not image":
                return self.tr("{0} is no image, whatever its name says.")
            case "document":
                return self.tr("{0}: PDF and Word files cannot be attached yet.")
            case "audio":
                return self.tr("{0}: audio files cannot be attached yet.")
            case "long text":
                return self.tr("{0} is a text of more than 1 MB, too long for a message.")
            case _:
                return self.tr("{0} is neither an image nor text.")
