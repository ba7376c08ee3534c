"""The words around the messages of a document, in the language of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from paddock.domain.exchange.values import Words
from paddock.parts.transcript.ending import ending_words

if TYPE_CHECKING:
    from paddock.domain.reply import Reply


def document_words() -> Words:
    """The words for documents, with numbers and dates as people write them here."""
    translate = QCoreApplication.translate
    locale = QLocale()

    def when(seconds: float) -> str:
        moment = QDateTime.fromMSecsSinceEpoch(int(seconds * 1000))
        return locale.toString(moment, QLocale.FormatType.ShortFormat)

    return Words(
        you=translate("DocumentWords", "You"),
        model=translate("DocumentWords", "Model"),
        thinking=translate("DocumentWords", "Thinking"),
        when=when,
        ended=ending_words,
        measured=lambda reply: figures(reply, locale),
        language=locale.bcp47Name(),
    )


def figures(reply: Reply, locale: QLocale) -> str:
    """What an answer cost; only what is known of it."""
    translate = QCoreApplication.translate
    metrics = reply.metrics
    found = []
    if metrics.tokens_per_second is not None:
        speed = locale.toString(metrics.tokens_per_second, "f", 1)
        found.append(translate("DocumentWords", "{0} tok/s").format(speed))
    if metrics.answer_tokens is not None:
        count = locale.toString(metrics.answer_tokens)
        found.append(translate("DocumentWords", "{0} tokens").format(count))
    if metrics.prompt_tokens is not None:
        count = locale.toString(metrics.prompt_tokens)
        found.append(translate("DocumentWords", "{0} tokens of prompt").format(count))
    if metrics.total is not None:
        seconds = locale.toString(metrics.total, "f", 1)
        found.append(translate("DocumentWords", "{0} s in all").format(seconds))
    return " · ".join(found)
