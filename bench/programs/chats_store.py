"""Makes a store of 100,000 messages in 5,000 chats, in its data folder, for other programs to copy.

One chat has 2,000 messages, the others 20 or 2. A message has about 500 characters: two chats of
three are English with lists, code and tables, the third is Chinese with code. Words are drawn from
20,000 as often as words of a language are, the first ones most.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

import corpus
from chats import MODEL, finished
from paddock.domain.conversations import ChatHead, Folder, first_words
from paddock.domain.tree import ROOT, Message
from paddock.storage import chats, folders, index, messages
from paddock.storage.opening import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

LONG = 2000
"""Messages of the first chat."""
USUAL = 20
COMMON = "the"
RARE = corpus.RARE
"""A word of every 500th answer; COMMON is in most messages that are not Chinese."""
RARE_PAIR = "萤火"
"""Two characters that stand side by side in every 500th answer that is Chinese."""

_USUAL_CHATS = 4889
_SMALL_CHATS = 110
_RARE_EVERY = 500
_FOLDERS = 8
_PINNED = 12
_DAYS = 700
_VOCABULARY = 20_000
_USUAL_WORDS = "the of and to in is that for it as with on by at this be or an are not"
_SYLLABLES = (
    "ba be bo ca ce co da de di do fa fe ga go ha he ho ja ka ki la le li lo ma me mi mo na ne "
    "no pa pe po ra re ri ro sa se si so ta te ti to va ve vi wa we wi za"
)
_CHINESE = (
    "河流 石头 花园 窗户 信件 简单 答案 数字 因为 表格 价值 之前 之后 另外 之间 个人 时刻 理由 记忆 模型 "
    "网络 结果 第二 分钟 小心 测量 几个 问题 光线 纸张 下面 几乎 冬天 夏天 梯子 橙色 银色 安静 狭窄 黄色 "
    "市场 岛屿 桥梁 引擎 我们 可以 这个 那个 没有 什么 如果 所以 但是 时候 已经 现在 需要 使用 方法 代码"
)


class Texts:
    """Writes questions and answers; the same in every run."""

    def __init__(self) -> None:
        self._random = random = Random(2024)
        parts = _SYLLABLES.split()
        made = {"".join(random.choices(parts, k=random.randint(2, 4))) for _ in range(40_000)}
        self._words = [*_USUAL_WORDS.split(), *random.sample(sorted(made), _VOCABULARY)]
        self._often = list(accumulate(1 / (place + 2) for place in range(len(self._words))))
        characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
        random.shuffle(characters)
        self._characters = [*_CHINESE.split(), *characters]
        self._seldom = list(accumulate(1 / (place + 8) for place in range(len(self._characters))))
        self._blocks = [answer for _question, answer in corpus.exchanges(200)]

    def question(self, is_chinese: bool) -> str:
        return self._chinese(60) if is_chinese else self._english(28)

    def answer(self, number: int, is_chinese: bool) -> str:
        """`number` counts all answers."""
        block = self._blocks[number % len(self._blocks)][:500]
        words = self._chinese(260) if is_chinese else self._english(85)
        if number % _RARE_EVERY == 0:
            words += f" {RARE} {RARE_PAIR}"
        if is_chinese and number % 3:
            return words
        return f"{words}\n\n{block.replace(RARE, 'river')}"

    def _english(self, words: int) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._often, k=words)) + "."

    def _chinese(self, words: int) -> str:
        found = self._random.choices(self._characters, cum_weights=self._seldom, k=words)
        return "".join(found) + "。"


def exchange(texts: Texts, first: int, parent: int, now: float, number: int) -> Iterator[Message]:
    """A question below `parent` and its answer, with the ids `first` and the one after."""
    is_chinese = number // (USUAL // 2) % 3 == 2
    yield Message(first, parent, now, texts.question(is_chinese))
    reply = finished(texts.answer(number, is_chinese), 0.0)
    yield Message(first + 1, first, now + 1, reply=reply)


def take_store() -> str:
    """Copies the store that the last argument names into the data folder; `empty` is none.

    To be called before anything opens it. Returns its path.
    """
    if sys.argv[-1] != "empty":
        shutil.copytree(sys.argv[-1], sys.argv[1], dirs_exist_ok=True)
    return os.path.join(sys.argv[1], "chats.db")


def _fill(c: Connection, now: float) -> None:
    texts, sizes = Texts(), [LONG, *[USUAL] * _USUAL_CHATS, *[2] * _SMALL_CHATS]
    for number in range(1, _FOLDERS + 1):
        folders.put_folder(c, Folder(number, f"Folder {number}", number))
    id, exchanges = 1, 0
    for chat, size in enumerate(sizes, start=1):
        changed = now - (chat * 7919 % len(sizes)) / len(sizes) * _DAYS * 86400
        said: list[Message] = []
        parent = ROOT
        for _ in range(size // 2):
            said += exchange(texts, id, parent, changed, exchanges)
            parent, id, exchanges = id + 1, id + 2, exchanges + 1
        head = ChatHead(
            chat,
            first_words(said[0].text),
            created=changed,
            changed=changed,
            folder=chat % 40 if chat % 40 <= _FOLDERS else 0,
            is_pinned=chat % (len(sizes) // _PINNED) == 1,
            model=MODEL,
            server="http://127.0.0.1:11434",
        )
        chats.put_head(c, head)
        messages.put_messages(c, chat, said)


def main() -> None:
    database = open_database(sys.argv[1])
    c = database.connection
    c.execute("BEGIN")
    _fill(c, time.time())
    index.catch_up(c)  # else the first search would pay for all of it
    c.execute("COMMIT")
    (count, length) = c.execute("SELECT count(*), avg(length(text)) FROM messages").fetchone()
    (held,) = c.execute("SELECT count(*) FROM chats").fetchone()
    (behind,) = c.execute("SELECT count(*) FROM waiting").fetchone()
    assert not behind, f"{behind} messages cannot be found yet"
    database.close()
    path = os.path.join(sys.argv[1], "chats.db")
    report = {"folder": sys.argv[1], "messages": count, "characters": length, "chats": held}
    print(json.dumps(report | {"size": os.path.getsize(path) / 1024**2}))


if __name__ == "__main__":
    main()
