"""Far more text than anybody reads: it may take a while, but nothing freezes.

Arguments as in scene.py, then one of: `grows`, a line of 10 MB as an answer that grows; `opens`,
the same as a conversation that is opened; `many`, 200 MB in 2,000 messages. The report has the
longest gap of the event loop in milliseconds.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import chats
import corpus
from measuring import memory
from paddock.domain.frames import next_flush_delay
from scene import find, play
from watching import Gaps

if TYPE_CHECKING:
    from scene import Scene

_LINE = 10_000_000
_STEPS = 100
_MESSAGES, _LENGTH = 2000, 100_000
_READ_WITHIN = 60.0
_STEP = 0.05
_SCROLLS, _JUMPS = 60, 20
_UNREAD_WORDS = "message 777."


async def overload(scene: Scene) -> dict[str, float]:
    kind = sys.argv[3]
    text = corpus.line(_LINE) if kind != "many" else ""
    chat = chats.single("A question", text if kind == "opens" else "", 2)
    if kind == "many":
        chat = chats.large_conversation(_MESSAGES, _LENGTH, 2)
    await asyncio.sleep(0.5)
    gaps, painted = Gaps(), scene.paints.count
    gaps.start()
    begun, spent = time.monotonic(), time.process_time()
    if kind == "grows":
        await _grow(scene, text)
    else:
        scene.show_chat(chat)
    await _until_read(scene)
    shown, cpu = time.monotonic() - begun, time.process_time() - spent
    await _wander(scene)
    scene.check_paints(painted, _SCROLLS)
    report = {"gap": gaps.stop()["max"], "shown": shown, "cpu": cpu, "rss": memory()["rss"]}
    gaps = Gaps()
    gaps.start()
    await find(scene, _UNREAD_WORDS if kind == "many" else corpus.FREQUENT)
    await asyncio.sleep(_STEP)
    return report | {"find_gap": gaps.stop()["max"]}


async def _grow(scene: Scene, text: str) -> None:
    """As often as the controller would: it rests after an update that took long."""
    chat = chats.single("A question", "", 2)
    reply = chats.open_reply()
    turn = chat.turns[0].with_reply(0, reply)
    for step in range(1, _STEPS + 1):
        turn = turn.with_reply(0, replace(reply, text=text[: len(text) * step // _STEPS]))
        chat = chat.with_turn(turn)
        begun = time.monotonic()
        scene.show_turn(chat, turn) if step > 1 else scene.show_chat(chat)
        await asyncio.sleep(next_flush_delay(time.monotonic() - begun, 0.0))
    turn = turn.with_reply(0, replace(chats.finished(text, 0.0), started=reply.started))
    scene.show_turn(chat.with_turn(turn), turn)


async def _until_read(scene: Scene) -> None:
    transcript = scene.transcript
    for _ in range(round(_READ_WITHIN / _STEP)):
        await asyncio.sleep(_STEP)
        if not transcript.column.unread & {spot.row for spot in transcript.placed}:
            return
    raise AssertionError(f"what is in view was not read in {_READ_WITHIN} s")


async def _wander(scene: Scene) -> None:
    """Up by steps, to places all over, to both ends."""
    bar = scene.transcript.verticalScrollBar()
    for _ in range(_SCROLLS):
        bar.setValue(bar.value() - 3 * bar.singleStep())
        await asyncio.sleep(_STEP / 3)
    random = Random(11)
    for _ in range(_JUMPS):
        bar.setValue(random.randrange(bar.maximum()))
        await asyncio.sleep(_STEP)
    bar.setValue(0)
    await asyncio.sleep(_STEP)
    scene.transcript.go_to_end()
    await asyncio.sleep(_STEP)
    await _until_read(scene)
    assert bar.value() == bar.maximum()


if __name__ == "__main__":
    play(overload)
