"""The reply of pull, push and create: a line for each step, or only the last one."""

from __future__ import annotations

from .exchange import Exchange
from .models import Layer


class ProgressReply:
    """Speaks to one client. Errors are raised as `ApiError`: a line once something was said, else a
    status.
    """

    def __init__(self, exchange: Exchange, *, is_streamed: bool) -> None:
        self._exchange = exchange
        self._is_streamed = is_streamed

    async def say(self, status: str) -> None:
        if self._is_streamed:
            await self._exchange.line({"status": status})

    async def tick(self, status: str, digest: str, total: int, completed: int) -> None:
        """A line with numbers; a zero is left out, as omitempty does."""
        if self._is_streamed:
            line: dict[str, object] = {"status": status, "digest": digest, "total": total}
            await self._exchange.line(line | ({"completed": completed} if completed else {}))

    async def layer(self, verb: str, layer: Layer, completed: int) -> None:
        await self.tick(f"{verb} {layer.digest[:12]}", layer.full_digest, layer.size, completed)

    async def succeed(self) -> None:
        """The last line, and the end."""
        if self._is_streamed:
            await self._exchange.line({"status": "success"})
            await self._exchange.finish()
        else:
            await self._exchange.reply_json({"status": "success"}, content_type="application/json")
