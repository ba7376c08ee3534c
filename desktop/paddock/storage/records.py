"""Values of the domain as columns and JSON, and back."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from paddock.domain.attachment import Attachment
from paddock.domain.reply import Ending, KeptFailure, Metrics, Phase, Reply, ToolResult
from paddock.domain.tree import Sent
from paddock.storage.blobs import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paddock.ollama.types import ToolCall

Row: TypeAlias = tuple[Any, ...]

ANSWER = (
    "ending, origin, model, done_reason, first_token, thinking_ended, ended, "
    "prompt_tokens, answer_tokens, load, prompt, answer, total, "
    "text, thinking, tool_calls, tool_results, failure, sent"
)
"""The columns of an answer, in the order in which `answer_row` gives and `answer_of` takes them."""

_LARGEST = 2**63 - 1
_NO_METRICS = Metrics()
_ENDINGS = {ending.value: ending for ending in Ending}


def clean(text: str) -> str:
    """`text` without halves of surrogate pairs, which UTF-8 has no bytes for."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def answer_row(reply: Reply, sent: Sent | None) -> Row:
    """An answer as it is kept: its times are seconds after it was asked for."""
    times = (reply.first_token, reply.thinking_ended, reply.ended)
    metrics = reply.metrics
    return (
        None if reply.ending is None else reply.ending.value,
        reply.origin,
        clean(reply.model),
        clean(reply.done_reason),
        *(None if time is None else time - reply.started for time in times),
        _count(metrics.prompt_tokens),
        _count(metrics.answer_tokens),
        metrics.load,
        metrics.prompt,
        metrics.answer,
        metrics.total,
        clean(reply.text),
        clean(reply.thinking),
        _calls_json(reply.tool_calls) if reply.tool_calls else None,
        _results_json(reply.tool_results) if reply.tool_results else None,
        None if reply.failure is None else _failure_json(reply.failure),
        None if sent is None else _sent_json(sent),
    )


def answer_of(id: int, row: Sequence[Any]) -> tuple[Reply, Sent | None]:
    """What `row` holds in the columns ANSWER; the answer was asked for at 0.0."""
    text, thinking, calls, results, failure, sent = row[13:]
    ending = None if row[0] is None else _ENDINGS.get(row[0], Ending.INTERRUPTED)
    figures = row[7:13]
    reply = Reply(
        row[2],
        0.0,
        text,
        thinking,
        () if calls is None else _calls_of(calls),
        () if results is None else _results_of(results),
        Phase.ENDED if ending is not None else _phase(text, thinking),
        row[4],
        row[5],
        row[6],
        ending,
        row[3],
        _NO_METRICS if figures == _NO_FIGURES else Metrics(*figures),
        None if failure is None else _failure_of(failure),
        id,
        row[1],
    )
    return reply, None if sent is None else _sent_of(sent)


_NO_FIGURES = (None,) * 6


def attachment_row(file: Attachment) -> Row:
    """In the order kind, name, sha256, size, width, height."""
    return (file.kind, clean(file.name), file.sha256, file.size, file.width, file.height)


def attachment_of(row: Sequence[Any], blobs: str) -> Attachment:
    kind, name, sha, size, width, height = row
    return Attachment(kind, name, sha, size, path_of(blobs, sha), width, height)


def attachments_json(files: Iterable[Attachment]) -> str:
    return json.dumps([attachment_row(file) for file in files])


def attachments_of(text: str, blobs: str) -> tuple[Attachment, ...]:
    return tuple(attachment_of(row, blobs) for row in json.loads(text))


def _phase(text: str, thinking: str) -> Phase:
    """Of an answer that is still coming."""
    return Phase.ANSWERING if text else Phase.THINKING if thinking else Phase.WAITING


def _count(number: int | None) -> int | None:
    """A server may send any number; SQLite has 64 bits."""
    return None if number is None or abs(number) > _LARGEST else number


def _calls_json(calls: tuple[ToolCall, ...]) -> str:
    import msgspec

    return msgspec.json.encode(calls).decode()


def _calls_of(text: str) -> tuple[ToolCall, ...]:
    import msgspec

    from paddock.ollama.types import ToolCall

    return msgspec.json.decode(text, type=tuple[ToolCall, ...])


def _results_json(results: tuple[ToolResult, ...]) -> str:
    return json.dumps([[result.text, result.failed] for result in results])


def _results_of(text: str) -> tuple[ToolResult, ...]:
    return tuple(ToolResult(words, failed) for words, failed in json.loads(text))


def _failure_json(error: BaseException) -> str:
    kind = error.kind if isinstance(error, KeptFailure) else type(error).__name__
    raw = getattr(error, "raw", "")
    words = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    return json.dumps({"kind": kind, "words": str(error), "raw": words})


def _failure_of(text: str) -> KeptFailure:
    kept = json.loads(text)
    return KeptFailure(kept["kind"], kept["words"], kept["raw"])


def _sent_json(sent: Sent) -> str:
    return json.dumps(
        [sent.server, sent.digest, sent.head, sent.system, sent.images, sent.continues]
    )


@lru_cache(64)
def _sent_of(text: str) -> Sent:
    """Most answers of a chat were asked for alike: they share one value."""
    return Sent(*json.loads(text))
