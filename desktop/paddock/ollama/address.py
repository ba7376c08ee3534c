"""Where a server is: from what people type, or keep in OLLAMA_HOST, to a base URL.

The rules are those of Ollama's own tools (`envconfig.Host`), and three more that a client needs: an
unspecified address becomes loopback, a trailing slash or `/api` or `/v1` is dropped, and what is no
address at all is refused.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

DEFAULT_URL = "http://127.0.0.1:11434"

_DEFAULT_PORT = 11434
_SCHEME_PORTS = {"http": 80, "https": 443}
_HOST_NAME = re.compile(
    r"(?=.{1,254}\Z)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})\.)*[A-Za-z0-9_][A-Za-z0-9_-]{0,62}\.?\Z"
)
_LOOKS_LIKE_IPV4 = re.compile(r"[0-9]+(?:\.[0-9]+){3}\.?\Z")
_LOCAL_SUFFIXES = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
_API_SUFFIX = re.compile(r"(?:/+(?:api|v1)?)+\Z")


class InvalidAddress(ValueError):
    """The text names no server. `text` is what was typed."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """The base of a server's URLs. `host` has no brackets; `path` is empty or starts with a slash
    and ends without.
    """

    scheme: str
    host: str
    port: int
    path: str = ""

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash and always with its port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"

    @property
    def is_local(self) -> bool:
        """Whether the host is this machine or one of its own network, where a proxy has no
        business.
        """
        ip = _ip(self.host)
        if ip is not None:
            return not ip.is_global
        name = self.host.lower().rstrip(".")
        return "." not in name or name.endswith(_LOCAL_SUFFIXES)

    def __str__(self) -> str:
        return self.url


def parse_address(text: str | None) -> Address:
    """Read an address as a person types it or as OLLAMA_HOST holds it; nothing at all means the
    default server.

    A port that is no number or out of range falls back to the default port, as in Ollama's own
    tools. Raises InvalidAddress, and nothing else.
    """
    typed = text or ""
    bare = typed.strip().strip("\"'").strip()
    if not bare.isprintable() or any(char.isspace() or char in "\\?#@<>" for char in bare):
        raise InvalidAddress(typed, "characters that no address has")
    scheme, separator, rest = bare.partition("://")
    if not separator:
        if bare.lower().startswith(("http:", "https:")):
            raise InvalidAddress(typed, "a scheme without its slashes")
        scheme, rest, port = "http", bare, _DEFAULT_PORT
        if bare.lower() == "ollama.com":
            scheme, port = "https", 443
    else:
        scheme = scheme.lower()
        if scheme not in _SCHEME_PORTS:
            raise InvalidAddress(typed, "not an http or https address")
        port = _SCHEME_PORTS[scheme]
    authority, slash, path = rest.partition("/")
    host, port = _split_port(authority, port)
    return Address(scheme, _host(host, typed), port, _API_SUFFIX.sub("", slash + path))


def _split_port(authority: str, default: int) -> tuple[str, int]:
    """Take a port off the end, unless the colons belong to a bare IPv6 address."""
    host, colon, digits = authority.rpartition(":")
    if not colon or authority.endswith("]") or (":" in host and not host.endswith("]")):
        return authority, default
    if digits.isascii() and digits.isdigit() and len(digits) <= 5 and 0 < int(digits) <= 65535:
        return host, int(digits)
    return host, default


def _host(host: str, typed: str) -> str:
    """The host as it can be dialled: no brackets, never unspecified, a foreign name in its ASCII
    form.
    """
    if not host:
        return "127.0.0.1"
    bracketed = host.startswith("[") and host.endswith("]")
    ip = _ip(host[1:-1] if bracketed else host)
    if ip is not None and (ip.version == 6 or not bracketed):
        if ip.is_unspecified:
            return "127.0.0.1" if ip.version == 4 else "::1"
        return str(ip)
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise InvalidAddress(typed, "not a host name") from None
    if _HOST_NAME.match(name) is None or _LOOKS_LIKE_IPV4.match(name) is not None:
        raise InvalidAddress(typed, "not a host name")
    return name


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
