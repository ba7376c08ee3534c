"""Which of the offered tools a prompt asks for, and what they are called with."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Mapping, Sequence
from typing import Any

from . import composer, phrases, schema
from .forms import Call

_WORD = re.compile(r"[a-z0-9]{3,}")
_MOST_CALLS = 4
_ALPHABET = string.ascii_lowercase + string.digits


def choose(
    tools: Sequence[Mapping[str, Any]], prompt: str, *, is_jinja: bool, is_answered: bool
) -> tuple[Call, ...]:
    """Calls of the tools whose names the prompt mentions, of the first one for the word "tool".

    None when the last message is no question, so that results are answered in words.
    """
    if is_answered or not tools:
        return ()
    asked = prompt.lower()
    functions = [function for tool in tools if isinstance(function := tool.get("function"), dict)]
    wanted = [function for function in functions if _is_named(str(function.get("name", "")), asked)]
    if not wanted and (re.search(r"\btools?\b", asked) or "工具" in asked):
        wanted = functions[:1]
    return tuple(
        Call(
            _call_id(is_jinja=is_jinja),
            place,
            str(function.get("name", "")),
            _arguments(function, prompt),
        )
        for place, function in enumerate(wanted[:_MOST_CALLS])
    )


def intro(prompt: str) -> str:
    """What is said before a call."""
    return (phrases.CHINESE if composer.is_chinese(prompt) else phrases.ENGLISH).tool_intro


def _is_named(name: str, asked: str) -> bool:
    """Whether the prompt holds the whole name, or its last word (`get_weather`: weather)."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    words = _WORD.findall(spaced.replace("_", " "))
    return bool(name) and (
        name.lower() in asked or bool(words and re.search(rf"\b{words[-1]}s?\b", asked))
    )


def _arguments(function: Mapping[str, Any], prompt: str) -> Mapping[str, Any]:
    parameters = function.get("parameters")
    if not isinstance(parameters, dict):
        return {}
    value = schema.value_for({**parameters, "type": "object"}, prompt)
    return value if isinstance(value, dict) else {}


def _call_id(*, is_jinja: bool) -> str:
    rng = random.SystemRandom()
    if is_jinja:
        return "".join(rng.choices(string.ascii_letters + string.digits, k=32))
    return "call_" + "".join(rng.choices(_ALPHABET, k=8))
