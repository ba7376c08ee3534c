"""The two shapes of an answer: lines of `/api/chat` and of `/api/generate`, fields in the order of
the Go structs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from .wire import dumps, timestamp


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call; `index` is its place in the answer."""

    id: str
    index: int
    name: str
    arguments: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "function": {"index": self.index, "name": self.name, "arguments": self.arguments},
        }


@dataclass(frozen=True, slots=True)
class Said:
    """Text of an answer, in part or whole."""

    content: str = ""
    thinking: str = ""
    calls: Sequence[Call] = ()


class Form(Protocol):
    """How one endpoint words its lines."""

    model: str

    def deltas(
        self, pieces: Sequence[str], *, thinking: bool, logprobs: Sequence[str]
    ) -> list[bytes]:
        """A line for each piece; `logprobs` holds a JSON array for each piece, or nothing."""
        ...

    def line(self, said: Said, *, done: bool, **more: Any) -> dict[str, Any]:
        """One line, or the whole reply; `more` follows `done`."""
        ...

    def render(self, info: Mapping[str, Any]) -> dict[str, Any]: ...


class ChatForm:
    """Lines of `/api/chat`."""

    def __init__(self, model: str) -> None:
        self.model = model

    def deltas(
        self, pieces: Sequence[str], *, thinking: bool, logprobs: Sequence[str]
    ) -> list[bytes]:
        field = '"","thinking":' if thinking else ""
        head = (
            f'{{"model":{dumps(self.model)},"created_at":"{timestamp()}",'
            f'"message":{{"role":"assistant","content":{field}'
        )
        return _lines(head, '},"done":false', pieces, logprobs)

    def line(self, said: Said, *, done: bool, **more: Any) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": said.content}
        if said.thinking:
            message["thinking"] = said.thinking
        if said.calls:
            message["tool_calls"] = [call.as_json() for call in said.calls]
        more.pop("context", None)
        return {
            "model": self.model,
            "created_at": timestamp(),
            "message": message,
            "done": done,
            **more,
        }

    def render(self, info: Mapping[str, Any]) -> dict[str, Any]:
        message = {"role": "", "content": ""}
        head = {"model": self.model, "created_at": timestamp(), "message": message}
        return {**head, "done": False, "_debug_info": dict(info)}


class GenerateForm:
    """Lines of `/api/generate`."""

    def __init__(self, model: str) -> None:
        self.model = model

    def deltas(
        self, pieces: Sequence[str], *, thinking: bool, logprobs: Sequence[str]
    ) -> list[bytes]:
        field = '"","thinking":' if thinking else ""
        head = f'{{"model":{dumps(self.model)},"created_at":"{timestamp()}","response":{field}'
        return _lines(head, ',"done":false', pieces, logprobs)

    def line(self, said: Said, *, done: bool, **more: Any) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "model": self.model,
            "created_at": timestamp(),
            "response": said.content,
        }
        if said.thinking:
            entry["thinking"] = said.thinking
        return {**entry, "done": done, **more}

    def render(self, info: Mapping[str, Any]) -> dict[str, Any]:
        head = {"model": self.model, "created_at": timestamp(), "response": ""}
        return {**head, "done": False, "_debug_info": dict(info)}


def _lines(head: str, tail: str, pieces: Sequence[str], logprobs: Sequence[str]) -> list[bytes]:
    if logprobs:
        parts = zip(pieces, logprobs, strict=True)
        return [
            f'{head}{dumps(piece)}{tail},"logprobs":{probs}}}'.encode() for piece, probs in parts
        ]
    return [f"{head}{dumps(piece)}{tail}}}".encode() for piece in pieces]
