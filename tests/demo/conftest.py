"""A demo server at full speed for each test, and a plain client for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from paddock.demo.server import DemoServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0, pull_seconds=0.2) as server:
        yield server


@pytest.fixture
def client(server: DemoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False, timeout=20) as client:
        yield client
