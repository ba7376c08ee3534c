"""The demo's sentences: honest about being no model, made from what was asked, the same for the
same seed.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from . import phrases, samples
from .phrases import Phrases
from .samples import Language

_LONG = re.compile(r"(?<!\S)/long(?:\s+(\d+))?(?!\S)")
_SHOW = re.compile(r"(?<!\S)/show(?!\S)(?:\s+(?!zh\b)([a-z]+))?(?:\s+(zh)\b)?", re.IGNORECASE)
_COMMAND = re.compile(r"(?<!\S)/[a-z_]+(?:\s+\d+(?:\.\d+)?)?(?!\S)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TITLE = re.compile(r"\btitle\b.{0,40}\bconversation\b", re.IGNORECASE)
_TITLE_WORDS = 6
_MOST_LONG = 200_000
_QUOTE_LENGTH = 400
_POOL = (
    "alder",
    "birch",
    "cedar",
    "dogwood",
    "elm",
    "fir",
    "ginkgo",
    "hazel",
    "ironwood",
    "juniper",
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What an answer is made from. `earlier` are the user's messages before the last one, oldest
    first.
    """

    prompt: str
    seed: str
    system: str = ""
    earlier: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    continued: str = ""


def has_command(prompt: str, command: str) -> bool:
    """Whether the prompt holds `/command` as a word of its own."""
    return re.search(rf"(?<!\S)/{command}(?!\S)", prompt) is not None


def answer(situation: Situation) -> str:
    """The whole text of an answer, Markdown."""
    prompt = situation.prompt
    long = _LONG.search(prompt)
    if has_command(prompt, "silent"):
        return ""
    if situation.earlier and _TITLE.search(prompt):
        return _title(situation.earlier[-1])
    if long:
        return counted_words(min(int(long[1] or 1000), _MOST_LONG))
    words = _words_for(situation)
    rng = random.Random(situation.seed)  # noqa: S311 - variety, not secrecy
    if situation.continued:
        return rng.choice(words.continuations)
    show = _SHOW.search(prompt)
    language: Language = "zh" if is_chinese(prompt) or (show and show[2]) else "en"
    if show:
        return samples.shown((show[1] or "").lower(), language)
    if has_command(prompt, "help"):
        return f"{words.help}\n{samples.overview(language)}"
    blocks = [rng.choice(words.openings)]
    blocks += _facts(situation, words)
    blocks += _samples(prompt, words, rng)
    blocks.append(rng.choice(words.closings))
    return "\n\n".join(blocks)


def _title(question: str) -> str:
    """What other models answer with when a client wants a conversation named."""
    words = _COMMAND.sub("", question).split()
    title = " ".join(words[:_TITLE_WORDS]).rstrip("?!.,;:。？！，")
    return title[:1].upper() + title[1:40]


def thoughts(situation: Situation, think: bool | str | None) -> str:
    """A chain of thought; a higher level thinks longer, and `/think` longest."""
    words = _words_for(situation)
    rng = random.Random(situation.seed + "thoughts")  # noqa: S311
    paragraphs = {"low": 1, "medium": 2, "high": 4, "max": 6}.get(str(think), 2)
    if has_command(situation.prompt, "think"):
        paragraphs = 12
    *middle, last = words.thoughts
    rng.shuffle(middle)
    found = [middle[place % len(middle)] for place in range(paragraphs - 1)] + [last]
    first = words.thought_opening.format(prompt=_quoted(situation.prompt, 120))
    numbered = (f"{place}. {text}" for place, text in enumerate(found, start=1))
    return "\n\n".join((first, *numbered)) + "\n"


def counted_words(number: int) -> str:
    """Exactly `number` pieces, each a word that ends in its own number, so that order and loss can
    be checked.
    """
    words = [f"{_POOL[place % 10]}{place}" for place in range(1, number + 1)]
    lines = [" ".join(words[start : start + 10]) for start in range(0, number, 10)]
    return "\n\n".join("\n".join(lines[start : start + 5]) for start in range(0, len(lines), 5))


def is_chinese(text: str) -> bool:
    return _CHINESE.search(text) is not None


def _words_for(situation: Situation) -> Phrases:
    return phrases.CHINESE if is_chinese(situation.prompt) else phrases.ENGLISH


def _facts(situation: Situation, words: Phrases) -> list[str]:
    """Paragraphs that show what of the request has arrived."""
    found = []
    asked = _COMMAND.sub("", situation.prompt).strip()
    if asked:
        quoted = "\n".join(f"> {line}" for line in _quoted(asked, _QUOTE_LENGTH).splitlines())
        found.append(f"{words.you_wrote}\n\n{quoted}")
    if situation.system:
        found.append(words.system.format(system=_quoted(situation.system, _QUOTE_LENGTH)))
    if situation.earlier:
        last = _quoted(situation.earlier[-1], 120)
        found.append(words.history.format(number=len(situation.earlier) + 1, last=last))
    if situation.pictures:
        lines = "\n".join(
            f"{place}. {facts}" for place, facts in enumerate(situation.pictures, start=1)
        )
        found.append(f"{words.pictures}\n\n{lines}")
    for tool, result in situation.results:
        found.append(words.tool_result.format(tool=tool, result=_quoted(result, _QUOTE_LENGTH)))
    return found


def _samples(prompt: str, words: Phrases, rng: random.Random) -> list[str]:
    """The kinds of Markdown asked for; without a wish, a list and one other kind."""
    wish = prompt.lower()
    found = [
        sample.text for sample in words.samples if any(_asks_for(key, wish) for key in sample.keys)
    ]
    if found:
        return found
    return [words.samples[0].text, rng.choice(words.samples[1:]).text]


def _asks_for(key: str, wish: str) -> bool:
    """Whether the wish has the word, or its plural; Chinese is written without spaces."""
    return key in wish if is_chinese(key) else re.search(rf"\b{key}s?\b", wish) is not None


def _quoted(text: str, length: int) -> str:
    text = text.strip()
    return text if len(text) <= length else text[:length].rstrip() + "…"
