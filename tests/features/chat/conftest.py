"""A demo server at full speed whose models load at once, and the application to use it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from paddock.demo.server import DemoServer
from tests.appkit import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["tell"]


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as server:
        yield server


@pytest.fixture
def slow_server() -> Iterator[DemoServer]:
    """Slow enough for something to happen in the middle of an answer."""
    with DemoServer(speed=60.0, load_seconds=0.0) as server:
        yield server
