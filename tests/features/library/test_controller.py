"""Pulling, cancelling and going on, against a server that answers as Ollama does."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from paddock.demo.server import DemoServer, Fault
from paddock.domain.transfer import Ended, Transfer
from paddock.features.library.controller import PullController
from paddock.ollama.errors import (
    Cause,
    ConnectionLost,
    ConnectionRefused,
    OllamaError,
    StreamFailed,
    StreamIncomplete,
)
from paddock.state.server_state import ServerState
from tests.features.library.conftest import Pulling, heard

Run = Callable[[Any], Any]


def bytes_have_come(transfer: Transfer) -> bool:
    return transfer.completed > 0


async def failure(pulls: PullController, name: str) -> OllamaError:
    pulls.start(name)
    (error,) = await heard(pulls.failed)
    assert isinstance(error, OllamaError)
    return error


def test_a_pull_runs_to_a_model_in_the_list(run: Run, demo: DemoServer, pulling: Pulling) -> None:
    shown: list[Transfer] = []

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.progressed.connect(shown.append)
            pulls.start("demo-small:1b")
            assert pulls.is_running
            assert await heard(pulls.finished) == ("demo-small:1b",)
            assert not pulls.is_running

            def lists_it(state: ServerState) -> bool:
                return [model.name for model in state.models] == ["demo-small:1b"]

            await heard(pulls._server.changed, lists_it)

    run(story())
    fractions = [transfer.fraction for transfer in shown]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert [transfer.ended for transfer in shown[-2:]] == [None, Ended.DONE]
    assert shown[-1].total == shown[-1].completed > 1e9


def test_a_name_without_a_tag_is_finished_as_the_server_lists_it(
    run: Run, demo: DemoServer, pulling: Pulling
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.start("demo-tiny")
            assert await heard(pulls.finished) == ("demo-tiny:latest",)

    run(story())


def test_views_hear_of_progress_ten_times_a_second_at_most(
    run: Run, demo: DemoServer, pulling: Pulling
) -> None:
    moments: list[float] = []

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.start("demo-small:1b")
            pulls.progressed.connect(lambda _: moments.append(time.monotonic()))
            await heard(pulls.finished)

    run(story())
    between = [after - before for before, after in pairwise(moments[:-1])]
    assert len(between) > 1
    assert min(between) > 0.09


def test_a_cancelled_pull_goes_on_where_it_stopped(
    run: Run, demo: DemoServer, pulling: Pulling
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.start("slow-model")
            await heard(pulls.progressed, bytes_have_come)
            ends: list[str] = []
            pulls.cancelled.connect(lambda: ends.append("cancelled"))
            pulls.failed.connect(lambda _: ends.append("failed"))
            pulls.cancel()
            pulls.cancel()
            assert ends == ["cancelled"]
            assert not pulls.is_running
            assert pulls.transfer is not None
            assert pulls.transfer.ended is Ended.CANCELLED
            had = pulls.transfer.completed

            pulls.start("slow-model")
            (resumed,) = await heard(pulls.progressed, lambda t: bool(t.layers))
            assert resumed.completed >= had > 0
            assert resumed.ended is None
            pulls.cancel()

    run(story())
    pulled = demo.wait_for(lambda request: request.path == "/api/pull" and request.disconnected)
    assert pulled.json() == {"model": "slow-model"}


def test_a_pull_cancelled_before_it_was_sent_is_never_sent(
    run: Run, demo: DemoServer, pulling: Pulling
) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            ends: list[str] = []
            pulls.cancelled.connect(lambda: ends.append("cancelled"))
            pulls.start("slow-model")
            pulls.cancel()
            assert ends == ["cancelled"]
            pulls.start("demo-tiny")
            await heard(pulls.finished)
            assert ends == ["cancelled"]

    run(story())
    asked = [request.json() for request in demo.requests if request.path == "/api/pull"]
    assert asked == [{"model": "demo-tiny"}]


def test_a_failed_network_of_the_server_needs_retries_only(
    run: Run, demo: DemoServer, pulling: Pulling
) -> None:
    """The registry behind fail-net drops the download every 40 %."""
    reached: list[float] = []

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            for _ in range(2):
                error = await failure(pulls, "fail-net")
                assert type(error) is StreamFailed
                assert error.cause_kind is Cause.REGISTRY_NETWORK
                assert pulls.error is error
                assert pulls.transfer is not None
                assert pulls.transfer.ended is Ended.FAILED
                reached.append(pulls.transfer.fraction)
            pulls.start("fail-net")
            await heard(pulls.finished)
            assert pulls.error is None

    run(story())
    assert reached == [pytest.approx(0.4, abs=0.01), pytest.approx(0.8, abs=0.01)]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("/api/pull", "cut", after_lines=4), ConnectionLost),
        (Fault("/api/pull", "rst", after_lines=4), ConnectionLost),
        (Fault("/api/pull", "end", after_lines=4), StreamIncomplete),
        (Fault("/api/pull", "error_line", after_lines=4), StreamFailed),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else None,
)
def test_a_broken_pull_is_never_a_finished_one(
    run: Run, demo: DemoServer, pulling: Pulling, fault: Fault, kind: type[OllamaError]
) -> None:
    demo.add_fault(fault)

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            assert type(await failure(pulls, "demo-small:1b")) is kind
            assert pulls.transfer is not None
            assert pulls.transfer.fraction < 1.0
            pulls.start(pulls.name)
            await heard(pulls.finished)

    run(story())


def test_without_a_server_a_pull_fails_at_once(
    run: Run, demo: DemoServer, pulling: Pulling
) -> None:
    demo.stop()

    async def story() -> None:
        async with pulling(demo.url) as pulls:
            assert type(await failure(pulls, "demo-tiny")) is ConnectionRefused

    run(story())


def test_a_second_pull_is_a_mistake(run: Run, demo: DemoServer, pulling: Pulling) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.start("slow-model")
            with pytest.raises(RuntimeError, match="slow-model"):
                pulls.start("demo-tiny")
            assert pulls.name == "slow-model"

    run(story())


def test_closing_the_application_ends_a_pull(run: Run, demo: DemoServer, pulling: Pulling) -> None:
    async def story() -> None:
        async with pulling(demo.url) as pulls:
            pulls.start("slow-model")
            await heard(pulls.progressed, bytes_have_come)
        assert not pulls.is_running

    run(story())
    demo.wait_for(lambda request: request.path == "/api/pull" and request.disconnected)
