"""httpx on a connection pool of our own: httpx gives no way to hand in a network backend.

The pool is made with the first request, in a thread where certificates or the system's proxy
settings have to be read, which takes long. A local address never goes through a proxy; what the
environment says about proxies is for the others.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from paddock.ollama.address import Address
from paddock.ollama.errors import ProxyUnsupported
from paddock.ollama.pacing import PacedBackend

MAX_CONNECTIONS = 100
_MAX_IDLE = 8
_IDLE_SECONDS = 30.0


class Transport(httpx.AsyncBaseTransport):
    """Sends the requests for one address. Raises httpcore's exceptions, and ProxyUnsupported."""

    def __init__(
        self, address: Address, verify: bool | ssl.SSLContext, backend: PacedBackend
    ) -> None:
        self._address = address
        self._verify = verify
        self._backend = backend
        self._pool: httpcore.AsyncConnectionPool | None = None
        self._opening = asyncio.Lock()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the response as soon as its head is there."""
        if self._pool is None:
            async with self._opening:
                if self._pool is None:
                    at_once = self._address.is_local and self._address.scheme == "http"
                    self._pool = self._open() if at_once else await asyncio.to_thread(self._open)
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections, used ones too."""
        if self._pool is not None:
            await self._pool.aclose()
            self._pool = None

    def _open(self) -> httpcore.AsyncConnectionPool:
        proxy = None if self._address.is_local else environment_proxy(self._address)
        secure = self._address.scheme == "https"
        verify = httpx.create_ssl_context(verify=self._verify) if secure else None
        return httpcore.AsyncConnectionPool(
            ssl_context=verify,
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=_MAX_IDLE,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=self._backend,
            proxy=proxy,
        )


class _Body(httpx.AsyncByteStream):
    """The body of a response, read as it comes."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        await self._response.aclose()


def environment_proxy(address: Address) -> httpcore.Proxy | None:
    """The proxy that the environment, or the system's settings, name for an address. Raises
    ProxyUnsupported.
    """
    proxies = getproxies()
    url = proxies.get(address.scheme) or proxies.get("all")
    if not url or proxy_bypass(urlsplit(address.url).netloc):
        return None
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        raise ProxyUnsupported("the proxy named by the environment has no valid address") from None
    if parts.scheme not in ("http", "https", "socks5", "socks5h") or not parts.hostname:
        raise ProxyUnsupported(f"proxies of the kind {parts.scheme!r} are not supported")
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ProxyUnsupported("SOCKS proxies need the package socksio")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore.Proxy(f"{parts.scheme}://{host}:{port or _proxy_port(parts.scheme)}", auth=auth)


def _proxy_port(scheme: str) -> int:
    return {"http": 80, "https": 443}.get(scheme, 1080)
