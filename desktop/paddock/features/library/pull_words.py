"""Sentences about pulling: why a name is refused, and why a pull failed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from paddock.domain.model_name import InvalidName, NameFault
from paddock.ollama import errors as wire
from paddock.ollama.errors import Cause, OllamaError

_LONGEST = 64


def shortened(name: str) -> str:
    """A name as it fits into a sentence: a label cannot wrap inside a word."""
    return name if len(name) <= _LONGEST else f"{name[:40]}…{name[-20:]}"


class PullWords(QObject):
    """In the application's language. A registry stands behind the server, so a failure of the
    network or of rights means something else here than in a chat.
    """

    def of_name(self, refusal: InvalidName) -> str:
        """What is wrong with a name, and what would be right."""
        match refusal.reason:
            case NameFault.EMPTY:
                return ""
            case NameFault.NO_MODEL:
                return self.tr("No model is named there. Paste the address of a model's page.")
            case NameFault.WORDS:
                return self.tr("A model name has no spaces.")
            case NameFault.DIGEST:
                return self.tr("Ollama takes a tag, as in “llama3.2:3b”, but no digest.")
            case NameFault.HOST:
                return self.tr("“{0}” is not the name of a registry.").format(
                    shortened(refusal.part)
                )
            case NameFault.NAMESPACE:
                return self._of_part(
                    refusal.part,
                    self.tr("The namespace is missing before the “/”."),
                    self.tr("“{0}” is no namespace: letters, digits, “-” and “_” make one."),
                )
            case NameFault.TAG:
                return self._of_part(
                    refusal.part,
                    self.tr("Write a tag after the “:”, or leave it out."),
                    self.tr("“{0}” is no tag: letters, digits, “.”, “-” and “_” make one."),
                )
            case NameFault.MODEL:
                return self._of_part(
                    refusal.part,
                    self.tr("The name of the model is missing."),
                    self.tr("“{0}” is no model: letters, digits, “.”, “-” and “_” make a name."),
                )

    def of_failure(self, error: OllamaError, name: str) -> tuple[str, str]:
        """What happened; what it means and what can be done."""
        match error.cause_kind:
            case Cause.MODEL_MISSING:
                return (
                    self.tr("There is no {0} in the registry").format(shortened(name)),
                    self.tr("Check the name and its tag. It may also be private."),
                )
            case Cause.REGISTRY_NETWORK:
                return (
                    self.tr("The server lost its way to the registry"),
                    self.tr(
                        "Its connection failed again and again. A retry goes on where it stopped."
                    ),
                )
            case Cause.DISK_FULL:
                return (
                    self.tr("The server's disk is full"),
                    self.tr("Delete a model to make room, then retry."),
                )
            case Cause.DOWNLOAD_CORRUPT:
                return (
                    self.tr("A part arrived damaged"),
                    self.tr("The server has removed it. A retry downloads that part again."),
                )
            case Cause.UPDATE_NEEDED:
                return (
                    self.tr("This model needs a newer Ollama"),
                    self.tr("Update Ollama on the server, then retry."),
                )
            case Cause.UNSUPPORTED:
                return (
                    self.tr("This server cannot run such a model"),
                    self._said(error),
                )
            case Cause.NOT_SIGNED_IN:
                return (
                    self.tr("The registry does not give {0} to this server").format(
                        shortened(name)
                    ),
                    self.tr(
                        "It may be private. Sign in on the server's computer with “ollama signin”."
                    ),
                )
            case Cause.INSECURE_REGISTRY:
                return (
                    self.tr("That registry is not encrypted"),
                    self.tr("The server takes models only over https."),
                )
            case Cause.CLOUD_DISABLED:
                return (
                    self.tr("Cloud models are switched off on this server"),
                    self.tr("Choose a model that runs on the server itself."),
                )
            case _:
                return self._by_type(error)

    def _by_type(self, error: OllamaError) -> tuple[str, str]:
        match error:
            case wire.ConnectionFailed():
                return (
                    self.tr("The Ollama server cannot be reached"),
                    self.tr("Nothing was downloaded. Retry when it runs."),
                )
            case wire.ConnectionLost() | wire.StreamIncomplete():
                return (
                    self.tr("The connection to the server broke"),
                    self.tr("What it has downloaded is kept. A retry goes on where it stopped."),
                )
            case wire.ReplyError() | wire.StreamFailed():
                return self.tr("The pull failed"), self._said(error)
            case _:
                return (
                    self.tr("The pull failed"),
                    self.tr("It ended with: {0}").format(error.message),
                )

    def _said(self, error: OllamaError) -> str:
        return self.tr("Ollama said: {0}").format(error.message)

    def _of_part(self, part: str, missing: str, wrong: str) -> str:
        return wrong.format(shortened(part)) if part else missing
