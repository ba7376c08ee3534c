"""What a message of a ChatGPT export says, whatever its kind of content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paddock.domain.exchange.loose import list_of, mapping_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_CITATION = re.compile("\ue200[^\ue200\ue201]*\ue201")
"""Marks of citations between private characters, which mean something to ChatGPT's page only."""
_RESULTS = ("execution_output", "tether_quote", "tether_browsing_display", "system_error")
_UNSAID = ("reasoning_recap", "user_editable_context", "model_editable_context")
"""How long it thought, and what a person told about themselves for all of their conversations."""
_WORDS = ("text", "result", "content")


@dataclass(frozen=True, slots=True)
class Content:
    """`pointers` are addresses of images and sounds; `unknown` is a kind that nothing is known of."""

    text: str = ""
    thinking: str = ""
    pointers: tuple[str, ...] = ()
    is_code: bool = False
    language: str = ""
    failed: bool = False
    unknown: str = ""


def content_of(content: Mapping[str, Any]) -> Content:
    """Reads the `content` of a message. Old exports have texts without a kind."""
    kind = text_of(content.get("content_type"))
    if kind in _UNSAID:
        return Content()
    if kind == "thoughts":
        return Content(thinking=_thoughts(content))
    if kind == "code":
        language = text_of(content.get("language"))
        known = language if language.isalnum() and language != "unknown" else ""
        return Content(text_of(content.get("text")), is_code=True, language=known)
    if kind in _RESULTS:
        words = next((text for key in _WORDS if (text := text_of(content.get(key)))), "")
        return Content(words, failed=kind == "system_error")
    if kind in ("text", "multimodal_text", ""):
        return _parts(content)
    known_words = next((text for key in _WORDS if (text := text_of(content.get(key)))), "")
    parts = _parts(content)
    return Content(known_words or parts.text, pointers=parts.pointers, unknown=kind)


def _parts(content: Mapping[str, Any]) -> Content:
    texts: list[str] = []
    pointers: list[str] = []
    for value in list_of(content.get("parts")):
        part = mapping_of(value)
        # The sound of a conversation by voice stands in another pointer around it.
        inner = mapping_of(part.get("audio_asset_pointer"))
        pointer = text_of(part.get("asset_pointer")) or text_of(inner.get("asset_pointer"))
        text = text_of(value) or text_of(part.get("text"))
        if pointer:
            pointers.append(pointer)
        elif text:
            texts.append(_CITATION.sub("", text))
    if not texts:
        texts.append(_CITATION.sub("", text_of(content.get("text"))))
    return Content("\n".join(texts), pointers=tuple(pointers))


def _thoughts(content: Mapping[str, Any]) -> str:
    """Each thought below its summary."""
    found: list[str] = []
    for value in list_of(content.get("thoughts")):
        thought = mapping_of(value)
        words = (text_of(thought.get("summary")), text_of(thought.get("content")))
        found += [text for text in words if text]
    return "\n\n".join(found)
