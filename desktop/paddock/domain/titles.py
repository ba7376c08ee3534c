"""The title of a conversation as a model is asked for it, and what is made of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET
from msgspec.structs import replace

from paddock.domain.conversations import TITLE_LENGTH
from paddock.domain.markdown.think import split_think
from paddock.domain.parameters import OPTIONS
from paddock.ollama.types import Message

if TYPE_CHECKING:
    from paddock.ollama.types import ChatRequest

_QUESTION = (
    "Write a title for this conversation, of six words at the most and in its own language. "
    "Answer with the title alone."
)
_MOST_TOKENS = 32
_QUOTES = "\"'“”„«»‘’「」『』《》*_#` "
_LONGEST = 100


def title_request(request: ChatRequest, answer: str) -> ChatRequest:
    """The request of a first answer, continued by a question for the title.

    The same messages come first, so that the server finds them in its cache. Of the options, those
    stay for which the model was loaded: others would make the server load it once more.
    """
    options = dict(request.options or {})
    kept = {name: value for name, value in options.items() if OPTIONS[name].reloads}
    messages = [message for message in request.messages or [] if message.role != "system"]
    system = [message for message in request.messages or [] if message.role == "system"]
    return replace(
        request,
        messages=[
            *system,
            *messages,
            Message(role="assistant", content=answer),
            Message(role="user", content=_QUESTION),
        ],
        options={**kept, "num_predict": _MOST_TOKENS, "temperature": 0.0},
        think=False if request.think is not UNSET else UNSET,
    )


def cleaned_title(text: str) -> str:
    """What a model said as a title, without what models put around one; empty where it is none."""
    answer = split_think(text, final=True)[1]
    lines = [line.strip(_QUOTES) for line in answer.splitlines()]
    line = next((line for line in lines if line), "")
    head, colon, rest = line.replace("：", ":", 1).partition(":")
    if colon and head.casefold() in ("title", "titel", "titre", "标题") and rest.strip(_QUOTES):
        line = rest.strip(_QUOTES)
    line = " ".join(line.split()).rstrip(".。").strip(_QUOTES)
    if len(line) > _LONGEST or not any(character.isalnum() for character in line):
        return ""
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"
