"""One answer, folded from its chunks."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.domain.reply import Ending, Metrics, Phase, Reply, ended, fold
from paddock.ollama.types import ChatChunk
from tests.ollama.recordings import Recorded, load

STARTED = 100.0
_OF_THE_MESSAGE = ("content", "thinking", "tool_calls")


def chunk(done: bool = False, **fields: Any) -> ChatChunk:
    """A chunk as it comes over the wire; fields of a message are told from those beside it."""
    message = {key: fields.pop(key) for key in tuple(fields) if key in _OF_THE_MESSAGE}
    raw = {"model": "m", "message": {"role": "assistant", **message}, "done": done, **fields}
    return msgspec.json.decode(json.dumps(raw), type=ChatChunk)


def folded(*batches: list[ChatChunk]) -> Reply:
    """Each batch comes a second after the one before."""
    reply = Reply("m", STARTED)
    for second, batch in enumerate(batches, start=1):
        reply = fold(reply, batch, STARTED + second)
    return reply


CALL = {"function": {"name": "weather", "arguments": {"city": "Bern"}}}
words = st.text(max_size=6)
chunks = st.builds(
    lambda content, thinking, calls: chunk(
        content=content, thinking=thinking, tool_calls=[CALL] * calls
    ),
    words,
    words,
    st.integers(0, 2),
)


@settings(deadline=None)
@given(st.lists(chunks, max_size=12), st.booleans(), st.data())
def test_any_batching_gives_the_same_answer(
    stream: list[ChatChunk], is_done: bool, data: st.DataObject
) -> None:
    if is_done:
        stream = [*stream, chunk(True, done_reason="stop", eval_count=7, content="end")]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    reply = Reply("m", STARTED)
    for first, last in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        reply = fold(reply, stream[first:last], STARTED)
    assert reply == fold(Reply("m", STARTED), stream, STARTED)
    assert reply.text == "".join(one.message.content for one in stream)


RECORDED = [
    recorded
    for recorded in load()
    if recorded.path == "/api/chat"
    and recorded.status == 200
    and "x-ndjson" in recorded.headers["content-type"]
]


def test_there_are_recorded_answers() -> None:
    assert len(RECORDED) > 10


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda one: one.name)
def test_a_recorded_stream_folds_to_the_text_that_was_sent(recorded: Recorded) -> None:
    lines = [json.loads(line) for line in recorded.body.split(b"\n")[:-1] if line.strip()]
    lines = [line for line in lines if "error" not in line]
    reply = fold(
        Reply("m", STARTED),
        [msgspec.json.decode(json.dumps(line), type=ChatChunk) for line in lines],
        STARTED + 1,
    )
    messages = [line.get("message", {}) for line in lines]
    assert reply.text == "".join(message.get("content", "") for message in messages)
    assert reply.thinking == "".join(message.get("thinking", "") for message in messages)
    assert len(reply.tool_calls) == sum(len(m.get("tool_calls") or ()) for m in messages)
    last = lines[-1] if lines else {}
    assert reply.is_open != last.get("done", False)
    assert reply.done_reason == last.get("done_reason", "")
    assert reply.metrics.answer_tokens == last.get("eval_count")
    if last.get("eval_duration"):
        assert reply.metrics.answer == pytest.approx(last["eval_duration"] / 1e9)


def test_it_thinks_then_answers_and_the_times_say_how_long() -> None:
    reply = folded(
        [chunk()],
        [chunk(thinking="Hm")],
        [chunk(thinking=", yes")],
        [chunk(content="Yes")],
        [chunk(content=".", thinking="late")],
        [chunk(True, done_reason="stop")],
    )
    assert (reply.thinking, reply.text) == ("Hm, yeslate", "Yes.")
    assert reply.seconds_to_first_token == 2.0
    assert reply.seconds_of_thinking == 2.0
    assert (reply.phase, reply.ending, reply.ended) == (Phase.ENDED, Ending.DONE, STARTED + 6)


@pytest.mark.parametrize(
    ("batches", "phase"),
    [
        ([[chunk()]], Phase.WAITING),
        ([[chunk(thinking="Hm")]], Phase.THINKING),
        ([[chunk(thinking="Hm", content="Yes")]], Phase.ANSWERING),
        ([[chunk(tool_calls=[CALL])]], Phase.ANSWERING),
        ([[chunk(content="Yes")], [chunk(thinking="still")]], Phase.ANSWERING),
    ],
)
def test_the_phase_follows_what_has_come(batches: list[list[ChatChunk]], phase: Phase) -> None:
    assert folded(*batches).phase is phase


def test_thinking_and_content_in_one_chunk_end_the_thinking_at_once() -> None:
    reply = folded([chunk(thinking="Hm", content="Yes")])
    assert reply.seconds_of_thinking == 0.0


def test_thinking_that_never_led_to_an_answer_lasts_to_the_end() -> None:
    reply = ended(folded([chunk(thinking="Hm")]), Ending.STOPPED, STARTED + 4)
    assert reply.seconds_of_thinking == 3.0


def test_tool_calls_may_come_with_the_last_chunk() -> None:
    reply = folded([chunk(True, tool_calls=[CALL], done_reason="stop")])
    assert [call.function.name for call in reply.tool_calls] == ["weather"]
    assert reply.ending is Ending.DONE


def test_figures_that_were_not_sent_are_missing_not_zero() -> None:
    assert folded([chunk(True, content="x")]).metrics == Metrics()
    cached = folded([chunk(True, eval_count=10, eval_duration=2_000_000_000)])
    assert cached.metrics == Metrics(answer_tokens=10, answer=2.0)
    assert cached.metrics.tokens_per_second == 5.0
    assert folded([chunk(True, eval_count=10)]).metrics.tokens_per_second is None


def test_the_length_limit_is_told_from_the_end() -> None:
    assert folded([chunk(True, done_reason="length")]).ending is Ending.LENGTH


def test_an_answer_broken_off_keeps_what_came_and_ends_once() -> None:
    failure = OSError("gone")
    reply = ended(folded([chunk(content="half")]), Ending.CUT, 105.0, failure)
    assert (reply.text, reply.ending, reply.failure, reply.ended) == (
        "half",
        Ending.CUT,
        failure,
        105.0,
    )
    assert ended(reply, Ending.STOPPED, 106.0) is reply
