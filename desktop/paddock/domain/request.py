"""What is sent: a conversation and the user's overrides as the body of POST /api/chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from paddock.domain.attachment import quoted
from paddock.ollama.types import ChatRequest, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paddock.domain import tree
    from paddock.domain.parameters import Overrides


def chat_request(
    path: Sequence[tree.Message],
    model: str,
    overrides: Overrides,
    files: Mapping[str, str],
    *,
    can_think: bool = True,
    can_see: bool = True,
    beginning: str = "",
) -> ChatRequest:
    """The request that asks for the answer to the last message of `path`.

    `files` holds what the attachments contain, by their SHA-256: an image as standard base64, a
    text as it is; one that is missing is left out. Only what the user overrode is set; `think` and
    images only for a model that can, since a server refuses the whole request otherwise.
    `beginning` is what the answer is to begin with: the model goes on from there.
    """
    options = overrides.options_json()
    return ChatRequest(
        model=model,
        messages=_messages(path, overrides.system or "", files, can_see, beginning),
        options=options if options else UNSET,
        keep_alive=UNSET if overrides.keep_alive is None else overrides.keep_alive,
        think=UNSET if overrides.think is None or not can_think else overrides.think,
    )


def head_of(request: ChatRequest) -> str:
    """The JSON of a request without its messages."""
    head = msgspec.structs.replace(request, messages=UNSET)
    return msgspec.json.encode(head).decode()


def sent_json(
    path: Sequence[tree.Message], sent: tree.Sent, files: Mapping[str, str], beginning: str = ""
) -> str:
    """The request for the answer to the last message of `path`, as it was sent, indented.

    `files` may hold anything in place of an image that is short enough to be read. Empty where
    the head is no JSON object: that may have come with a file.
    """
    try:
        body: dict[str, Any] = msgspec.json.decode(sent.head, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return ""
    messages = _messages(path, sent.system, files, sent.images, beginning)
    body = {"model": body.pop("model", ""), "messages": messages, **body}
    return msgspec.json.format(msgspec.json.encode(body), indent=2).decode()


def _messages(
    path: Sequence[tree.Message],
    system: str,
    files: Mapping[str, str],
    can_see: bool,
    beginning: str,
) -> list[Message]:
    """A message without words and images is left out, since an empty one makes some templates fail."""
    messages = [Message(role="system", content=system)] if system else []
    for said in path:
        if said.reply is not None:
            if said.reply.text:
                messages.append(Message(role="assistant", content=said.reply.text))
            continue
        attached = [file for file in said.attachments if file.sha256 in files]
        images = [files[file.sha256] for file in attached if file.kind == "image" and can_see]
        texts = [quoted(file, files[file.sha256]) for file in attached if file.kind == "text"]
        content = "\n\n".join([*texts, *([said.text] if said.text else [])])
        if content or images:
            messages.append(Message(role="user", content=content, images=images))
    if beginning:
        messages.append(Message(role="assistant", content=beginning))
    return messages
