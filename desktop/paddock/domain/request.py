"""What is sent: a conversation and the user's overrides as the body of POST /api/chat."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from msgspec import UNSET

from paddock.ollama.types import ChatRequest, Message

if TYPE_CHECKING:
    from paddock.domain.chat import Chat
    from paddock.domain.parameters import Overrides


def chat_request(
    chat: Chat, model: str, overrides: Overrides, *, can_think: bool = True
) -> ChatRequest:
    """The request that continues `chat`: its turns with their shown answers, then the last question.

    Only what the user overrode is set; `think` only for a model that can, since a server refuses
    the whole request otherwise. A turn whose answer holds no text is sent without an
    assistant message, since an empty one makes some templates fail.
    """
    messages: list[Message] = []
    if overrides.system:
        messages.append(Message(role="system", content=overrides.system))
    for position, turn in enumerate(chat.turns):
        images = [b64encode(image).decode() for image in turn.images]
        messages.append(Message(role="user", content=turn.question, images=images))
        is_last = position == len(chat.turns) - 1
        if not is_last and turn.reply is not None and turn.reply.text:
            messages.append(Message(role="assistant", content=turn.reply.text))
    options = overrides.options_json()
    return ChatRequest(
        model=model,
        messages=messages,
        options=options if options else UNSET,
        keep_alive=UNSET if overrides.keep_alive is None else overrides.keep_alive,
        think=UNSET if overrides.think is None or not can_think else overrides.think,
    )
