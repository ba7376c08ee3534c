"""Messages are written one by one, each awaited and in a transaction of its own, to the store.

Arguments: data folder, the store to copy. On the application's event loop, and on asyncio's own.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from chats_store import LONG, Texts, exchange, take_store
from measuring import spread
from paddock.app import make_qt, run_with_loop
from paddock.storage import index
from paddock.storage.chats import next_ids
from paddock.storage.messages import put_message
from paddock.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from paddock.domain.tree import Message

_INSERTED = 5000
_CHAT = 2
_NOW = 1_800_000_000.0


def _nothing(_connection: Connection) -> None:
    """What a job costs that does nothing: the way to the thread and back, and a transaction."""


def _caught_up(c: Connection) -> float:
    """Microseconds a message, to put into the index what was written; it waits for that."""
    before = time.perf_counter()
    done = index.catch_up(c)
    return (time.perf_counter() - before) * 1e6 / done


def _timed(c: Connection, said: list[Message]) -> list[float]:
    """Microseconds for each message, in the thread and in one transaction."""
    costs = []
    for message in said:
        before = time.perf_counter()
        put_message(c, _CHAT, message)
        costs.append((time.perf_counter() - before) * 1e6)
    return costs


async def insert() -> dict[str, Any]:
    """Microseconds on the wall, from the call until it is committed and known here."""
    store = Store(sys.argv[1])
    await store.open()
    last = (await store.run(next_ids)).message - 1
    texts, number = Texts(), LONG
    said: list[Message] = []
    while len(said) < 2 * _INSERTED:
        parent = said[-1].id if said else last
        said += exchange(texts, last + 1 + len(said), parent, _NOW, number)
        number += 1
    costs, empty = [], []
    for message in said[:_INSERTED]:
        before = time.perf_counter()
        await store.run(put_message, _CHAT, message)
        costs.append((time.perf_counter() - before) * 1e6)
    for _ in range(_INSERTED):
        before = time.perf_counter()
        await store.run(_nothing)
        empty.append((time.perf_counter() - before) * 1e6)
    within = await store.run(_timed, said[_INSERTED:])
    later = await store.run(_caught_up)
    await store.aclose()
    return {
        "each": spread(costs),
        "mean": sum(costs) / len(costs),
        "nothing": spread(empty)["p50"],
        "within": spread(within)["p50"],
        "later": later,
    }


def main() -> None:
    gc.disable()
    report: dict[str, Any] = {}

    def keep(name: str) -> Callable[[], Any]:
        async def job() -> None:
            report[name] = await insert()

        return job

    run_with_loop(make_qt(), keep("qasync"))
    asyncio.run(keep("asyncio")())
    print(json.dumps(report))


if __name__ == "__main__":
    take_store()
    main()
