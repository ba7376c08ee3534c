"""One answer of a model, folded from the chunks of its stream.

Imports nothing of the wire at run time, so that widgets can name a phase or an ending before
the client library is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Literal, TypeAlias

from paddock.domain.markdown.think import begins_with_thinking, split_think

if TYPE_CHECKING:
    from paddock.ollama.types import ChatChunk, ToolCall


_LONGEST = 2**62


class Phase(Enum):
    """What the server is doing for this answer, as far as can be known from outside."""

    WAITING = "waiting"  # sent; nothing known yet
    LOADING = "loading"  # the model is not in /api/ps
    READING = "reading"  # the model is loaded, no output yet: it evaluates the prompt
    THINKING = "thinking"
    ANSWERING = "answering"
    ENDED = "ended"


class Ending(Enum):
    """How an answer came to its end."""

    DONE = "done"
    LENGTH = "length"  # num_predict or the context was used up
    STOPPED = "stopped"  # by the user
    CUT = "cut"  # the connection broke
    INCOMPLETE = "incomplete"  # a clean end without done:true
    FAILED = "failed"  # the server sent an error
    INTERRUPTED = "interrupted"  # Paddock itself ended while the answer came


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counts in tokens, durations in seconds; None where the server sent nothing."""

    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    load: float | None = None
    prompt: float | None = None
    answer: float | None = None
    total: float | None = None

    @property
    def tokens_per_second(self) -> float | None:
        if not self.answer_tokens or not self.answer:
            return None
        return self.answer_tokens / self.answer


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave back for a call, as the model is told; `failed` when it raised an error."""

    text: str
    failed: bool = False


class KeptFailure(Exception):
    """What ended an answer in an earlier run: the name of the error's type, its words, and the raw
    facts as they were shown under Details.
    """

    def __init__(self, kind: str, words: str, raw: str = "") -> None:
        super().__init__(words)
        self.kind = kind
        self.raw = raw


Origin: TypeAlias = Literal["", "edited", "continued", "imported"]
"""What an answer is when it is not simply what a model said: changed by a person, the beginning
taken from another answer that was cut, or taken over from a file."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer so far. Times are seconds on the caller's monotonic clock.

    `id` is that of its message; 0 where it is none.
    """

    model: str
    started: float
    text: str = ""
    thinking: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_results: tuple[ToolResult, ...] = ()
    """Those that have come, in the order of the calls."""
    phase: Phase = Phase.WAITING
    first_token: float | None = None
    thinking_ended: float | None = None
    ended: float | None = None
    ending: Ending | None = None
    done_reason: str = ""
    metrics: Metrics = field(default_factory=Metrics)
    failure: BaseException | None = None
    id: int = 0
    origin: Origin = ""

    @property
    def is_open(self) -> bool:
        return self.ending is None

    @property
    def seconds_to_first_token(self) -> float | None:
        return None if self.first_token is None else self.first_token - self.started

    @property
    def seconds_of_thinking(self) -> float | None:
        """From the first token to the end of thinking; None without thinking."""
        has_thought = self.thinking or begins_with_thinking(self.text)
        if not has_thought or self.first_token is None:
            return None
        end = self.thinking_ended if self.thinking_ended is not None else self.ended
        return None if end is None else end - self.first_token


def fold(reply: Reply, chunks: Iterable[ChatChunk], now: float) -> Reply:
    """`reply` with the chunks of one read added.

    A chunk may hold thinking, content and tool calls at once, the one with done:true as well.
    """
    text: list[str] = []
    thinking: list[str] = []
    calls: list[ToolCall] = []
    last: ChatChunk | None = None
    for chunk in chunks:
        message = chunk.message
        if message is not None:
            if message.thinking:
                thinking.append(message.thinking)
            if message.content:
                text.append(message.content)
            if message.tool_calls:
                calls.extend(message.tool_calls)
        if chunk.done:
            last = chunk
    reply = _grown(reply, "".join(thinking), "".join(text), calls, now)
    return reply if last is None else _finished(reply, last, now)


def ended(reply: Reply, ending: Ending, now: float, failure: BaseException | None = None) -> Reply:
    """`reply` broken off: what was received stays, figures that never came stay missing."""
    if not reply.is_open:
        return reply
    return replace(reply, phase=Phase.ENDED, ending=ending, ended=now, failure=failure)


def _grown(reply: Reply, thinking: str, text: str, calls: list[ToolCall], now: float) -> Reply:
    if not (thinking or text or calls):
        return reply
    answering = bool(reply.text or text or calls)
    thought = bool(reply.thinking or thinking)
    thinking_ended = reply.thinking_ended
    whole = reply.text + text
    if thinking_ended is None:
        if begins_with_thinking(whole):
            # Older servers leave the tags in the text.
            if text and not split_think(whole)[2]:
                thinking_ended = now
        elif answering and thought:
            thinking_ended = now
    return replace(
        reply,
        text=whole,
        thinking=reply.thinking + thinking,
        tool_calls=reply.tool_calls + tuple(calls),
        phase=Phase.ANSWERING if answering else Phase.THINKING,
        first_token=now if reply.first_token is None else reply.first_token,
        thinking_ended=thinking_ended,
    )


def _finished(reply: Reply, last: ChatChunk, now: float) -> Reply:
    return replace(
        reply,
        phase=Phase.ENDED,
        ending=Ending.LENGTH if last.done_reason == "length" else Ending.DONE,
        done_reason=last.done_reason or "",
        ended=now,
        metrics=Metrics(
            prompt_tokens=_count(last.prompt_eval_count),
            answer_tokens=_count(last.eval_count),
            load=_seconds(last.load_duration),
            prompt=_seconds(last.prompt_eval_duration),
            answer=_seconds(last.eval_duration),
            total=_seconds(last.total_duration),
        ),
    )


def _count(tokens: int | None) -> int | None:
    """A number that makes no sense was not told: Qt counts in 32 bits, SQLite in 64."""
    return tokens if tokens and 0 < tokens < 2**31 else None


def _seconds(nanoseconds: int | None) -> float | None:
    # A server may send any number, and not each of them is a float.
    return min(nanoseconds, _LONGEST) / 1e9 if nanoseconds else None
