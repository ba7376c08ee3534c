"""Downloads, folded from lines that were made up, made up at random, and recorded from a server."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.domain.transfer import (
    STALLED_AFTER,
    Ended,
    Layer,
    Phase,
    Transfer,
    begun,
    ended,
    fold,
)
from paddock.ollama.types import Progress

WIRE = Path(__file__).parents[1] / "wire"
MB = 1_000_000
GB = 1_000 * MB


def on(digest: str, completed: int, total: int = GB) -> Progress:
    return Progress(status="pulling", digest=digest, total=total, completed=completed)


def phase(status: str) -> Progress:
    return Progress(status=status)


def folded(lines: Iterable[Progress], every: float = 1.0) -> list[Transfer]:
    """The transfer after each line, one every so many seconds from 0 on."""
    transfer, states = begun(0.0), []
    for index, line in enumerate(lines):
        transfer = fold(transfer, line, index * every)
        states.append(transfer)
    return states


def recorded() -> Iterator[tuple[str, list[Progress]]]:
    """Each recorded pull and push with its lines that are no errors."""
    for name in ("pull", "pull-exhausted", "push"):
        cases: dict[str, str] = {}
        for text in (WIRE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            event = json.loads(text)
            if event.get("dir") == "resp":
                cases[event["case"]] = cases.get(event["case"], "") + event["data"]
        for case, answer in cases.items():
            lines = [json.loads(line) for line in dechunked(answer).split("\n") if line]
            progress = [msgspec.convert(line, Progress) for line in lines if "status" in line]
            if progress:
                yield f"{name}/{case}", progress


def dechunked(answer: str) -> str:
    """The body of an answer of ASCII; a recording may end in the middle of a chunk."""
    head, _, rest = answer.partition("\r\n\r\n")
    if "chunked" not in head:
        return rest
    body = ""
    while rest:
        size, _, rest = rest.partition("\r\n")
        body += rest[: int(size, 16)]
        rest = rest[int(size, 16) + 2 :]
    return body


RECORDED = dict(recorded())

lines = st.builds(
    Progress,
    status=st.sampled_from(["pulling manifest", "verifying sha256 digest", "success", "x", ""]),
    digest=st.sampled_from(["", "", "sha256:aa", "sha256:bb", "sha256:model", "0"]),
    total=st.integers(-1, 5 * GB),
    completed=st.integers(-1, 6 * GB),
)


@given(st.lists(st.tuples(lines, st.floats(0, 30)), max_size=40))
@settings(max_examples=200)
def test_a_bar_never_falls_and_is_full_only_after_success(
    steps: list[tuple[Progress, float]],
) -> None:
    transfer, now = begun(5.0), 5.0
    for line, passed in steps:
        now += passed
        before, transfer = transfer, fold(transfer, line, now)
        assert before.fraction <= transfer.fraction < 1.0
        assert 0 <= transfer.completed <= transfer.total
        assert transfer.bytes_per_second is None or transfer.bytes_per_second >= 0
        assert transfer.seconds_left is None or transfer.seconds_left >= 0
    assert ended(transfer, Ended.CANCELLED).fraction == transfer.fraction
    assert ended(transfer, Ended.FAILED).fraction < 1.0
    assert ended(transfer, Ended.DONE).fraction == 1.0


@pytest.mark.parametrize("case", RECORDED)
def test_recorded_transfers_never_go_backwards(case: str) -> None:
    states = folded(RECORDED[case], 0.06)
    shown = [state.fraction for state in states]
    assert shown == sorted(shown)
    assert shown[-1] < 1.0
    assert ended(states[-1], Ended.DONE).fraction == 1.0


def test_the_recordings_hold_what_these_tests_are_about() -> None:
    assert {"pull/small-ok", "pull/big-slow-resumed", "push/big-slow"} <= set(RECORDED)
    assert len(RECORDED["pull-exhausted/storage-closes-every-connection"]) > 100


def test_recorded_phases_follow_each_other() -> None:
    phases = [
        key for key, _ in itertools.groupby(s.phase for s in folded(RECORDED["pull/small-ok"]))
    ]
    assert phases == [Phase.MANIFEST, Phase.LAYERS, Phase.VERIFYING, Phase.FINISHING]


@pytest.mark.parametrize("following", [on("b", 0, 5), phase("verifying sha256 digest")])
def test_what_follows_a_layer_completes_it(following: Progress) -> None:
    """The last line of a layer may stay short of its total: seen on a real server."""
    first = folded([on("a", 405 * MB, 406 * MB), following])[-1].layers[0]
    assert first == Layer("a", 406 * MB, 406 * MB, done=True)


def test_a_failed_part_takes_bytes_away_but_not_from_the_bar() -> None:
    states = folded([on("a", 0), on("a", 600 * MB), on("a", 450 * MB), on("a", 500 * MB)])
    assert [state.completed for state in states] == [0, 600 * MB, 450 * MB, 500 * MB]
    assert [state.fraction for state in states] == [0.0, 0.6, 0.6, 0.6]


def test_a_layer_that_speaks_again_was_not_complete() -> None:
    states = folded([on("a", 1 * MB), on("b", 2 * MB), on("a", 3 * MB)])
    assert states[1].layers[0].done
    assert states[2].layers == (
        Layer("a", GB, 3 * MB),
        Layer("b", GB, GB, done=True),
    )


def test_a_total_may_come_late_and_may_be_left_out() -> None:
    states = folded(
        [on("sha256:model", 5, 0), on("sha256:model", 0), on("sha256:model", GB // 4, 0)]
    )
    assert [state.total for state in states] == [0, GB, GB]
    assert [state.fraction for state in states] == [0.0, 0.0, 0.25]


def test_a_small_layer_at_the_beginning_does_not_fill_the_bar() -> None:
    states = folded([on("template", 500, 500), on("weights", 0), on("weights", GB // 2)])
    assert [round(state.fraction, 2) for state in states] == [0.0, 0.0, 0.5]


def test_a_model_without_weights_is_shown_as_well() -> None:
    """A cloud model is a few hundred bytes."""
    assert folded([on("a", 300, 300), phase("verifying sha256 digest")])[-1].fraction > 0.9


def test_speed_is_what_came_lately_and_not_what_was_there_before() -> None:
    resumed = [on("a", 400 * MB + second * 10 * MB) for second in range(20)]
    state = folded(resumed)[-1]
    assert state.bytes_per_second == pytest.approx(10 * MB)
    assert state.seconds_left == pytest.approx((GB - state.completed) / (10 * MB))
    faster = [*resumed, *(on("a", state.completed + s * 20 * MB) for s in range(1, 15))]
    assert folded(faster)[-1].bytes_per_second == pytest.approx(20 * MB, rel=0.2)


def test_speed_is_measured_over_lines_that_come_in_one_burst() -> None:
    transfer = begun(0.0)
    for index in range(60):
        transfer = fold(transfer, on("a", index * MB), float(index // 10))
    assert transfer.bytes_per_second == pytest.approx(10 * MB, rel=0.15)


def test_a_rollback_is_no_negative_speed() -> None:
    speeds = [s.bytes_per_second for s in folded([on("a", c * MB) for c in (0, 50, 100, 0, 0)])]
    assert speeds[0] is None
    assert all(speed is not None and speed > 0 for speed in speeds[1:])


def test_nothing_for_ten_seconds_is_a_stall_though_lines_go_on() -> None:
    states = folded([on("a", 0), on("a", MB), *[on("a", MB)] * 20])
    assert not states[1].stalled(1 + STALLED_AFTER - 0.1)
    assert states[-1].stalled(1 + STALLED_AFTER)
    assert states[-1].still(15.0) == 14.0
    moving = fold(states[-1], on("a", 2 * MB), 30.0)
    assert not moving.stalled(31.0)


def test_verifying_is_silent_and_neither_stalled_nor_timed() -> None:
    state = folded([on("a", 0), on("a", 900 * MB), phase("verifying sha256 digest")])[-1]
    assert state.phase is Phase.VERIFYING
    assert not state.stalled(600.0)
    assert state.seconds_left is None
    assert state.still(62.0) == 60.0


def test_late_lines_change_nothing_after_the_end() -> None:
    over = ended(folded([on("a", 5)])[-1], Ended.CANCELLED)
    assert fold(over, on("a", 500 * MB), 99.0) is over
