"""What is asked on the tour, and conversations that were not had."""

from __future__ import annotations

from dataclasses import dataclass

from paddock.domain.attachment import Attachment
from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import Ending, Metrics, Phase, Reply, ToolResult
from paddock.ollama.types import ToolCall, ToolFunction


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed on the tour, in one language."""

    question: str
    show: str
    puzzle: str
    find: str
    tools_question: str
    tools_answer: str
    titles: tuple[str, ...]
    folder: str
    searched: str
    followed: tuple[str, str, str]


_CODE = """```python
async for chunk in response.aiter_bytes():
    buffer += chunk
    while (end := buffer.find(b"\\n")) >= 0:
        yield json.loads(buffer[:end])  # one object a line
        del buffer[: end + 1]
```"""

ENGLISH = Words(
    question="Show me a list, a table and some Python code, please.",
    show="/show {0}",
    puzzle="Why is the sky dark at night? /think /slow 100",
    find="index",
    tools_question="These are the two places. Where is the better weather on Saturday?",
    tools_answer=(
        "**Bern** is the safe choice: sun all day and up to 24 °C.\n\n"
        "For the lake I found no weather station, so I cannot say. "
        "The nearest one is in `Interlaken`; shall I ask for that?"
    ),
    titles=(
        "Split a stream on bytes",
        "Why is the sky blue",
        "Translation: contract, clause 3",
        "Regex for semver tags",
        "What bird is this",
        "Bread without an oven",
        "A letter to the landlord",
        "Unit tests for a parser",
        "Names for a small boat",
        "Trip to the lake in May",
        "Old notes on sorting",
    ),
    folder="Paddock",
    searched="buffer",
    followed=(
        "Why does my stream break on some lines?",
        "Why does `aiter_lines()` break my stream, and what should I use?",
        (
            "**It splits at more than newlines.** It also breaks at U+0085, which may stand inside "
            "of a JSON string. Keep a buffer of *bytes* and split it at `\\n` yourself:\n\n"
            f"{_CODE}\n\n"
            "| reader | 32k lines | correct |\n| --- | --: | --- |\n"
            "| `aiter_lines` | 0.46 s | no |\n| bytes | 0.35 s | yes |\n\n"
            "What is left at the end is the last line, with or without a newline."
        ),
    ),
)
CHINESE = Words(
    question="请给我看列表、表格和一段 Python 代码。",
    show="/show {0} 中文",
    puzzle="夜空为什么是黑的？ /think /slow 100",
    find="索引",
    tools_question="这是两个地方的照片，周六去哪里天气更好？",
    tools_answer=(
        "**伯尔尼**更稳妥：全天晴，最高 24 °C。\n\n"
        "湖边没有查到气象站，所以说不准。最近的一个在 `Interlaken`，要不要查那里？"
    ),
    titles=(
        "按字节切分数据流",
        "天空为什么是蓝的",
        "翻译：合同第三条",
        "匹配版本号的正则表达式",
        "这是什么鸟",
        "不用烤箱做面包",
        "给房东的一封信",
        "解析器的单元测试",
        "给小船起个名字",
        "五月去湖边的行程",
        "以前的排序笔记",
    ),
    folder="Paddock 项目",
    searched="缓冲",
    followed=(
        "我的数据流为什么在某些行断开？",
        "`aiter_lines()` 为什么会弄断我的数据流，应该用什么？",
        (
            "**它不只按换行切分。** 它也会在 U+0085 处断开，而这个字符可以出现在 JSON 字符串里。"
            "自己保留一个*字节*缓冲区，按 `\\n` 切分：\n\n"
            f"{_CODE}\n\n"
            "| 读法 | 3.2 万行 | 正确 |\n| --- | --: | --- |\n"
            "| `aiter_lines` | 0.46 秒 | 否 |\n| 字节 | 0.35 秒 | 是 |\n\n"
            "最后剩下的就是最后一行，不论末尾有没有换行。"
        ),
    ),
)


def pictures(blobs: str) -> tuple[Attachment, ...]:
    """The demo's two landscapes, put into the folder of attachments."""
    from paddock.demo import samples
    from paddock.parts.decoding import image_size
    from paddock.storage import blobs as files

    found = []
    for name, data in zip(("hills.png", "lake.png"), samples.pictures(), strict=True):
        sha256, path = files.keep(blobs, data)
        size = image_size(data)
        found.append(
            Attachment("image", name, sha256, len(data), path, size.width(), size.height())
        )
    return tuple(found)


def chat_with_tools(words: Words, blobs: str) -> Chat:
    """Images that go with a question, and an answer for which tools were called."""
    calls = tuple(
        ToolCall(function=ToolFunction(name="get_weather", arguments={"city": city, "day": "Sat"}))
        for city in ("Bern", "Oeschinensee")
    )
    reply = Reply(
        "demo-tools:8b",
        started=0.0,
        text=words.tools_answer,
        tool_calls=calls,
        tool_results=(
            ToolResult('{"sky": "sunny", "lowest": 17, "highest": 24, "wind": "8 km/h W"}'),
            ToolResult("404: no station of this name", failed=True),
        ),
        phase=Phase.ENDED,
        first_token=0.31,
        ended=2.4,
        ending=Ending.DONE,
        metrics=Metrics(prompt_tokens=214, answer_tokens=88, prompt=0.2, answer=2.09, total=2.4),
    )
    turn = Turn(1, words.tools_question, (reply,), attachments=pictures(blobs))
    return Chat(id=-1, turns=(turn,))
