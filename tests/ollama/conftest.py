"""Coroutines to their end on a plain asyncio loop, for tests that need no Qt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest


@pytest.fixture
def go() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Runs a coroutine, fails after 20 s, and fails if it leaves a task behind."""

    async def watched(job: Coroutine[Any, Any, Any]) -> Any:
        async with asyncio.timeout(20):
            result = await job
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:
            _, left = await asyncio.wait(left, timeout=2)
        assert not left, f"left running: {left}"
        return result

    return lambda job: asyncio.run(watched(job))
