"""The same as the other programs named transcript do, with a text browser and `setMarkdown`.

A conversation is one document; an answer that grows is set anew as a whole, and only a few places of
it are measured, since all of them take minutes. Arguments: folder (not used), `plain`, then `open`
and how many messages, `grow` and what grows, or `read`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

import corpus
from measuring import spread
from paddock.app import make_qt, run_with_loop
from scene import Screen, framed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_FLUSH = 33 * corpus.TOKEN
_PLACES = 25
_NEIGHBOURS = 6  # flushes at each of the two places that are compared
_TOKENS = {"2k": 2000, "32k": 32_000}
_JUMPS = 100
_NOTCH = 72  # pixels


async def open_all(screen: Screen, browser: QTextBrowser) -> dict[str, Any]:
    text = _conversation(int(sys.argv[4]))
    return {"cpu": screen.timed(partial(_show, browser, text))}


async def grow(screen: Screen, browser: QTextBrowser) -> dict[str, Any]:
    is_answer = sys.argv[4] == "answer"
    text = corpus.answer(34_000 * corpus.TOKEN) if is_answer else corpus.BLOCKS[sys.argv[4]]()
    costs = []
    for place in range(1, _PLACES + 1):
        end = len(text) * place // _PLACES
        browser.setMarkdown(text[: end - _FLUSH])
        await asyncio.sleep(0.01)
        costs.append(screen.timed(partial(_show, browser, text[:end])))
    report: dict[str, Any] = spread(costs)
    if is_answer:
        for name, tokens in _TOKENS.items():
            ends = [tokens * corpus.TOKEN + step * _FLUSH for step in range(_NEIGHBOURS)]
            spent = [screen.timed(partial(_show, browser, text[:end])) for end in ends]
            report[f"token_at_{name}"] = sum(spent) / _NEIGHBOURS / 33 * 1000
    return report


async def read(screen: Screen, browser: QTextBrowser) -> dict[str, Any]:
    browser.setMarkdown(_conversation(10_000))
    browser.document().size()
    bar = browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    await asyncio.sleep(1.0)
    steps = []
    for _ in range(400):
        steps.append(screen.timed(partial(bar.setValue, bar.value() + _NOTCH)))
        await asyncio.sleep(0)
    random = Random(7)
    jumps = []
    for _ in range(_JUMPS):
        jumps.append(screen.timed(partial(bar.setValue, random.randrange(bar.maximum()))))
        await asyncio.sleep(0)
    finds = [
        screen.timed(partial(_find, browser, words))
        for words in (corpus.RARE, corpus.FREQUENT, "qwertz")
    ]
    return {"steps": spread(steps), "jumps": spread(jumps), "find": max(finds)}


def _conversation(messages: int) -> str:
    pairs = corpus.exchanges(messages // 2)
    return "\n\n".join(f"## You\n\n{question}\n\n## Model\n\n{text}" for question, text in pairs)


def _show(browser: QTextBrowser, text: str) -> None:
    browser.setMarkdown(text)
    browser.moveCursor(QTextCursor.MoveOperation.End)


def _find(browser: QTextBrowser, words: str) -> None:
    """Counts, and goes to the first one."""
    document = browser.document()
    first = here = document.find(words)
    while not here.isNull():
        here = document.find(words, here)
    if not first.isNull():
        browser.setTextCursor(first)


JOBS: dict[str, Callable[[Screen, QTextBrowser], Awaitable[dict[str, Any]]]] = {
    "open": open_all,
    "grow": grow,
    "read": read,
}


def main() -> None:
    qt = make_qt()
    browser = QTextBrowser()
    window = framed(browser)
    report: dict[str, Any] = {}

    async def run() -> None:
        screen = Screen(browser.viewport())
        _show(browser, corpus.small())
        await asyncio.sleep(0.5)
        report.update(await JOBS[sys.argv[3]](screen, browser))
        assert screen.paints.count, "nothing was painted"
        window.close()

    run_with_loop(qt, run)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
