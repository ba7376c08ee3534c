"""An answer grows by 33 tokens at a time. Arguments as in scene.py, then `answer` or a block's name.

A block (see corpus.py) is all that its answer holds; nothing is left out and nothing throttled. The
long answer stands below a thousand messages.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import chats
import corpus
from comparing import differing_segments
from measuring import spread
from scene import play

if TYPE_CHECKING:
    from scene import Scene

FLUSH = 33 * corpus.TOKEN
_TOKENS = 34_000
_BETWEEN = 0.004
_SETTLE = 3.0
"""Seconds: what a start leaves to do would make the first tokens look dear."""
_STARTS = {"2k": 500 * corpus.TOKEN, "32k": 30_500 * corpus.TOKEN}
"""Where the stretches begin, of a period each, in which the cost of a token is compared."""


async def grow(scene: Scene) -> dict[str, float]:
    kind = sys.argv[3]
    is_answer = kind == "answer"
    text = corpus.answer(_TOKENS * corpus.TOKEN) if is_answer else corpus.BLOCKS[kind]()
    chat = chats.conversation(1000 if is_answer else 2, 2)
    scene.show_chat(chat)
    await asyncio.sleep(_SETTLE)
    turn = chats.asked(chat, "A question", chats.open_reply())
    reply = turn.replies[0]
    chat = replace(chat, turns=(*chat.turns, turn))
    painted, costs, spent = scene.paints.count, [], []
    for end in range(FLUSH, len(text) + FLUSH, FLUSH):
        turn = turn.with_reply(0, replace(reply, text=text[:end]))
        chat = chat.with_turn(turn)
        costs.append(scene.timed(partial(scene.show_turn, chat, turn)))
        await asyncio.sleep(_BETWEEN)
        spent.append(time.process_time())
    scene.check_paints(painted, len(costs) * 9 // 10)
    turn = turn.with_reply(0, replace(chats.finished(text, 0.0), started=reply.started))
    last = scene.timed(lambda: scene.show_turn(chat.with_turn(turn), turn))
    await asyncio.sleep(0.5)
    report = spread(costs) | {"last": last, "wrong": differing_segments(scene.transcript, text)}
    if is_answer:
        report |= {f"token_at_{name}": _cost_of_token(spent, at) for name, at in _STARTS.items()}
    return report


def _cost_of_token(spent: list[float], start: int) -> float:
    """Microseconds of CPU, of the whole process, over a period."""
    first, last = start // FLUSH, (start + corpus.PERIOD) // FLUSH
    tokens = (last - first) * FLUSH / corpus.TOKEN
    return (spent[last] - spent[first]) / tokens * 1e6


if __name__ == "__main__":
    play(grow)
