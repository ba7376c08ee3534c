"""The demo server in its own process, which tells at its end what it saw.

Arguments: a folder (not used), tokens per second or `max`, a model to load or an empty word. Writes
its address as a line; at the end of the input, a report of the chats and of what they cost in CPU.

`/corpus 32000` as a prompt is answered by so many tokens of Markdown (see corpus.py), `/empty 9` by
nine chunks without text.
"""

from __future__ import annotations

import json
import re
import sys
import time
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest import mock

import corpus
from paddock.demo import answering
from paddock.demo.completion import make_plan
from paddock.demo.server import DemoServer

if TYPE_CHECKING:
    from paddock.demo.completion import Plan
    from paddock.demo.requests import Ask

_COMMAND = re.compile(r"/(corpus|empty) (\d+)")


def main() -> None:
    _, _, speed, model = sys.argv
    with (
        mock.patch.object(answering, "make_plan", _make_own_plan),
        DemoServer(speed=None if speed == "max" else float(speed), load_seconds=0.0) as server,
    ):
        if model:
            body = json.dumps({"model": model, "keep_alive": "30m"}).encode()
            urllib.request.urlopen(f"{server.url}/api/generate", body).close()
        print(server.url, flush=True)
        before = time.process_time()
        sys.stdin.read()
        cpu = time.process_time() - before
        chats = [
            {"closed_at": seen.closed_at, "disconnected": seen.disconnected}
            for seen in server.requests
            if seen.path == "/api/chat"
        ]
    print(json.dumps({"chats": chats, "cpu": cpu}))


def _make_own_plan(ask: Ask, *others: Any) -> Plan:
    """The demo's plan, with another content where the last message is one of our commands."""
    plan = make_plan(ask, *others)
    asked = _COMMAND.fullmatch(ask.messages[-1].content) if ask.messages else None
    if asked is None:
        return plan
    pieces = int(asked[2])
    size = corpus.TOKEN if asked[1] == "corpus" else 0
    text = corpus.answer(pieces * size)
    content = tuple(text[place * size : (place + 1) * size] for place in range(pieces))
    return replace(plan, thinking=(), content=content, done_reason="stop")


if __name__ == "__main__":
    main()
