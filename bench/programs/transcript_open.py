"""A long conversation is opened. Arguments as in scene.py, then how many messages."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

import chats
from measuring import memory
from scene import play

if TYPE_CHECKING:
    from scene import Scene

_SETTLE = 3.0


async def open_chat(scene: Scene) -> dict[str, float]:
    chat = chats.conversation(int(sys.argv[3]), 2)
    await asyncio.sleep(0.2)
    painted = scene.paints.count
    cost = scene.timed(lambda: scene.show_chat(chat))
    scene.check_paints(painted, 1)
    assert not scene.transcript.column.unread, "what is in view has not been read"
    before = time.process_time()
    await asyncio.sleep(_SETTLE)
    after = (time.process_time() - before) * 1000
    return {"cpu": cost, "after": after, "rss": memory()["rss"]}


if __name__ == "__main__":
    play(open_chat)
