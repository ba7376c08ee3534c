"""A scope owns its tasks: one for each slot, none left behind, each failure told once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from paddock.base.jobs import Scope

if TYPE_CHECKING:
    from collections.abc import Callable


def unwanted(error: BaseException) -> None:
    pytest.fail(f"reported: {error!r}")


class Job:
    """Work that waits to be released, and remembers how it went."""

    def __init__(self, cleanup: int = 0) -> None:
        self.release = asyncio.Event()
        self.began = asyncio.Event()
        self.outcome = "not begun"
        self._cleanup = cleanup

    async def work(self) -> None:
        self.outcome = "running"
        self.began.set()
        try:
            await self.release.wait()
        except asyncio.CancelledError:
            for _ in range(self._cleanup):
                await asyncio.sleep(0)
            self.outcome = "cancelled"
            raise
        self.outcome = "done"


def test_a_new_job_replaces_the_one_in_its_slot(run: Callable[[Any], Any]) -> None:
    reported: list[BaseException] = []

    async def story() -> None:
        scope = Scope("test", reported.append)
        first, second, other = Job(), Job(), Job()
        old = scope.start("slot", first.work())
        scope.start("other", other.work())
        await first.began.wait()
        new = scope.start("slot", second.work())
        await asyncio.wait([old])
        second.release.set()
        await new
        assert (first.outcome, second.outcome, other.outcome) == ("cancelled", "done", "running")
        assert not scope.running("slot")
        assert scope.running("other")
        await scope.close()

    run(story())
    assert not reported


def test_cancelling_ends_one_slot_and_an_empty_one_is_fine(run: Callable[[Any], Any]) -> None:
    async def story() -> None:
        scope = Scope("test", unwanted)
        job = Job()
        task = scope.start("slot", job.work())
        await job.began.wait()
        scope.cancel("slot")
        scope.cancel("nothing there")
        assert not scope.running("slot")
        assert scope.live_tasks() == [task]  # it unwinds, and is still owned
        await asyncio.wait([task])
        assert job.outcome == "cancelled"
        assert scope.live_tasks() == []

    run(story())


def test_closing_waits_for_the_cleaning_up_of_everything_below(run: Callable[[Any], Any]) -> None:
    async def story() -> None:
        scope = Scope("test", unwanted)
        jobs = [Job(cleanup=3) for _ in range(4)]
        scope.start("own", jobs[0].work())
        scope.child("child").start("a", jobs[1].work())
        scope.child("child").child("grandchild").start("a", jobs[2].work())
        scope.start("leaving", jobs[3].work())
        for job in jobs:
            await job.began.wait()
        scope.cancel("leaving")
        await scope.close()
        assert [job.outcome for job in jobs] == ["cancelled"] * 4
        assert scope.live_tasks() == []

    run(story())


def test_nothing_goes_on_above_while_what_is_below_closes(run: Callable[[Any], Any]) -> None:
    """The task of a scope may use what belongs to a child, which must not be closed under it."""
    ready = asyncio.Event()

    async def use(child: Scope) -> None:
        await ready.wait()
        child.start("late", Job().work())

    async def story() -> None:
        scope = Scope("test", unwanted)
        child = scope.child("child")
        slow = Job(cleanup=5)
        child.start("slow", slow.work())
        scope.start("use", use(child))
        await slow.began.wait()
        ready.set()
        await scope.close()
        assert slow.outcome == "cancelled"

    run(story())


def test_a_failure_is_told_once_and_cancels_nobody_else(run: Callable[[Any], Any]) -> None:
    reported: list[BaseException] = []
    own: list[BaseException] = []

    async def fail(words: str) -> None:
        raise ValueError(words)

    async def story() -> None:
        scope = Scope("test", reported.append)
        bystander = Job()
        scope.start("bystander", bystander.work())
        tasks = [
            scope.start("a", fail("of the scope")),
            scope.child("plain").start("b", fail("of a child")),
            scope.child("own", own.append).start("c", fail("of a child that reports itself")),
        ]
        await asyncio.wait(tasks)
        await asyncio.sleep(0)
        assert bystander.outcome == "running"
        await scope.close()

    run(story())
    assert [str(error) for error in reported] == ["of the scope", "of a child"]
    assert [str(error) for error in own] == ["of a child that reports itself"]


def test_a_failure_while_being_cancelled_is_told(run: Callable[[Any], Any]) -> None:
    reported: list[BaseException] = []

    async def stumble() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise OSError("cleaning up failed")

    async def story() -> None:
        scope = Scope("test", reported.append)
        scope.start("slot", stumble())
        await asyncio.sleep(0)
        await scope.close()

    run(story())
    assert [str(error) for error in reported] == ["cleaning up failed"]


def test_a_closed_scope_refuses_and_leaves_no_coroutine_behind(run: Callable[[Any], Any]) -> None:
    async def story() -> None:
        scope = Scope("test", unwanted)
        child = scope.child("child")
        await scope.close()
        for closed in (scope, child):
            job = Job().work()
            with pytest.raises(RuntimeError, match="closed"):
                closed.start("slot", job)
            with pytest.raises(RuntimeError, match="cannot reuse"):
                job.send(None)

    run(story())
