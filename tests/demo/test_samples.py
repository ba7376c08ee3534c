"""`/show NAME`: the prepared answers, in English and Chinese."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from paddock.demo import composer, images, samples, tokens
from paddock.demo.composer import Situation

if TYPE_CHECKING:
    import httpx

LANGUAGES: tuple[samples.Language, ...] = ("en", "zh")
EVERY = [(name, language) for name in samples.NAMES for language in LANGUAGES]

MARKS = {
    "technical": [
        r"^## ",
        r"^### ",
        r"^- ",
        r"^1\. ",
        r"^```python$",
        r":---:",
        r"\*\*\S",
        r"\]\(",
    ],
    "steps": [r"^   ```bash$", r"^   ```toml$", r"^     - ", r"^   1\. ", r"^   > ", r"^6\. "],
    "math": [r"\\frac", r"\\sum", r"pmatrix", r"cases", r"aligned", r"\$5", r"\\\(", r"^\\\[$"],
    "table": [r"(?:^\|.*\n){16}", r"\| ---: \| ---: \|", r"\*\*`Q4_K_M`\*\*"],
    "lists": [
        r"^- \[x\]",
        r"^- \[ \]",
        r"^    - ",
        r"^7\. ",
        r"^10\. ",
        r"^\n- .*\n\n- ",
        r"^\*\*\S",
    ],
    "code": [
        r"^```python$",
        r"^```rust$",
        r"^```json$",
        r"^```diff$",
        r"\n\n```\n",
        r"^.{200}",
        r" `",
    ],
    "quotes": [r"^> > >", r"^---$", r"^\[\^2\]: ", r"~~", r"<https://", r"!\[", r"  $", r"\\$"],
    "mixed": [r"[\u4e00-\u9fff]", r"[A-Za-z]{4}", r"\d [GKM]i?B"],
    "letter": [r"^- "],
    "hostile": [
        r"<script>",
        r"\u202e",
        r"[\u0300-\u036f]{5}",
        r"^(?:> ){30}",
        r"\(javascript:",
        r"^\| [^|]*\| [^|]*$",
    ],
}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_each_has_a_good_length_and_its_language(name: str, language: samples.Language) -> None:
    text = samples.shown(name, language)
    assert 800 <= len(text) <= 3000
    assert text.endswith("\n")
    words = re.sub(r"```.*?(```|\Z)|`[^`\n]*`|\$\$.*?\$\$", "", text, flags=re.DOTALL)
    share = len(re.findall("[\u4e00-\u9fff]", words)) / len(words)
    assert share > 0.15 if language == "zh" else share < 0.1


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_each_shows_what_it_is_there_for(name: str, language: samples.Language) -> None:
    text = samples.shown(name, language)
    for mark in MARKS[name]:
        assert re.search(mark, text, re.MULTILINE), mark


@pytest.mark.parametrize("name", [name for name in samples.NAMES if name != "hostile"])
def test_every_fence_is_closed(name: str) -> None:
    for language in LANGUAGES:
        assert samples.shown(name, language).count("```") % 2 == 0
        assert samples.shown("hostile", language).count("```") % 2 == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_is_prose(language: samples.Language) -> None:
    text = samples.shown("letter", language)
    assert not re.search(r"^(#|>|\||```)|\*\*", text, re.MULTILINE)
    paragraphs = [part for part in text.split("\n\n") if len(part) > 80 and part[0] != "-"]
    assert len(paragraphs) >= 4


@pytest.mark.parametrize(
    ("prompt", "name", "language"),
    [
        ("/show steps", "steps", "en"),
        ("/show Math, please", "math", "en"),
        ("Now /show letter once more", "letter", "en"),
        ("/show steps zh", "steps", "zh"),
        ("/show steps 中文", "steps", "zh"),
        ("请 /show code", "code", "zh"),
    ],
)
def test_a_prompt_chooses_one(prompt: str, name: str, language: samples.Language) -> None:
    assert composer.answer(Situation(prompt, "1")) == samples.shown(name, language)


@pytest.mark.parametrize(
    "prompt", ["/show", "/show zh", "/show nothing", "/show 表格", "/help", "/help 帮助"]
)
def test_without_a_known_name_the_names_are_listed(prompt: str) -> None:
    text = composer.answer(Situation(prompt, "1"))
    assert all(f"| `/show {name}` |" in text for name in samples.NAMES)
    assert composer.is_chinese(text) == ("zh" in prompt or composer.is_chinese(prompt))
    assert ("`nothing`" in text) == ("nothing" in prompt)


def test_the_pictures_are_such() -> None:
    assert [images.describe(data)[:22] for data in samples.pictures()] == [
        "PNG, 960 × 640 pixels ",
        "PNG, 600 × 800 pixels ",
    ]


def test_other_words_do_not_choose_one() -> None:
    for prompt in ("show steps", "a/show steps", "/shows steps"):
        assert "```toml" not in composer.answer(Situation(prompt, "1"))


@pytest.mark.parametrize(("name", "language"), [("math", "en"), ("hostile", "en"), ("mixed", "zh")])
def test_it_is_streamed_piece_by_piece(
    client: httpx.Client, name: str, language: samples.Language
) -> None:
    text = samples.shown(name, language)
    asked = [{"role": "user", "content": f"/show {name} {language}"}]
    answer = client.post("/api/chat", json={"model": "demo-chat:8b", "messages": asked})
    *lines, last = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["message"]["content"] for line in lines] == tokens.split(text)
    assert last["done_reason"] == "stop"
