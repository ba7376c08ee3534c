"""Exceptions of httpcore, httpx and the system below them, as the typed error that tells what
happened.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from paddock.ollama.errors import (
    ConnectionFailed,
    ConnectionLost,
    ConnectionRefused,
    ConnectTimedOut,
    HostNotFound,
    HostUnreachable,
    NotOllama,
    OllamaError,
    ReadTimedOut,
    TlsFailed,
)
from paddock.ollama.pacing import Heard, TlsHandshakeFailed

_UNREACHABLE = {
    number
    for name in (
        "ENETUNREACH",
        "EHOSTUNREACH",
        "ENETDOWN",
        "EHOSTDOWN",
        "WSAENETUNREACH",
        "WSAEHOSTUNREACH",
    )
    if (number := getattr(errno, name, None)) is not None
}
_NO_REPLY = {errno.ETIMEDOUT, getattr(errno, "WSAETIMEDOUT", errno.ETIMEDOUT)}


@contextmanager
def translated(call: str, heard: Heard) -> Iterator[None]:
    """Within it, what the network raises becomes an OllamaError. Errors that are no one's but ours
    pass through.
    """
    try:
        yield
    except OllamaError as error:
        error.call = error.call or call
        raise
    except (
        httpcore.NetworkError,
        httpcore.TimeoutException,
        httpcore.ProtocolError,
        httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
        httpx.HTTPError,
        httpx.InvalidURL,
        httpx.StreamError,
        ssl.SSLError,
    ) as error:
        raise failure(error, call, heard) from error


def failure(error: Exception, call: str, heard: Heard) -> OllamaError:
    """The typed error for an exception; `heard` is what the connection had brought by then."""
    raw = heard.head
    text = str(error) or type(error).__name__
    match error:
        case httpcore.ConnectTimeout() | httpcore.PoolTimeout():
            return ConnectTimedOut("no connection in time", call=call)
        case httpcore.TimeoutException():
            return ReadTimedOut("no answer in time", raw=raw, call=call)
        case TlsHandshakeFailed():
            return TlsFailed(_tls_text(error), call=call)
        case httpcore.ConnectError():
            return _no_connection(error, call)
        case httpcore.ProxyError():
            return ConnectionFailed(f"the proxy refused: {text}", call=call)
        case httpcore.LocalProtocolError() | httpcore.UnsupportedProtocol() | httpx.InvalidURL():
            # The library's words would quote the header that is wrong, which may be a secret.
            return ConnectionFailed("this address or one of its headers cannot be sent", call=call)
        case httpcore.RemoteProtocolError() if raw and not raw.startswith(b"HTTP/"[: len(raw)]):
            return NotOllama("the answer is not HTTP", raw=raw, call=call)
        case httpcore.RemoteProtocolError() if not heard.ended:
            return NotOllama(f"the answer is not valid HTTP: {text}", raw=raw, call=call)
        case httpx.DecodingError():
            return NotOllama(f"the answer is not encoded as it says: {text}", raw=raw, call=call)
    return ConnectionLost(f"the connection broke: {text}", raw=raw, call=call)


def _no_connection(error: Exception, call: str) -> ConnectionFailed:
    causes = list(_causes(error))
    text = next((str(cause) for cause in reversed(causes) if str(cause)), "no connection")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return HostNotFound(text, call=call)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return ConnectionRefused(text, call=call)
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError)}
    if numbers & _UNREACHABLE:
        return HostUnreachable(text, call=call)
    if numbers & _NO_REPLY:
        return ConnectTimedOut(text, call=call)
    return ConnectionFailed(text, call=call)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and all that led to it, the attempts on several addresses included."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _causes(inner)
        error = error.__cause__ or error.__context__


def _tls_text(error: BaseException) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate is not trusted: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"no encrypted connection: {cause.reason or cause}"
    return "no encrypted connection: the server ended the attempt"
