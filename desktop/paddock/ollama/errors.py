"""Everything that can go wrong between the program and a server.

    OllamaError
    ├── ConnectionFailed          no connection came about
    │   ├── ConnectionRefused     nobody listens there
    │   ├── HostNotFound          the name does not resolve
    │   ├── HostUnreachable       no route
    │   ├── ConnectTimedOut       no answer to the attempt
    │   ├── TlsFailed             certificate or protocol of the encryption
    │   └── ProxyUnsupported      the environment asks for a proxy that cannot be used
    ├── ConnectionLost            the request was sent, then the connection broke before the end
    ├── ReadTimedOut              connected, but no answer in the time allowed
    ├── ReplyError                the server answered with an error status
    │   ├── BadRequest            400
    │   ├── Unauthorized          401
    │   ├── Forbidden             403
    │   ├── ModelNotFound         404 with an `error` in JSON
    │   ├── EndpointMissing       404 or 405 without one: the server is too old
    │   ├── ServerBusy            503
    │   └── ServerFailed          any other 5xx
    ├── NotOllama                 something answered, but not an Ollama server
    └── StreamError               the status was 200, and then
        ├── StreamFailed          a line said that the run failed
        ├── StreamIncomplete      it ended without its last line
        └── MalformedLine         a line was not what the protocol allows

The messages are the server's or plain facts for a log; sentences for people are made elsewhere,
from the type and `cause_kind`. No error holds a request header.
"""

from __future__ import annotations

from collections.abc import Mapping

from paddock.ollama.causes import Cause, cause_of

__all__ = [
    "MESSAGE_LIMIT",
    "RAW_LIMIT",
    "BadRequest",
    "Cause",
    "ConnectTimedOut",
    "ConnectionFailed",
    "ConnectionLost",
    "ConnectionRefused",
    "EndpointMissing",
    "Forbidden",
    "HostNotFound",
    "HostUnreachable",
    "MalformedLine",
    "ModelNotFound",
    "NotOllama",
    "OllamaError",
    "ProxyUnsupported",
    "ReadTimedOut",
    "ReplyError",
    "ServerBusy",
    "ServerFailed",
    "StreamError",
    "StreamFailed",
    "StreamIncomplete",
    "TlsFailed",
    "Unauthorized",
]

RAW_LIMIT = 1 << 20
"""The bytes of a reply that an error keeps."""

MESSAGE_LIMIT = 2_000
"""The characters that a message has at most."""


class OllamaError(Exception):
    """Base of all errors of this package. `message` is one line; `raw` the bytes received, as far
    as kept; `call` names the request, as in "POST /api/chat".
    """

    def __init__(self, message: str, *, raw: bytes = b"", call: str = "", detail: str = "") -> None:
        super().__init__(message[:MESSAGE_LIMIT])
        self.message = message[:MESSAGE_LIMIT]
        self.detail = detail or message
        self.raw = raw[:RAW_LIMIT]
        self.call = call

    @property
    def cause_kind(self) -> Cause:
        """What the words of the server say about the cause; UNKNOWN where it said nothing."""
        return Cause.UNKNOWN


class ConnectionFailed(OllamaError):
    """No connection to the server came about; nothing was sent."""


class ConnectionRefused(ConnectionFailed):
    """The machine is there and nobody listens on the port."""


class HostNotFound(ConnectionFailed):
    """The host name does not resolve."""


class HostUnreachable(ConnectionFailed):
    """There is no way to the machine."""


class ConnectTimedOut(ConnectionFailed):
    """The attempt to connect was not answered in time."""


class TlsFailed(ConnectionFailed):
    """The encrypted connection could not be agreed upon: certificate, protocol, or a server without
    TLS.
    """


class ProxyUnsupported(ConnectionFailed):
    """The environment names a proxy of a kind that is not supported."""


class ConnectionLost(OllamaError):
    """The connection broke after the request was sent and before the answer was complete."""


class ReadTimedOut(OllamaError):
    """The server took the request and did not answer in the time that this call allows."""


class ReplyError(OllamaError):
    """The server answered with a status that means failure."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        headers: Mapping[str, str],
        raw: bytes = b"",
        call: str = "",
        detail: str = "",
    ) -> None:
        super().__init__(message, raw=raw, call=call, detail=detail)
        self.status = status
        self.headers = headers

    @property
    def cause_kind(self) -> Cause:
        """What the words say, and where they say nothing, the status."""
        cause = cause_of(self.detail)
        if cause is Cause.UNKNOWN:
            return {429: Cause.RATE_LIMITED, 503: Cause.SERVER_BUSY}.get(self.status, cause)
        return cause


class BadRequest(ReplyError):
    """400: the request, or what it asks of this model, is not acceptable."""


class Unauthorized(ReplyError):
    """401: not signed in. `signin_url` is where that is done, if the server said so."""

    signin_url: str | None = None


class Forbidden(ReplyError):
    """403: cloud switched off, or, with an empty body, a Host or Origin that the server does not
    accept.
    """


class ModelNotFound(ReplyError):
    """404 in JSON: the server knows the call but not the model."""

    @property
    def cause_kind(self) -> Cause:
        """A JSON 404 is about a model, whatever its words."""
        return Cause.MODEL_MISSING


class EndpointMissing(ReplyError):
    """404 or 405 that is not JSON: the server is too old for this call, or is another program."""


class ServerBusy(ReplyError):
    """503: the queue is full; worth another attempt after a while."""


class ServerFailed(ReplyError):
    """Any other 5xx: the load failed, the runner crashed, an option had the wrong type, a gateway
    gave up.
    """


class NotOllama(OllamaError):
    """The answer cannot come from an Ollama server: HTML, a redirect, another protocol. `status` is
    None without HTTP.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        location: str = "",
        raw: bytes = b"",
        call: str = "",
    ) -> None:
        super().__init__(message, raw=raw, call=call)
        self.status = status
        self.location = location


class StreamError(OllamaError):
    """The answer began well, with status 200, and did not end so."""


class StreamFailed(StreamError):
    """A line of the stream carried an error."""

    signin_url: str | None = None

    @property
    def cause_kind(self) -> Cause:
        """What the words of the line say."""
        return cause_of(self.detail)


class StreamIncomplete(StreamError):
    """The stream ended cleanly but without the line that says that it is complete."""


class MalformedLine(StreamError):
    """A line was not a JSON object, or too long; `raw` is that line."""
