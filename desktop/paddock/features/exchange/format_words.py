"""The formats by name, and what each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from paddock.features.exchange.formats import FormatId


def format_words(format: FormatId) -> tuple[str, str]:
    """The name of a format, and one line about it."""
    translate = QCoreApplication.translate
    match format:
        case "markdown":
            return "Markdown", translate(
                "FormatWords", "Text for people and other programs; attachments are only named"
            )
        case "html":
            return "HTML", translate("FormatWords", "One file with the images, for any browser")
        case "pdf":
            return "PDF", translate("FormatWords", "Pages to print or to pass on")
        case "paddock":
            return "Paddock", translate("FormatWords", "Everything, to be imported again")
        case "openwebui":
            return "Open WebUI", translate(
                "FormatWords", "All branches with attachments, for the import of Open WebUI"
            )
        case "jsonl":
            return translate("FormatWords", "Lines of JSON"), translate(
                "FormatWords", "For fine-tuning: finished answers, without images and thinking"
            )
        case "modelfile":
            return "Modelfile", translate(
                "FormatWords", "To make a model that begins with this chat; of one chat only"
            )
