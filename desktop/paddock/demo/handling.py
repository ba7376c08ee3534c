"""What every request passes: the record of it, the faults, the end when its client leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from .exchange import ClientGone, Exchange, Receive, ReplyBroken, ReplyEnded, Scope, Send
from .faults import Fault, FaultQueue, fault_of_header
from .seen import RequestLog
from .wire import ApiError

App = Callable[[Scope, Receive, Send], Awaitable[None]]

_BLOBS = "/api/blobs/"
_LOCAL_ENDINGS = (".localhost", ".local", ".internal")


class Gate:
    """The outermost application. Works on the server's loop only."""

    def __init__(
        self,
        app: App,
        log: RequestLog,
        faults: FaultQueue,
        transports: Mapping[tuple[str, int], asyncio.Transport],
    ) -> None:
        self._app = app
        self._log = log
        self._faults = faults
        self._transports = transports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = self._transports.get(scope["client"])
        if transport is None:  # the client left before its request was looked at
            return
        exchange = Exchange(scope, receive, send, transport, None)
        number = self._log.open(exchange.method, exchange.path, exchange.headers)
        exchange.fault = self._fault(exchange)
        scope["demo.exchange"] = exchange
        disconnected = True
        try:
            if not exchange.path.startswith(_BLOBS):
                await exchange.read_body()
                self._log.body(number, exchange.body)
                disconnected = not await self._watched(exchange, scope, receive, send)
            else:
                await self._answer(exchange, scope, receive, send)
                self._log.body(number, exchange.body)
                disconnected = False
        except ClientGone:
            disconnected = True
        finally:
            self._log.close(number, disconnected=disconnected)

    def _fault(self, exchange: Exchange) -> Fault | None:
        asked = exchange.headers.get("x-demo-fault")
        return fault_of_header(asked) if asked else self._faults.take(exchange.path)

    async def _watched(
        self, exchange: Exchange, scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """Answer, and stop answering when the client leaves; whether the reply was completed."""
        answer = asyncio.ensure_future(self._answer(exchange, scope, receive, send))
        gone = asyncio.ensure_future(exchange.until_gone())
        try:
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if exchange.is_over:
                await asyncio.wait((answer,))
            if answer.done():
                answer.result()
            return answer.done()
        finally:
            answer.cancel()
            gone.cancel()
            await asyncio.gather(answer, gone, return_exceptions=True)

    async def _answer(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_local(exchange.headers):
            await exchange.reply(status=403)
            return
        await settle(exchange, exchange.before_reply())
        if not exchange.is_over:
            await self._app(scope, receive, send)


async def settle(exchange: Exchange, answer: Awaitable[None]) -> None:
    """Await an answer and turn what ended it early into what the client sees."""
    try:
        await answer
    except ApiError as error:
        await settle(exchange, exchange.refuse(error))
    except ReplyEnded:
        return
    except ReplyBroken:
        # Returning with the reply unfinished would be logged as an error of the application.
        await exchange.until_gone()


def _is_local(headers: Mapping[str, str]) -> bool:
    """The checks a server on loopback makes: a foreign `Host` or web origin is turned away."""
    origin = urlsplit(headers.get("origin", ""))
    if origin.scheme in ("http", "https") and not _is_local_host(origin.hostname or ""):
        return False
    return _is_local_host(urlsplit(f"//{headers.get('host', '')}").hostname or "")


def _is_local_host(host: str) -> bool:
    if host in ("", "localhost") or host.endswith(_LOCAL_ENDINGS):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private or address.is_unspecified
