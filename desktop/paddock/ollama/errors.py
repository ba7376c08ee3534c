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
    │   ├── ModelNotFound         404 with a JSON body
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
from enum import Enum, auto

RAW_LIMIT = 1 << 20
"""The bytes of a reply that an error keeps."""

MESSAGE_LIMIT = 2_000
"""The characters that a message has at most."""


class Cause(Enum):
    """What an error's text says about its cause, as far as the texts of Ollama can be told apart."""

    MODEL_MISSING = auto()
    CAPABILITY_MISSING = auto()
    MEMORY = auto()
    CONTEXT_OVERFLOW = auto()
    RUNNER_CRASHED = auto()
    LOAD_TIMED_OUT = auto()
    SERVER_BUSY = auto()
    RATE_LIMITED = auto()
    BAD_OPTION = auto()
    BAD_FORMAT = auto()
    BAD_IMAGE = auto()
    NOT_SIGNED_IN = auto()
    UPDATE_NEEDED = auto()
    UNSUPPORTED = auto()
    REGISTRY_NETWORK = auto()
    DOWNLOAD_CORRUPT = auto()
    INSECURE_REGISTRY = auto()
    DISK_FULL = auto()
    CLOUD_DISABLED = auto()
    UNKNOWN = auto()


_TEXTS: tuple[tuple[Cause, tuple[str, ...]], ...] = (
    (Cause.CLOUD_DISABLED, ("ollama cloud is disabled",)),
    (Cause.SERVER_BUSY, ("server busy",)),
    (
        Cause.UPDATE_NEEDED,
        (
            "requires a newer version of ollama",
            "may be incompatible with your version of ollama",
            "no longer compatible",
            "pull the model again to get the latest version",
            "412:",
        ),
    ),
    (
        Cause.UNSUPPORTED,
        (
            "mlx runtime is not available",
            "image generation models are not currently supported",
        ),
    ),
    (
        Cause.CAPABILITY_MISSING,
        (
            "does not support tools",
            "does not support insert",
            "does not support thinking",
            "does not support chat",
            "does not support generate",
            "does not support completion",
            "does not support image input",
            "does not support embedding",
            "image input is not supported",
            "missing data required for image input",
        ),
    ),
    (Cause.DISK_FULL, ("no space left on device", "not enough space on the disk")),
    (
        Cause.MEMORY,
        (
            "requires more system memory",
            "out-of-memory",
            "out of memory",
            "failed to allocate",
            "unable to load full model on gpu",
        ),
    ),
    (Cause.CONTEXT_OVERFLOW, ("exceed_context_size_error", "prompt too long")),
    (
        Cause.BAD_IMAGE,
        (
            "illegal base64 data",
            "decode webp image",
            "failed to load image",
            "failed to decode image",
            "invalid image",
        ),
    ),
    (
        Cause.BAD_FORMAT,
        (
            "invalid format",
            "failed to parse grammar",
            "invalid json schema",
            "json schema conversion",
        ),
    ),
    (Cause.BAD_OPTION, (" must be of type ",)),
    (Cause.LOAD_TIMED_OUT, ("timed out waiting for",)),
    (
        Cause.RUNNER_CRASHED,
        (
            "llama-server process has terminated",
            "llama runner process has terminated",
            "model runner has unexpectedly stopped",
            "an error was encountered while running the model",
        ),
    ),
    (Cause.DOWNLOAD_CORRUPT, ("digest mismatch",)),
    (Cause.INSECURE_REGISTRY, ("insecure protocol http",)),
    (Cause.NOT_SIGNED_IN, ("unauthorized", "access denied", "not currently signed in")),
    (
        Cause.REGISTRY_NETWORK,
        (
            "max retries exceeded",
            "part stalled",
            "unexpected eof",
            "connection reset",
            "connection refused",
            "no such host",
            "network is unreachable",
            "i/o timeout",
            "tls handshake timeout",
        ),
    ),
    (Cause.MODEL_MISSING, ("try pulling it first", "pull model manifest: file does not exist")),
)


def cause_of(text: str) -> Cause:
    """Tell the cause from the server's words; the order of the table decides between several."""
    words = text.lower()
    for cause, parts in _TEXTS:
        if any(part in words for part in parts):
            return cause
    if "model requires" in words and "available" in words:
        return Cause.MEMORY
    if "context" in words and any(
        part in words for part in ("exceed", "longer", "too long", "too large")
    ):
        return Cause.CONTEXT_OVERFLOW
    if "model" in words and "not found" in words:
        return Cause.MODEL_MISSING
    return Cause.UNKNOWN


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
        """What the words of the server say about the cause."""
        return cause_of(self.detail)


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
        cause = super().cause_kind
        if cause is Cause.UNKNOWN:
            return {401: Cause.NOT_SIGNED_IN, 429: Cause.RATE_LIMITED, 503: Cause.SERVER_BUSY}.get(
                self.status, cause
            )
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


class StreamIncomplete(StreamError):
    """The stream ended cleanly but without the line that says that it is complete."""


class MalformedLine(StreamError):
    """A line was not a JSON object, or too long; `raw` is that line."""
