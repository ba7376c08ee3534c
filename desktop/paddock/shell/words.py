"""Failures in words: what happened, what it means, what can be done. A pull has a table of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from paddock.base.errors import KnownError
from paddock.ollama import errors as wire
from paddock.ollama.errors import Cause, OllamaError


@dataclass(frozen=True, slots=True)
class Words:
    """A failure as a person reads it, and as it was received. `offers` are ids of actions that may help."""

    title: str
    text: str
    raw: str
    offers: tuple[str, ...] = ()


class ErrorWords(QObject):
    """Turns a failure into Words in the application's language."""

    def describe(self, error: BaseException) -> Words:
        """Words for a failure of the network, the server, the disk or a file."""
        raw = raw_facts(error)
        if isinstance(error, OllamaError):
            title, text, offers = self._of_ollama(error)
            return Words(title, text, raw, offers)
        if isinstance(error, KnownError):
            return Words(self.tr("That did not work"), str(error), raw)
        return Words(self.tr("Something went wrong"), str(error) or type(error).__name__, raw)

    def _of_ollama(self, error: OllamaError) -> tuple[str, str, tuple[str, ...]]:
        known = self._by_cause(error)
        return known if known is not None else self._by_type(error)

    def _by_cause(self, error: OllamaError) -> tuple[str, str, tuple[str, ...]] | None:
        """What the server's own words say about the cause."""
        match error.cause_kind:
            case Cause.MODEL_MISSING:
                return (
                    self.tr("The server does not have this model"),
                    self.tr("Pull it first, or choose another model."),
                    ("pull-model",),
                )
            case Cause.MEMORY:
                return (
                    self.tr("Not enough memory for this model"),
                    self.tr("Choose a smaller model, lower num_ctx, or unload another model."),
                    (),
                )
            case Cause.CONTEXT_OVERFLOW:
                return (
                    self.tr("The conversation is longer than the context"),
                    self.tr("Raise num_ctx in the parameters, or start a new chat."),
                    (),
                )
            case Cause.RUNNER_CRASHED | Cause.LOAD_TIMED_OUT:
                return (
                    self.tr("The model could not be run"),
                    self.tr("Ollama said: {0}").format(error.message),
                    (),
                )
            case Cause.CAPABILITY_MISSING | Cause.BAD_OPTION | Cause.BAD_FORMAT | Cause.BAD_IMAGE:
                return (
                    self.tr("The server refused the request"),
                    self.tr("Ollama said: {0}").format(error.message),
                    (),
                )
            case Cause.SERVER_BUSY:
                return (
                    self.tr("The server has too many requests waiting"),
                    self.tr("Try again in a moment."),
                    (),
                )
            case Cause.DISK_FULL:
                return (
                    self.tr("The server's disk is full"),
                    self.tr("Delete a model to make room."),
                    (),
                )
            case Cause.CLOUD_DISABLED:
                return (
                    self.tr("Cloud models are switched off on this server"),
                    self.tr("Choose a model that runs on the server itself."),
                    (),
                )
            case Cause.NOT_SIGNED_IN:
                return (
                    self.tr("The server is not signed in to ollama.com"),
                    self.tr("Sign in on the server's computer with “ollama signin”."),
                    (),
                )
            case _:
                return None

    def _by_type(self, error: OllamaError) -> tuple[str, str, tuple[str, ...]]:
        """What kind of failure it was, when the words alone do not tell."""
        reach = ("reconnect", "other-address")
        match error:
            case wire.ConnectionFailed():
                return self._of_connection(error)
            case wire.ConnectionLost():
                return (
                    self.tr("The connection broke"),
                    self.tr(
                        "The server closed it before the answer was complete. What came so far is kept."
                    ),
                    ("reconnect",),
                )
            case wire.ReadTimedOut():
                return (
                    self.tr("The server does not answer"),
                    self.tr("It may be busy. Paddock tries again."),
                    (),
                )
            case wire.Forbidden():
                return (
                    self.tr("The server refuses this computer (403)"),
                    self.tr(
                        "A tunnel or proxy in front of Ollama may have to set the Host header."
                    ),
                    reach,
                )
            case wire.EndpointMissing():
                return (
                    self.tr("This server does not know that call"),
                    self.tr("It is older than the function needs. Update Ollama there."),
                    (),
                )
            case wire.NotOllama():
                return (
                    self.tr("Something else than Ollama answers at that address"),
                    self.tr(
                        "A proxy or another program may stand there. Details show what it said."
                    ),
                    ("other-address",),
                )
            case wire.StreamIncomplete():
                return (
                    self.tr("The answer is not complete"),
                    self.tr("The server ended it early without saying why."),
                    (),
                )
            case wire.MalformedLine():
                return (
                    self.tr("The server sent something that is not the protocol"),
                    self.tr("What came before it is kept. Details show the bytes."),
                    (),
                )
            case _:
                return (
                    self.tr("The server answered with an error"),
                    self.tr("Ollama said: {0}").format(error.message),
                    (),
                )

    def _of_connection(self, error: wire.ConnectionFailed) -> tuple[str, str, tuple[str, ...]]:
        """Why no connection came about."""
        reach = ("reconnect", "other-address")
        match error:
            case wire.ConnectionRefused():
                return (
                    self.tr("Nobody answers at that address"),
                    self.tr("Ollama is not running there."),
                    reach,
                )
            case wire.HostNotFound():
                return (
                    self.tr("That computer was not found"),
                    self.tr("Check the name in the address."),
                    reach,
                )
            case wire.ConnectTimedOut() | wire.HostUnreachable():
                return (
                    self.tr("That computer cannot be reached"),
                    self.tr("It may be off, in another network, or behind a firewall."),
                    reach,
                )
            case wire.TlsFailed():
                return (
                    self.tr("No secure connection came about"),
                    self.tr("The certificate or the protocol was not accepted: {0}").format(
                        error.message
                    ),
                    reach,
                )
            case _:
                return (
                    self.tr("No connection came about"),
                    self.tr("It ended with: {0}").format(error.message),
                    reach,
                )


def raw_facts(error: BaseException) -> str:
    """The error's type, its message and every byte that was received."""
    lines = [f"{type(error).__name__}: {error}"]
    if isinstance(error, OllamaError):
        if error.call:
            lines.insert(0, error.call)
        if isinstance(error, wire.ReplyError):
            lines.append(f"HTTP {error.status}")
        if error.raw:
            lines += ["", error.raw.decode("utf-8", "replace")]
    elif isinstance(error, KnownError) and error.raw:
        lines += ["", error.raw]
    return "\n".join(lines)
