"""The prepared answers of the prompt command `/show`: one for each thing that a transcript can show.

Their texts are Markdown files in `answers/`, NAME.en.md and NAME.zh.md; the Chinese ones tell the same
in their own words. Two pictures lie beside them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "zh"]

_FOLDER = Path(__file__).with_name("answers")

_SHOWN = {
    "technical": ("headings, lists, code and a table", "标题、列表、代码和表格"),
    "steps": ("numbered steps with code inside of them", "编号步骤，步骤里有代码"),
    "math": ("formulas, in the line and on their own", "行内公式和独立公式"),
    "table": ("a table of many columns", "列数很多的表格"),
    "lists": ("tasks, and lists inside of lists", "任务清单和多层列表"),
    "code": ("code in several languages, and a very long line", "多种语言的代码，还有很长的一行"),
    "quotes": ("quotations, footnotes and links", "引文、脚注和链接"),
    "mixed": ("several scripts in one text", "中英文混排"),
    "letter": ("plain prose", "一封信"),
    "hostile": ("texts that try to do harm", "不怀好意的文本"),
}

NAMES = tuple(_SHOWN)

_OVERVIEW: dict[Language, str] = {
    "en": (
        "## What `/show` shows\n\n"
        "{rows}\n\n"
        "A Chinese word behind the name, or `zh`, chooses the Chinese text.\n"
    ),
    "zh": "## `/show` 可以展示什么\n\n{rows}\n\n消息里有汉字，或者名称后面写 `zh`，就用中文回答。\n",
}

_HEADS: dict[Language, str] = {
    "en": "| Write | What is shown |\n| --- | --- |",
    "zh": "| 写法 | 展示的内容 |\n| --- | --- |",
}

_UNKNOWN: dict[Language, str] = {
    "en": "There is no prepared answer called `{name}`.\n\n{overview}",
    "zh": "没有名为 `{name}` 的范文。\n\n{overview}",
}


def shown(name: str, language: Language) -> str:
    """The answer to `/show NAME`; for a name that is none, the list of those that are."""
    if name in _SHOWN:
        return (_FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    if not name:
        return overview(language)
    return _UNKNOWN[language].format(name=name, overview=overview(language))


def pictures() -> tuple[bytes, ...]:
    """Two drawn landscapes, PNG, that can go with a question."""
    return tuple((_FOLDER / name).read_bytes() for name in ("hills.png", "lake.png"))


def overview(language: Language) -> str:
    """The names, each with what its answer shows."""
    index = 1 if language == "zh" else 0
    rows = [f"| `/show {name}` | {words[index]} |" for name, words in _SHOWN.items()]
    return _OVERVIEW[language].format(rows="\n".join([_HEADS[language], *rows]))
