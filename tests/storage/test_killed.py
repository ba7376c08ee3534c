"""What was acknowledged is there, whenever the process is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from paddock.domain.reply import Ending
from paddock.storage.chats import next_ids
from paddock.storage.messages import load
from paddock.storage.opening import open_database
from paddock.storage.search import find

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 25

WRITER = """
import asyncio, sys
sys.path[:0] = sys.argv[2:]
from paddock.domain.conversations import ChatHead
from paddock.storage.chats import next_ids, put_head
from paddock.storage.messages import put_message
from paddock.storage.store import Store
from tests.storage.samples import answered, asked

async def main():
    store = Store(sys.argv[1])
    opened = await store.open()
    assert not opened.set_aside, opened
    id = (await store.run(next_ids)).message
    await store.run(put_head, ChatHead(1))
    while True:
        await store.run(put_message, 1, asked(id, f"question{id}"))
        print(id, flush=True)
        answer = answered(id + 1, f"answer{id + 1}", id, ending=None)
        await store.run(put_message, 1, answer)
        print(id + 1, flush=True)
        if id % 3:
            await store.run(put_message, 1, answered(id + 1, f"answer{id + 1}", id))
        id += 2

asyncio.run(main())
"""


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: set[int] = set()
    folder = str(tmp_path / "data")
    for _ in range(KILLS):
        acknowledged |= killed_writer(folder, chance.uniform(0.0, 0.02))
    database = open_database(folder)
    c = database.connection
    assert database.opened.set_aside == ""
    assert c.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    messages = load(c, 1, "").messages
    assert len(acknowledged) > KILLS
    assert acknowledged <= set(messages)
    endings = {m.reply.ending for m in messages.values() if m.reply is not None}
    assert endings <= {Ending.DONE, Ending.INTERRUPTED}
    assert Ending.INTERRUPTED in endings
    last = max(id for id, message in messages.items() if message.reply is not None)
    assert [one.message for one in find(c, f"answer{last}")] == [last]
    assert next_ids(c).message == max(messages) + 1
    database.close()


def killed_writer(folder: str, seconds: float) -> set[int]:
    """Kills the writer so long after its first word; the ids that it said it had written."""
    command = [sys.executable, "-c", WRITER, folder, *filter(None, sys.path), "."]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        timer = threading.Timer(seconds, writer.kill)
        timer.start()
        rest = writer.stdout.read()
        timer.join()
        writer.wait()
    lines = (first + rest).splitlines(keepends=True)
    return {int(line) for line in lines if line.endswith("\n")}
